import type { Load } from '#analysis/engine-choice/sized-load.ts';
import type { EngineRequirements, WorkloadGroup, WorkloadKind } from '#vocabulary/engine-requirements.ts';

/** What a design is drawn for: one kind of work with its figures. */
export interface DesignCase {
  readonly group: WorkloadGroup;
  readonly load: Load;
  readonly asked: EngineRequirements;
  /** The sentence, for the words that choose between variants: a ledger, bookings, orders. */
  readonly text: string;
}

/** How one kind of work is laid out in one engine. Statements run as they stand, in the order schema, indexes, examples. */
export interface Design {
  /** One paragraph: the idea, with the figures of the case. */
  readonly says: string;
  /** Statements or commands that make it; empty where the engine needs none. */
  readonly schema: readonly string[];
  /** Statements, each ending in a comment that says whom it serves; or a sentence where the engine has no statement for it. */
  readonly indexes: readonly string[];
  readonly examples: readonly string[];
  readonly tips: readonly string[];
}

export type Designer = (given: DesignCase) => Design;

/** By kind of work; where a kind is missing the first one stands for it. */
export type Designs = { readonly [Kind in WorkloadKind]?: Designer };
