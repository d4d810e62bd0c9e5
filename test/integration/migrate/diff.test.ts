import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { ddlOf, randomTables } from '../../random-schema.ts';
import { sampleOf } from '../../sample-of.ts';
import { binariesOf, startTestServer } from '../../servers.ts';
import { rental, tenants } from '../design/good-schemas.ts';
import { hostileDdl } from '../design/hostile-schema.ts';
import { legacySchema } from '../design/legacy-schema.ts';
import { type Database, inDatabase, stateOf, walk } from './diff-law.ts';
import { nastyRoles, nastySchemas } from './nasty-schemas.ts';
import { observerOf } from './observer.ts';
import { alterationLabels, alterationOf, groundwork } from './random-alterations.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = (full ? [13, 14, 15, 16, 17, 18] : [18]).filter((major) => binariesOf(major) !== undefined);

describe.each(majors)('PostgreSQL %i', (major) => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startTestServer({ major });
    const admin = await openTwinConnection(server.url);
    for (const role of nastyRoles) await admin.query(`CREATE ROLE "${role}"`);
    await admin.close();
  });
  afterAll(() => server?.stop());

  test.each(sampleOf(nastySchemas(major), 2))(
    `down, up, down with ${observerOf(major)} watching: $name`,
    async (schema) => {
      await inDatabase(server, async (database) => {
        await run(database, schema.make);
        const before = await stateOf(database);
        await run(database, schema.alter);
        const after = await stateOf(database);
        expect(await walk(database, [after, before, after, before])).toEqual({ faults: [], told: [] });
      });
    },
  );

  test.each(sampleOf(wholeSchemas(major), 1))('from nothing and back to it: $name', async ({ sql }) => {
    await inDatabase(server, async (database) => {
      const nothing = await stateOf(database);
      await database.connection.query(sql);
      const all = await stateOf(database);
      expect(await walk(database, [all, nothing, all, nothing])).toEqual({ faults: [], told: [] });
    });
  });

  const choice = fc.record({ what: fc.nat(100_000), which: fc.nat(100_000), how: fc.nat(100_000) });

  test('a random schema, altered at random, back and forth', async () => {
    const coverage = new Map<string, number>();
    let told = 0;
    await fc.assert(
      fc.asyncProperty(
        randomTables,
        fc.array(choice, { minLength: 4, maxLength: 16 }),
        fc.array(choice, { minLength: 4, maxLength: 16 }),
        async (tables, first, second) => {
          await inDatabase(server, async (database) => {
            await database.connection.query(`${groundwork}\n${ddlOf(tables)}`);
            await alterAll(database, first, () => undefined);
            const before = await stateOf(database);
            await alterAll(database, second, (label) => coverage.set(label, (coverage.get(label) ?? 0) + 1));
            const after = await stateOf(database);
            const result = await walk(database, [after, before, after, before]);
            if (result.told.length > 0) told += 1;
            expect(result.faults).toEqual([]);
          });
        },
      ),
      { numRuns: full ? 60 : 1, endOnFailure: true },
    );
    printCoverage(major, coverage, told);
  }, 1_800_000);
});

async function alterAll(
  database: Database,
  choices: readonly { readonly what: number; readonly which: number; readonly how: number }[],
  done: (label: string) => void,
): Promise<void> {
  let { catalog } = await stateOf(database);
  for (const [at, choice] of choices.entries()) {
    const alteration = alterationOf(choice, catalog);
    if (alteration === undefined) continue;
    try {
      await database.connection.query(alteration.sql);
      done(alteration.label);
    } catch {
      // It does not fit this schema: another one will do.
    }
    if (at % 4 === 3) catalog = (await stateOf(database)).catalog;
  }
}

/** Which alterations of which kinds were tried, so that a hole shows. */
function printCoverage(major: number, coverage: ReadonlyMap<string, number>, told: number): void {
  const rows = alterationLabels.map((label) => `${label}: ${coverage.get(label) ?? 0}`);
  if (full) process.stdout.write(`PostgreSQL ${major}, ${told} told as impossible\n${rows.join('\n')}\n`);
}

/** Statement by statement: a new label of an enum must be committed before it is used. */
async function run({ connection }: Database, sql: string): Promise<void> {
  for (const statement of sql.split(/(?<=;)\n(?= {4})/)) await connection.query(statement);
}

function wholeSchemas(major: number): readonly { readonly name: string; readonly sql: string }[] {
  const folder = new URL('../../../examples/design/', import.meta.url);
  const older = (sql: string) => (major < 15 ? sql.replaceAll(/nulls not distinct/gi, '') : sql);
  return [
    { name: 'hostile', sql: older(hostileDdl) },
    { name: 'legacy', sql: legacySchema.slice(0, legacySchema.indexOf('insert into')) },
    { name: 'rental', sql: rental },
    { name: 'tenants', sql: older(tenants) },
    ...readdirSync(folder).map((name) => ({
      name,
      sql: older(readFileSync(new URL(`${name}/schema.sql`, folder), 'utf8')),
    })),
  ];
}
