import type { TwinConnection, TwinRow } from '#engines/postgres/twin/connection.ts';
import { strengthOf } from './lock-modes.ts';

/** A relation of the user's as the catalog shows it at one moment. */
export interface SeenRelation {
  readonly oid: number;
  /** "app.orders" */
  readonly name: string;
  /** pg_class.relkind: r table, m materialized view, i index … */
  readonly kind: string;
  /** Of the file that holds it; undefined where it has none. */
  readonly file: number | undefined;
  /** Of that file; undefined for what is neither table nor materialized view. */
  readonly bytes: number | undefined;
  /** A materialized view that holds its rows. True for all others. */
  readonly populated: boolean;
  /** The table of an index. */
  readonly table: number | undefined;
  readonly counts: Counts;
}

/** What was counted for a relation so far. */
export interface Counts {
  /** Scans from end to end. */
  readonly scans: number;
  /** Rows inserted, updated, deleted. */
  readonly rows: number;
}

export type Relations = ReadonlyMap<number, SeenRelation>;

/** What a session has its hands on. */
export interface Touched {
  /** Relations that it holds a lock on and that are there. */
  readonly relations: Relations;
  /** The strongest mode by relation; also on what it has dropped. */
  readonly locks: ReadonlyMap<number, string>;
  /** Where the server's WAL ends, bytes; undefined where it cannot be told. */
  readonly wal: number | undefined;
  /** It is all but what was to be left out. */
  readonly isWhole: boolean;
}

/** What the session had counted, and where the WAL ended, when its transaction began. */
export interface Beginning {
  readonly counts: ReadonlyMap<number, Counts>;
  readonly wal: number | undefined;
}

/** Below it are the server's own. */
const firstUserOid = 16384;

const catalogTables = `
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid`;

const catalogColumns = `
  n.nspname || '.' || c.relname AS name, c.relkind AS kind, c.relispopulated AS populated,
  pg_catalog.pg_relation_filenode(c.oid)::int8 AS file, i.indrelid::int8 AS table,
  CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) END AS bytes`;

/** Those of the session that no transaction has reported yet. */
const ownCounts = (oid: string) => `
  pg_catalog.pg_stat_get_xact_numscans(${oid}) AS scans, pg_catalog.pg_stat_get_xact_tuples_inserted(${oid})
    + pg_catalog.pg_stat_get_xact_tuples_updated(${oid}) + pg_catalog.pg_stat_get_xact_tuples_deleted(${oid}) AS rows`;

const walEnd = "pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')";

/** Where the server's WAL ends, bytes. */
export async function seeWal(connection: TwinConnection): Promise<number | undefined> {
  const [row] = await connection.query(`SELECT ${walEnd} AS wal`);
  return numberOf(row?.['wal']);
}

/**
 * All relations of the user's, but those that are `known`; with the counts that all sessions have reported. To tell the
 * size of one it waits for whoever holds it.
 */
export async function seeRelations(connection: TwinConnection, known: readonly number[] = []): Promise<Relations> {
  const rows = await connection.query(
    `
    SELECT c.oid::int8 AS oid, ${catalogColumns},
      pg_catalog.pg_stat_get_numscans(c.oid) AS scans, 0 AS rows
    FROM pg_catalog.pg_class c ${catalogTables}
    WHERE c.oid >= ${firstUserOid} AND c.oid <> ALL ($1::int8[])`,
    [known],
  );
  return relationsOf(rows);
}

/** Begins a transaction, where `begins`, and tells what its session had counted before. */
export async function seeBeginning(connection: TwinConnection, begins: boolean): Promise<Beginning> {
  const rows = await connection.query(`
    ${begins ? 'BEGIN;' : ''}
    SELECT w.wal, s.oid, s.scans, s.rows FROM (SELECT ${walEnd} AS wal) w LEFT JOIN (
      SELECT c.oid::int8 AS oid, ${ownCounts('c.oid')}
      FROM pg_catalog.pg_class c WHERE c.oid >= ${firstUserOid} AND c.relkind IN ('r', 'm')
    ) s ON s.scans > 0 OR s.rows > 0`);
  const counted = rows.filter((row) => row['oid'] !== null);
  return {
    counts: new Map(counted.map((row) => [Number(row['oid']), countsOf(row)])),
    wal: numberOf(rows[0]?.['wal']),
  };
}

/**
 * What the asking session's transaction has touched until now: whatever it read, wrote, made or dropped it holds a lock
 * on until it ends, so that no more of the catalog need be read. `without`: relations that are left out, by oid.
 */
export async function seeTouched(connection: TwinConnection, without: ReadonlySet<number>): Promise<Touched> {
  const rows = await connection.query(`
    SELECT w.wal, l.oid, l.modes, c.*
    FROM (SELECT ${walEnd} AS wal) w
    LEFT JOIN (
      SELECT relation::int8 AS oid, pg_catalog.string_agg(mode, ' ') AS modes FROM pg_catalog.pg_locks
      WHERE locktype = 'relation' AND pid = pg_catalog.pg_backend_pid() AND relation >= ${firstUserOid}
        ${without.size === 0 ? '' : `AND NOT EXISTS (SELECT FROM unnest('{${[...without].join()}}'::oid[]) f (oid) WHERE f.oid = relation)`}
      GROUP BY 1
    ) l ON true
    LEFT JOIN LATERAL (
      SELECT ${catalogColumns}, ${ownCounts('c.oid')}
      FROM pg_catalog.pg_class c ${catalogTables} WHERE c.oid = l.oid::oid
    ) c ON true`);
  const locks = rows.flatMap((row) =>
    row['oid'] === null
      ? []
      : String(row['modes'])
          .split(' ')
          .map((mode) => ({ oid: Number(row['oid']), mode })),
  );
  return {
    relations: relationsOf(rows),
    locks: strongest(locks),
    wal: numberOf(rows[0]?.['wal']),
    isWhole: without.size === 0,
  };
}

export interface SeenLock {
  readonly oid: number;
  readonly mode: string;
}

/**
 * Locks on relations that another session holds or waits for. Those on an index that DROP INDEX CONCURRENTLY has declared
 * dead are left out: nobody else comes to it any more.
 */
export async function seeLocks(connection: TwinConnection, pid: number): Promise<readonly SeenLock[]> {
  const rows = await connection.query(
    `SELECT relation::int8 AS oid, mode FROM pg_catalog.pg_locks
    WHERE locktype = 'relation' AND pid = $1::int4 AND relation >= ${firstUserOid}
      AND relation NOT IN (SELECT indexrelid FROM pg_catalog.pg_index WHERE NOT indislive)`,
    [pid],
  );
  return rows.map((row) => ({ oid: Number(row['oid']), mode: String(row['mode']) }));
}

export function strongest(locks: readonly SeenLock[]): ReadonlyMap<number, string> {
  const best = new Map<number, string>();
  for (const { oid, mode } of locks) {
    const other = best.get(oid);
    if (other === undefined || strengthOf(mode) > strengthOf(other)) best.set(oid, mode);
  }
  return best;
}

function relationsOf(rows: readonly TwinRow[]): Relations {
  const relations = rows.flatMap((row): readonly SeenRelation[] => {
    const [name, kind] = [String(row['name']), String(row['kind'])];
    // Composite types, TOAST tables, temporary tables.
    if (row['name'] === null || kind === 'c' || kind === 't' || name.startsWith('pg_')) return [];
    return [
      {
        oid: Number(row['oid']),
        name,
        kind,
        file: numberOf(row['file']),
        bytes: numberOf(row['bytes']),
        populated: row['populated'] !== false,
        table: numberOf(row['table']),
        counts: countsOf(row),
      },
    ];
  });
  return new Map(relations.map((relation) => [relation.oid, relation]));
}

function countsOf(row: TwinRow): Counts {
  return { scans: Number(row['scans'] ?? 0), rows: Number(row['rows'] ?? 0) };
}

function numberOf(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}
