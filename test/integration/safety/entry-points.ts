import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { commands } from '#agent/commands.ts';
import { loadConfig } from '#agent/config.ts';
import { createAgent as composeAgent } from '#agent/create-agent.ts';
import { runCli } from '#entrypoints/cli/run-cli.ts';
import { createServer } from '#entrypoints/mcp/create-server.ts';
import { toolName } from '#entrypoints/mcp/tools.ts';
import { reporters } from '#reporters/catalogue.ts';
import { createAgent } from '../../../src/index.ts';
import type { ExampleCall } from './example-calls.ts';

/** How a call ended, and what was said. */
export interface Ended {
  readonly ok: boolean;
  readonly text: string;
}

export interface EntryPoint {
  readonly name: string;
  /** Commands that can be called here. */
  readonly offers: (command: string) => boolean;
  readonly call: (call: ExampleCall) => Promise<Ended>;
}

/** A bystander of the world holds a lock: there is no use in waiting for it. */
const bounds = { lockMs: 50 };

/** The three ways in, each from its sources; `folder` has the configuration with the one target "shop". */
export async function entryPoints(
  folder: string,
  url: string,
): Promise<{
  readonly all: readonly EntryPoint[];
  /** What the MCP server lists. */
  readonly tools: readonly string[];
  readonly close: () => Promise<void>;
}> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'dbwright.config.yaml'),
    `targets:\n  shop: { url: { env: SHOP_URL } }\nbounds: { lockMs: ${bounds.lockMs} }\n`,
  );
  const env = { SHOP_URL: url };
  const client = await mcpClient(folder, env);
  const { content } = await client.callTool({ name: 'find_tools', arguments: {} });
  const tools: readonly { readonly name: string }[] = JSON.parse(
    (content as readonly { text: string }[])[0]?.text ?? '[]',
  );
  return {
    all: [
      commandLine(folder, url),
      library(url),
      modelContext(
        client,
        tools.map(({ name }) => name),
      ),
    ],
    tools: tools.map(({ name }) => name),
    close: () => client.close(),
  };
}

function commandLine(cwd: string, url: string): EntryPoint {
  const wiring = { version: '0', commands, reporters, createAgent: async (options: object) => composeAgent(options) };
  return {
    name: 'the command line',
    offers: () => true,
    call: async ({ command, words }) => {
      let text = '';
      const write = (part: string) => {
        text += part;
      };
      const shell = { stdout: { write }, stderr: { write }, env: {}, cwd, onInterrupt: () => () => undefined };
      const code = await runCli([...command.split(' '), ...words, '--url', url], wiring, shell);
      return { ok: code === 0, text };
    },
  };
}

function library(url: string): EntryPoint {
  return {
    name: 'the library',
    offers: () => true,
    call: async ({ command, input, sources, redact }) => {
      const agent = createAgent({ config: { targets: {}, silence: [], bounds } });
      const [verb = '', noun = ''] = command.split(' ');
      const verbs = agent as unknown as Record<
        string,
        Record<string, (given: object, options: object) => Promise<object>>
      >;
      try {
        const report = await verbs[verb]?.[noun]?.({ ...input, ...sources, url }, { redact });
        return { ok: report !== undefined, text: JSON.stringify(report) };
      } catch (error) {
        return { ok: false, text: String(error) };
      } finally {
        await agent.close();
      }
    },
  };
}

async function mcpClient(cwd: string, env: NodeJS.ProcessEnv): Promise<Client> {
  const { config } = loadConfig(cwd, env);
  const server = createServer({
    version: '0',
    commands,
    reporters,
    agent: composeAgent({ config, cwd, env }),
    targets: ['shop'],
    signal: new AbortController().signal,
    log: (line) => console.log(line),
  });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(near);
  return client;
}

function modelContext(client: Client, tools: readonly string[]): EntryPoint {
  return {
    name: 'a tool',
    offers: (command) => tools.includes(toolName(command)),
    call: async ({ command, input }) => {
      const named = { name: toolName(command), arguments: { ...input, target: 'shop' } };
      const answer = await client.callTool({ name: 'run_tool', arguments: named });
      return { ok: answer.isError !== true, text: JSON.stringify(answer) };
    },
  };
}
