import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '#agent/commands.ts';
import { toolName } from '#entrypoints/mcp/tools.ts';
import { program } from './program.ts';

let folder: string;
let client: Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-mcp-'));
  const targets = ['shop', 'crm', 'secret'].map(
    (name) => `  ${name}: { url: "postgres://reader@127.0.0.1:1/${name}" }`,
  );
  writeFileSync(join(folder, 'dbwright.config.yaml'), `targets:\n${targets.join('\n')}\n`);
  client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [...program.slice(1), ...['mcp', '--target', 'shop', '--target', 'crm']],
      cwd: folder,
      stderr: 'ignore',
    }),
  );
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the tools are the commands, with the allowed targets, and cost at most 2,500 tokens', async () => {
  const list = await client.listTools();
  const offered = [...commands].filter(
    ([, { makes, streams, rare }]) => makes === undefined && streams === undefined && rare !== true,
  );
  const names = offered.map(([name]) => toolName(name));
  expect(list.tools.map(({ name }) => name)).toEqual([...names, 'find_tools', 'run_tool']);
  for (const tool of list.tools.slice(0, names.length)) {
    expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    if (tool.name !== 'design_schema')
      expect(tool.inputSchema.properties?.['target']).toMatchObject({ enum: ['shop', 'crm'] });
    for (const forbidden of ['url', 'twinUrl', 'plan', 'schema', 'log', 'queries', 'code', 'apply', 'approve', 'out']) {
      expect(Object.keys(tool.inputSchema.properties ?? {})).not.toContain(forbidden);
    }
  }
  // Four characters a token, as a rule of thumb.
  expect(JSON.stringify(list).length / 4).toBeLessThanOrEqual(2_500);
});

test('the others are found by words, with all their arguments, and run by name', async () => {
  const found = await client.callTool({ name: 'find_tools', arguments: { words: 'memory settings of the server' } });
  const [first] = JSON.parse((found.content as { text: string }[])[0]?.text ?? '[]');
  expect(first).toMatchObject({
    name: 'optimize_settings',
    inputSchema: { properties: { ram: {}, target: { enum: ['shop', 'crm'] } } },
  });
  const ran = await client.callTool({
    name: 'run_tool',
    arguments: { name: 'look_role', arguments: { target: 'shop' } },
  });
  expect(JSON.stringify(ran.content)).toContain('(unreachable)');
  await expect(client.callTool({ name: 'run_tool', arguments: { name: 'apply' } })).rejects.toThrow('no such tool');
  await expect(client.callTool({ name: 'run_tool', arguments: {} })).rejects.toThrow('takes a name');
  const all = await client.callTool({ name: 'find_tools', arguments: {} });
  expect(JSON.stringify(all.content)).not.toMatch(/"(url|approve|apply)\\?"/);
});

test.each([
  [{ target: 'shop' }, '(unreachable)'],
  [{ target: 'secret' }, 'There is no target'],
  [{ target: 'shop', tabel: 'orders' }, 'Did you mean table?'],
])('look_schema with %j is an error that says what to do', async (args, message) => {
  const result = await client.callTool({ name: 'look_schema', arguments: args });
  expect(result.isError).toBe(true);
  expect(JSON.stringify(result.content)).toContain(message);
});
