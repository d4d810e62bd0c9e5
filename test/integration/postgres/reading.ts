import pg from 'pg';
import type { Context } from '#contracts/context.ts';
import type { PostgresSession } from '#engines/postgres/connect/session.ts';
import { connect } from '#engines/postgres/connect.ts';
import { Bounds } from '#vocabulary/bounds.ts';

export function testContext(signal = new AbortController().signal): Context {
  return { signal, progress: () => undefined, clock: () => new Date(), random: () => 0.5 };
}

/** Runs SQL as whoever the URL names, past the chokepoint. */
export async function sql(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const results: unknown = await client.query(text);
    const last: unknown = Array.isArray(results) ? results.at(-1) : results;
    return (last as pg.QueryResult).rows;
  } finally {
    await client.end();
  }
}

export async function withSession<T>(
  url: string,
  use: (session: PostgresSession) => Promise<T>,
  bounds: Partial<Bounds> = {},
  context = testContext(),
): Promise<T> {
  const session = await connect(url, { bounds: Bounds.parse(bounds) }, context);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** The URL as another login. */
export function as(url: string, user: string, database?: string): string {
  const parsed = url.replace(/^postgres(ql)?:\/\/[^@]*@/, `postgres://${user}@`);
  return database === undefined ? parsed : parsed.replace(/\/[^/?]*(\?|$)/, `/${database}$1`);
}
