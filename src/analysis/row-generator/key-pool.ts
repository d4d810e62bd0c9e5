/** Keys of the rows made so far, of the columns that others refer to. The memory that a generator needs lies here. */
export interface KeyPool {
  readonly columns: readonly string[];
  readonly size: () => number;
  readonly key: (at: number) => readonly string[];
  readonly add: (key: readonly string[], since?: number) => void;
  /** When the row came to be, in milliseconds; undefined where it was not said. */
  readonly since: (at: number) => number | undefined;
  /** Numbers of the keys that hold these values; `undefined` stands for any. */
  readonly matching: (known: readonly (string | undefined)[]) => readonly number[];
}

export function createKeyPool(columns: readonly string[]): KeyPool {
  const keys = createKeyList(columns.length);
  const moments = createNumberList();
  /** By the columns that are known, then by their values; made when first asked for, and kept up from then on. */
  const indexes = new Map<string, Map<string, number[]>>();
  const enter = (index: Map<string, number[]>, which: string, at: number) => {
    const value = project(keys.get(at), which);
    const found = index.get(value);
    if (found === undefined) index.set(value, [at]);
    else found.push(at);
  };
  return {
    columns,
    size: keys.size,
    key: keys.get,
    add: (key, since) => {
      keys.add(key);
      moments.add(since ?? Number.NaN);
      for (const [which, index] of indexes) enter(index, which, keys.size() - 1);
    },
    since: (at) => {
      const moment = moments.get(at);
      return Number.isNaN(moment) ? undefined : moment;
    },
    matching: (known) => {
      const which = known.map((value) => (value === undefined ? '0' : '1')).join('');
      let index = indexes.get(which);
      if (index === undefined) {
        index = new Map();
        indexes.set(which, index);
        for (let at = 0; at < keys.size(); at++) enter(index, which, at);
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

interface KeyList {
  readonly size: () => number;
  readonly get: (at: number) => readonly string[];
  readonly add: (key: readonly string[]) => void;
}

/** Keys of one number that counts upwards by one are not kept: the first one tells them all. */
function createKeyList(width: number): KeyList {
  let first: number | undefined;
  let counted = 0;
  const texts: string[] = [];
  const listed = () => texts.length / width;
  const write = (key: readonly string[]) => {
    for (let at = 0; at < width; at++) texts.push(key[at] ?? '');
  };
  return {
    size: () => counted + listed(),
    get: (at) => {
      if (first !== undefined && at < counted) return [String(first + at)];
      const from = (at - counted) * width;
      return width === 1 ? [texts[from] ?? ''] : texts.slice(from, from + width);
    },
    add: (key) => {
      if (width === 1 && texts.length === 0) {
        const number = Number(key[0]);
        if (first === undefined && Number.isSafeInteger(number) && String(number) === key[0]) first = number;
        if (first !== undefined && key[0] === String(first + counted)) {
          counted++;
          return;
        }
      }
      write(key);
    },
  };
}

/** Eight bytes a number. Where all are NaN nothing is kept. */
function createNumberList(): { readonly get: (at: number) => number; readonly add: (value: number) => void } {
  let size = 0;
  let values = new Float64Array(0);
  return {
    get: (at) => values[at] ?? Number.NaN,
    add: (value) => {
      if (values.length === 0 && Number.isNaN(value)) {
        size++;
        return;
      }
      if (size >= values.length) {
        const longer = new Float64Array(Math.max(1024, size * 2)).fill(Number.NaN);
        longer.set(values);
        values = longer;
      }
      values[size++] = value;
    },
  };
}
