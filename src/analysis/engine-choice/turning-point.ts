import type { Choice } from './choose-engines.ts';

/** A change of the request, the smallest of its kind, that brings another answer. */
export interface TurningPoint {
  readonly kind: 'figure' | 'need' | 'removal' | 'place' | 'team' | 'weight';
  /** "more than 50,000 writes a second". */
  readonly when: string;
  /** The main store, and the companions where there are any: "Cassandra", "PostgreSQL with Elasticsearch". */
  readonly leadsTo: readonly string[];
  /** How far off it is: the factor of a figure or a weight; 2 for a change in words. */
  readonly distance: number;
}

/** The main store, then the companions; empty where nothing fits. */
export function answerOf({ main, companions }: Choice): readonly string[] {
  return main === undefined ? [] : [main, ...companions.map(({ id }) => id)];
}
