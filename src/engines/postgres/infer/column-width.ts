import type { Column } from '#vocabulary/database-schema.ts';

/** Bytes of a value, as ANALYZE would find on average, where nothing but the type is known. */
const widths: Readonly<Record<string, number>> = {
  boolean: 1,
  smallint: 2,
  integer: 4,
  bigint: 8,
  real: 4,
  'double precision': 8,
  numeric: 6,
  money: 8,
  date: 4,
  'timestamp without time zone': 8,
  'timestamp with time zone': 8,
  timestamp: 8,
  timestamptz: 8,
  'time without time zone': 8,
  'time with time zone': 12,
  interval: 16,
  uuid: 16,
  json: 100,
  jsonb: 100,
  bytea: 64,
  text: 24,
  inet: 7,
  cidr: 7,
  macaddr: 6,
  xml: 200,
  tsvector: 150,
  point: 16,
  oid: 4,
  name: 64,
  int2: 2,
  int4: 4,
  int8: 8,
  bool: 1,
  float4: 4,
  float8: 8,
};

/** Average bytes of the column's values: `character varying(20)` 11, `text` 24, `integer[]` 44. */
export function columnWidth(column: Column): number {
  const type = column.type.toLowerCase();
  if (type.endsWith('[]')) return 44;
  const length = Number(/\((\d+)/.exec(type)?.[1] ?? Number.NaN);
  const base = type
    .replace(/\([^)]*\)/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (/^(?:character varying|varchar)$/.test(base))
    return Number.isNaN(length) ? 24 : Math.min(Math.ceil(length / 2) + 1, 32);
  if (/^(?:character|char|bpchar)$/.test(base)) return (Number.isNaN(length) ? 1 : length) + 1;
  // Enums are 4 bytes; domains and composites are taken for small.
  return widths[base] ?? 4;
}

/**
 * Bytes that a row takes in its page: header of 23, padded to 24, data, padding, and the 4 bytes of its line pointer.
 * https://www.postgresql.org/docs/18/storage-page-layout.html
 */
export function tupleBytes(dataWidth: number): number {
  return align8(24 + dataWidth) + 4;
}

/** Bytes of a page for rows: 8192 without its header. */
export const pageBytes = 8168;

/** Leaf pages of a B-tree, filled to 90 %; the engine's size model of hypothetical indexes is finer. */
export function indexPages(rows: number, keyWidth: number): number {
  return Math.ceil((rows * (align8(8 + keyWidth) + 4)) / (8152 * 0.9)) + 1;
}

function align8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
