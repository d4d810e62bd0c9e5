import type { EncodedColumn } from './encode-columns.ts';
import type { RowPartition } from './row-partition.ts';

/** More different ones are not kept: they only save work. */
const mostSets = 1 << 14;
const slots = mostSets * 2;

/**
 * Columns in which two rows agree, of many pairs: each refutes every dependency from within the set to outside it.
 * Columns 0 … 31 are the bits of `low`, 32 … 63 those of `high`.
 * Papenbrock and Naumann, "A hybrid approach to functional dependency discovery" (2016).
 */
export interface AgreeSets {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly slots: Int32Array;
  size: number;
}

export function newAgreeSets(): AgreeSets {
  return { low: new Int32Array(mostSets), high: new Int32Array(mostSets), slots: new Int32Array(slots), size: 0 };
}

/** Compares two rows and keeps what they agree in. */
export function addPair(sets: AgreeSets, columns: readonly EncodedColumn[], one: number, other: number): void {
  let low = 0;
  let high = 0;
  for (let at = 0; at < columns.length; at += 1) {
    const { codes } = columns[at] as EncodedColumn;
    if (codes[one] !== codes[other]) continue;
    if (at < 32) low |= 1 << at;
    else high |= 1 << (at - 32);
  }
  if (sets.size >= mostSets) return;
  let slot = ((Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 8) % slots;
  for (; sets.slots[slot] !== 0; slot = (slot + 1) % slots) {
    const known = (sets.slots[slot] as number) - 1;
    if (sets.low[known] === low && sets.high[known] === high) return;
  }
  sets.low[sets.size] = low;
  sets.high[sets.size] = high;
  sets.size += 1;
  sets.slots[slot] = sets.size;
}

/** Compares up to `pairs` neighbours within the groups of a column: rows that agree there, and so are worth comparing. */
export function samplePairs(
  sets: AgreeSets,
  columns: readonly EncodedColumn[],
  { rows, starts }: RowPartition,
  pairs: number,
): void {
  const stride = Math.max(1, Math.floor(rows.length / pairs));
  let group = 0;
  for (let at = 0; at + 1 < rows.length; at += stride) {
    while ((starts[group + 1] as number) <= at) group += 1;
    if (at + 1 < (starts[group + 1] as number)) addPair(sets, columns, rows[at] as number, rows[at + 1] as number);
  }
}
