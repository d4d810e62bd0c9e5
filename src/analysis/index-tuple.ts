import type { IndexKeySize } from './index-shape.ts';

const tupleHeader = 8;

/**
 * Mean size of an index tuple: a header, a bitmap where any value is null, the others at their alignment, all rounded up
 * to eight bytes. The sizes of strings are those of the sample values; without any they are taken to scatter evenly
 * about their mean. src/backend/access/common/indextuple.c (index_form_tuple)
 */
export function tupleBytes(attributes: readonly IndexKeySize[]): number {
  const sizes = Array.from({ length: points }, (_, at) => meanOverNulls(attributes, at));
  return sizes.reduce((sum, size) => sum + size, 0) / points;
}

/** Whether all tuples have one size. */
export function isFixedSize(attributes: readonly IndexKeySize[]): boolean {
  return attributes.every((key) => layoutOf(key, 0.01).bytes === layoutOf(key, 0.99).bytes && !isMixed(key));
}

/** Bytes of one value without any padding. */
export function valueBytes(key: IndexKeySize): number {
  return layoutOf(key, 0.5).bytes;
}

export function align8(bytes: number): number {
  return alignTo(bytes, 8);
}

/** Of each size distribution so many points are taken, each attribute's in another order, as if they were independent. */
const points = 27;
const strides = [1, 8, 11, 16, 20, 5, 23, 14];

function meanOverNulls(attributes: readonly IndexKeySize[], point: number): number {
  const walk = (at: number, bytes: number, anyNull: boolean): number => {
    const attribute = attributes[at];
    if (attribute === undefined) return align8((anyNull ? 2 * tupleHeader : tupleHeader) + bytes);
    const nulls = attribute.nullFraction ?? 0;
    const quantile = (((point * (strides[at % strides.length] ?? 1)) % points) + 0.5) / points;
    const layout = layoutOf(attribute, quantile);
    const present = () => walk(at + 1, alignTo(bytes, layout.alignment) + layout.bytes, anyNull);
    if (nulls < 0.005) return present();
    return nulls * walk(at + 1, bytes, true) + (nulls > 0.995 ? 0 : (1 - nulls) * present());
  };
  return walk(0, 0, false);
}

function isMixed({ nullFraction = 0 }: IndexKeySize): boolean {
  return nullFraction >= 0.005 && nullFraction <= 0.995;
}

interface Layout {
  readonly bytes: number;
  readonly alignment: number;
}

/** `quantile`: 0 the smallest value, 1 the greatest. Values of 127 bytes and more have a long header, which is aligned. */
function layoutOf(key: IndexKeySize, quantile: number): Layout {
  const fixed = fixedTypes.get(key.type.replace(/\(\d+(,-?\d+)?\)/, ''));
  if (fixed) return { bytes: fixed[0], alignment: fixed[1] };
  if (key.alignment !== undefined) return { bytes: key.width ?? 16, alignment: key.alignment };
  const sampled = key.widths?.[Math.min(key.widths.length - 1, Math.floor(quantile * key.widths.length))];
  const scatter = /^(character\(|inet|cidr)|range$/.test(key.type) ? 0 : (quantile - 0.5) * 0.4;
  const bytes = sampled ?? (key.width ?? 16) * (1 + scatter);
  return { bytes, alignment: bytes > 127 ? 4 : 1 };
}

/** Bytes and alignment (pg_type.typlen, typalign). */
const fixedTypes = new Map<string, readonly [number, number]>([
  ['boolean', [1, 1]],
  ['"char"', [1, 1]],
  ['smallint', [2, 2]],
  ['integer', [4, 4]],
  ['bigint', [8, 8]],
  ['oid', [4, 4]],
  ['real', [4, 4]],
  ['double precision', [8, 8]],
  ['money', [8, 8]],
  ['date', [4, 4]],
  ['timestamp without time zone', [8, 8]],
  ['timestamp with time zone', [8, 8]],
  ['time without time zone', [8, 8]],
  ['time with time zone', [12, 8]],
  ['interval', [16, 8]],
  ['uuid', [16, 1]],
  ['name', [64, 1]],
  ['macaddr', [6, 4]],
  ['macaddr8', [8, 4]],
  ['pg_lsn', [8, 8]],
  ['point', [16, 8]],
  ['box', [32, 8]],
]);

function alignTo(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
