import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent, formatReport, ProblemError } from '#index.ts';
import { type ShopServer, startShop } from '../shop-server.ts';

let shop: ShopServer;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

/** Long and odd enough that none of our own words or figures looks like it. */
const word = fc.stringMatching(/^[a-zA-Z]{2}[a-zA-Z0-9' "\\%_ß]{2,12}[qxzQXZ][0-9]{3}$/);
const number = fc.integer({ min: 10_000_019, max: 99_999_989 });
const price = fc.integer({ min: 1_000_003, max: 9_999_997 }).map((cents) => (cents / 100).toFixed(2));
const day = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

test('--redact leaves no literal of the query, its parameters or its plan in any form', {
  timeout: 180_000,
}, async () => {
  const agent = createAgent({ config: { targets: {}, silence: [] } });
  const values = fc.record({
    status: word,
    note: word,
    other: word,
    id: number,
    more: number,
    least: price,
    since: day,
  });
  await fc.assert(
    fc.asyncProperty(values, fc.boolean(), async ({ status, note, other, id, more, least, since }, bound) => {
      const query = `
        -- ${other}
        select *, ${literal(other)} as label from orders
        where status = ${bound ? '$1' : literal(status)} and note like ${literal(`${note}%`)}
          and (customer_id in (${id}, ${more}) or total between ${least} and ${id})
          and placed_at >= ${literal(since)} limit ${more}`;
      const report = await agent.optimize.query(
        { query, url: shop.url('reader'), rows: 0, ...(bound ? { param: { 1: status } } : {}) },
        { redact: true },
      );
      const forms = ['json', 'markdown', 'html', 'text'].map((format) => formatReport(report, format));
      const all = [JSON.stringify(report), ...forms].join('\n').toLowerCase();
      for (const secret of [status, note, other, String(id), String(more), least, since].flatMap(shapes)) {
        const at = all.indexOf(secret.toLowerCase());
        expect(all.slice(Math.max(0, at - 80), at < 0 ? 0 : at + 80), `"${secret}" is told`).toBe('');
      }
      expect(report.summary).not.toBe('');
    }),
    { numRuns: 20 },
  );
  await agent.close();
});

/** As it is, as SQL, JSON and HTML write it, and as the name of an index would. */
function shapes(text: string): readonly string[] {
  const html = text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
  const slug = text.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  return [text, text.replaceAll("'", "''"), JSON.stringify(text).slice(1, -1), html, slug];
}

test('the condition of a proposed partial index is not told by its name', async () => {
  await shop.sql('CREATE DATABASE copy TEMPLATE shop', 'postgres');
  const agent = createAgent({ config: { targets: {}, silence: [] } });
  const given = {
    query: "update orders set total = 1 where customer_id = 42 and status = 'open'",
    url: shop.url(),
    twinUrl: shop.url('postgres', 'copy'),
  };
  const plain = await agent.optimize.query(given);
  const redacted = await agent.optimize.query(given, { redact: true });
  expect(JSON.stringify(plain)).toMatch(/where_status_open/);
  expect(JSON.stringify(redacted)).not.toMatch(/open/);
  expect(JSON.stringify(redacted)).toContain('_where_redacted');
  await agent.close();
});

test('the connection is told without its password', async () => {
  const agent = createAgent({ config: { targets: {}, silence: [] } });
  const url = shop.url('reader:s3cretpassword');
  const report = await agent.optimize.query({ query: 'select 1 from orders', url, rows: 0 });
  expect(JSON.stringify(report)).not.toContain('s3cretpassword');
  const lost = agent.optimize.query({ query: 'select 1', url: url.replace('/shop', '/nowhere') });
  const error = await lost.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect(JSON.stringify((error as ProblemError).problem)).not.toContain('s3cretpassword');
  await agent.close();
});
