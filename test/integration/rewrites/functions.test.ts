import pg from 'pg';
import { expect, test } from 'vitest';
import {
  orderedAggregates,
  setReturningFunctions,
  sortingAggregates,
  steadyFunctions,
  unorderedAggregates,
  windowFunctions,
} from '#engines/postgres/rewrite/query/functions.ts';
import { withServer } from '../../servers.ts';

/* What rewrites take for granted of the server's functions, asked of its own catalog. */
test('no function that is called steady is volatile', async (context) => {
  await withServer({ context }, async (server) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string; volatile: boolean; set: boolean; kinds: string[] }>(`
        select proname::text as name, bool_or(provolatile = 'v') as volatile, bool_or(proretset) as set,
               array_agg(distinct prokind::text) as kinds
          from pg_proc where pronamespace = 'pg_catalog'::regnamespace group by proname`);
      const known = new Map(rows.map((row) => [row.name, row]));
      const aggregates = [...unorderedAggregates, ...orderedAggregates, ...sortingAggregates];
      const listed = [...steadyFunctions, ...setReturningFunctions, ...aggregates, ...windowFunctions];
      expect(listed.filter((name) => known.get(name)?.volatile)).toEqual([]);
      expect([...steadyFunctions].filter((name) => known.get(name)?.set)).toEqual([]);
      expect([...setReturningFunctions].filter((name) => !known.get(name)?.set)).toEqual([]);
      expect(aggregates.filter((name) => !known.get(name)?.kinds.includes('a'))).toEqual([]);
      // An aggregate that is in no list would pass for a plain function, if it is steady.
      const plain = rows.filter(({ name, kinds }) => kinds.includes('a') && steadyFunctions.has(name));
      expect(plain.map(({ name }) => name)).toEqual([]);
    } finally {
      await client.end();
    }
  });
});
