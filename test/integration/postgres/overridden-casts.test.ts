import pg from 'pg';
import { expect, test } from 'vitest';
import type { Context } from '#contracts/context.ts';
import { access } from '#engines/postgres/access.ts';
import { activity } from '#engines/postgres/activity.ts';
import { connect } from '#engines/postgres/connect.ts';
import { counters } from '#engines/postgres/counters.ts';
import { explain } from '#engines/postgres/explain.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { usage } from '#engines/postgres/usage.ts';
import { workload } from '#engines/postgres/workload.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { withServer } from '../../servers.ts';
import { weirdSchema } from './weird-schema.ts';

const context: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(),
  random: () => 0.5,
};
const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [14, 15, 16, 17, 18] : [14, 18];

/** Ways of converting that the server has by itself, and that a CREATE CAST would stand before. */
const others =
  'oid xid int8 int4 int2 numeric float4 float8 bool json jsonb regclass regproc regcollation interval timestamptz';
const pairs = [
  ...others.split(' ').flatMap((type) => [`${type} text`, `text ${type}`]),
  ...['pg_snapshot text', '_text text', '_oid text', '_int2 text', 'pg_ndistinct text', 'pg_dependencies text'],
].map((pair) => pair.split(' ') as [string, string]);

/** Each raises when it runs. */
function trap([source, target]: readonly [string, string]): string {
  const name = `app.${source}_to_${target}`.replaceAll('pg_', '');
  return `
    CREATE FUNCTION ${name}(value ${source}) RETURNS ${target} LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN RAISE EXCEPTION 'the cast from ${source} to ${target} ran'; END $$;
    CREATE CAST (${source} AS ${target}) WITH FUNCTION ${name}(${source}) AS ASSIGNMENT`;
}

test.each(majors.map((major) => [major]))(
  'on PostgreSQL %i no statement of ours runs a cast that somebody put between types of the server',
  (major) =>
    withServer({ major, settings: { shared_preload_libraries: 'pg_stat_statements' } }, async (server) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(weirdSchema(major));
      await client.query('CREATE EXTENSION pg_stat_statements');
      await client.query(
        'CREATE STATISTICS app.together (ndistinct, dependencies) ON name, status FROM app.customers; ANALYZE',
      );
      const read = async () => {
        const session = await connect(server.url, { bounds: Bounds.parse({}) }, context);
        try {
          const schema = await inspect(session, context);
          const query = { text: 'SELECT relname FROM pg_catalog.pg_class ORDER BY relname LIMIT 2', parameters: {} };
          const { rows } = await session.ask(query);
          const plan = await explain(session, { text: 'SELECT 1 WHERE $1 = 2', parameters: {} }, context);
          const stored = await session.inSnapshot((within) => statistics(within, schema, context));
          const rights = await access(session, context);
          return { schema, stored, rights, rows, plan: plan.root.type, settings: await settings(session, context) };
        } finally {
          await session.close();
        }
      };
      const readCounted = async () => {
        const session = await connect(server.url, { bounds: Bounds.parse({}) }, context);
        try {
          await activity(session, { seconds: 1 }, context);
          return [await usage(session, context), await counters(session, context), await workload(session, context)];
        } finally {
          await session.close();
        }
      };
      try {
        const before = await read();
        // The server keeps some of these ways in pg_cast itself; nobody can stand before those.
        const made = await Promise.allSettled(pairs.map((pair) => client.query(trap(pair))));
        expect(made.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(30);
        await expect(client.query('SELECT 1::oid::text')).rejects.toThrow('the cast from oid to text ran');
        const after = await read();
        const unread = (await readCounted()).flatMap((one) => one.unread);
        expect(unread.filter((why) => why.includes('the cast from'))).toEqual([]);
        expect({ ...after, schema: { ...after.schema, objects: [] } }).toEqual({
          ...before,
          schema: { ...before.schema, objects: [] },
        });
      } finally {
        await client.end();
      }
    }),
);
