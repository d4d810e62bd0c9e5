import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { WhatIf, WhatIfAnswer } from '#contracts/instrument.ts';
import { readRecord } from '#engines/postgres/twin/server-folder.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { ownServerFolders } from '../../servers.ts';
import { shopCandidates, shopQueries } from './shop-queries.ts';
import { startShop, testContext } from './shop-source.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const calls = { native: full ? 10_000 : 1500, pglite: full ? 10_000 : 400 };

describe.each(['native', 'pglite'] as const)('%s', (kind) => {
  it.skipIf(process.platform !== 'linux')(
    `answers ${calls[kind]} questions over one twin without a leak`,
    { timeout: 1_800_000 },
    async () => {
      const shop = await startShop({ kind: 'native' }, 0.1);
      await shop.stop();
      const twin = await createStatisticsTwin(shop.request, testContext, { kind });
      try {
        const measure = await observer();
        const start = await askAll(twin.whatIf, fixedQuestions());
        const random = seeded(20_260_101);
        expect(start.filter(({ used }) => used.length > 0).length).toBeGreaterThan(5);
        const figures: Figures[] = [];
        const quarter = calls[kind] / 4;
        const began = performance.now();
        for (let call = 0; call < calls[kind]; call++) {
          await twin.whatIf.ask(questionOf(random)).catch((error: unknown) => {
            throw new Error(`Call ${call} failed`, { cause: error });
          });
          if ((call + 1) % quarter === 0) figures.push(measure());
        }
        const each = (performance.now() - began) / calls[kind];
        console.log(kind, `${calls[kind]} calls, ${each.toFixed(1)} ms each; after each quarter:`);
        console.table(figures);
        expect(await askAll(twin.whatIf, fixedQuestions())).toEqual(start);

        const [early, , third, late] = figures;
        if (early === undefined || third === undefined || late === undefined) throw new Error('no figures');
        // Of three quarters of the calls; what each of them left behind would be 1 kB of the first, 4 kB of the others.
        const since = calls[kind] * 0.75;
        expect(late.heapKb - early.heapKb).toBeLessThan(4000 + since * 1);
        // WebAssembly's memory comes and goes by 30 MB.
        expect(Math.min(third.serverKb, late.serverKb) - early.serverKb).toBeLessThan(24_000 + since * 1);
        expect(late.files).toBeLessThanOrEqual(early.files + 5);
        expect(late.serverFiles).toBeLessThan(2500);
        expect(late.diskKb - early.diskKb).toBeLessThan(40_000 + since * 1);
      } finally {
        await twin.close();
      }
    },
  );
});

type Question = Parameters<WhatIf['ask']>[0];

/** The workload's queries over what may be indexed: some often, hundreds seldom. */
function questionOf(random: () => number): Question {
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const pool = random() < 0.3 ? manyIndexes : goodIndexes;
  const indexes = Array.from({ length: Math.floor(random() * 4) }, () => pick(pool));
  return {
    query: { text: pick(texts), parameters: {} },
    indexes: [...new Set(indexes)],
    ...(random() < 0.3 ? { without: [pick(hideable)] } : {}),
  };
}

function fixedQuestions(): readonly Question[] {
  const random = seeded(7);
  const fitting = Object.values(shopCandidates).map(({ query }, at) => ({
    query: { text: query, parameters: {} },
    indexes: goodIndexes.slice(at, at + 1),
  }));
  return [...fitting, ...Array.from({ length: 40 }, () => questionOf(random))];
}

async function askAll(whatIf: WhatIf, questions: readonly Question[]): Promise<readonly WhatIfAnswer[]> {
  const answers: WhatIfAnswer[] = [];
  for (const question of questions) answers.push(await whatIf.ask(question));
  return answers;
}

const texts = [...Object.values(shopCandidates).map(({ query }) => query), ...Object.values(shopQueries).slice(0, 20)];
const hideable = ['orders_pkey', 'orders_user_created', 'users_created', 'events_user', 'products_tags', 'events_at'];

const goodIndexes: readonly IndexDefinition[] = Object.entries(shopCandidates).map(([name, { index }]) =>
  IndexDefinition.parse({ schema: 'public', name, ...index }),
);

/** Each ordered pair and each single of a table's columns, with and without a condition: three hundred, more than a twin holds. */
const manyIndexes: readonly IndexDefinition[] = Object.entries({
  orders: ['id', 'user_id', 'status', 'total', 'note', 'created_at'],
  users: ['id', 'name', 'country', 'referrer_id', 'profile', 'created_at', 'email'],
  order_items: ['order_id', 'line', 'product_id', 'quantity', 'price'],
  events: ['id', 'user_id', 'kind', 'at'],
  products: ['id', 'sku', 'name', 'price', 'weight'],
}).flatMap(([table, columns]) =>
  columns.flatMap((first) =>
    [undefined, ...columns.filter((each) => each !== first)].flatMap((second) =>
      [undefined, `${first} IS NOT NULL`].map((predicate, at) =>
        IndexDefinition.parse({
          schema: 'public',
          table,
          name: `${table}_${first}_${second ?? ''}_${at}`,
          keys: [{ column: first }, ...(second ? [{ column: second }] : [])],
          predicate,
        }),
      ),
    ),
  ),
);

interface Figures {
  /** Of this process, after a collection. */
  readonly heapKb: number;
  /** Memory that the server's processes do not share. */
  readonly serverKb: number;
  /** Open files and sockets of this process, and of the server's processes. */
  readonly files: number;
  readonly serverFiles: number;
  /** Of the server's folder; holes take none. */
  readonly diskKb: number;
}

/** Looks at the one server that this process runs. */
async function observer(): Promise<() => Figures> {
  const [name, ...others] = await ownServerFolders();
  if (name === undefined || others.length > 0) throw new Error('one server should run');
  const folder = join(tmpdir(), name);
  const record = await readRecord(folder);
  const server = record?.server?.pid;
  if (server === undefined) throw new Error('the server is not recorded');
  setFlagsFromString('--expose_gc');
  const collect: () => void = runInNewContext('gc');
  return () => {
    collect();
    const processes = [server, ...childrenOf(server)];
    return {
      heapKb: Math.round(process.memoryUsage().heapUsed / 1024),
      serverKb: sum(processes.map(ownMemoryKb)),
      files: readdirSync('/proc/self/fd').length,
      serverFiles: sum(processes.map((pid) => readdirSync(`/proc/${pid}/fd`).length)),
      diskKb: diskKb(folder),
    };
  };
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function ownMemoryKb(pid: number): number {
  return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

function diskKb(folder: string): number {
  return sum(
    readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return diskKb(path);
      return (lstatSync(path, { throwIfNoEntry: false })?.blocks ?? 0) / 2;
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}

/** Mulberry32: the same questions each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
