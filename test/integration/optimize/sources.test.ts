import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../cli/program.ts';
import { type ShopServer, startShop } from '../shop-server.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-sources-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const optimize = (...args: readonly string[]) => start(['optimize', 'query', ...args, '--rows', '0'], folder).ended;
const json = async (...args: readonly string[]): Promise<QueryReport> => {
  const { code, out, err } = await optimize(...args, '--format', 'json');
  expect(code, err).toBe(0);
  return JSON.parse(out);
};

describe('--volumes', () => {
  const query = 'select * from orders where customer_id = 42';
  const sized = (sizes: string) => {
    writeFileSync(join(folder, 'sizes.yaml'), `tables:\n${sizes}`);
    return [query, '--schema', 'ddl.sql', '--volumes', 'sizes.yaml'] as const;
  };
  beforeAll(() => {
    writeFileSync(
      join(folder, 'ddl.sql'),
      `create table customers (id int primary key, name text);
       create table orders (id int primary key, customer_id int not null references customers, note text);`,
    );
  });

  test('stand for data that is not there yet: the sizes decide, and the report says that they were stated', async () => {
    const large = await json(...sized('  orders: { rows: 2M, columns: { customer_id: { distinct: 50k } } }\n'));
    expect(large.indexes).toMatchObject([{ columns: ['customer_id'] }]);
    expect(large.subject).toBe('ddl.sql and sizes.yaml');
    expect(large.unseen).toContainEqual(
      expect.objectContaining({ what: 'the real statistics', why: expect.stringContaining('that you stated') }),
    );
    const small = await json(...sized('  orders: { rows: 40 }\n'));
    expect(small.indexes).toEqual([]);
  });

  test('of a table that is not there: the nearest is named', async () => {
    const { code, out, err } = await optimize(...sized('  custmers: { rows: 1M }\n'));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('name a table custmers');
    expect(err).toContain('Did you mean customers?');
  });
});

describe('--sample', () => {
  let shop: ShopServer;
  beforeAll(async () => {
    shop = await startShop();
  });
  afterAll(() => shop.stop());

  test('lifts what is said of an index on an expression from derived to simulated', async () => {
    // Of a sum of two columns the statistics of each tell nothing.
    const query = 'select * from orders where (id + customer_id) % 500 = 42';
    const url = ['--url', shop.url('reader')];
    const cost = ({ recommendations: [first] }: QueryReport) => first?.proof.find(({ what }) => what === 'plan cost');
    const [guessed, sampled] = [cost(await json(query, ...url)), cost(await json(query, ...url, '--sample'))];
    expect([guessed?.level, guessed?.note]).toEqual(['derived', expect.stringContaining('--sample')]);
    expect([sampled?.level, sampled?.note ?? '']).toEqual(['simulated', expect.not.stringContaining('not sampled')]);
    expect(sampled?.after).toBeLessThan(guessed?.after ?? 0);
  });
});

interface QueryReport {
  readonly subject: string;
  readonly indexes: readonly unknown[];
  readonly unseen: readonly unknown[];
  readonly recommendations: readonly {
    readonly proof: readonly {
      readonly what: string;
      readonly level: string;
      readonly after: number;
      readonly note?: string;
    }[];
  }[];
}
