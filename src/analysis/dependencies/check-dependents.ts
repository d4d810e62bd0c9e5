import type { EncodedColumn } from './encode-columns.ts';
import type { RowPartition } from './row-partition.ts';

/** Scratch: of each value, the group in which it was last seen, and a row that has it there. */
export interface Witness {
  readonly stamps: Int32Array;
  readonly rows: Int32Array;
  stamp: number;
}

export function newWitness(values: number): Witness {
  return { stamps: new Int32Array(values), rows: new Int32Array(values), stamp: 0 };
}

/**
 * Which of the columns `dependents` the groups of `prefix`, split by one more column (`codes`), determine. Stops as
 * soon as all are refuted; `refuted` hears of each pair of rows that refutes one.
 */
export function checkDependents(
  prefix: RowPartition,
  codes: Int32Array,
  columns: readonly EncodedColumn[],
  dependents: readonly number[],
  witness: Witness,
  refuted: (one: number, other: number) => void,
): readonly number[] {
  const { rows, starts } = prefix;
  const left = [...dependents];
  const values = left.map((one) => (columns[one] as EncodedColumn).codes);
  if (witness.stamp > 0x3fff_ffff) {
    witness.stamps.fill(0);
    witness.stamp = 0;
  }
  for (let group = 0; group < starts.length - 1; group += 1) {
    witness.stamp += 1;
    const to = starts[group + 1] as number;
    for (let at = starts[group] as number; at < to; at += 1) {
      const row = rows[at] as number;
      const code = codes[row] as number;
      if (witness.stamps[code] !== witness.stamp) {
        witness.stamps[code] = witness.stamp;
        witness.rows[code] = row;
        continue;
      }
      const first = witness.rows[code] as number;
      let differs = false;
      for (let one = values.length - 1; one >= 0; one -= 1) {
        const value = values[one] as Int32Array;
        if (value[row] === value[first]) continue;
        differs = true;
        values.splice(one, 1);
        left.splice(one, 1);
      }
      if (!differs) continue;
      refuted(first, row);
      if (left.length === 0) return left;
    }
  }
  return left;
}
