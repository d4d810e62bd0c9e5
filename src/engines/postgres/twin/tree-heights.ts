import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import type { TwinConnection } from './connection.ts';

/**
 * How high the twin's B-trees are on the target, by oid. Only a superuser can read that there, so it follows from what
 * the statistics tell: the index's pages, and how many downlinks fit on an inner page, by the width of its keys. Keys are taken to have stood from
 * the first row on, other indexes to have been built on a full table.
 */
export async function readTreeHeights(
  connection: TwinConnection,
  known: ReadonlyMap<string, RelationStatistics>,
): Promise<ReadonlyMap<number, number>> {
  const heights = new Map<number, number>();
  for (const row of await connection.query(keysQuery)) {
    const index = known.get(`${row['schema']}.${row['name']}`);
    const table = known.get(`${row['table_schema']}.${row['table_name']}`);
    if (index === undefined) continue;
    const attributes: readonly unknown[] = Array.isArray(row['keys']) ? row['keys'] : [];
    const rows = Math.max(1, index.rows ?? table?.rows ?? 1);
    const keys = attributes.map((attribute) => treeKey(Object(attribute), index, table, rows));
    heights.set(Number(row['oid']), treeHeight(index.pages, downlinkBytes(keys, rows), row['grew'] === true));
  }
  return heights;
}

/** An attribute of a B-tree's keys. */
export interface TreeKey {
  /** Bytes of a value, with the NULLs counted as none. */
  readonly bytes: number;
  readonly alignment: number;
  /** How many different values there are. */
  readonly distinct: number;
}

const headerBytes = 8;
const linePointerBytes = 4;
/** Of a row, where the keys before it cannot tell two leaves apart. */
const rowPointerBytes = 8;
const pageBytes = 8192 - 24 - 16;
/** An inner page that is built or split is filled to 70 % (src/include/access/nbtree.h, BTREE_NONLEAF_FILLFACTOR). */
const innerBytes = pageBytes - Math.floor(8192 * 0.3);

/**
 * Mean bytes of a downlink with its line pointer: it keeps the leading attributes up to the first in which two
 * neighbours differ (_bt_truncate), all rounded up to eight bytes.
 */
export function downlinkBytes(keys: readonly TreeKey[], rows: number): number {
  let [data, groups, alike, mean] = [0, 1, 1, 0];
  for (const { bytes, alignment, distinct } of keys) {
    data = alignTo(data, alignment) + bytes;
    groups = Math.min(rows, groups * Math.max(1, distinct));
    const stillAlike = 1 - groups / rows;
    mean += Math.max(0, alike - stillAlike) * alignTo(headerBytes + data, 8);
    alike = Math.min(alike, stillAlike);
  }
  return mean + alike * (alignTo(headerBytes + data, 8) + rowPointerBytes) + linePointerBytes;
}

/**
 * Levels above the leaves of a B-tree with that many pages, the first of which holds no keys. A tree that `grew` row by
 * row gets a new root when the old one is full; one that was built at once, when it is filled like any inner page.
 */
export function treeHeight(pages: number, bytesOfDownlink: number, grew: boolean): number {
  const downlinks = Math.max(2, Math.floor(innerBytes / bytesOfDownlink));
  const ofRoot = grew ? Math.max(2, Math.floor(pageBytes / bytesOfDownlink)) : downlinks;
  let below = (pages - 1) * (1 - 1 / downlinks);
  if (below <= 1) return 0;
  let height = 1;
  for (; below > ofRoot; height++) below = Math.ceil(below / downlinks);
  return height;
}

function treeKey(
  attribute: Readonly<Record<string, unknown>>,
  index: RelationStatistics,
  table: RelationStatistics | undefined,
  rows: number,
): TreeKey {
  const { column, name, length } = attribute;
  const statistics =
    column === null
      ? index.columns.find((each) => each.column === name)
      : (table?.columns.find((each) => each.column === column && !each.inherited) ??
        table?.columns.find((each) => each.column === column));
  const width = Number(length) > 0 ? Number(length) : (statistics?.averageWidth ?? 16);
  const isShort = Number(length) < 0 && width < 127;
  return {
    bytes: width * (1 - (statistics?.nullFraction ?? 0)),
    alignment: isShort ? 1 : (alignments[String(attribute['alignment'])] ?? 1),
    distinct: distinctValues(statistics, rows),
  };
}

function distinctValues(statistics: ColumnStatistics | undefined, rows: number): number {
  if (statistics === undefined) return rows;
  return statistics.distinct < 0 ? -statistics.distinct * rows : statistics.distinct;
}

const alignments: Readonly<Record<string, number>> = { c: 1, s: 2, i: 4, d: 8 };

function alignTo(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

const keysQuery = `
  SELECT i.indexrelid::int8 AS oid, n.nspname AS schema, x.relname AS name,
    tn.nspname AS table_schema, t.relname AS table_name,
    i.indisunique AS grew,
    json_agg(json_build_object('column', ta.attname, 'name', a.attname, 'length', a.attlen, 'alignment', a.attalign)
      ORDER BY a.attnum) AS keys
  FROM pg_index i
  JOIN pg_class x ON x.oid = i.indexrelid AND x.relkind = 'i'
  JOIN pg_namespace n ON n.oid = x.relnamespace
  JOIN pg_am am ON am.oid = x.relam AND am.amname = 'btree'
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum BETWEEN 1 AND i.indnkeyatts
  LEFT JOIN pg_attribute ta ON ta.attrelid = i.indrelid AND ta.attnum = i.indkey[a.attnum - 1] AND ta.attnum > 0
  WHERE x.oid >= 16384
  GROUP BY i.indexrelid, i.indisunique, n.nspname, x.relname, tn.nspname, t.relname`;
