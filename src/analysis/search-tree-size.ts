import type { IndexKeySize, IndexShape } from './index-shape.ts';
import { tupleBytes } from './index-tuple.ts';

/**
 * Pages of a GiST or SP-GiST index: one tuple a row, on pages as full as splits leave them. How an operator class cuts a
 * full page in two decides that; the shares here are measured on indexes that CREATE INDEX built.
 * https://www.postgresql.org/docs/18/gist.html#GIST-IMPLEMENTATION
 */
export function searchTreePages({ rows, keys, include, major = 18, method }: IndexShape): number {
  const stored = [...keys.map(storedKey), ...include];
  const leaves = Math.max(1, (rows * (tupleBytes(stored) + 4)) / (8152 * fillOf(keys[0], major, method)));
  const inner = leaves > 1 ? leaves / Math.max(2, (8152 * 0.6) / (tupleBytes(keys.map(innerKey)) + 4)) : 0;
  return 1 + Math.ceil(leaves + inner);
}

/** What a leaf holds instead of the value. */
function storedKey(key: IndexKeySize): IndexKeySize {
  const bytes = leafBytes(key);
  return bytes === undefined
    ? key
    : { type: 'stored', width: bytes, alignment: 4, nullFraction: key.nullFraction ?? 0 };
}

/** A point is kept as a box; an address behind four bytes; trigrams of three bytes, words as hashes of four. */
function leafBytes({ operatorClass, elements }: IndexKeySize): number | undefined {
  if (operatorClass === 'point_ops') return 32;
  if (operatorClass === 'inet_ops') return 8;
  if (elements === undefined) return undefined;
  return operatorClass === 'tsvector_ops' ? 8 + 4 * elements.perRow : 5 + 3 * elements.perRow;
}

/** Signatures (siglen) are of 124 bytes for words, of 12 for trigrams. */
function innerKey(key: IndexKeySize): IndexKeySize {
  if (key.elements === undefined) return storedKey(key);
  return { type: 'signature', width: key.operatorClass === 'tsvector_ops' ? 132 : 17, alignment: 4 };
}

/** Measured. Points are sorted since 14, ranges since 18; since 15 the sorted tuples are parted as full pages are. */
function fillOf(key: IndexKeySize | undefined, major: number, method: string): number {
  const operatorClass = key?.operatorClass ?? '';
  if (method === 'spgist') return 0.7;
  switch (operatorClass) {
    case 'range_ops':
      return major >= 18 ? 0.85 : 0.46;
    case 'point_ops':
      return major === 14 ? 0.9 : 0.67;
    case 'box_ops':
      return 0.54;
    case 'inet_ops':
      return 0.48;
    case 'tsvector_ops':
      return 0.92;
    default:
      return operatorClass.includes('trgm') ? 0.68 : 0.6;
  }
}
