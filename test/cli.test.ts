import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '#agent/commands.ts';
import { exitCodes } from '#entrypoints/cli/exit-codes.ts';
import { program } from './program.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  writeFileSync(join(folder, 'schema.sql'), 'create table orders (id int primary key, status text not null);');
  writeFileSync(
    join(folder, 'dbwright.config.yaml'),
    'targets:\n  shop: { url: "postgres://reader@127.0.0.1:1/shop" }\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cli(args: readonly string[], options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {}) {
  const [node, ...rest] = program;
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...options.env };
  const ended = spawnSync(node, [...rest, ...args], { cwd: folder, env, input: options.input ?? '', encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

describe('help', () => {
  test('names every command', () => {
    const { code, out, err } = cli(['--help']);
    expect([code, err]).toEqual([exitCodes.ok, '']);
    for (const name of commands.keys()) expect(out).toContain(`dbwright ${name} `);
  });

  test.each([...commands.keys()])('%s has help with its examples', (name) => {
    const { code, out } = cli(['help', ...name.split(' ')]);
    expect(code).toBe(exitCodes.ok);
    for (const { args } of commands.get(name)!.examples) expect(out).toContain(`dbwright ${name} ${args}`);
  });

  test('--version is the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(cli(['--version']).out).toBe(`${version}\n`);
  });
});

describe('what a report is of', () => {
  test('a log of slow statements has its name', () => {
    const at = '2026-01-01 00:00:01.000 UTC [7] app@shop/web LOG:  duration: 1.0 ms  statement:';
    writeFileSync(join(folder, 'slow.log'), `${at} SELECT id FROM orders\n`);
    expect(cli(['optimize', 'workload', '--slow-log', 'slow.log']).out).toMatch(/^optimize workload · slow\.log\n/);
  });
});

describe('strictness', () => {
  test.each([
    [['optimise', 'query'], 'Did you mean dbwright optimize?', exitCodes.invalid],
    [['look', 'schema', '--shcema', 'x'], 'Did you mean --schema?', exitCodes.invalid],
    [['look', 'schema', '--target', 'shpo'], 'Did you mean shop?', exitCodes['not-found']],
    [['optimize', 'query'], 'For example: dbwright optimize query', exitCodes.invalid],
    [['look', 'schema', '--schema', 'nowhere.sql'], 'nowhere.sql', exitCodes['not-found']],
    [['look', 'schema', '--target', 'shop'], '127.0.0.1', exitCodes.unreachable],
  ])('%j', (args, message, code) => {
    const ended = cli(args);
    expect(ended.err).toContain(message);
    expect(ended.err).not.toMatch(/\n\s+at .*:\d+/);
    expect(ended.out).toBe('');
    expect(ended.code).toBe(code);
  });

  test('an unknown key of the configuration is refused with its line', () => {
    const other = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
    writeFileSync(join(other, 'dbwright.config.yaml'), 'format: text\ntargts: {}\n');
    const [node, ...rest] = program;
    const ended = spawnSync(node, [...rest, 'look', 'schema', '--schema', 'x'], { cwd: other, encoding: 'utf8' });
    rmSync(other, { recursive: true });
    expect(ended.stderr).toMatch(/line 2: there is no key "targts"[\s\S]*Did you mean targets\?/);
    expect(ended.status).toBe(exitCodes.invalid);
  });

  test('a problem is one line of JSON on standard error with --format json', () => {
    const { code, out, err } = cli(['look', 'schema', '--schema', 'nowhere.sql', '--format', 'json', '--quiet']);
    expect([code, out]).toEqual([exitCodes['not-found'], '']);
    expect(JSON.parse(err)).toMatchObject({ problem: { code: 'not-found' } });
  });
});

describe('report', () => {
  test('is JSON on standard output, from files only', () => {
    const { code, out } = cli(['look', 'schema', '--schema', 'schema.sql', '--format', 'json']);
    expect(code).toBe(exitCodes.ok);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ version: '1', command: 'look schema' });
    for (const name of ['report.v1', 'look-schema.report']) {
      const schema = JSON.parse(readFileSync(`docs/schemas/${name}.json`, 'utf8'));
      const check = new Ajv2020({ strict: false }).compile(schema);
      expect(check(report), JSON.stringify(check.errors)).toBe(true);
    }
  });

  test('has no colour and no cursor movement when piped, and has it when forced', () => {
    const plain = cli(['look', 'schema', '--schema', 'schema.sql']);
    expect(plain.out).toContain('orders');
    expect(plain.out + plain.err).not.toContain('\u001b');
    expect(cli(['look', 'schema', '--schema', 'schema.sql'], { env: { FORCE_COLOR: '1' } }).out).toContain('\u001b[');
  });

  test('reads standard input', () => {
    const ddl = 'create table from_stdin (id int);';
    expect(cli(['look', 'schema', '--schema', '-'], { input: ddl }).out).toContain('from_stdin');
  });

  test('a reader that closes the pipe is no fault', () => {
    const tables = Array.from({ length: 300 }, (_, index) => `create table t${index} (id int primary key, name text);`);
    writeFileSync(join(folder, 'large.sql'), tables.join('\n'));
    const words = [...program, 'look', 'schema', '--schema', 'large.sql', '--format', 'json'];
    const ended = spawnSync('bash', ['-c', `set -o pipefail; "$@" | head -c 10`, 'bash', ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(ended.stderr).not.toMatch(/EPIPE|Error/);
    expect([ended.status, ended.stdout.length]).toEqual([0, 10]);
  });
});

describe('completion', () => {
  test('the bash script parses and completes', () => {
    const script = join(folder, 'complete.bash');
    writeFileSync(script, cli(['completion', 'bash']).out);
    expect(spawnSync('bash', ['-n', script]).status).toBe(0);
    const complete = `source "$0"; COMP_WORDS=(dbwright optimize query --fo); COMP_CWORD=3; _dbwright; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync('bash', ['-c', complete, script], { encoding: 'utf8' }).stdout.trim()).toBe('--format');
  });

  test.each(['zsh', 'fish'])('%s', (shell) => {
    const { code, out } = cli(['completion', shell]);
    expect(code).toBe(0);
    expect(out).toContain('optimize');
  });

  test('targets come from the configuration', () => {
    expect(cli(['completion', 'targets']).out).toBe('shop\n');
  });
});

test('Ctrl-C ends with 130', async () => {
  const [node, ...rest] = program;
  const child = spawn(node, [...rest, 'mcp'], { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((settle) => child.on('exit', settle));
  await new Promise((settle) => child.stderr.once('data', settle));
  child.kill('SIGINT');
  expect(await ended).toBe(exitCodes.interrupted);
});
