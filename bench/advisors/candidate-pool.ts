import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** How the candidates are made of each other, by their numbers: algorithms move only inside the pool. */
export interface CandidatePool {
  /** Those that no shorter candidate begins. */
  readonly roots: readonly number[];
  /** The next longer ones that begin with it: one more column, where the pool has that. */
  readonly extensions: (index: number) => readonly number[];
  /** Shorter ones that it begins with. */
  readonly prefixes: (index: number) => readonly number[];
  /** The columns of the first, then those of the second that it lacks, cut to a width that the pool has. */
  readonly merged: (first: number, second: number) => number | undefined;
  /** What both begin with or share, and what each has beside it; as far as the pool has these. */
  readonly split: (first: number, second: number) => readonly number[] | undefined;
}

interface Parts {
  /** Candidates of one family may grow out of each other: same table, method, predicate. */
  readonly family: string;
  readonly keys: readonly string[];
  readonly include: readonly string[];
}

export function candidatePool(indexes: readonly IndexDefinition[]): CandidatePool {
  const parts = indexes.map(partsOf);
  const numbers = new Map(parts.map((each, at) => [signatureOf(each), at]));
  const all = [...indexes.keys()];
  const longer = all.map((at) => all.filter((other) => at !== other && isPrefix(parts[at], parts[other])));
  const shorter = all.map((at) => all.filter((other) => longer[other]?.includes(at)));
  const find = (family: string, keys: readonly string[], include: readonly string[] = []) =>
    numbers.get(signatureOf({ family, keys, include: include.filter((column) => !keys.includes(column)) }));

  function merged(first: number, second: number): number | undefined {
    const [a, b] = [parts[first], parts[second]];
    if (!a || !b || first === second || a.family !== b.family) return undefined;
    const keys = [...a.keys, ...b.keys.filter((key) => !a.keys.includes(key))];
    for (let width = keys.length; width > a.keys.length; width -= 1) {
      const found =
        find(a.family, keys.slice(0, width), [...a.include, ...b.include]) ?? find(a.family, keys.slice(0, width));
      if (found !== undefined) return found;
    }
    return find(a.family, a.keys, [...a.include, ...b.include, ...b.keys]);
  }

  function split(first: number, second: number): readonly number[] | undefined {
    const [a, b] = [parts[first], parts[second]];
    if (!a || !b || first === second || a.family !== b.family) return undefined;
    const both = a.keys.filter((key) => b.keys.includes(key));
    if (both.length === 0 || (both.length === a.keys.length && both.length === b.keys.length)) return undefined;
    const shared = find(a.family, both);
    if (shared === undefined) return undefined;
    const rests = [a, b].map(({ keys }) => keys.filter((key) => !both.includes(key)));
    return [shared, ...rests.flatMap((rest) => (rest.length === 0 ? [] : (find(a.family, rest) ?? [])))];
  }

  return {
    roots: all.filter((at) => shorter[at]?.length === 0),
    extensions: (index) => {
      const next = longer[index] ?? [];
      return next.filter((far) => !next.some((near) => longer[near]?.includes(far)));
    },
    prefixes: (index) => shorter[index] ?? [],
    merged,
    split,
  };
}

function partsOf({ schema, table, method, unique, predicate, keys, include }: IndexDefinition): Parts {
  return {
    family: JSON.stringify([schema, table, method, unique, predicate ?? '']),
    keys: keys.map((key) => {
      const { column, expression, direction, nulls, operatorClass, collation } = key;
      const plain =
        direction === 'asc' && nulls === undefined && operatorClass === undefined && collation === undefined;
      return column !== undefined && plain
        ? column
        : JSON.stringify([column, expression, direction, nulls, operatorClass, collation]);
    }),
    include,
  };
}

function signatureOf({ family, keys, include }: Parts): string {
  return JSON.stringify([family, keys, [...new Set(include)].sort()]);
}

function isPrefix(short: Parts | undefined, long: Parts | undefined): boolean {
  if (!short || !long || short.family !== long.family || short.keys.length > long.keys.length) return false;
  if (short.keys.length + short.include.length >= long.keys.length + long.include.length) return false;
  const held = new Set([...long.keys, ...long.include]);
  return short.keys.every((key, at) => long.keys[at] === key) && short.include.every((column) => held.has(column));
}
