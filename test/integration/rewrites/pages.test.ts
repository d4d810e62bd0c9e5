import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#contracts/context.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { rewrites } from '#engines/postgres/rewrite/catalogue.ts';
import { fingerprint, parseTree, printTree } from '#engines/postgres/rewrite/parse.ts';
import { rewrite } from '#engines/postgres/rewrite.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Rewrite } from '#vocabulary/rewrite.ts';
import { startTestServer } from '../../servers.ts';
import { rewritePages } from './rewrite-page.ts';

/*
 * Every page's examples, on a real server: the rewrite makes exactly `after` of `before`, both give the same rows on
 * the page's data, and the look-alikes give no candidate.
 */

let server: EmbeddedServer;

beforeAll(async () => {
  server = await startTestServer({});
});

afterAll(async () => {
  await server?.stop();
});

const pages = rewritePages('src/engines/postgres/rewrite');

test('every rewrite has its page, and every page its rewrite', () => {
  expect(pages.map(({ id }) => id).sort()).toEqual(rewrites.map(({ id }) => id).sort());
});

describe.each(pages.map((page) => [page.id, page] as const))('%s', (id, page) => {
  let url = '';
  let schema: DatabaseSchema;
  let client: pg.Client;

  beforeAll(async () => {
    const name = `page_${id.replaceAll('-', '_')}`;
    await withClient(server.url, (one) => one.query(`create database ${name}`));
    url = server.url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
    client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(page.setup);
    schema = await schemaOf(url);
  });

  afterAll(async () => {
    await client?.end();
  });

  test('has its page', () => {
    for (const heading of ['## What', '## Why', '## When it is safe']) expect(page.text).toContain(heading);
    expect(page.silent.length).toBeGreaterThan(0);
  });

  test.each(page.pairs.map((pair) => [pair.before, pair.after]))('%s', async (before, after) => {
    const mine = (await rewrite(before, schema)).filter(({ rule }) => rule === id);
    const texts = mine.map(({ text }) => text);
    const wanted = fingerprint(parseTree(after));
    const found = mine.find(({ text }) => fingerprint(parseTree(text)) === wanted);
    // The texts are shown where the wanted one is missing.
    expect(found ? printTree(parseTree(after)) : texts).toEqual(printTree(parseTree(after)));
    for (const candidate of mine) {
      expect(Rewrite.parse(candidate)).toEqual(candidate);
      await compare(client, before, candidate);
    }
  });

  test.each(page.silent.map((text) => [text]))('silent: %s', async (text) => {
    if (!/\$\d/.test(text)) await client.query(text);
    const mine = (await rewrite(text, schema)).filter(({ rule }) => rule === id);
    expect(mine.map((one) => one.text)).toEqual([]);
  });
});

/** The same bag of rows (in the same order where that is promised); pages put together where pages are compared. */
async function compare(client: pg.Client, before: string, candidate: Rewrite): Promise<void> {
  if (candidate.keyset) {
    const [paged, keyed] = [await byOffset(client, candidate.keyset), await byKey(client, candidate.keyset)];
    expect(paged.length).toBeGreaterThan(2);
    expect(keyed).toEqual(paged);
    return;
  }
  const values = valuesFor(before);
  const rows = async (text: string) => (await query(client, text, values)).map((row) => JSON.stringify(row));
  const [one, other] = [await rows(before), await rows(candidate.text)];
  expect(candidate.ordered ? other : [...other].sort()).toEqual(candidate.ordered ? one : [...one].sort());
}

type Keyset = NonNullable<Rewrite['keyset']>;

async function byOffset(client: pg.Client, { offset }: Keyset): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (;;) {
    const rows = await query(client, offset.text, placed({ [offset.limit]: 2, [offset.offset]: all.length }));
    if (rows.length === 0) return all;
    all.push(...rows);
  }
}

async function byKey(client: pg.Client, { first, next }: Keyset): Promise<readonly unknown[]> {
  const all = [...(await query(client, first.text, placed({ [first.limit]: 2 })))];
  for (;;) {
    const last = all.at(-1);
    if (!last) return all;
    const keys = Object.fromEntries(next.keys.map(({ parameter, column }) => [parameter, last[column]]));
    const rows = await query(client, next.text, placed({ [next.limit]: 2, ...keys }));
    if (rows.length === 0) return all;
    all.push(...rows);
  }
}

/** `{1: 'a', 2: 'b'}` as the list that the driver takes. */
function placed(values: Readonly<Record<number, unknown>>): readonly unknown[] {
  return Object.keys(values)
    .map(Number)
    .sort((a, b) => a - b)
    .map((number) => values[number]);
}

/** Days, as the pages' parameters are. */
function valuesFor(text: string): readonly unknown[] {
  const count = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])));
  return Array.from({ length: count }, () => '2024-03-01');
}

async function query(client: pg.Client, text: string, values: readonly unknown[]): Promise<readonly unknown[][]> {
  const types = { getTypeParser: () => (value: string) => value };
  const { rows } = await client.query({ text, values: [...values], rowMode: 'array', types });
  return rows as unknown[][];
}

async function schemaOf(url: string): Promise<DatabaseSchema> {
  const { signal } = new AbortController();
  const context: Context = { signal, progress: () => undefined, clock: () => new Date(), random: () => 0.5 };
  const session = await connect(url, { bounds: Bounds.parse({}) }, context);
  try {
    return await inspect(session, context);
  } finally {
    await session.close();
  }
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
