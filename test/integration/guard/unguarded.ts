import type pg from 'pg';
import { connectQuietly } from './quiet-client.ts';
import type { Ask } from './run-attacks.ts';

/** A driver without any guard, as the control of the attacks. */
export function unguarded(url: string): { readonly ask: Ask; readonly close: () => Promise<void> } {
  let client: pg.Client | undefined;
  const open = async () => {
    if (client !== undefined) return client;
    client = await connectQuietly(url, 'dbwright');
    const forget = () => {
      client = undefined;
    };
    // After an attack the oracle ends the session.
    client.on('end', forget);
    client.on('error', forget);
    await client.query("SET statement_timeout = '20s'");
    return client;
  };
  return {
    ask: async (text) => {
      const results: unknown = await (await open()).query(text);
      const last: unknown = Array.isArray(results) ? results.at(-1) : results;
      return { rows: (last as pg.QueryResult).rows };
    },
    close: async () => client?.end(),
  };
}
