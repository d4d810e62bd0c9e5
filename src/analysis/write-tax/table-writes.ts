import { columnStatistics, selectivity, tableStatistics } from '#analysis/column-selectivity.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { ResolvedQuery, TableWrite } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { TableUsage, Usage } from '#vocabulary/usage.ts';

/** Rows written to one table in the time that the load is of; to a partitioned one with all its partitions. */
export interface TableWrites {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** Of `updated`, those that touched no index; absent where nobody counted them. */
  readonly hotUpdated?: number;
  /** The statements that update, with the columns that SET names; their rows sum up to `updated`. Empty: not known. */
  readonly updates: readonly { readonly rows: number; readonly columns: readonly string[] }[];
  readonly seconds?: number;
  /** counted: by the server's statistics of tables; statements: told by those of the load alone. */
  readonly from: 'counted' | 'statements';
}

export interface WriteSources {
  /** The time that the load's figures are of. */
  readonly window?: QueryLoad['window'];
  readonly schema?: DatabaseSchema | undefined;
  readonly statistics?: Statistics | undefined;
}

interface LoadWrite {
  readonly statement: LoadStatement;
  readonly query: ResolvedQuery;
}

/**
 * By `schema.table`. Where the server counted rows and both windows are known, its counts, scaled to the load's window,
 * with the columns that the load's updates set; else what the load's statements write. A table that neither knows of is
 * absent: its writes are not known, unless the server counted it.
 */
export function tableWrites(
  load: readonly LoadWrite[],
  usage?: Usage,
  sources: WriteSources = {},
): ReadonlyMap<string, TableWrites> {
  const { schema, window } = sources;
  const told = new Map<string, Told>();
  for (const one of load) addWrites(told, one, sources);
  const counted = countedWrites(usage);
  const names = new Set([...told.keys(), ...counted.tables.keys(), ...(schema?.tables.map(nameOf) ?? [])]);
  const kinship = kinshipOf(schema);
  const all = new Map<string, TableWrites>();
  for (const name of names) {
    const family = familyOf(name, kinship);
    const statements = together(family.flatMap((one) => told.get(one) ?? []));
    const own = statements ?? inherited(name, told, kinship);
    const rows = sumOf(family.flatMap((one) => counted.tables.get(one) ?? []));
    const writes = joined(own, rows, { counted: counted.seconds, load: window?.seconds });
    if (writes !== undefined) all.set(name, writes);
  }
  return all;
}

interface Told {
  readonly inserted: number;
  readonly deleted: number;
  readonly updates: readonly { readonly rows: number; readonly columns: readonly string[] }[];
}

type Counts = Pick<TableUsage, 'inserted' | 'updated' | 'hotUpdated' | 'deleted'>;

function joined(
  told: Told | undefined,
  counts: Counts | undefined,
  seconds: { readonly counted: number | undefined; readonly load: number | undefined },
): TableWrites | undefined {
  const window = seconds.load === undefined ? {} : { seconds: seconds.load };
  const updatedByLoad = (told?.updates ?? []).reduce((sum, { rows }) => sum + rows, 0);
  if (counts !== undefined && seconds.counted !== undefined && seconds.load !== undefined) {
    const scale = seconds.load / Math.max(1, seconds.counted);
    const updated = counts.updated * scale;
    const stretch = updatedByLoad === 0 ? 0 : updated / updatedByLoad;
    return {
      inserted: counts.inserted * scale,
      updated,
      hotUpdated: counts.hotUpdated * scale,
      deleted: counts.deleted * scale,
      updates: (told?.updates ?? []).map(({ rows, columns }) => ({ rows: rows * stretch, columns })),
      ...window,
      from: 'counted',
    };
  }
  if (told === undefined) return undefined;
  const hot =
    counts === undefined || counts.updated < 1
      ? {}
      : { hotUpdated: (updatedByLoad * counts.hotUpdated) / counts.updated };
  return {
    inserted: told.inserted,
    updated: updatedByLoad,
    deleted: told.deleted,
    ...hot,
    updates: told.updates,
    ...window,
    from: 'statements',
  };
}

function addWrites(told: Map<string, Told>, { statement, query }: LoadWrite, sources: WriteSources): void {
  const { writes = [] } = query;
  const targets = new Set(writes.map(({ relation }) => relation));
  for (const relation of targets) {
    const found = query.relations[relation];
    if (found === undefined || (found.kind !== 'table' && found.kind !== 'unknown')) continue;
    const own = writes.filter((one) => one.relation === relation);
    // How an upsert or a MERGE parts its rows is not known.
    const rows = rowsOf(statement, query, { sources, isOnly: targets.size === 1, first: own[0] }) / own.length;
    const name = `${found.schema ?? 'public'}.${found.name}`;
    const part: Told = {
      inserted: own.filter(({ kind }) => kind === 'insert').length * rows,
      deleted: own.filter(({ kind }) => kind === 'delete').length * rows,
      updates: own.flatMap(({ kind, columns }) => (kind === 'update' ? [{ rows, columns }] : [])),
    };
    told.set(name, together([told.get(name) ?? nothing, part]) ?? part);
  }
}

const nothing: Told = { inserted: 0, deleted: 0, updates: [] };

interface RowsAsked {
  readonly sources: WriteSources;
  /** The statement writes one table. */
  readonly isOnly: boolean;
  readonly first: TableWrite | undefined;
}

/** As the server counted them; else what the conditions leave of the table at each call; else one row a call. */
function rowsOf(statement: LoadStatement, query: ResolvedQuery, { sources, isOnly, first }: RowsAsked): number {
  const counted = statement.counted?.rows;
  // Of a SELECT with a writing WITH the rows are those that it gave.
  if (counted !== undefined && isOnly && query.kind !== 'select') return counted;
  if (first === undefined || first.kind === 'insert') return statement.calls;
  const relation = query.relations[first.relation];
  const table =
    relation && tableStatistics(sources.statistics, { schema: relation.schema ?? 'public', name: relation.name });
  if (table?.rows === undefined) return statement.calls;
  const conditions = query.predicates.filter(
    (one) => one.relation === first.relation && one.conjunct && one.clause === 'where',
  );
  const isJoined = query.joins.some(
    ({ left, right }) => left.relation === first.relation || right.relation === first.relation,
  );
  if (isJoined || conditions.length === 0) return statement.calls;
  const share = conditions.reduce(
    (product, one) => product * (selectivity(one, columnStatistics(table, one.column), table.rows) ?? 1 / 3),
    1,
  );
  return statement.calls * Math.max(1, share * table.rows);
}

function together(parts: readonly Told[]): Told | undefined {
  if (parts.length === 0) return undefined;
  return {
    inserted: parts.reduce((sum, one) => sum + one.inserted, 0),
    deleted: parts.reduce((sum, one) => sum + one.deleted, 0),
    updates: parts.flatMap(({ updates }) => updates),
  };
}

/** Statements name the partitioned table: each partition has a part of them, by its rows. */
function inherited(name: string, told: ReadonlyMap<string, Told>, kinship: Kinship): Told | undefined {
  const parent = kinship.above.get(name);
  if (parent === undefined) return undefined;
  const whole = told.get(parent) ?? inherited(parent, told, kinship);
  if (whole === undefined) return undefined;
  const rowsBelow = (one: string) =>
    familyOf(one, kinship).reduce((sum, each) => sum + (kinship.rows.get(each) ?? 0), 0);
  const all = rowsBelow(parent);
  const share = all > 0 ? rowsBelow(name) / all : 1;
  return {
    inserted: whole.inserted * share,
    deleted: whole.deleted * share,
    updates: whole.updates.map(({ rows, columns }) => ({ rows: rows * share, columns })),
  };
}

interface Counted {
  readonly tables: ReadonlyMap<string, Counts>;
  readonly seconds: number | undefined;
}

/** Only the primary writes; its standbys count no rows. */
function countedWrites(usage: Usage | undefined): Counted {
  const primary = usage?.nodes.find(({ recovering }) => !recovering);
  const since = primary?.since === undefined ? Number.NaN : Date.parse(primary.since);
  const seconds = (Date.parse(primary?.until ?? '') - since) / 1000;
  return {
    tables: new Map((primary?.tables ?? []).map((one) => [`${one.schema}.${one.name}`, one])),
    seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : undefined,
  };
}

function sumOf(counts: readonly Counts[]): Counts | undefined {
  if (counts.length === 0) return undefined;
  const sum = (key: keyof Counts) => counts.reduce((total, one) => total + one[key], 0);
  return { inserted: sum('inserted'), updated: sum('updated'), hotUpdated: sum('hotUpdated'), deleted: sum('deleted') };
}

/** Which tables are partitions of which, by `schema.table`. */
interface Kinship {
  readonly below: ReadonlyMap<string, readonly string[]>;
  readonly above: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<string, number>;
}

function kinshipOf(schema: DatabaseSchema | undefined): Kinship {
  const below = new Map<string, string[]>();
  const above = new Map<string, string>();
  const rows = new Map<string, number>();
  for (const table of schema?.tables ?? []) {
    const name = nameOf(table);
    rows.set(name, Math.max(0, table.rows ?? 0));
    if (table.partitionOf === undefined) continue;
    const parent = `${table.partitionOf.schema}.${table.partitionOf.table}`;
    above.set(name, parent);
    const others = below.get(parent) ?? [];
    others.push(name);
    below.set(parent, others);
  }
  return { below, above, rows };
}

/** The table itself and all below it. */
function familyOf(name: string, kinship: Kinship): readonly string[] {
  return [name, ...(kinship.below.get(name) ?? []).flatMap((one) => familyOf(one, kinship))];
}

function nameOf(table: { readonly schema: string; readonly name: string }): string {
  return `${table.schema}.${table.name}`;
}
