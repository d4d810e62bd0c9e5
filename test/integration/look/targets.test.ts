import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandSources } from '#agent/command-sources.ts';
import { commands } from '#agent/commands.ts';
import { createAgent } from '#index.ts';
import { program } from '../../program.ts';
import { start } from '../cli/program.ts';
import { type ShopServer, startShop } from '../shop-server.ts';

const query = 'select * from orders where customer_id = 42';
const columns = [{ columns: ['customer_id'] }];

/** The server is gone before the first test: whatever is told of it comes from the export. */
let folder: string;
let url: string;
const run = (...args: readonly string[]) => start(args, join(folder, 'below')).ended;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-targets-'));
  mkdirSync(join(folder, '.git'));
  mkdirSync(join(folder, 'below'));
  const shop: ShopServer = await startShop();
  try {
    url = shop.url('reader');
    const made = await start(['look', 'export', '--url', url, '--out', 'shop.dbw.json'], folder).ended;
    expect(made.code, made.err).toBe(0);
  } finally {
    await shop.stop();
  }
  writeFileSync(join(folder, 'below', 'app.sql'), query);
  writeFileSync(
    join(folder, 'dbwright.config.yaml'),
    'targets:\n  offline: { export: shop.dbw.json }\n  lost: { export: nowhere.dbw.json }\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each command that takes --export; the last test of this list fails where one is left out. */
const calls: Readonly<Record<string, readonly string[]>> = {
  'design data': ['--rows', '200', '--proof', '0', '--out', '/dev/null'],
  'design diagram': ['--out', '/dev/null'],
  'design engine': ['full-text search over 10M products'],
  'design export': ['--as', 'kysely', '--out', '/dev/null'],
  'design review': [],
  'design schema': ['--no-proof', '--out', 'designed'],
  'migrate check': ['--sql', 'alter table orders add column note text'],
  'migrate rehearse': ['--sql', 'alter table orders add column note text'],
  'look export': ['--redact', '--out', '/dev/null'],
  'look plan': [query],
  'look schema': ['orders'],
  'optimize n-plus-one': ['--queries', 'app.sql'],
  'optimize query': [query, '--rows', '0'],
  'optimize indexes': ['--queries', 'app.sql', '--rows', '0'],
  'optimize settings': ['--tries', '0'],
  'optimize workload': ['--queries', 'app.sql'],
};

describe('a target that is an export', () => {
  test.each(Object.entries(calls))('serves %s, from wherever it is called', async (name, args) => {
    const { code, out, err } = await run(...name.split(' '), ...args, '--target', 'offline', '--format', 'json');
    expect(code, err).toBe(0);
    expect(JSON.parse(out).subject).toMatch(/^PostgreSQL 18\.\d+, database shop, as exported on \d{4}-\d\d-\d\d$/);
  });

  test('serves all commands that take an export', () => {
    const taking = [...commands].filter(([, command]) => commandSources(command).includes('export'));
    expect(Object.keys(calls)).toEqual(expect.arrayContaining(taking.map(([name]) => name)));
  });

  test.each([
    ['look rows', ['select 1'], 'An export holds no rows.'],
    ['look role', [], 'An export does not tell what a login may do.'],
    ['optimize query', [query, '--rows', '0', '--apply'], 'There is no database to carry the changes out in.'],
  ])('is not enough for %s, and that is said', async (name, args, why) => {
    const { code, err } = await run(...name.split(' '), ...args, '--target', 'offline');
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
    expect(err).toContain('--url or --target');
  });

  test('whose file is not there is told by name', async () => {
    const { code, err } = await run('look', 'schema', '--target', 'lost');
    expect([code, err]).toEqual([3, expect.stringContaining('nowhere.dbw.json')]);
  });

  test('serves the library', async () => {
    const agent = createAgent({ cwd: join(folder, 'below') });
    try {
      const report = await agent.optimize.query({ query, target: 'offline', rows: 0 });
      expect(report.indexes).toMatchObject(columns);
      const plan = await agent.look.plan({ query, target: 'offline' });
      expect(plan.details.from).toMatch(/^statistics twin/);
      await expect(agent.look.export({ url })).rejects.toMatchObject({ problem: { code: 'unreachable' } });
    } finally {
      await agent.close();
    }
  });

  test('serves an agent through MCP', async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [...program.slice(1), ...['mcp', '--target', 'offline']],
        cwd: folder,
        env: getDefaultEnvironment(),
        stderr: 'ignore',
      }),
    );
    try {
      const call = async (name: string, given: Readonly<Record<string, unknown>>) => {
        const answer = await client.callTool({ name, arguments: { ...given, target: 'offline' } });
        return {
          failed: answer.isError ?? false,
          content: answer.structuredContent,
          text: JSON.stringify(answer.content),
        };
      };
      expect(await call('look_schema', { table: 'orders' })).toMatchObject({
        failed: false,
        content: { report: { details: { tables: [{ name: 'orders', rows: 60_000 }] } } },
      });
      expect(await call('optimize_query', { query })).toMatchObject({
        failed: false,
        content: { report: { indexes: columns } },
      });
      expect(await call('look_plan', { query })).toMatchObject({
        failed: false,
        content: { report: { details: { from: expect.stringMatching(/^statistics twin/) } } },
      });
      expect(await call('look_rows', { query: 'select 1' })).toMatchObject({
        failed: true,
        text: expect.stringContaining('An export holds no rows.'),
      });
    } finally {
      await client.close();
    }
  });
});
