import type { Finding } from '#vocabulary/finding.ts';
import type { FactName, FactsOf } from './facts.ts';

/**
 * A small pure judgement. `id` is the file's name: the fault as a noun phrase ("lossy-bitmap"). `likes` are facts that
 * sharpen it; it must speak without them.
 */
export interface Rule<N extends FactName = FactName, L extends FactName = FactName> {
  readonly id: string;
  /** One line for catalogues. */
  readonly summary: string;
  readonly needs: readonly N[];
  readonly likes?: readonly L[];
  /** Engines whose plans and settings it understands, by id; absent: all of them. */
  readonly engines?: readonly string[];
  /** The manual page or paper that it rests on. */
  readonly source: string;
  /** A method, so that a list may hold rules of different needs. */
  check(facts: FactsOf<N, L>): Iterable<Finding>;
}

/** Gives a rule its types. */
export function defineRule<const N extends FactName, const L extends FactName = never>(rule: Rule<N, L>): Rule<N, L> {
  return rule;
}
