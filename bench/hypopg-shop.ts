import { existsSync } from 'node:fs';
import { shop } from '#agent/demo/shop.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { quiet } from './quiet-context.ts';

const debian = '/usr/lib/postgresql/15';

/** The demo's shop with rows on Debian's PostgreSQL 15 with HypoPG. Where that is not installed, `what` is left out, and why is printed. */
export async function withHypoPgShop(
  what: string,
  use: (connection: TwinConnection, request: TwinRequest) => Promise<void>,
): Promise<void> {
  if (!existsSync(`${debian}/lib/hypopg.so`)) {
    console.log(
      `\n${what}: left out, for postgresql-15-hypopg is not installed (apt-get install postgresql-15-hypopg).`,
    );
    return;
  }
  const server = await startEmbeddedServer({ kind: 'native', binaries: debian });
  try {
    const connection = await openTwinConnection(server.url);
    for (const { sql } of shop.steps) await connection.query(sql);
    await connection.query('create extension hypopg');
    await use(connection, await requestOf(server.url));
    await connection.close();
  } finally {
    await server.stop();
  }
}

async function requestOf(url: string): Promise<TwinRequest> {
  const session = await connect(url, { bounds: Bounds.parse({}) }, quiet);
  try {
    const schema = await inspect(session, quiet);
    return {
      schema,
      statistics: await statistics(session, schema, quiet),
      settings: await settings(session, quiet),
      major: 15,
    };
  } finally {
    await session.close();
  }
}
