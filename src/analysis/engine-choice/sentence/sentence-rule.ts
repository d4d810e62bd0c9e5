import type { EngineRequirements } from '#vocabulary/engine-requirements.ts';

/** What a part of the sentence adds to the requirements. */
export interface Patch extends Partial<EngineRequirements> {
  /** How many things there are, until it is known which work they belong to. */
  readonly items?: number;
}

export interface Meaning {
  /** "reads: 95 %". */
  readonly says: string;
  readonly patch: Patch;
}

export interface SentenceRule {
  /** With the flags `gi`; what it matches is spent, and later rules do not see it. */
  readonly words: RegExp;
  /** Undefined: these words mean something else here. `around` is the sentence with the match in it. */
  readonly read: (
    match: RegExpExecArray,
    around: { readonly before: string; readonly after: string },
  ) => Meaning | undefined;
}

/** A rule that always means the same. */
export function says(words: RegExp, text: string, patch: Patch): SentenceRule {
  return { words, read: () => ({ says: text, patch }) };
}

/** `5M`, `2.5 million`, `20,000`, `three`; to be put into a pattern: one group with the number and its unit. */
export const numberWords =
  '(\\d[\\d,_]*(?:\\.\\d+)?\\s*(?:k|mn|m|bn|b|thousand|million|billion|trillion)?|one|two|three|four|five|six|ten|twelve|several|multiple|many|a few|hundreds of|thousands of|tens of thousands of|millions of|billions of)';

const spoken: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  twelve: 12,
  several: 3,
  multiple: 3,
  many: 5,
  'a few': 3,
  'hundreds of': 300,
  'thousands of': 3000,
  'tens of thousands of': 30_000,
  'millions of': 3e6,
  'billions of': 3e9,
};

const units: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  trillion: 1e12,
};

/** The value of what `numberWords` matched; 0 where it is none. */
export function numberOf(written: string | undefined): number {
  const text = (written ?? '').trim().toLowerCase();
  const known = spoken[text];
  if (known !== undefined) return known;
  const [, digits = '0', unit = ''] = /^(\d[\d,_]*(?:\.\d+)?)\s*([a-z]*)$/.exec(text) ?? [];
  return Number(digits.replace(/[,_]/g, '')) * (units[unit] ?? 1);
}
