import type { Volumes } from '#vocabulary/volumes.ts';
import type { Instrument } from './instrument.ts';
import type { SeedWeight } from './seed-weight.ts';

/** Which rows are to be made up. */
export interface SeedQuestion {
  /** All tables together, about. */
  readonly rows: number;
  readonly seed: number;
  /** Rows of single tables by name; they go before what the volumes say. */
  readonly tables?: Readonly<Record<string, number>>;
  readonly volumes?: Volumes;
  /** Rows as they are when they are new: columns with a plain default hold that in tables that triggers guard. */
  readonly initial?: boolean;
  /** Triggers do not fire while the rows are loaded; constraints, foreign keys included, are in force all the same. */
  readonly withoutTriggers?: boolean;
  /** Milliseconds; nothing is created later. 2026-01-01 where it is not said, so that a seed means the same for ever. */
  readonly today?: number;
}

/** Rows of one table, in loading order; texts as the server reads them. Taken once, and the tables one after the other. */
export interface SeedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** As many are wanted; there may be fewer where keys leave no room. */
  readonly rows: number;
  readonly batches: () => Iterable<readonly (readonly (string | null)[])[]>;
}

/** A constraint with what is the matter with it. */
export interface SeedDoubt {
  readonly table: string;
  readonly constraint: string;
  readonly why: string;
}

export interface SeedSet {
  readonly tables: readonly SeedTable[];
  readonly withoutTriggers?: boolean;
  /** What was not understood: rows are made all the same, and only a server can tell whether they keep it. */
  readonly unread: readonly SeedDoubt[];
  /** Tables that got fewer rows than they were to get; complete when all batches were taken. */
  readonly shorts: readonly (SeedDoubt & { readonly rows: number })[];
}

/** Rows that a server refused. */
export interface RefusedRows {
  readonly table: string;
  /** The constraint or the function of a trigger, as the server names it. */
  readonly by: string;
  readonly message: string;
  readonly rows: number;
}

export interface SeedProof {
  /** "a twin, PostgreSQL 18.4". */
  readonly by: string;
  /** All rows were loaded; else fewer ones that were made by the same rules. */
  readonly isWhole: boolean;
  /** Rows that the server took, by table: `app.orders`. */
  readonly accepted: Readonly<Record<string, number>>;
  readonly refused: readonly RefusedRows[];
  /** Constraints and triggers that were not there to be asked, one sentence each. */
  readonly missing: readonly string[];
  /** By table, the numbers of the rows that are to be left out: those that were refused. */
  readonly without: ReadonlyMap<string, ReadonlySet<number>>;
}

/** A text that is too long to be held. */
export type TextPieces = Iterable<string>;

/** Makes rows up that keep the constraints of a schema, and lets a twin with that schema judge them. */
export interface Seed extends Instrument {
  /** Problem `unsupported` names each constraint that no rows can keep; also from a batch, at a row that cannot be made. */
  readonly rows: (question: SeedQuestion, without?: SeedProof['without']) => SeedSet;
  /** Loads the rows into a twin with all constraints and triggers; of more than `most`, fewer rows made by the same rules. */
  readonly prove: (question: SeedQuestion, most: number) => Promise<SeedProof>;
  /** One script that loads everything in one transaction. */
  readonly script: (set: SeedSet, form: 'insert' | 'copy') => TextPieces;
  /** A script that loads the files of each table, and what its circles need. */
  readonly loader: (set: SeedSet, fileOf: (table: SeedTable) => string) => TextPieces;
  /** Makes all rows and keeps none. */
  readonly weigh: (set: SeedSet) => Promise<SeedWeight>;
}
