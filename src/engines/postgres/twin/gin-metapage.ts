import { chown, copyFile, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ginElements } from '#analysis/gin-elements.ts';
import { ginParts } from '#analysis/gin-size.ts';
import type { IndexShape } from '#analysis/index-shape.ts';
import type { RelationStatistics } from '#vocabulary/statistics.ts';
import type { TwinConnection } from './connection.ts';

/*
 * The planner reads from a GIN index's first page how its pages divide into those of the entries and those of long row
 * lists (ginGetStats, gincostestimate). On an empty index it assumes nine to one, and 100 entries a page.
 * Page layout: GinMetaPageData in src/include/access/ginblock.h, behind a page header of 24 bytes
 */
const offsets = { totalPages: 48, entryPages: 52, dataPages: 56, entries: 64 };
const pageBytes = 8192;

export interface GinFigures {
  readonly entries: number;
  /** 8-kB pages of the whole index. */
  readonly pages: number;
  /** Those among them that hold long row lists. */
  readonly dataPages: number;
}

/** How an index of that many pages divides, by the elements of its keys. */
function ginFigures(shape: Pick<IndexShape, 'rows' | 'keys' | 'heapPages'>, pages: number): GinFigures {
  const { entries, listPages } = ginParts(shape);
  return { entries: Math.round(Math.max(1, entries)), pages, dataPages: Math.max(0, Math.min(listPages, pages - 2)) };
}

/** The same of an index by its shape; undefined where its elements are not known. */
export function ginFiguresOf(shape: IndexShape, pages: number): GinFigures | undefined {
  const isKnown = shape.method === 'gin' && shape.keys.every(({ elements }) => elements !== undefined);
  return isKnown ? ginFigures(shape, pages) : undefined;
}

/**
 * Writes the figures into the first page of an index that was just created on an empty table, and gives the new path of
 * its file: the server holds the page of the old one in memory, and would not look at the file again. A CHECKPOINT must
 * have put the index into its file before.
 */
export async function writeGinMetapage(
  connection: TwinConnection,
  dataDirectory: string,
  index: { readonly oid: number; readonly path: string },
  figures: GinFigures,
): Promise<string> {
  const number = index.oid + farFromOthers;
  const path = index.path.replace(/\d+$/, String(number));
  const [from, to] = [join(dataDirectory, index.path), join(dataDirectory, path)];
  await copyFile(from, to);
  const { uid, gid } = await stat(from);
  // The server does not run as root, so it could not open a file of root's.
  if (process.getuid?.() === 0) await chown(to, uid, gid);
  await patch(to, figures);
  await connection.query('UPDATE pg_class SET relfilenode = $2::int8::oid WHERE oid = $1::int8::oid', [
    index.oid,
    number,
  ]);
  return path;
}

/** File numbers that the server itself, which counts up from 16384, does not come to. */
const farFromOthers = 2_000_000_000;

async function patch(file: string, { entries, pages, dataPages }: GinFigures): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const meta = Buffer.alloc(pageBytes);
    await handle.read(meta, 0, pageBytes, 0);
    meta.writeUInt32LE(pages, offsets.totalPages);
    meta.writeUInt32LE(Math.max(1, pages - 1 - dataPages), offsets.entryPages);
    meta.writeUInt32LE(dataPages, offsets.dataPages);
    meta.writeBigInt64LE(BigInt(entries), offsets.entries);
    await handle.write(meta, 0, pageBytes, 0);
  } finally {
    await handle.close();
  }
}

/** The figures of the twin's GIN indexes that the statistics measure, by oid; of those whose every key they know. */
export async function readGinFigures(
  connection: TwinConnection,
  known: ReadonlyMap<string, RelationStatistics>,
): Promise<ReadonlyMap<number, GinFigures>> {
  const figures = new Map<number, GinFigures>();
  for (const row of await connection.query(keysQuery)) {
    const index = known.get(`${row['schema']}.${row['name']}`);
    const table = known.get(`${row['table_schema']}.${row['table_name']}`);
    if (index === undefined || table === undefined) continue;
    const rows = index.rows ?? table.rows ?? 0;
    const attributes: readonly unknown[] = Array.isArray(row['keys']) ? row['keys'] : [];
    const keys = attributes.map((attribute) => {
      const { column, name, operators } = Object(attribute);
      const own = column === null ? index : table;
      const statistics = own.columns.find((each) => each.column === (column ?? name) && !each.inherited);
      const elements = statistics && ginElements(statistics, rows, String(operators));
      return elements && { type: '', nullFraction: statistics.nullFraction, elements };
    });
    const whole = keys.filter((key) => key !== undefined);
    if (whole.length < keys.length) continue;
    figures.set(Number(row['oid']), ginFigures({ rows, keys: whole, heapPages: table.pages }, index.pages));
  }
  return figures;
}

const keysQuery = `
  SELECT i.indexrelid::int8 AS oid, n.nspname AS schema, x.relname AS name,
    tn.nspname AS table_schema, t.relname AS table_name,
    json_agg(json_build_object('column', ta.attname, 'name', a.attname, 'operators', oc.opcname) ORDER BY a.attnum) AS keys
  FROM pg_index i
  JOIN pg_class x ON x.oid = i.indexrelid AND x.relkind = 'i'
  JOIN pg_namespace n ON n.oid = x.relnamespace
  JOIN pg_am am ON am.oid = x.relam AND am.amname = 'gin'
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum BETWEEN 1 AND i.indnkeyatts
  LEFT JOIN pg_attribute ta ON ta.attrelid = i.indrelid AND ta.attnum = i.indkey[a.attnum - 1] AND ta.attnum > 0
  JOIN pg_opclass oc ON oc.oid = i.indclass[a.attnum - 1]
  WHERE x.oid >= 16384
  GROUP BY i.indexrelid, n.nspname, x.relname, tn.nspname, t.relname`;
