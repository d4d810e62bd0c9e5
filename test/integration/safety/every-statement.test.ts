import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandSources } from '#agent/command-sources.ts';
import { commands } from '#agent/commands.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { toolName } from '#entrypoints/mcp/tools.ts';
import { startTestServer } from '../../servers.ts';
import { hostileServerSettings, prepareHostileDatabase } from '../guard/hostile-database.ts';
import { changes, openWorld, type World } from '../guard/world.ts';
import { sql } from '../postgres/reading.ts';
import { ownTemporaryRoot } from '../temporary-root.ts';
import { type EntryPoint, entryPoints } from './entry-points.ts';
import { type ExampleCall, exampleCalls, isLive } from './example-calls.ts';
import { hostileStatements, hostileValues } from './hostile-statements.ts';
import { type Recording, type RecordingProxy, startRecordingProxy, type WireEvent } from './recording-proxy.ts';
import { judgeConnection, mayRun } from './transaction-law.ts';

const live = [...commands].filter(([, command]) => isLive(command));
const examples = live.flatMap(([name, command]) => exampleCalls(name, command));
const asking = live.filter(([, command]) => 'query' in command.input.shape).map(([name]) => name);
const full = process.env['DBWRIGHT_FULL'] === '1';
const ways = ['the command line', 'the library', 'a tool'];

const temporary = ownTemporaryRoot();
const folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
const totals = { calls: 0, connections: 0, transactions: 0, statements: 0 };
let server: EmbeddedServer;
let world: World;
let proxy: RecordingProxy;
let entries: Awaited<ReturnType<typeof entryPoints>>;

beforeAll(async () => {
  server = await startTestServer({ settings: hostileServerSettings });
  await prepareHostileDatabase(server);
  await sql(server.url, shopOfTheExamples);
  world = await openWorld(server);
  const [, host = ''] = /@([^:/]+):/.exec(server.url) ?? [];
  proxy = await startRecordingProxy(join(decodeURIComponent(host), '.s.PGSQL.5432'));
  entries = await entryPoints(folder, proxy.url('person'));
});
afterAll(async () => {
  console.log(
    `${totals.calls} calls: ${totals.statements} statements in ${totals.transactions} transactions on ${totals.connections} connections`,
  );
  await entries?.close();
  await proxy?.close();
  await world?.close();
  await server?.stop();
  expect(temporary.left()).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

/** What the commands' own examples speak of; orders and customers have statistics, so that twins can be made. */
const shopOfTheExamples = `
  -- The traps in the search path are the guard's own matter: here a person's plain statement shall run.
  CREATE ROLE person SUPERUSER LOGIN;
  ALTER ROLE person IN DATABASE postgres SET search_path = public;
  CREATE TABLE public.customers (id int PRIMARY KEY, email text NOT NULL);
  CREATE TABLE public.orders (
    id int PRIMARY KEY, user_id int REFERENCES public.customers, status text, created_at timestamptz NOT NULL);
  CREATE SCHEMA billing;
  CREATE TABLE billing.invoices (id int PRIMARY KEY, order_id int REFERENCES public.orders);
  INSERT INTO public.customers SELECT i, 'c' || i || '@example.com' FROM generate_series(1, 200) i;
  INSERT INTO public.orders SELECT i, 1 + i % 200, 'open', timestamptz '2026-01-01' + i * interval '1 hour'
    FROM generate_series(1, 5000) i;
  ANALYZE public.customers, public.orders, billing.invoices;`;

test('every command that takes a URL is in the proof, and every tool is such a command', () => {
  const inProof = new Set(examples.map(({ command }) => command));
  for (const [name, command] of commands) {
    expect(inProof.has(name), `${name} is not called by this proof`).toBe(commandSources(command).includes('url'));
  }
  expect(asking.length).toBeGreaterThan(0);
  expect(entries.all.map(({ name }) => name)).toEqual(ways);
  const offered = [...commands]
    .filter(([, { makes, streams }]) => makes === undefined && streams === undefined)
    .map(([name]) => toolName(name));
  expect(entries.tools.toSorted()).toEqual(offered.toSorted());
});

describe.each(ways)('by %s', (way) => {
  const entry = (): EntryPoint => entries.all.find(({ name }) => name === way) as EntryPoint;

  test.each(examplesBy(way).map((call) => [`${call.command}: ${call.title}`, call] as const))('%s', async (_, call) => {
    if (!entry().offers(call.command)) {
      const { makes, streams } = commands.get(call.command) ?? {};
      return expect(makes ?? streams).toBeDefined();
    }
    const mark = 'given_by_a_person';
    const marked = withMark(call, mark);
    const before = await world.observe();
    const { ok, text } = await entry().call(marked);
    expect(ok, `${call.command} did not run its example on the proof's shop: ${text.slice(0, 400)}`).toBe(true);
    const recording = await proxy.take();
    expect(changes(before, await world.observe())).toEqual([]);
    const transactions = await expectLawful(recording, new RegExp(mark));
    if (commands.get(call.command)?.consistent) {
      expect(transactions.filter((isolation) => isolation === 'repeatable read')).toHaveLength(1);
    }
    if ('query' in call.input) expect(textsWith(recording, mark).length).toBeGreaterThan(0);
  });

  describe.each(asking)('%s', (command) => {
    test('sends no hostile statement in a form that runs it', { timeout: 600_000 }, async () => {
      const before = await world.observe();
      const started = performance.now();
      const refused: string[] = [];
      const chosen = sampleOf(hostileStatements, command, way);
      for (const [at, statement] of chosen.entries()) {
        const mark = `hostile_${at}_x`;
        const query = `/* ${mark} */ ${statement}`.replace(/@(\w+)@/g, (_, name: string) => world.tokens()[name] ?? '');
        const ended = await entry().call(callOf(command, query));
        if (!ended.ok) refused.push(statement);
        const recording = await proxy.take();
        await expectLawful(recording, new RegExp(mark));
        for (const event of textsWith(recording, mark)) {
          expect(await mayRun(event), `${statement} reached the server as ${event.text.slice(0, 200)}`).toBe(false);
        }
        const told = recording.connections.flatMap(({ events }) => events.filter(({ kind }) => kind === 'told'));
        expect(told).toEqual([]);
      }
      expect(changes(before, await world.observe())).toEqual([]);
      console.log(
        `${way}, ${command}: ${refused.length} of ${chosen.length} refused, ${Math.round(performance.now() - started)} ms`,
      );
    });

    test('sends values as values', async () => {
      const before = await world.observe();
      for (const value of sampleOf(hostileValues, command, way)) {
        const query = 'select id as value_mark from orders where status = $1';
        const words = [query, '--param', `1=${value}`];
        await entry().call({ ...callOf(command, query), words, input: { query, param: { 1: value } } });
        await expectLawful(await proxy.take(), /value_mark/);
      }
      expect(changes(before, await world.observe())).toEqual([]);
    });
  });
});

/** In the gate the first example of each command by every way, the others by one way each. */
function examplesBy(way: string): readonly ExampleCall[] {
  const isFirst = ({ command }: ExampleCall, at: number) => examples[at - 1]?.command !== command;
  return examples.filter((call, at) => full || isFirst(call, at) || at % ways.length === ways.indexOf(way));
}

/** In the gate every statement by `look rows`; of commands that read the whole schema or build twins another part by each way. */
function sampleOf<T>(all: readonly T[], command: string, way: string): readonly T[] {
  const { instruments = [], needs = [], likes = [] } = commands.get(command) ?? {};
  const isCheap = [...needs, ...likes].length === 0;
  if (full || isCheap) return all;
  const every = instruments.some((name) => name === 'run') ? 31 : 23;
  return all.filter((_, at) => at % every === ways.indexOf(way));
}

/** The law can be broken: each of these connections does so in one way. */
const begin = 'BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = 1; SET LOCAL lock_timeout = 1';
test.each([
  ['outside of a transaction', ['SELECT 1']],
  ['not READ ONLY', ['BEGIN; SET LOCAL statement_timeout = 1; SET LOCAL lock_timeout = 1']],
  ['without both timeouts', ['BEGIN TRANSACTION READ ONLY; SET LOCAL lock_timeout = 1; SELECT 1']],
  ['without both timeouts', [begin, 'SET LOCAL statement_timeout = 0', 'SELECT 1']],
  ['outlives its transaction', [begin, 'SET statement_timeout = 0']],
  ['set_config beyond', [begin, "SELECT set_config('work_mem', '1GB', false)"]],
  ['TRANS_STMT_COMMIT', [begin, 'COMMIT']],
  ['DeleteStmt', [begin, 'DELETE FROM orders']],
  ['a WITH that writes', [begin, 'WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone']],
  ['EXPLAIN ANALYZE', [begin, 'EXPLAIN ANALYZE SELECT 1']],
  ['a lock on rows', [begin, 'SELECT * FROM orders FOR UPDATE']],
  ['by the simple protocol', [begin, 'SELECT 1 AS somebody']],
])('the law sees what is %s', async (fault, texts) => {
  const events = texts.map((text) => ({ kind: 'simple' as const, text }));
  const { breaches } = await judgeConnection({ user: 'x', events }, /somebody/);
  expect(breaches.join()).toContain(fault);
});

/** Its query says whose it is: by an alias, where a comment might be dropped. */
function withMark(call: ExampleCall, mark: string): ExampleCall {
  const given = call.input['query'];
  if (typeof given !== 'string') return call;
  const query = given.replace(/^select /i, `select 1 as ${mark}, `);
  expect(query).not.toBe(given);
  return {
    ...call,
    input: { ...call.input, query },
    words: call.words.map((word) => (word === given ? query : word)),
  };
}

function callOf(command: string, query: string): ExampleCall {
  const takesRows = commandSources(commands.get(command) as never).includes('rows');
  return {
    command,
    title: query,
    words: [query, ...(takesRows ? ['--rows', '0'] : [])],
    input: { query },
    sources: takesRows ? { rows: 0 } : {},
    redact: false,
  };
}

/** Gives the isolation of each transaction. */
async function expectLawful(recording: Recording, person: RegExp): Promise<readonly string[]> {
  const judged = await Promise.all(recording.connections.map((connection) => judgeConnection(connection, person)));
  expect(judged.flatMap(({ breaches }) => breaches)).toEqual([]);
  expect(recording.peak).toBeLessThanOrEqual(2);
  expect([recording.open, recording.cancels]).toEqual([0, 0]);
  const transactions = judged.flatMap((one) => one.transactions);
  totals.calls += 1;
  totals.connections += recording.connections.length;
  totals.transactions += transactions.length;
  totals.statements += judged.reduce((sum, one) => sum + one.statements, 0);
  return transactions;
}

function textsWith(recording: Recording, mark: string): readonly (WireEvent & { readonly text: string })[] {
  return recording.connections
    .flatMap(({ events }) => events)
    .filter(
      (event): event is WireEvent & { readonly text: string } =>
        (event.kind === 'simple' || event.kind === 'extended') && event.text.includes(mark),
    );
}
