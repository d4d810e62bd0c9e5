import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { binariesOf, withServer } from '../../servers.ts';
import { attackCases } from './attacks.ts';
import { harmlessCases } from './harmless.ts';
import { prepareHarmlessDatabase } from './harmless-database.ts';
import { hostileServerSettings, prepareHostileDatabase } from './hostile-database.ts';
import { reachedBy, worthJudging } from './judged.ts';
import { majorsToTry } from './majors.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';

/** What the guard reads from text and catalog, against what the server itself makes of the same statement. */
describe.each(majorsToTry())('PostgreSQL %i', (major) => {
  const skipped = binariesOf(major) === undefined && process.env['CI'] !== 'true';

  const patience = { timeout: full ? 900_000 : 120_000 };

  test.skipIf(skipped)(
    'all that the server would run was judged: harmless queries and their mixtures',
    patience,
    async () => {
      await withServer({ major }, async (server) => {
        await prepareHarmlessDatabase(server);
        await withClient(server.url, async (client) => {
          const own = harmlessCases.filter(({ since = 0 }) => since <= major).map(({ text }) => text);
          const compared = await compareAll(client, major, own);
          expect(compared).toBeGreaterThan(own.length * 0.7);
          await fc.assert(
            fc.asyncProperty(mixture, async (text) => {
              await compareAll(client, major, [text]);
            }),
            { numRuns: full ? 2_000 : 150, seed: Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101) },
          );
        });
      });
    },
  );

  test.skipIf(skipped)('and with attacks, whose functions are let through here', patience, async () => {
    await withServer({ major, settings: hostileServerSettings }, async (server) => {
      await prepareHostileDatabase(server);
      await withClient(server.url, async (client) => {
        const statements = attackCases
          .filter(({ since = 0, until = 99 }) => since <= major && major <= until)
          .flatMap((one) => one.statements)
          .filter((text) => text.length < 10_000 && !text.includes('@'));
        const compared = await compareAll(client, major, statements);
        console.log(`PostgreSQL ${major}: ${compared} of ${statements.length} attacks compared with the server's tree`);
        expect(compared).toBeGreaterThan(30);
      });
    });
  });
});

/** How many statements the server analysed; each of them was judged in full. */
async function compareAll(client: pg.Client, major: number, statements: readonly string[]): Promise<number> {
  const worth = await worthJudging(client);
  let compared = 0;
  for (const text of statements) {
    const found = await reachedBy(client, major, text);
    if (found === undefined) continue;
    compared++;
    // Views that came with the server are not followed, as long as nobody changed them.
    const viaServer = found.reached.some(({ kind, id }) => kind === 'relid' && id < 16_384);
    const missed = found.reached.filter(
      ({ id }) => worth.has(id) && !found.judged.has(id) && !(viaServer && id < 16_384),
    );
    expect(missed, text).toEqual([]);
  }
  return compared;
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

const value = fc.constantFrom(
  ...`o.total o.quantity o.state::text c.name c.home (c.home).city c.mail c.discount length(c.name) sales.with_tax(o.total)
  c.labels->'level' c.home::text o.placed::date random() now() sales.customer_total(c.id) c.initials (c).initials c.name||'x'
  coalesce(c.name,'-') nullif(o.quantity,3) o.address md5(c.name) o.total+1 c.born o.flags o.state`.split(/\s+/),
);
const condition = fc.constantFrom(
  'true',
  'c.home OPERATOR(sales.=~=) c.home',
  "c.name % 'Customer 1'",
  "c.mail = 'c1@example.org'",
  'o.total BETWEEN 5 AND 9',
  'o.state IS DISTINCT FROM NULL',
  '(o.quantity, c.id) > (1, 2)',
  'o.customer_id IN (SELECT customer_id FROM sales.totals)',
  'EXISTS (SELECT FROM sales.daily WHERE day > o.placed)',
  "c.labels ? 'level'",
);
const source = fc.constantFrom(
  'sales.orders o JOIN sales.customers c ON c.id = o.customer_id',
  'sales.open_orders o LEFT JOIN sales.customers c ON c.id = o.customer_id',
  'sales.orders o CROSS JOIN LATERAL (SELECT * FROM sales.customers WHERE id = o.customer_id) c',
);
const mixture = fc
  .record({
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
    source,
    where: fc.array(condition, { maxLength: 3 }),
  })
  .map(({ values, source: from, where }) => {
    const chosen = values.map((one, at) => `${one} AS x${at}`).join(', ');
    return `SELECT ${chosen} FROM ${from} WHERE ${['true', ...where].join(' AND ')} ORDER BY 1`;
  });
