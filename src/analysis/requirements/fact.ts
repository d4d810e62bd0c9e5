import type { NounPhrase } from './noun-phrase.ts';

/** What one clause says, before it is known which nouns are entities. */
export type Fact = Readonly<
  | { kind: 'entity'; what: NounPhrase; firm: boolean }
  /** `of` has `item`: an attribute, or something of its own. */
  | { kind: 'have'; of: NounPhrase; item: NounPhrase; optional: boolean; firm: boolean }
  /** `from` refers to `to`. */
  | {
      kind: 'belong';
      from: NounPhrase;
      to: NounPhrase;
      role?: string;
      many: boolean;
      optional: boolean;
      loose?: boolean;
    }
  /** Both sides may be many. */
  | { kind: 'meet'; one: NounPhrase; other: NounPhrase; pairing?: string; most?: number; loose?: boolean }
  | { kind: 'values'; of: NounPhrase; attribute?: NounPhrase; values: readonly string[] }
  /** What is said of an attribute: that it is unique, never negative, between 1 and 5. */
  | {
      kind: 'describe';
      of?: NounPhrase;
      item: NounPhrase;
      unique?: boolean;
      optional?: boolean;
      min?: number;
      max?: number;
      above?: number;
      form?: NounPhrase;
    }
  | { kind: 'no-overlap'; what: NounPhrase; per?: NounPhrase }
  | { kind: 'only-one'; what: NounPhrase; per?: NounPhrase; state: string }
  | { kind: 'history'; of?: NounPhrase; item: NounPhrase }
  | { kind: 'subtype'; what: NounPhrase; of: NounPhrase }
> & {
  /** Its words, by their place in the request. */
  readonly words: readonly number[];
};
