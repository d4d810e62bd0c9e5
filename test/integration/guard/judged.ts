import type pg from 'pg';
import { catalogReader } from '#engines/postgres/guard/catalog-reader.ts';
import { checkNames } from '#engines/postgres/guard/check-names.ts';
import { parseOne } from '#engines/postgres/guard/parse.ts';
import { checkNodes } from '#engines/postgres/guard/permitted-nodes.ts';

/** What a statement reaches, by the guard and by the server. */
export interface Reached {
  /** OIDs that the guard judged. */
  readonly judged: ReadonlySet<number>;
  /** OIDs in the server's own rewritten tree that the guard should have judged. */
  readonly reached: readonly { readonly kind: string; readonly id: number }[];
}

/** Functions of users are allowed here: what they reach must be found all the same. */
const everything: ReadonlySet<string> = new Proxy(new Set<string>(), {
  get: (set, key) => (key === 'has' ? () => true : Reflect.get(set, key)),
});

const members = /:(funcid|opfuncid|aggfnoid|winfnoid|relid) (\d+)/g;

/**
 * The statement is analysed by the server, and nothing of it runs: PREPARE, with the rewritten tree printed into the
 * messages. undefined: the server or the guard refuses it, so that it reaches nothing.
 * https://www.postgresql.org/docs/18/runtime-config-logging.html#GUC-DEBUG-PRINT-PARSE
 */
export async function reachedBy(client: pg.Client, major: number, text: string): Promise<Reached | undefined> {
  const judged = new Set<number>();
  const trees: string[] = [];
  const listen = (message: { readonly detail?: string | undefined }) => trees.push(message.detail ?? '');
  try {
    await client.query('BEGIN READ ONLY; SET LOCAL standard_conforming_strings = on');
    const query = parseOne(text);
    const permitted = checkNodes(query);
    if (permitted.kind !== 'select') return undefined;
    const { rows } = await client.query('SELECT pg_catalog.current_schemas(true)::text[] AS path');
    const command = async (batch: string) => {
      const results: unknown = await client.query(batch);
      const all = (Array.isArray(results) ? results : [results]) as pg.QueryResult[];
      return all.findLast((result) => result.fields.length > 0)?.rows ?? [];
    };
    await checkNames({
      query,
      mode: 'run',
      path: rows[0].path,
      allowed: everything,
      catalog: catalogReader(command, major, ''),
      checkDialect: () => undefined,
      judged: (id) => judged.add(id),
    });
    client.on('notice', listen);
    await client.query('SET LOCAL debug_print_rewritten = on; SET LOCAL client_min_messages = log');
    await client.query(`PREPARE judged AS ${text}`);
  } catch {
    return undefined;
  } finally {
    client.off('notice', listen);
    await client.query('ROLLBACK; DEALLOCATE ALL');
  }
  // A literal of a type may run statements of its own while it is read: theirs come first.
  const last = trees.at(-1) ?? '';
  const found = [...last.matchAll(members)].map(([, kind, id]) => ({ kind: kind ?? '', id: Number(id) }));
  return { judged, reached: found };
}

/** Of these, which may be dangerous at all: what is a user's, unless a known extension brought it; volatile ones of the server. */
export async function worthJudging(client: pg.Client): Promise<ReadonlySet<number>> {
  const { rows } = await client.query(`
    SELECT p.oid::int8::int AS id FROM pg_proc p
    WHERE (p.oid < 16384 AND p.provolatile = 'v')
       OR (p.oid >= 16384 AND NOT (p.prolang IN (12, 13) AND EXISTS (
             SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')))
    UNION ALL SELECT c.oid::int8::int FROM pg_class c
    WHERE c.oid >= 16384 AND c.relkind <> 'c'`);
  return new Set(rows.map((row: { id: number }) => row.id));
}
