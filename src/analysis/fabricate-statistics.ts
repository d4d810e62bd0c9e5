import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ColumnStatistics, RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import type { Volumes } from '#vocabulary/volumes.ts';
import { type ColumnModel, columnModels } from './fabricate/column-model.ts';
import { distribution } from './fabricate/distribution.ts';
import { heapPages } from './fabricate/heap-pages.ts';
import { type PartModel, partitionModels } from './fabricate/partition-models.ts';
import { nameOf, type StatedTable, statedTables } from './fabricate/stated-tables.ts';
import { typeLayout } from './fabricate/type-layout.ts';

/** 2026-01-01: times end here where nobody says what today is, so that the same input gives the same statistics. */
const someDay = Date.UTC(2026, 0, 1);

/**
 * The statistics that ANALYZE would find in a database of the stated sizes, which has no rows yet. What nobody stated is
 * told from keys, types and names (fabricate/guesses.ts). Indexes are left out: a twin sizes them by its models. Names in
 * `volumes` that the schema does not have are passed over: `volumeFaults` tells them.
 * `today` (milliseconds): where times end that nobody stated.
 */
export function fabricateStatistics(schema: DatabaseSchema, volumes: Volumes, today = someDay): Statistics {
  const { tables, unread } = statedTables(schema, volumes);
  const rows = new Map(tables.map((one) => [nameOf(one.table), one.rows]));
  const rowsOf = (place: string, name: string) => rows.get(`${place}.${name}`);
  const roots = tables.filter(({ table }) => table.partitionOf === undefined || !rows.has(parentName(table)));
  return {
    origin: 'stated',
    relations: roots.flatMap((stated) => relationsOf(schema, stated, { rowsOf, today })),
    extended: [],
    unread: [...unread],
  };
}

function parentName({ partitionOf }: Table): string {
  return partitionOf === undefined ? '' : `${partitionOf.schema}.${partitionOf.table}`;
}

interface Known {
  readonly rowsOf: (schema: string, table: string) => number | undefined;
  readonly today: number;
}

function relationsOf(
  schema: DatabaseSchema,
  { table, rows, columns }: StatedTable,
  { rowsOf, today }: Known,
): readonly RelationStatistics[] {
  const models = columnModels({ schema, table, rows, volumes: columns, rowsOf, today });
  return withParts(schema, { table, rows, columns: models }, (part) => rowsOf(part.schema, part.name));
}

/** A partitioned table has no pages and statistics over its partitions; each partition has its own. */
function withParts(
  schema: DatabaseSchema,
  model: PartModel,
  statedRows: (table: Table) => number | undefined,
): readonly RelationStatistics[] {
  const { table, rows, columns } = model;
  const base = { schema: table.schema, name: table.name, kind: 'table' as const };
  if (table.kind !== 'partitioned') {
    const pages = heapPages(rows, columns.map(heapColumn), fillfactor(table));
    const statistics = rows > 0 ? columns.map((column) => columnStatistics(column, false)) : [];
    return [{ ...base, rows, pages, recordedPages: pages, allVisiblePages: pages, columns: statistics }];
  }
  const parts = partitionModels(schema, model, statedRows).flatMap((part) => withParts(schema, part, statedRows));
  const whole = rows > 0 ? columns.map((column) => columnStatistics(column, true)) : [];
  return [{ ...base, rows, pages: 0, recordedPages: -1, columns: whole }, ...parts];
}

function columnStatistics(model: ColumnModel, inherited: boolean): ColumnStatistics {
  const { rows, distinct, nullFraction } = model;
  // As ANALYZE does: what seems to grow with the table is written as a share of its rows.
  const grows = distinct > 0.1 * rows;
  const figure = grows ? -Math.min(1, distinct / rows) : Math.max(1, Math.round(distinct));
  const correlation = model.correlation ?? (model.scale === undefined ? undefined : 0);
  return {
    column: model.column.name,
    inherited,
    nullFraction,
    averageWidth: heapColumn(model).width,
    distinct: Number(figure.toPrecision(6)),
    ...distribution(model),
    ...(correlation === undefined ? {} : { correlation }),
    ...elements(model),
  };
}

/** Of arrays: three elements a row of a hundred different ones. Nobody can state them, so this is a guess. */
function elements({ type, rows }: ColumnModel): Partial<ColumnStatistics> {
  if (type.family !== 'array' || rows < 1) return {};
  return { elementCountHistogram: [1, 2, 3, 4, 5, 3] };
}

function heapColumn({ type, column, volume, nullFraction, named }: ColumnModel) {
  return { ...typeLayout(type, column.name, volume.width ?? namedWidth(type, named)), nullFraction };
}

/** Bytes of texts that are named, where those are most of the rows. */
function namedWidth(type: ColumnModel['type'], named: ColumnModel['named']): number | undefined {
  const sum = named.reduce((all, { share }) => all + share, 0);
  if (type.family !== 'text' || sum < 0.5) return undefined;
  return 1 + named.reduce((all, { value, share }) => all + value.length * share, 0) / sum;
}

function fillfactor({ options }: Table): number {
  const stated = options.find((option) => option.startsWith('fillfactor='))?.slice('fillfactor='.length);
  return Number(stated ?? 100);
}
