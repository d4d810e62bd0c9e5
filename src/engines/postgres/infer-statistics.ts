import type { Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { Predicate, ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { ColumnStatistics, RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import { guessColumn } from './infer/column.ts';
import { columnWidth, indexPages } from './infer/column-width.ts';
import { mentions, rowsPerLookup, type Share, sharesOf } from './infer/selectivity.ts';
import { pagesOf, type Scan, sizeFrom, type TableSize, tableScans } from './infer/table-size.ts';

/** Where nothing tells a table's size: large enough that an index is worth its while. */
const assumedRows = 10_000;

/**
 * Statistics with which a twin plans about as the given plan was planned, where there is no server to ask: sizes from
 * sequential scans (measured rows, or the cost formula backwards), shares of rows from what the scans let through.
 * What had to be assumed, and conditions that statistics cannot express, are in `unread`.
 */
export function inferStatistics(plan: Plan, query: ResolvedQuery, schema: DatabaseSchema): Statistics {
  const unread: string[] = [];
  const scans = tableScans(plan);
  const tables = tablesOf(query, schema, scans);
  const sized = new Map<Table, { readonly size: TableSize; readonly scans: readonly Scan[] }>();
  for (const table of tables) {
    const own = scans.filter(({ node }) => tableNamed(schema, node.schema, node.relation) === table);
    sized.set(table, { size: sizeOf(table, own, plan, query, unread), scans: own });
  }
  const rowsOf = (of: { readonly schema: string; readonly table: string }) => {
    const table = schema.tables.find(({ schema: name, name: called }) => name === of.schema && called === of.table);
    const known = table === undefined ? undefined : sized.get(table)?.size;
    return known === undefined || known.certainty === 'assumed' ? table?.rows : known.rows;
  };
  const relations = [...sized].flatMap(([table, { size, scans: own }]) => {
    const shares = own.flatMap((scan) =>
      sharesOf(scan, predicatesOf(scan, table, query), size.rows, (column) => isUnique(table, column)),
    );
    const columns = table.columns.map((column) => describe(column, table, size, shares, own, rowsOf, unread));
    return [relationOf(table, size, columns), ...table.indexes.map((index) => indexOf(index, table, size))];
  });
  return { origin: 'inferred', relations, extended: [], unread };
}

/** The tables that the query reads or the plan scans (partitions stand only in the plan). */
function tablesOf(query: ResolvedQuery, schema: DatabaseSchema, scans: readonly Scan[]): ReadonlySet<Table> {
  const read = query.relations
    .filter(({ kind }) => kind === 'table')
    .map((relation) => tableNamed(schema, relation.schema, relation.name));
  const scanned = scans.map(({ node }) => tableNamed(schema, node.schema, node.relation));
  const found = [...read, ...scanned].filter((table) => table !== undefined);
  return new Set(found.filter(({ kind }) => kind === 'table' || kind === 'materialized-view'));
}

function tableNamed(schema: DatabaseSchema, inSchema: string | undefined, name: string | undefined): Table | undefined {
  const called = schema.tables.filter((table) => table.name === name);
  if (inSchema !== undefined) return called.find((table) => table.schema === inSchema);
  const path = [...schema.searchPath, ...called.map((table) => table.schema)];
  return path.map((each) => called.find((table) => table.schema === each)).find((table) => table !== undefined);
}

const certainties = ['measured', 'estimated', 'assumed'] as const;

function sizeOf(table: Table, scans: readonly Scan[], plan: Plan, query: ResolvedQuery, unread: string[]): TableSize {
  const sizes = scans
    .map((scan) => sizeFrom(scan, plan, dataWidth(table, scan, query)))
    .filter((size) => size !== undefined)
    .sort((a, b) => certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty) || b.rows - a.rows);
  const [best] = sizes;
  if (best !== undefined) return best;
  const width = sum(table.columns.map(columnWidth));
  if (table.rows !== undefined && table.rows >= 0) {
    return { rows: table.rows, pages: pagesOf(table.rows, width), certainty: 'estimated' };
  }
  const most = Math.max(0, ...scans.map((scan) => rowsPerLookup(scan) ?? 0));
  const rows = Math.max(assumedRows, Math.round(most * 10));
  unread.push(
    `The plan does not tell how large ${table.schema}.${table.name} is; ${rows} rows were assumed. A plan with a sequential scan of it, or its row count, would tell.`,
  );
  return { rows, pages: pagesOf(rows, width), certainty: 'assumed' };
}

/** Bytes of a row's data; where the scan gives whole rows, the planner's own figure. */
function dataWidth(table: Table, { node }: Scan, query: ResolvedQuery): number {
  const byTypes = sum(table.columns.map(columnWidth));
  const alias = node.alias ?? node.relation;
  const whole = query.relations.some((relation) => relation.alias === alias && query.wholeRows.includes(relation.id));
  const width = node.estimated?.width ?? 0;
  return whole && width > 0 ? width : byTypes;
}

/** Top-level conditions on the scanned relation; those on a partitioned table hold for its partitions. */
function predicatesOf({ node }: Scan, table: Table, query: ResolvedQuery): readonly Predicate[] {
  const names = new Set([table.name, ...(table.partitionOf === undefined ? [] : [table.partitionOf.table])]);
  const candidates = query.relations.filter(({ kind, name }) => kind === 'table' && names.has(name));
  const exact = candidates.filter(({ alias }) => alias === node.alias);
  const ids = (exact.length > 0 ? exact : candidates.slice(0, 1)).map(({ id }) => id);
  return query.predicates.filter(
    ({ relation, conjunct, clause }) => ids.includes(relation) && conjunct && (clause === 'where' || clause === 'join'),
  );
}

function describe(
  column: Column,
  table: Table,
  size: TableSize,
  shares: readonly Share[],
  scans: readonly Scan[],
  rowsOf: (of: { readonly schema: string; readonly table: string }) => number | undefined,
  unread: string[],
): ColumnStatistics {
  const own = shares.filter((share) => share.column === column.name);
  const guesses = own.map((share) => guessColumn(column, share, size.rows));
  for (const [at, share] of own.entries()) {
    if (guesses[at] !== undefined || share.predicates.some(({ kind }) => kind === 'other')) continue;
    unread.push(
      `How many rows of ${table.name} meet "${share.predicates.map(({ text }) => text).join(' AND ')}" cannot be told by statistics: the planner's own guess is used.`,
    );
  }
  const guess = guesses.find((each) => each !== undefined) ?? {};
  const unique = isUnique(table, column.name);
  return {
    column: column.name,
    inherited: false,
    nullFraction: 0,
    averageWidth: columnWidth(column),
    correlation: 0,
    ...guess,
    distinct: unique ? -1 : (guess.distinct ?? distinctOf(column, table, size, scans, rowsOf)),
    ...(unique ? { mostCommonValues: undefined, mostCommonFrequencies: undefined } : {}),
  };
}

/** By look-ups from a join, or by the table that a foreign key points to; 0 is PostgreSQL's "not known". */
function distinctOf(
  column: Column,
  table: Table,
  size: TableSize,
  scans: readonly Scan[],
  rowsOf: (of: { readonly schema: string; readonly table: string }) => number | undefined,
): number {
  const lookup = scans.find(({ node }) => {
    const condition = node.conditions.index ?? node.conditions.recheck ?? '';
    return / = (?:\(?"?\w+"?\.|\$)/.test(condition) && mentions(condition, column.name) && !/ AND /.test(condition);
  });
  const found = lookup === undefined ? undefined : rowsPerLookup(lookup);
  if (found !== undefined && found > 0) return Math.max(1, Math.round(size.rows / found));
  const key = table.constraints.find(({ kind, columns }) => kind === 'foreign-key' && columns.join() === column.name);
  const referenced = key?.references === undefined ? undefined : rowsOf(key.references);
  return referenced === undefined ? 0 : Math.max(1, Math.min(referenced, size.rows));
}

function isUnique(table: Table, column: string): boolean {
  const constrained = table.constraints.some(
    ({ kind, columns }) =>
      (kind === 'primary-key' || kind === 'unique') && columns.length === 1 && columns[0] === column,
  );
  return (
    constrained ||
    table.indexes.some(
      ({ unique, keys, predicate }) =>
        unique && predicate === undefined && keys.length === 1 && keys[0]?.column === column,
    )
  );
}

function relationOf(table: Table, size: TableSize, columns: readonly ColumnStatistics[]): RelationStatistics {
  return {
    schema: table.schema,
    name: table.name,
    kind: 'table',
    rows: size.rows,
    pages: size.pages,
    recordedPages: size.pages,
    allVisiblePages: size.pages,
    columns: [...columns],
  };
}

function indexOf(index: IndexDefinition, table: Table, size: TableSize): RelationStatistics {
  const names = [...index.keys.map(({ column }) => column), ...index.include];
  const widthOf = (name: string | undefined) => {
    const column = table.columns.find((each) => each.name === name);
    return column === undefined ? 16 : columnWidth(column);
  };
  // How many rows a partial index holds no plan tells; a tenth is what makes it worth having.
  const rows = Math.round(size.rows * (index.predicate === undefined ? 1 : 0.1));
  const pages = indexPages(rows, sum(names.map(widthOf)));
  return {
    schema: index.schema,
    name: index.name,
    kind: 'index',
    table: table.name,
    rows,
    pages,
    recordedPages: pages,
    columns: [],
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
