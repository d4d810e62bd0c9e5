import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Answer } from '#contracts/session.ts';
import { connect } from '#engines/postgres/connect.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { binariesOf, withServer } from '../../servers.ts';
import { as, testContext } from '../postgres/reading.ts';
import { harmlessCases } from './harmless.ts';
import type { HarmlessCase } from './harmless-case.ts';
import { prepareHarmlessDatabase } from './harmless-database.ts';
import { majorsToTry } from './majors.ts';
import { plainResult, sameValue } from './same-rows.ts';

describe.each(majorsToTry())('PostgreSQL %i', (major) => {
  const skipped = binariesOf(major) === undefined && process.env['CI'] !== 'true';

  test.skipIf(skipped).each(['postgres', 'reader'])(
    'harmless queries pass for %s and give the right rows',
    async (role) => {
      await withServer({ major }, async (server) => {
        await prepareHarmlessDatabase(server);
        const url = as(server.url, role);
        const session = await connect(url, { bounds: Bounds.parse({}) }, testContext());
        const plain = new pg.Client(url);
        plain.on('error', () => undefined);
        await plain.connect();
        const blocked: string[] = [];
        const wrong: string[] = [];
        const cases = harmlessCases.filter(({ since = 0 }) => since <= major);
        for (const one of cases) {
          // A query that the server itself refuses is a slip of the test.
          const expected = await plainResult(plain, one.text, one.parameters);
          const answer = await session
            .ask({ text: one.text, parameters: one.parameters ?? {} })
            .catch((error: Error) => error);
          if (answer instanceof Error) blocked.push(`${one.name}: ${answer.message}`);
          else if (!isRight(one, answer, expected))
            wrong.push(`${one.name}: ${JSON.stringify(answer.rows).slice(0, 200)}`);
        }
        await plain.end();
        await session.close();
        console.log(`PostgreSQL ${major}, ${role}: ${cases.length} harmless: ${blocked.length} over-blocked`, blocked);
        expect(wrong).toEqual([]);
        expect(blocked.length / cases.length, blocked.join('\n')).toBeLessThanOrEqual(0.02);
      });
    },
  );
});

function isRight(one: HarmlessCase, answer: Answer, expected: Awaited<ReturnType<typeof plainResult>>): boolean {
  const names = answer.columns.map((column) => column.name);
  if (names.join() !== expected.names.join() || answer.rows.length === 0 || expected.rows.length === 0) return false;
  if (one.varies) return true;
  return (
    answer.rows.length === expected.rows.length &&
    answer.rows.every((row, at) => row.every((value, place) => sameValue(value, expected.rows[at]?.[place] ?? null)))
  );
}
