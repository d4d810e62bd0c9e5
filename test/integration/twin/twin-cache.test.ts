import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TwinRequest } from '#contracts/engine.ts';
import type { WhatIfAnswer } from '#contracts/instrument.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { packTwin } from '#engines/postgres/twin/twin-archive.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { ownServerFolders } from '../../servers.ts';
import { largeRequest } from './large-schema.ts';
import { shopCandidates, shopQueries } from './shop-queries.ts';
import { startShop, testContext } from './shop-source.ts';

const folders: string[] = [];
const before = ownServerFolders();
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  expect(await ownServerFolders()).toEqual(await before);
});
afterEach(() => vi.unstubAllEnvs());

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-test-cache-'));
  folders.push(folder);
  return folder;
}

interface Told {
  readonly answers: Readonly<Record<string, WhatIfAnswer | string>>;
  readonly notes: readonly string[];
  readonly progress: readonly string[];
}

/** Makes a twin, asks it, and closes it. */
async function tell(
  request: TwinRequest,
  folder: string,
  { kind = 'native', ...questions }: { kind?: 'native' | 'pglite'; queries: Queries; candidates?: Candidates },
): Promise<Told> {
  const progress: string[] = [];
  const context = { ...testContext, progress: ({ message }: { readonly message: string }) => progress.push(message) };
  const twin = await createStatisticsTwin(request, context, { kind, cache: { folder, worthMs: 0 } });
  try {
    const notes = [...twin.whatIf.notes];
    const answers: Record<string, WhatIfAnswer | string> = {};
    const ask = async (
      name: string,
      text: string,
      more: { indexes: readonly IndexDefinition[]; without?: string[] },
    ) => {
      answers[name] = await twin.whatIf
        .ask({ query: { text, parameters: {} }, ...more })
        .catch((error: unknown) => String(error));
    };
    for (const [name, text] of Object.entries(questions.queries)) await ask(name, text, { indexes: [] });
    for (const [name, { index, query }] of Object.entries(questions.candidates ?? {})) {
      const offered = IndexDefinition.parse({ schema: 'public', name: 'offered', ...index });
      await ask(`${name} offered`, query, {
        indexes: [offered],
        without: questions.candidates === shopCandidates ? ['orders_pkey'] : [],
      });
    }
    return { answers, notes, progress };
  } finally {
    await twin.close();
  }
}

type Queries = Readonly<Record<string, string>>;
type Candidates = typeof shopCandidates;

const taking = 'Taking the twin from the cache …';
const keeping = 'Keeping the twin for the next time …';

describe.each(['native', 'pglite'] as const)('a twin of a shop that comes back from the cache, on %s', (kind) => {
  const folder = newFolder();
  let request: TwinRequest;
  let fresh: Told;
  const questions = { kind, queries: shopQueries, candidates: shopCandidates };

  beforeAll(async () => {
    const shop = await startShop({ kind: 'native' }, 0.1);
    await shop.stop();
    request = enlarged(shop.request);
    fresh = await tell(request, folder, questions);
  });

  it('was kept in private when it was closed', () => {
    const [entry, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const { mode, size } = statSync(join(folder, String(entry)));
    expect(mode & 0o777).toBe(0o600);
    // Files of more than 5 GB by their length.
    expect(size).toBeLessThan(30_000_000);
    expect(fresh.progress).toContain(keeping);
    expect(fresh.progress).not.toContain(taking);
  });

  it('answers as the fresh one did, each time', async () => {
    const first = await tell(request, folder, questions);
    expect(first.progress).toContain(taking);
    expect(first.progress.join()).not.toContain('Rebuilding');
    expect(first.progress).not.toContain(keeping);
    expect(first.answers).toEqual(fresh.answers);
    expect(first.notes).toEqual(fresh.notes);
    const second = await tell(request, folder, questions);
    expect(second.answers).toEqual(fresh.answers);
    expect(Object.values(second.answers).filter((answer) => typeof answer === 'string')).toEqual([]);
    expect(Object.keys(second.answers).length).toBeGreaterThan(45);
  });
});

/** Files of several segments, a table that a crash would empty, and a statistics object that nobody could read. */
function enlarged(request: TwinRequest): TwinRequest {
  const { schema, statistics } = request;
  const long = new Set(['order_items', 'order_items_pkey']);
  return {
    ...request,
    schema: {
      ...schema,
      tables: schema.tables.map((table) =>
        table.name === 'Stock Moves' ? { ...table, persistence: 'unlogged' as const } : table,
      ),
    },
    statistics: {
      ...statistics,
      relations: statistics.relations.map((relation) =>
        long.has(relation.name) ? { ...relation, pages: 300_000, recordedPages: 300_000, rows: 3e7 } : relation,
      ),
      extended: [
        {
          schema: 'public',
          name: 'orders_together',
          table: 'orders',
          inherited: false,
          columns: [],
          expressions: [],
          kinds: [],
          expressionStatistics: [],
          attributes: {},
          unread: 'Nobody may read it.',
        },
      ],
    },
  };
}

describe('the cache', () => {
  const request = largeRequest(12);
  const questions = { queries: { one: 'SELECT * FROM area_1.thing_0009 WHERE parent_id = 30' } };

  it('throws a damaged twin away and makes it anew', async () => {
    const folder = newFolder();
    const fresh = await tell(request, folder, questions);
    const entry = join(folder, String(readdirSync(folder)[0]));
    const whole = readFileSync(entry);
    const damages: Record<string, Buffer> = {
      'a changed byte': Buffer.from(whole.map((byte, at) => (at === whole.length >> 1 ? byte ^ 1 : byte))),
      'a cut end': whole.subarray(0, whole.length - 100),
      'a cut middle': Buffer.concat([whole.subarray(0, 1000), whole.subarray(2000)]),
      nothing: Buffer.alloc(0),
      'something else': Buffer.from('x'.repeat(5000)),
    };
    for (const [what, damaged] of Object.entries(damages)) {
      writeFileSync(entry, damaged);
      const again = await tell(request, folder, questions);
      expect(again.answers, what).toEqual(fresh.answers);
      expect(again.progress.join(), what).toContain('Rebuilding');
      expect(statSync(entry).size, what).toBeGreaterThan(whole.length / 2);
    }
    expect((await tell(request, folder, questions)).progress).toContain(taking);
  });

  it('makes a twin anew whose server does not start, or has no such twin in it', async () => {
    const folder = newFolder();
    const fresh = await tell(request, folder, questions);
    const entry = join(folder, String(readdirSync(folder)[0]));
    const hollow = newFolder();
    mkdirSync(join(hollow, 'base'));
    writeFileSync(join(hollow, 'PG_VERSION'), '18\n');
    rmSync(entry);
    await packTwin(hollow, entry, { notes: [], doubts: [] }, 1e9);
    const again = await tell(request, folder, questions);
    expect(again.answers).toEqual(fresh.answers);
    expect(again.progress).toEqual(expect.arrayContaining([taking, keeping]));
    expect((await tell(request, folder, questions)).answers).toEqual(fresh.answers);
  });

  it('tells requests apart by what plans depend on', async () => {
    const folder = newFolder();
    await tell(request, folder, questions);
    const [first, ...rest] = request.statistics.relations;
    if (first === undefined) throw new Error('no statistics');
    const changed = (relation: object) => ({
      ...request,
      statistics: { ...request.statistics, relations: [{ ...first, ...relation }, ...rest] },
    });
    const sameTwin = [request, changed({ lastAnalyze: '2026-01-01', modifiedRows: 7 })];
    for (const same of sameTwin) expect((await tell(same, folder, questions)).progress).toContain(taking);
    const others = [
      changed({ rows: 77 }),
      { ...request, settings: { ...request.settings, work_mem: { value: '17MB' } } },
      { ...request, major: 17 },
      { ...request, schema: { ...request.schema, views: [] } },
    ];
    for (const other of others) expect((await tell(other, folder, questions)).progress).not.toContain(taking);
    expect(readdirSync(folder)).toHaveLength(1 + others.length);
  });

  it('keeps eight twins at most, none for longer than a week, and no leftovers', async () => {
    const folder = newFolder();
    const name = (at: number) => join(folder, `${String(at).repeat(8)}.twin`);
    for (let at = 0; at < 9; at++) {
      writeFileSync(name(at), 'x');
      const age = Date.now() / 1000 - at * 3600 - 60;
      utimesSync(name(at), age, age);
    }
    mkdirSync(join(folder, '.x.twin-abc'));
    const old = Date.now() / 1000 - 8 * 24 * 3600;
    utimesSync(join(folder, '.x.twin-abc'), old, old);
    utimesSync(name(0), old, old);
    await tell(request, folder, questions);
    const left = readdirSync(folder).sort();
    expect(left).toHaveLength(8);
    expect(left).not.toContain('00000000.twin');
    expect(left).not.toContain('88888888.twin');
    expect(left.join()).not.toContain('.x.twin');
  });

  it('is not asked where it is forbidden or rows are sampled', async () => {
    const folder = newFolder();
    await tell(request, folder, questions);
    const sample = () => Promise.reject(new Error('nothing to sample'));
    expect((await tell({ ...request, sample }, folder, questions)).progress).not.toContain(taking);
    vi.stubEnv('DBWRIGHT_CACHE', 'off');
    expect((await tell(request, folder, questions)).progress).not.toContain(taking);
    vi.unstubAllEnvs();
    expect((await tell(request, folder, questions)).progress).toContain(taking);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('serves several at once, while it is filled and after', async () => {
    const folder = newFolder();
    const told = await Promise.all([1, 2, 3].map(() => tell(request, folder, questions)));
    const again = await Promise.all([1, 2, 3].map(() => tell(request, folder, questions)));
    for (const each of [...told, ...again]) expect(each.answers).toEqual(told[0]?.answers);
    for (const each of again) expect(each.progress).toContain(taking);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('keeps no twin that was given up', async () => {
    const folder = newFolder();
    const abort = new AbortController();
    const twin = await createStatisticsTwin(
      request,
      { ...testContext, signal: abort.signal },
      { kind: 'native', cache: { folder, worthMs: 0 } },
    );
    abort.abort(new Error('enough'));
    await twin.close();
    await twin.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
