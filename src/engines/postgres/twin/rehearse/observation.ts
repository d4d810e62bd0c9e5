import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { ObservedLock, RehearsedStep } from '#vocabulary/rehearsal.ts';
import { blocksOf, strengthOf } from './lock-modes.ts';

/** A relation of the user's as the catalog shows it at one moment. */
interface SeenRelation {
  readonly oid: number;
  /** "app.orders" */
  readonly name: string;
  /** pg_class.relkind: r table, m materialized view, i index … */
  readonly kind: string;
  /** Of the file that holds it; undefined where it has none. */
  readonly file: number | undefined;
  /** The table of an index. */
  readonly table: number | undefined;
  /** Scans from end to end so far. */
  readonly scans: number;
}

export interface Moment {
  readonly relations: ReadonlyMap<number, SeenRelation>;
}

export interface SeenLock {
  readonly oid: number;
  readonly mode: string;
}

/** `transaction`: scans of the session's running transaction; `server`: those that all sessions have reported. */
export async function seeMoment(connection: TwinConnection, scans: 'transaction' | 'server'): Promise<Moment> {
  const rows = await connection.query(
    `
    SELECT c.oid::int8 AS oid, n.nspname || '.' || c.relname AS name, c.relkind AS kind,
      pg_catalog.pg_relation_filenode(c.oid)::int8 AS file, i.indrelid::int8 AS table,
      pg_catalog.${scans === 'transaction' ? 'pg_stat_get_xact_numscans' : 'pg_stat_get_numscans'}(c.oid)::int8 AS scans
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    WHERE c.relkind <> 'c' AND c.relkind <> 't' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`,
    [],
  );
  const relations = rows.map(
    (row): SeenRelation => ({
      oid: Number(row['oid']),
      name: String(row['name']),
      kind: String(row['kind']),
      file: row['file'] === null ? undefined : Number(row['file']),
      table: row['table'] === null ? undefined : Number(row['table']),
      scans: Number(row['scans'] ?? 0),
    }),
  );
  return { relations: new Map(relations.map((relation) => [relation.oid, relation])) };
}

/** Locks on relations that a session holds or waits for; without `pid` those of the asking session. */
export async function seeLocks(connection: TwinConnection, pid?: number): Promise<readonly SeenLock[]> {
  const rows = await connection.query(
    `
    SELECT l.relation::int8 AS oid, l.mode AS mode
    FROM pg_catalog.pg_locks l
    WHERE l.locktype = 'relation' AND l.pid = coalesce($1::int4, pg_catalog.pg_backend_pid())
      AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
    [pid ?? null],
  );
  return rows.map((row) => ({ oid: Number(row['oid']), mode: String(row['mode']) }));
}

/**
 * What a statement did between two moments. What was made since `start`, when its transaction began, nobody else can
 * see yet: locks on it and files of it are left out.
 */
export function observe(
  start: Moment,
  before: Moment,
  after: Moment,
  locks: readonly SeenLock[],
): Pick<RehearsedStep, 'locks' | 'rewrites' | 'scans' | 'built'> {
  const nameOf = (oid: number) =>
    (after.relations.get(oid) ?? before.relations.get(oid) ?? start.relations.get(oid))?.name;
  const files = new Set([...before.relations.values()].flatMap(({ file }) => file ?? []));
  const isNewFile = ({ file }: SeenRelation) => file !== undefined && !files.has(file);
  const isStored = ({ kind }: SeenRelation) => kind === 'r' || kind === 'm';
  const known = [...after.relations.values()].filter((relation) => start.relations.has(relation.table ?? relation.oid));
  const names = (relations: readonly SeenRelation[]) => relations.map(({ name }) => name).sort();
  return {
    locks: strongest(locks.filter(({ oid }) => start.relations.has(oid))).flatMap(({ oid, mode }): ObservedLock[] => {
      const relation = start.relations.get(oid);
      const blocks = blocksOf(mode);
      const isIndex = relation?.kind === 'i' || relation?.kind === 'I';
      // Every query locks the indexes of its tables a little.
      if (isIndex && blocks === 'nothing') return [];
      return [{ relation: relation?.name ?? nameOf(oid) ?? String(oid), mode, blocks }];
    }),
    rewrites: names(known.filter((relation) => isStored(relation) && isNewFile(relation))),
    scans: names(
      known.filter(
        (relation) => isStored(relation) && relation.scans > (before.relations.get(relation.oid)?.scans ?? 0),
      ),
    ),
    built: names(known.filter((relation) => relation.kind === 'i' && isNewFile(relation))),
  };
}

/** One lock a relation, the strongest ones first. */
function strongest(locks: readonly SeenLock[]): readonly SeenLock[] {
  const best = new Map<number, SeenLock>();
  for (const lock of locks) {
    const other = best.get(lock.oid);
    if (other === undefined || strengthOf(lock.mode) > strengthOf(other.mode)) best.set(lock.oid, lock);
  }
  return [...best.values()].sort((a, b) => strengthOf(b.mode) - strengthOf(a.mode) || a.oid - b.oid);
}
