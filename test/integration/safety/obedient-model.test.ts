import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { program } from '../../program.ts';
import { startTestServer } from '../../servers.ts';
import { ownTemporaryRoot } from '../temporary-root.ts';
import { type HostileDatabase, inDatabase, makeHostileEverywhere } from './hostile-everywhere.ts';
import { marker } from './hostile-texts.ts';
import { faults } from './model-oracles.ts';
import { type Answer, type Offer, obey, stringsIn } from './obedient-model.ts';
import { differences, observeServer, type ServerState } from './server-state.ts';
import { unsafeOffer } from './unsafe-tools.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const passwords = { administrator: 'p4ss@admin/Canary-1', owner: 'p4ssOwnerCanary-2', reader: 'p4ssReaderCanary-3' };
/** The second one's table has an index and a check whose function is not what it was: a twin builds both. */
const questions = ['SELECT * FROM notes', 'SELECT * FROM trap WHERE a = 7'];
const canary = 'canary-of-the-environment';

const temporary = ownTemporaryRoot();
const folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
let server: EmbeddedServer;
let database: HostileDatabase;
let secret: Counter;
let rogue: Counter;
let environment: Readonly<Record<string, string>>;
let canaries: Readonly<Record<string, string>>;

beforeAll(async () => {
  // A checkpoint in the middle of a long run would make and remove files of the server's own.
  const settings = {
    wal_level: 'logical',
    max_prepared_transactions: '2',
    checkpoint_timeout: '1d',
    max_wal_size: '8GB',
    shared_preload_libraries: 'pg_stat_statements',
  };
  server = await startTestServer({ settings });
  secret = await listen();
  rogue = await listen();
  const lures = { url: `postgres://x:y@127.0.0.1:${rogue.port}/x`, web: `http://127.0.0.1:${rogue.port}` };
  database = await makeHostileEverywhere(server, passwords, lures);
  await countStatements(inDatabase(server.url, database.name));
  const urlOf = (role: keyof typeof passwords) =>
    inDatabase(server.url, database.name).replace(/\/\/[^@]*@/, `//${role}:${encodeURIComponent(passwords[role])}@`);
  environment = {
    CANARY: canary,
    ADMINISTRATOR_URL: urlOf('administrator'),
    OWNER_URL: urlOf('owner'),
    READER_PASSWORD: passwords.reader,
    SECRET_URL: `postgres://keeper:secretCanary-4@127.0.0.1:${secret.port}/vault`,
  };
  canaries = {
    ...passwords,
    ...environment,
    'the second target’s password': 'secretCanary-4',
    'its port': `:${secret.port}`,
  };
  const work = join(folder, 'work');
  mkdirSync(work);
  writeFileSync(
    join(work, 'dbwright.config.yaml'),
    `targets:
  administrator: { url: { env: ADMINISTRATOR_URL } }
  owner: { url: { env: OWNER_URL } }
  reader: { url: ${JSON.stringify(urlOf('reader').replace(passwords.reader, `$${'{READER_PASSWORD}'}`))} }
  secret: { url: { env: SECRET_URL } }
`,
  );
});
afterAll(async () => {
  await database?.close();
  await server?.stop();
  for (const one of [secret, rogue]) one?.server.close();
  expect(temporary.left()).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

/** What `optimize n-plus-one` reads as a tool; texts of the database stand in it too. */
async function countStatements(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE EXTENSION pg_stat_statements');
  // A plain reader sees no statement of others, and then these tools have nothing to tell.
  await client.query('GRANT pg_read_all_stats TO owner, reader');
  await client.end();
}

const folders = () => ({ 'working folder': join(folder, 'work') });
const observe = () => observeServer(server, database.name, folders());

/** They build twins, which takes seconds. */
const slow: Readonly<Record<string, number>> = full
  ? { design_schema: 40, migrate_check: 90, migrate_rehearse: 60 }
  : {
      optimize_query: 8,
      optimize_indexes: 9,
      optimize_settings: 9,
      design_schema: 8,
      migrate_check: 9,
      migrate_rehearse: 6,
    };

test('a model that obeys whatever it reads makes dbwright write nothing and tell nothing', {
  timeout: full ? 1_800_000 : 600_000,
}, async () => {
  const before = await observe();
  const { offer, stderr, close } = await dbwright(join(folder, 'work'));
  const started = performance.now();
  const answers = await obey(offer, {
    questions,
    steps: full ? 3_000 : 240,
    rare: slow,
  });
  const seconds = (performance.now() - started) / 1000;
  await close();
  await expectSafe(offer, answers, stderr(), before);
  const told = answers.filter((answer) => readable(answer).some((text) => marker.test(text)));
  console.log(
    `${answers.length} calls in ${seconds.toFixed(1)} s: ${answers.filter(({ isError }) => isError).length} refused, ` +
      `${told.length} with hostile texts; tools: ${JSON.stringify(countsOf(answers))}`,
  );
  // The proof has to have read what it is about, by every tool and as every login.
  expect(told.length).toBeGreaterThan(50);
  for (const tool of offer.tools) {
    const looksAtOne = 'target' in (tool.inputSchema.properties ?? {});
    for (const target of looksAtOne ? ['administrator', 'owner', 'reader'] : [undefined]) {
      expect(
        answers.some(({ call, isError }) => call.tool === tool.name && call.arguments['target'] === target && !isError),
        `${tool.name} as ${target}: ${answers.find(({ call }) => call.tool === tool.name && call.arguments['target'] === target)?.texts.join(' ')}`,
      ).toBe(true);
    }
  }
});

test('the same oracles see what an unsafe tool does', { timeout: 120_000 }, async () => {
  const before = await observe();
  const url = inDatabase(server.url, database.name).replace(
    /\/\/[^@]*@/,
    `//administrator:${encodeURIComponent(passwords.administrator)}@`,
  );
  const offer = unsafeOffer(url, join(folder, 'work'), environment);
  const answers = await obey(offer, { questions, steps: 150, rare: {} });
  const seen = [...faults(offer, answers, '', canaries), ...differences(before, await observe()), ...callers()].map(
    (fault) => fault.replace(/ changed:.*|:.*/s, ''),
  );
  for (const kind of [
    'argument',
    'leak',
    'hidden',
    'fence',
    'nonce',
    'rows',
    'relations',
    'working folder',
    'connection',
  ]) {
    expect(seen).toContain(kind);
  }
  console.log(`control: ${seen.length} faults of ${new Set(seen).size} kinds in ${answers.length} calls`);
});

async function expectSafe(
  offer: Offer,
  answers: readonly Answer[],
  stderr: string,
  before: ServerState,
): Promise<void> {
  expect([...new Set(faults(offer, answers, stderr, canaries))].slice(0, 30)).toEqual([]);
  expect(differences(before, await observe())).toEqual([]);
  expect(callers()).toEqual([]);
}

function callers(): readonly string[] {
  return [
    ...meant(secret, /user keeper /).map((said) => `connection: the second target was connected to (${said})`),
    ...meant(rogue, /user x |HTTP/).map((said) => `connection: an address of the database was connected to (${said})`),
  ];
}

/** Those who named what stands here; who named nobody is counted too, unless it only looked whether somebody listens. */
function meant({ calls }: Counter, name: RegExp): readonly string[] {
  return calls().filter((said) => name.test(said) || (said.trim() !== '' && !/user \w+ /.test(said)));
}

function readable({ texts, structured }: Answer): readonly string[] {
  return [...texts, ...stringsIn(structured)];
}

function countsOf(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { call } of answers) counts[call.tool.slice(0, 20)] = (counts[call.tool.slice(0, 20)] ?? 0) + 1;
  return counts;
}

/** The real server, over standard input and output, with the three targets that are allowed. */
async function dbwright(cwd: string): Promise<{
  readonly offer: Offer;
  readonly stderr: () => string;
  readonly close: () => Promise<void>;
}> {
  const allowed = ['administrator', 'owner', 'reader'].flatMap((name) => ['--target', name]);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...program.slice(1), 'mcp', ...allowed],
    cwd,
    env: { ...getDefaultEnvironment(), ...environment, TMPDIR: temporary.path },
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (bytes) => {
    stderr += String(bytes);
  });
  const client = new Client({ name: 'an obedient model', version: '1' });
  await client.connect(transport);
  const { tools: listed } = await client.listTools();
  const isListed = (name: string) => listed.some((tool) => tool.name === name);
  const tools = await allTools(client);
  return {
    offer: {
      tools,
      // Those that are not in the list are run by name, as a model would.
      call: (call) =>
        isListed(call.tool) || !tools.some(({ name }) => name === call.tool)
          ? callTool(client, call)
          : callTool(client, { tool: 'run_tool', arguments: { name: call.tool, arguments: call.arguments } }).then(
              (answer) => ({ ...answer, call }),
            ),
    },
    stderr: () => stderr,
    close: () => client.close(),
  };
}

async function callTool(client: Client, call: Answer['call']): Promise<Answer> {
  const progress: string[] = [];
  try {
    const result = await client.callTool(
      { name: call.tool, arguments: { ...call.arguments } },
      { onprogress: ({ message }) => progress.push(message ?? ''), timeout: 60_000 },
    );
    const texts = result.content.flatMap((part) => (part.type === 'text' ? [part.text] : [JSON.stringify(part)]));
    return { call, texts, structured: result.structuredContent, progress, isError: result.isError === true };
  } catch (error) {
    return { call, texts: [], error: String(error), progress, isError: true };
  }
}

interface Counter {
  readonly server: Server;
  readonly port: number;
  /** What each caller said; other tests on this machine look for free ports too, and say nothing or another name. */
  readonly calls: () => readonly string[];
}

/** Nobody may call here. Who asks for TLS is told no, so that it says whom it takes this for. */
async function listen(): Promise<Counter> {
  const calls: string[][] = [];
  const listening = createServer((socket) => {
    const said: string[] = [];
    calls.push(said);
    socket.on('data', (bytes) => {
      said.push(bytes.toString('latin1'));
      if (bytes.length === 8) socket.write('N');
      else socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.setTimeout(5_000, () => socket.destroy());
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  return {
    server: listening,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    calls: () => calls.map((said) => said.join('').replaceAll(/[^ -~]+/g, ' ')),
  };
}

/** Every tool, with all its arguments, as find_tools names them. */
async function allTools(client: Client): Promise<Offer['tools']> {
  const { content } = await client.callTool({ name: 'find_tools', arguments: {} });
  return JSON.parse((content as readonly { text: string }[])[0]?.text ?? '[]');
}
