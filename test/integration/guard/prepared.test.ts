import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '#engines/postgres/connect.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { startTestServer } from '../../servers.ts';
import { as, sql, testContext } from '../postgres/reading.ts';
import { majorsToTry } from './majors.ts';
import { preparedCases, preparedSchema } from './prepared-cases.ts';

describe.each(majorsToTry())('PostgreSQL %i', (major) => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startTestServer({ major });
    await sql(server.url, preparedSchema);
  });
  afterAll(() => server?.stop());

  const ask = async (text: string, role = 'postgres') => {
    const session = await connect(as(server.url, role), { bounds: Bounds.parse({}) }, testContext());
    try {
      return await session.ask({ text, parameters: {} });
    } finally {
      await session.close();
    }
  };

  const cases = preparedCases.filter(({ since = 0, until = 99 }) => since <= major && major <= until);
  test.each(cases)('$name', async ({ setUp = '', query, tearDown = '' }) => {
    await sql(server.url, setUp);
    try {
      await expect(ask(query)).rejects.toMatchObject({ problem: { code: 'denied' } });
    } finally {
      await sql(server.url, tearDown);
    }
  });

  test('policies count for whom they bind, and behind views for all', async () => {
    await sql(
      server.url,
      `CREATE ROLE bound LOGIN; GRANT USAGE ON SCHEMA app TO bound;
       CREATE TABLE app.guarded AS SELECT 1 AS a; ALTER TABLE app.guarded ENABLE ROW LEVEL SECURITY;
       CREATE POLICY p ON app.guarded USING (evil.f(a) > 0);
       CREATE VIEW app.over_guarded AS SELECT a FROM app.guarded;
       GRANT SELECT ON app.guarded, app.over_guarded TO bound`,
    );
    await expect(ask('SELECT a FROM app.guarded')).resolves.toMatchObject({ rows: [[1]] });
    await expect(ask('SELECT a FROM app.guarded', 'bound')).rejects.toThrow('a row security policy of app.guarded');
    await expect(ask('SELECT a FROM app.over_guarded', 'bound')).rejects.toThrow('a row security policy');
  });
});
