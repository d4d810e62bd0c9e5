import { columnType } from '#analysis/column-type.ts';
import { uniqueAlone } from '#analysis/fabricate/column-model.ts';
import { nameOf } from '#analysis/fabricate/stated-tables.ts';
import { foreignKeysOf, type TableForeignKey } from '#analysis/row-generator/loading-order.ts';
import type { Popularity } from '#analysis/row-generator/popularity.ts';
import type { ValueSource } from '#analysis/row-generator/value-source.ts';
import { type GeneratedRows, generateRows, type RowRequest, type Unsatisfied } from '#analysis/row-generator.ts';
import type { Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ColumnVolume, Volumes } from '#vocabulary/volumes.ts';
import type { ColumnFacts } from './column-facts.ts';
import { guardedTables, plainDefault } from './guarded-tables.ts';
import { scrambled } from './makers/scramble.ts';
import type { Meaning } from './meaning.ts';
import { nullShare } from './null-share.ts';
import { type MeaningsOf, meaningReader } from './read-meanings.ts';
import { isPartOf, rowCounts, rowsByName, type TableRows } from './row-counts.ts';
import { valueMaker } from './value-maker.ts';

export interface SeedRequest
  extends Pick<RowRequest, 'schema' | 'checks' | 'indexes' | 'generated' | 'today' | 'batchRows'> {
  /** All tables together, about. */
  readonly rows: number;
  /** The same seed gives the same rows, to the byte. */
  readonly seed: number | string;
  /** Rows of single tables, `orders` or `app.orders`; they go before what the volumes say. */
  readonly tables?: Readonly<Record<string, number>>;
  readonly volumes?: Volumes;
  /** Rows as they are when they are new: columns with a plain default hold that in tables that triggers guard. */
  readonly initial?: boolean;
}

export interface SeedRows extends GeneratedRows {
  /** What each table is to get, in loading order. */
  readonly counts: readonly TableRows[];
  /** Tables whose keys had room for fewer rows; complete when all batches were taken. */
  readonly shorts: readonly (Unsatisfied & { readonly rows: number })[];
}

/** 2026-01-01: rows of one seed are the same on every day. */
const defaultToday = Date.UTC(2026, 0, 1);

/**
 * Rows for an empty database that look like life: names, prices and times by what columns mean, parents of very
 * different numbers of children, columns of a row that agree with each other; and every constraint kept.
 */
export function seedRows(request: SeedRequest): SeedRows {
  const { schema, today = defaultToday } = request;
  const stated = { ...statedRows(request.volumes), ...request.tables };
  const counts = rowCounts(schema, request.rows, stated);
  const rowsOf = rowsByName(counts);
  const isStated = new Set(counts.filter((one) => one.isStated).map(({ table }) => table));
  const meaningsOf = meaningReader(schema);
  const shorts: (Unsatisfied & { readonly rows: number })[] = [];
  const made = generateRows({
    schema,
    checks: request.checks,
    ...(request.indexes === undefined ? {} : { indexes: request.indexes }),
    ...(request.generated === undefined ? {} : { generated: request.generated }),
    ...(request.batchRows === undefined ? {} : { batchRows: request.batchRows }),
    seed: request.seed,
    today,
    rows: volumesOf(meaningsOf, counts, request),
    sourceOf: sourcesOf(request, { rowsOf, today, meaningsOf }),
    popularityOf: (key) => popularity(key, rowsOf, counts),
    bornOf: (table) => columnOf(meaningsOf(table), ['created']),
    mayFallShort: (table) => !isStated.has(table),
    onShort: (short) => shorts.push(short),
  });
  return { ...made, counts, shorts };
}

function statedRows(volumes: Volumes | undefined): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(volumes?.tables ?? {}).map(([name, { rows }]) => [name, rows]));
}

/** The counts, with what is stated of columns and, where nothing is, how often they are NULL. */
function volumesOf(
  meaningsOf: MeaningsOf,
  counts: readonly TableRows[],
  { schema, volumes: stated, initial }: SeedRequest,
): Volumes {
  const guarded = initial === true ? guardedTables(schema) : new Set<Table>();
  const tables = counts.map(({ table, rows }) => {
    const told = stated?.tables[nameOf(table)] ?? stated?.tables[table.name];
    const columns = table.columns.flatMap((column): readonly (readonly [string, ColumnVolume])[] => {
      const fixed = guarded.has(table) ? plainDefault(column) : undefined;
      const known =
        told?.columns[column.name] ?? (fixed === undefined ? undefined : { values: { [fixed]: 1 }, nulls: 0 });
      if (!column.nullable) return known === undefined ? [] : [[column.name, known]];
      const nulls = nullShare(meaningsOf, table, column);
      return [[column.name, { ...(nulls === undefined ? {} : { nulls }), ...known }]];
    });
    return [nameOf(table), { rows, columns: Object.fromEntries(columns) }] as const;
  });
  return { tables: Object.fromEntries(tables) };
}

interface SourceSite {
  readonly rowsOf: ReadonlyMap<string, number>;
  readonly today: number;
  readonly meaningsOf: MeaningsOf;
}

function sourcesOf(
  { schema, seed, volumes }: SeedRequest,
  { rowsOf, today, meaningsOf }: SourceSite,
): (table: Table, column: string) => ValueSource | undefined {
  const known = new Map<string, ValueSource | undefined>();
  const make = (table: Table, name: string): ValueSource | undefined => {
    const column = table.columns.find((one) => one.name === name);
    if (column === undefined || column.generated !== undefined || isCounted(table, column)) return undefined;
    const told = (volumes?.tables[nameOf(table)] ?? volumes?.tables[table.name])?.columns[name];
    if (told?.min !== undefined || told?.max !== undefined || told?.distinct !== undefined) return undefined;
    const type = columnType(schema, column.type);
    const meaning = meaningsOf(table).get(name);
    if (meaning === undefined) return undefined;
    const facts: ColumnFacts = {
      table,
      column,
      type,
      meaning,
      today,
      rows: rowsOf.get(nameOf(table)) ?? 1,
      isSoon: followsSoon({ schema, rowsOf, meaningsOf }, table),
      salt: saltOf(`${seed} ${nameOf(table)} ${name}`),
      sibling: (...meanings) => columnOf(meaningsOf(table), meanings),
      isUnique: (other) => uniqueAlone(table, other),
    };
    return valueMaker(facts);
  };
  return (table, column) => {
    const place = `${nameOf(table)}.${column}`;
    if (!known.has(place)) known.set(place, make(table, column));
    return known.get(place);
  };
}

/** Identity, serial, and numbers that are a key: they count from 1. */
function isCounted(table: Table, column: Column): boolean {
  if (column.identity !== undefined || /^nextval\(/.test(column.default ?? '')) return true;
  return /^(smallint|integer|bigint)$/.test(column.type) && uniqueAlone(table, column.name);
}

/** The first of the meanings that a column of the table has. */
function columnOf(known: ReadonlyMap<string, Meaning>, wanted: readonly Meaning[]): string | undefined {
  for (const meaning of wanted) {
    for (const [column, found] of known) if (found === meaning) return column;
  }
  return undefined;
}

/** It belongs to a thing that happened, as a payment to an order; what belongs to a person alone comes at any time. */
function followsSoon(
  { schema, rowsOf, meaningsOf }: Omit<SourceSite, 'today'> & { readonly schema: DatabaseSchema },
  table: Table,
): boolean {
  return foreignKeysOf(schema, table).some(
    ({ parent }) =>
      parent !== table &&
      columnOf(meaningsOf(parent), ['created']) !== undefined &&
      foreignKeysOf(schema, parent).some(
        (key) => key.parent !== parent && (rowsOf.get(nameOf(key.parent)) ?? 0) > fewParents,
      ),
  );
}

/** Below this many, parents are kinds of things rather than things. */
const fewParents = 60;

function popularity(
  key: TableForeignKey,
  rowsOf: ReadonlyMap<string, number>,
  counts: readonly TableRows[],
): Popularity | undefined {
  const parents = rowsOf.get(nameOf(key.parent)) ?? 1;
  const children = rowsOf.get(nameOf(key.table)) ?? 1;
  if (key.parent === key.table) return { kind: 'zipf', skew: 0.4, atLeastOne: false };
  if (counts.some(({ table, isLookup }) => table === key.parent && isLookup) || parents <= fewParents)
    return { kind: 'zipf', skew: 0.8, atLeastOne: false };
  if (isPartOf(key)) return { kind: 'lognormal', skew: 0.6, atLeastOne: children >= parents };
  return { kind: 'lognormal', skew: 1.1, atLeastOne: false };
}

function saltOf(text: string): number {
  let salt = 7;
  for (let at = 0; at < text.length; at++) salt = scrambled(salt + text.charCodeAt(at), 0x51ed_270b);
  return salt;
}
