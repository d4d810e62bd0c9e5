import { join } from 'node:path';
import { indexPages } from '#analysis/index-size.ts';
import { problem } from '#contracts/problem-error.ts';
import { quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ExpressionDoubt } from './answer-doubts.ts';
import { levelOfPages, skeletonPages, writeBtreeSkeleton } from './btree-skeleton.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import { type GinFigures, ginFiguresOf, writeGinMetapage } from './gin-metapage.ts';
import { importColumns, importSizes, type StatisticsSite } from './import-statistics.ts';
import type { SampleExpressions } from './sample-expressions.ts';
import { sizeFile, sizeFiles } from './sparse-files.ts';
import { readIndexFacts, type TableStatistics } from './twin-index-shape.ts';
import { readTwinRelations, type TwinRelation } from './twin-relations.ts';

/** A hypothetical index that stands in the twin. */
export interface Candidate {
  /** Its own, and those of its parts where the table is partitioned. */
  readonly oids: readonly number[];
  /** What the twin calls it. */
  readonly name: string;
  /** What the twin calls its parts. */
  readonly parts: readonly string[];
  /** Estimated, over all parts. */
  readonly bytes: number;
  /** What the planner believes of it and nobody has measured. */
  readonly doubts: readonly ExpressionDoubt[];
}

export interface CandidateSite extends StatisticsSite {
  readonly dataDirectory: string;
  readonly statistics: TableStatistics;
  /** Where the user allowed to read rows of the target. */
  readonly sample: SampleExpressions | undefined;
  /** A note for the reader of the answers; said once. */
  readonly tell: (note: string) => void;
}

/**
 * Makes a hypothetical index: a real one on the empty table, whose file is then given the size and height that it
 * would have. It is left switched off (not valid). The table's file is of length zero meanwhile, else the server would
 * read through all its empty pages. Errors: invalid, with the server's own message; the twin stays as it was.
 */
export async function createCandidate(site: CandidateSite, index: IndexDefinition, name: string): Promise<Candidate> {
  const heaps = await heapsOf(site, index);
  try {
    await resizeHeaps(site, heaps, () => 0);
    await site.connection.query(indexDdl({ ...index, name }, { concurrently: false }), []);
    await site.connection.query(switchOff, [quoteQualified(index.schema, name)]);
  } catch (error) {
    const what = `The index ${index.name} on ${index.schema}.${index.table} cannot be made: ${serverMessage(error)}.`;
    throw problem('invalid', what, undefined, error);
  } finally {
    await resizeHeaps(site, heaps, (heap) => site.statistics.get(nameOf(heap))?.pages ?? 0);
    await importSizes(
      site.connection,
      heaps.flatMap((heap) => site.statistics.get(nameOf(heap)) ?? []),
    );
  }
  const parts = await readTwinRelations(site.connection, await oidsOf(site.connection, index.schema, name));
  const { pages, doubts } = await sizeIndexes(site, parts);
  return {
    oids: parts.map(({ oid }) => oid),
    name,
    parts: parts.map((part) => part.name).filter((part) => part !== name),
    bytes: pages * 8192,
    doubts,
  };
}

/** Gives indexes that nobody has measured the size of the model; returns their pages. They must be switched off. */
export async function sizeIndexes(
  site: CandidateSite,
  indexes: readonly TwinRelation[],
): Promise<{ readonly pages: number; readonly doubts: readonly ExpressionDoubt[] }> {
  let sum = 0;
  const doubts: ExpressionDoubt[] = [];
  for (const index of indexes) {
    if (index.path === undefined) continue;
    const { shape, expressions, derived, unknown, doubts: own } = await readIndexFacts(site, index.oid);
    const { pages, treeLevel } = indexPages(shape);
    const figures = ginFiguresOf(shape, pages);
    const path = figures ? await forgeGin(site, { ...index, path: index.path }, figures) : index.path;
    formIndexFile(site.dataDirectory, { path, method: index.method, pages, treeLevel });
    await importSizes(site.connection, [{ ...index, rows: shape.rows, pages }]);
    await importColumns(site, { ...index, columns: expressions });
    for (const expression of unknown) site.tell(unknownNote(expression));
    for (const column of derived) site.tell(derivedNote(index, column));
    doubts.push(...own);
    sum += pages;
  }
  return { pages: sum, doubts };
}

async function forgeGin(
  { connection, dataDirectory }: CandidateSite,
  index: { readonly oid: number; readonly path: string },
  figures: GinFigures,
): Promise<string> {
  await connection.query('CHECKPOINT');
  return writeGinMetapage(connection, dataDirectory, index, figures);
}

function derivedNote(index: TwinRelation, column: string): string {
  const where = index.name.startsWith('dbwright_') ? 'a hypothetical index' : index.name;
  return `The expression ${column} of ${where} has statistics derived from its column's; your server has them after the index is built and ANALYZE has run.`;
}

function unknownNote(expression: string): string {
  return `Nothing is known of the values of ${expression}: costs of an index on it are unreliable until it is built and ANALYZE has run.`;
}

/** The file of an index that nobody has read since it was created: its length, and a B-tree's height. */
export function formIndexFile(
  dataDirectory: string,
  index: {
    readonly path: string;
    readonly method: string;
    readonly pages: number;
    readonly treeLevel?: number | undefined;
  },
): void {
  const isTree = index.method === 'btree';
  const level = Math.max(0, index.treeLevel ?? levelOfPages(index.pages));
  if (isTree) writeBtreeSkeleton(join(dataDirectory, index.path), level);
  const pages = Math.max(index.pages, isTree ? skeletonPages(level) : 1);
  sizeFile(join(dataDirectory, index.path), pages);
}

async function heapsOf(site: CandidateSite, index: IndexDefinition): Promise<readonly TwinRelation[]> {
  const rows = await site.connection.query(
    `
    SELECT coalesce(part.relid, t.oid)::int8 AS oid
    FROM (SELECT to_regclass($1)::oid AS oid) t LEFT JOIN pg_partition_tree(t.oid::regclass) part ON true
    WHERE t.oid IS NOT NULL`,
    [quoteQualified(index.schema, index.table)],
  );
  if (rows.length === 0) throw problem('not-found', `The twin has no table ${index.schema}.${index.table}.`);
  return readTwinRelations(
    site.connection,
    rows.map((row) => Number(row['oid'])),
  );
}

async function resizeHeaps(
  { connection, dataDirectory }: CandidateSite,
  heaps: readonly TwinRelation[],
  pagesOf: (heap: TwinRelation) => number,
): Promise<void> {
  const files = heaps.flatMap((heap) => (heap.path === undefined ? [] : [{ path: heap.path, pages: pagesOf(heap) }]));
  await sizeFiles(dataDirectory, files);
  // Sessions hold the files of tables over 1 GiB open; a written pg_class row makes them look again.
  await connection.query('UPDATE pg_class SET relpages = relpages WHERE oid = ANY ($1::int8[])', [
    heaps.map(({ oid }) => oid),
  ]);
}

async function oidsOf(connection: TwinConnection, schema: string, name: string): Promise<readonly number[]> {
  const rows = await connection.query(`SELECT oid FROM (${partsOf(quoteLiteral(quoteQualified(schema, name)))}) parts`);
  return rows.map((row) => Number(row['oid']));
}

/** An index and its parts on the partitions. */
function partsOf(nameLiteral: string): string {
  return `
    SELECT x.oid::int8 AS oid FROM (SELECT ${nameLiteral}::regclass::oid AS oid) x
    UNION SELECT relid::oid::int8 FROM pg_partition_tree(${nameLiteral}::regclass)`;
}

const switchOff = `
  UPDATE pg_index SET indisvalid = false
  WHERE indexrelid = $1::regclass OR indexrelid IN (SELECT relid FROM pg_partition_tree($1::regclass))`;

function nameOf(relation: TwinRelation): string {
  return `${relation.schema}.${relation.name}`;
}
