/** Keys of the rows made so far, of the columns that others refer to. The memory that a generator needs lies here. */
export interface KeyPool {
  readonly columns: readonly string[];
  readonly size: () => number;
  readonly key: (at: number) => readonly string[];
  readonly add: (key: readonly string[]) => void;
  /** Numbers of the keys that hold these values; `undefined` stands for any. */
  readonly matching: (known: readonly (string | undefined)[]) => readonly number[];
}

export function createKeyPool(columns: readonly string[]): KeyPool {
  const keys: (readonly string[])[] = [];
  /** By the columns that are known, then by their values; made when first asked for, and kept up from then on. */
  const indexes = new Map<string, Map<string, number[]>>();
  const enter = (index: Map<string, number[]>, which: string, at: number) => {
    const value = project(keys[at] ?? [], which);
    const found = index.get(value);
    if (found === undefined) index.set(value, [at]);
    else found.push(at);
  };
  return {
    columns,
    size: () => keys.length,
    key: (at) => keys[at] ?? [],
    add: (key) => {
      keys.push(key);
      for (const [which, index] of indexes) enter(index, which, keys.length - 1);
    },
    matching: (known) => {
      const which = known.map((value) => (value === undefined ? '0' : '1')).join('');
      let index = indexes.get(which);
      if (index === undefined) {
        index = new Map();
        indexes.set(which, index);
        for (let at = 0; at < keys.length; at++) enter(index, which, at);
      }
      return (
        index.get(
          project(
            known.map((value) => value ?? ''),
            which,
          ),
        ) ?? []
      );
    },
  };
}

function project(key: readonly string[], which: string): string {
  return key.filter((_, at) => which[at] === '1').join('\u0000');
}
