import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, test } from 'vitest';
import { program } from '../../program.ts';
import { withServer } from '../../servers.ts';
import { as } from '../postgres/reading.ts';
import type { Attacker } from './attack-case.ts';
import { attackCases } from './attacks.ts';
import { harmlessCases } from './harmless.ts';
import { prepareHarmlessDatabase } from './harmless-database.ts';
import { hostileServerSettings, prepareHostileDatabase } from './hostile-database.ts';
import { type Ask, casesFor, runAttacks } from './run-attacks.ts';
import { openWorld } from './world.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const limits = { statementMs: 3_000, temporaryBytes: 32_000_000 };

test.each(['administrator', 'owner'] as const)(
  'no attack passes look_rows of a real server, as %s',
  { timeout: 1_800_000 },
  async (attacker: Attacker) => {
    await withServer({ settings: hostileServerSettings }, async (server) => {
      await prepareHostileDatabase(server);
      const world = await openWorld(server);
      const login = attacker === 'owner' ? 'owner' : 'postgres';
      try {
        await overMcp(as(server.url, login), async (ask) => {
          const cases = sampleOf(casesFor(attackCases, { as: attacker, server }), 30);
          const outcomes = await runAttacks({ ask, as: attacker, server, world, ...limits }, cases);
          const passed = outcomes.filter((outcome) => outcome.passed.length > 0);
          console.log(`over MCP, ${attacker}: ${outcomes.length} attacks: ${passed.length} passed`);
          expect(passed.map(({ attack, passed: why, reply }) => `${attack.name}: ${why.join()} ${reply}`)).toEqual([]);
        });
      } finally {
        await world.close();
      }
    });
  },
);

test('and harmless queries are answered', { timeout: 1_800_000 }, async () => {
  await withServer({}, async (server) => {
    await prepareHarmlessDatabase(server);
    for (const login of ['postgres', 'reader']) {
      await overMcp(as(server.url, login), async (ask) => {
        const cases = sampleOf(
          harmlessCases.filter(({ since = 0 }) => since <= server.major),
          15,
        );
        const blocked: string[] = [];
        for (const { name, text, parameters } of cases) {
          await ask(text, parameters).catch((error: Error) => blocked.push(`${name}: ${error.message}`));
        }
        console.log(`over MCP, ${login}: ${cases.length} harmless: ${blocked.length} over-blocked`);
        expect(blocked.length, blocked.join('\n')).toBeLessThanOrEqual(0.02 * cases.length);
      });
    }
  });
});

/** `use` with a model's way to ask: the tool of a server that a client started. */
async function overMcp(url: string, use: (ask: Ask) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  const config = { targets: { shop: { url } }, bounds: { ...limits, lockMs: 500, bytes: 4_000_000 } };
  writeFileSync(join(folder, 'dbwright.config.yaml'), JSON.stringify(config));
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...program.slice(1), 'mcp', '--target', 'shop'],
    cwd: folder,
    env: getDefaultEnvironment(),
    stderr: 'ignore',
  });
  try {
    await client.connect(transport);
    await use(async (query, param = {}) => {
      const answer = await client.callTool({
        name: 'look_rows',
        arguments: { target: 'shop', query, param, limit: 1_000 },
      });
      if (answer.isError !== true) return rowsOf(answer.structuredContent);
      throw new Error(
        (answer.content as readonly { readonly text?: string }[]).map(({ text }) => text ?? '').join('\n'),
      );
    });
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the database said, without what differs from answer to answer: the marks, the milliseconds. */
function rowsOf(content: unknown): unknown {
  const { report } = content as { readonly report: { readonly details: { readonly rows: unknown } } };
  return { rows: report.details.rows };
}

/** So many, spread over the list and moved by DBWRIGHT_SEED; in the full run all. */
function sampleOf<T>(cases: readonly T[], count: number): readonly T[] {
  if (full || cases.length <= count) return cases;
  const step = cases.length / count;
  const start = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101) % Math.ceil(step);
  return Array.from({ length: count }, (_, at) => cases[Math.floor(at * step + start) % cases.length]).filter(
    (one) => one !== undefined,
  );
}
