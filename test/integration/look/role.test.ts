import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Context } from '#contracts/context.ts';
import { access } from '#engines/postgres/access.ts';
import { connect } from '#engines/postgres/connect.ts';
import type { Access } from '#vocabulary/access.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { withServer } from '../../servers.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [13, 14, 15, 16, 17, 18] : [13, 18];

const roles = `
  CREATE ROLE owner_role LOGIN;
  CREATE ROLE writer_role LOGIN;
  CREATE ROLE program_role LOGIN IN ROLE pg_execute_server_program;
  CREATE ROLE plain_role LOGIN;
  CREATE ROLE column_role LOGIN;
  CREATE ROLE definer_role LOGIN;
  CREATE SCHEMA "Shop";
  CREATE TABLE "Shop".orders (id int, note text);
  ALTER TABLE "Shop".orders OWNER TO owner_role;
  GRANT USAGE ON SCHEMA "Shop" TO owner_role, writer_role, plain_role, column_role;
  GRANT SELECT ON "Shop".orders TO plain_role;
  GRANT INSERT, DELETE ON "Shop".orders TO writer_role;
  GRANT UPDATE (note) ON "Shop".orders TO column_role;
  CREATE FUNCTION public.wipe() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM "Shop".orders';
  REVOKE EXECUTE ON FUNCTION public.wipe() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION public.wipe() TO definer_role;
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;`;

describe.each(majors.map((major) => [major]))('look role on PostgreSQL %i', (major) => {
  test('grades each login by the worst that it could do, and the reader role that it proposes is a reader', (context) =>
    withServer({ major, context }, async (server) => {
      const administrator = new pg.Client({ connectionString: server.url });
      await administrator.connect();
      try {
        await administrator.query(roles);
        const graded = async (role: string) => accessOf(server.url.replace(/\/\/[^@]*@/, `//${role}@`));
        expect(await accessOf(server.url)).toMatchObject({ grade: 'administrator' });
        expect(await graded('owner_role')).toMatchObject({ grade: 'owner' });
        expect(await graded('program_role')).toMatchObject({ grade: 'administrator' });
        expect(await graded('plain_role')).toMatchObject({ grade: 'reader' });
        const writer = await graded('writer_role');
        expect(writer.grade).toBe('writer');
        expect(writer.powers).toContainEqual(
          expect.objectContaining({ what: 'may write 1 table or view', examples: ['Shop.orders'] }),
        );
        expect(await graded('column_role')).toMatchObject({ grade: 'writer' });
        expect((await graded('definer_role')).powers).toContainEqual(
          expect.objectContaining({ grade: 'writer', examples: ['public.wipe'] }),
        );

        await administrator.query(writer.reader.sql);
        const reader = await graded(writer.reader.name);
        expect(reader).toMatchObject({ grade: 'reader', unread: [] });
        const client = new pg.Client({
          connectionString: server.url.replace(/\/\/[^@]*@/, `//${writer.reader.name}@`),
        });
        await client.connect();
        await expect(client.query('SELECT count(*) FROM "Shop".orders')).resolves.toBeDefined();
        await expect(client.query('INSERT INTO "Shop".orders VALUES (1)')).rejects.toThrow();
        expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '15s' }]);
        await client.end();
      } finally {
        await administrator.end();
      }
    }));
});

test('before 15, what everybody may do in public is told', (context) =>
  withServer({ major: 13, context }, async (server) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('CREATE ROLE nobody_special LOGIN');
    await client.end();
    const found = await accessOf(server.url.replace(/\/\/[^@]*@/, '//nobody_special@'));
    expect(found.grade).toBe('writer');
    expect(found.reader.notes.join(' ')).toContain('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
  }));

async function accessOf(url: string): Promise<Access> {
  const session = await connect(url, { bounds: Bounds.parse({}) }, context());
  try {
    return await access(session, context());
  } finally {
    await session.close();
  }
}

function context(): Context {
  const { signal } = new AbortController();
  return { signal, progress: () => undefined, clock: () => new Date(), random: () => 0.5 };
}
