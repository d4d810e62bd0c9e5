import type { WorkloadKind } from '#vocabulary/engine-requirements.ts';
import type { Capabilities, Degree, EngineSheet, FactName } from './sheet.ts';

/** The values of a sheet without their sources: what is weighed, and shaken. */
export type Values = Capabilities;

/**
 * What is asked of an engine. A must that is not met disqualifies it; a wish costs it in the scores. `scope` says whom it
 * concerns where several engines share the work: all of them, the main store, or the one that serves a kind of work.
 */
export interface Hurdle {
  readonly id: string;
  readonly strength: 'must' | 'wish';
  readonly scope: 'all' | 'main' | WorkloadKind;
  /** The fact that decides, quoted when it fails. */
  readonly fact: FactName;
  /** "entries that expire on their own". */
  readonly asks: string;
  /** Said in so many words; implied by the kind of work; derived from a figure. */
  readonly origin: 'said' | 'implied' | 'derived';
  readonly met: (values: Values) => boolean;
}

export function valuesOf(sheet: EngineSheet): Values {
  const values = Object.entries(sheet.facts).map(([name, fact]) => [name, fact.value]);
  return Object.fromEntries(values);
}

type DegreeFact = {
  [Name in FactName]: Capabilities[Name] extends Degree ? (Degree extends Capabilities[Name] ? Name : never) : never;
}[FactName];
type NumberFact = { [Name in FactName]: Capabilities[Name] extends number ? Name : never }[FactName];

export type { DegreeFact, NumberFact };

/** Fully, or at least in part. */
export function has(fact: DegreeFact, least: 'yes' | 'partial'): (values: Values) => boolean {
  return (values) => values[fact] === 'yes' || (least === 'partial' && values[fact] === 'partial');
}

export function carries(fact: NumberFact, figure: number): (values: Values) => boolean {
  return (values) => values[fact] >= figure;
}
