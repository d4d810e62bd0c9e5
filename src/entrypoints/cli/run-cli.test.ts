import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent, RunOptions } from '#agent/agent.ts';
import { type Command, defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Reporter } from '#contracts/reporter.ts';
import { Report } from '#vocabulary/report.ts';
import { runCli } from './run-cli.ts';
import type { Shell, Wiring } from './shell.ts';

const count = defineCommand({
  summary: 'Count things',
  description: 'Counts the things that a query gives.',
  positional: ['query'],
  needs: ['schema'],
  likes: ['plan'],
  instruments: ['whatIf', 'run'],
  proposes: true,
  input: z.object({
    query: z.string().meta({ description: 'The query' }),
    param: z.record(z.string(), z.string()).default({}).meta({ description: 'Value of a parameter', value: '1=42' }),
    maxThings: z.number().int().min(1).default(3).meta({ description: 'At most so many' }),
    depth: z.enum(['quick', 'thorough']).default('quick').meta({ description: 'How hard to look' }),
    table: z.array(z.string()).optional().meta({ description: 'Only this table' }),
    compare: z.boolean().default(true).meta({ description: 'Compare nothing' }),
    deep: z.boolean().optional().meta({ description: 'Look deeper' }),
  }),
  output: Report,
  examples: [{ title: 'Count all', args: '"select 1" --url postgres://localhost/shop' }],
  decide: async () => report([]),
});

const list = defineCommand({
  summary: 'List things',
  description: 'Lists them.',
  positional: [],
  needs: ['schema'],
  likes: [],
  instruments: [],
  input: z.object({}),
  output: Report,
  examples: [{ title: 'List all', args: '--url postgres://localhost/shop' }],
  decide: async () => report([]),
});

function report(severities: readonly ('info' | 'warning' | 'critical')[]): Report {
  return Report.parse({
    version: '1',
    command: 'optimize query',
    summary: 'Counted.',
    subject: 'a test',
    findings: severities.map((severity) => ({
      rule: 'a-fault',
      severity,
      at: 'here',
      message: 'm',
      why: 'w',
      fingerprint: severity,
    })),
    recommendations: [],
    changes: [{ kind: 'analyze-table', schema: 'public', table: 'orders' }],
    unseen: [],
    details: {},
  });
}

const reporters: readonly Reporter[] = (['text', 'json', 'markdown', 'html'] as const).map((id) => ({
  id,
  summary: id,
  mediaType: 'text/plain',
  extension: { text: 'txt', json: 'json', markdown: 'md', html: 'html' }[id],
  print: (one, { color }) => `${id}${color ? ' in colour' : ''}: ${one.summary}\n`,
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Setting {
  readonly run?: Agent['run'];
  readonly answer?: string;
  readonly tty?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly onInterrupt?: Shell['onInterrupt'];
}

async function cli(argv: readonly string[], setting: Setting = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const calls: { name: string; input: unknown; options: RunOptions }[] = [];
  const applied: string[] = [];
  const shell: Shell = {
    stdout: { write: (text) => out.push(text), isTTY: setting.tty ?? false },
    stderr: { write: (text) => err.push(text) },
    env: setting.env ?? {},
    cwd: folder,
    ...(setting.answer === undefined ? {} : { ask: async () => setting.answer ?? '' }),
    onInterrupt: setting.onInterrupt ?? (() => () => {}),
  };
  const wiring: Wiring = {
    version: '1.2.3',
    commands: new Map<string, Command>([
      ['optimize query', count],
      ['look schema', list],
    ]),
    reporters,
    createAgent: async ({ config }) => ({
      targets: Object.keys(config.targets),
      run: async (name, input, options) => {
        calls.push({ name, input, options });
        return setting.run === undefined ? report([]) : setting.run(name, input, options);
      },
      apply: async ({ approve }) => {
        const statements = ['ANALYZE public.orders', 'VACUUM\u001b[2J public.orders'];
        if (!(await approve({ hash: 'abc123', statements, server: 'PostgreSQL 18.4, database shop, as app' }))) {
          throw problem('declined', 'Nothing was changed.');
        }
        applied.push(...statements);
        return { hash: 'abc123', steps: statements.map((text) => ({ text, outcome: 'done' as const })) };
      },
    }),
  };
  const code = await runCli(argv, wiring, shell);
  return { code, out: out.join(''), err: err.join(''), calls, applied };
}

describe('words', () => {
  it('hands input and sources over as they were meant', async () => {
    const { code, calls } = await cli([
      ...['optimize', 'query', 'select $1', '--param', '1=a=b', '--param', '$2=c', '--max-things', '5'],
      ...['--depth', 'thorough', '--table', 'a', '--table', 'b', '--no-compare', '--deep'],
      ...['--url', 'postgres://db/shop', '--twin-url', 'postgres://twin/shop', '--rows', '10', '--redact'],
    ]);
    expect(code).toBe(0);
    expect(calls).toMatchObject([
      {
        name: 'optimize query',
        input: {
          query: 'select $1',
          param: { 1: 'a=b', 2: 'c' },
          maxThings: 5,
          depth: 'thorough',
          table: ['a', 'b'],
          compare: false,
          deep: true,
        },
        options: { sources: { url: 'postgres://db/shop', twinUrl: 'postgres://twin/shop', rows: 10 }, redact: true },
      },
    ]);
  });

  it('reads a query from a file', async () => {
    writeFileSync(join(folder, 'q.sql'), 'select 2\n');
    const { calls } = await cli(['optimize', 'query', `@${join(folder, 'q.sql')}`, '--url', 'postgres://db']);
    expect(calls[0]?.input).toMatchObject({ query: 'select 2\n' });
  });

  it.each([
    [['optimise', 'query'], 2, 'There is no command "optimise"', 'dbwright optimize?'],
    [['optimize', 'qurey'], 2, 'There is no command "optimize qurey"', 'dbwright optimize query?'],
    [['query', 'optimize'], 2, 'There is no command "query"', 'dbwright optimize query?'],
    [['optimize'], 2, 'not a whole command', 'dbwright optimize query'],
    [['optimize', 'query'], 2, 'optimize query needs a query', 'For example: dbwright optimize query "select 1"'],
    [['optimize', 'query', 'select 1', '--ulr', 'x'], 2, 'no flag --ulr', 'Did you mean --url?'],
    [['optimize', 'query', 'select 1', '--formta=json'], 2, 'no flag --formta', 'Did you mean --format?'],
    [['--verison'], 2, 'no flag --verison', 'Did you mean --version?'],
    [['optimize', 'query', 'select', '1'], 2, 'more were given', 'Put the query in quotes'],
    [['optimize', 'query', '-- why\nselect 1'], 2, 'was taken for a flag', "dbwright optimize query -- '"],
    [['optimize', 'query', 'select 1', '--depth', 'thorogh'], 2, '--depth cannot be "thorogh"', 'thorough?'],
    [['optimize', 'query', 'select 1', '--max-things', 'many'], 2, '--max-things takes a number', '--max-things 10'],
    [['optimize', 'query', 'select 1', '--max-things', '0'], 2, '--max-things is wrong', ''],
    [['optimize', 'query', 'select 1', '--param', '42'], 2, '--param takes KEY=VALUE', '--param 1=42'],
    [['optimize', 'query', 'select 1', '--format', 'jsno'], 2, '--format cannot be "jsno"', 'json?'],
    [['optimize', 'query', 'select 1', '--timeout', 'soon'], 2, '--timeout takes a time', '30s'],
    [['optimize', 'query', 'select 1', '--url'], 2, '--url needs a value', ''],
    [['optimize', 'query', 'select 1', '--target', 'shop'], 3, 'no target "shop"', 'dbwright.config.yaml'],
    [['optimize', 'query', ''], 2, 'The query is empty', ''],
    [['optimize', 'query', '@nowhere.sql'], 3, 'no file nowhere.sql', ''],
    [['optimize', 'query', 'select 1', '--out', 'no/where.json'], 3, 'folder for no/where.json', 'mkdir -p no'],
    [['optimize', 'query', 'select 1', '--out', 'report.xyz'], 2, 'form of report.xyz is unknown', '.html'],
    [['look', 'schema', '--apply'], 2, 'look schema has no flag --apply', ''],
    [['look', 'schema', '--plan', 'x'], 2, 'look schema has no flag --plan', ''],
    [['help', 'optimise'], 3, 'There is no command "optimise"', 'optimize?'],
  ])('refuses %j', async (argv, code, message, hint) => {
    const result = await cli(argv);
    expect(result.err).toContain(message);
    expect(result.err).toContain(hint);
    expect(result.code).toBe(code);
    expect(result.out).toBe('');
    expect(result.calls).toEqual([]);
    expect(result.err).not.toMatch(/\n\s+at /);
  });

  it('takes a query that begins with a comment after --', async () => {
    const { calls } = await cli(['optimize', 'query', '--url', 'postgres://db', '--', '-- why\nselect 1']);
    expect(calls[0]?.input).toMatchObject({ query: '-- why\nselect 1' });
  });

  it('names the nearest target', async () => {
    writeFileSync(join(folder, 'dbwright.config.yaml'), 'targets: { shop: { url: { env: SHOP } } }');
    const { code, err } = await cli(['look', 'schema', '--target', 'shpo']);
    expect(code).toBe(3);
    expect(err).toContain('Did you mean shop?');
  });
});

describe('help', () => {
  it.each([[['--help']], [[]], [['help']]])('%j shows all commands and the exit codes', async (argv) => {
    const { code, out } = await cli(argv);
    expect(code).toBe(0);
    for (const part of ['optimize', 'look', 'mcp', 'completion', 'Exit codes:', '130']) expect(out).toContain(part);
  });

  it('explains one command both ways', async () => {
    const [one, other] = [await cli(['help', 'optimize', 'query']), await cli(['optimize', 'query', '--help'])];
    expect(one.out).toBe(other.out);
    for (const part of [
      '--max-things <N>',
      '(default: 3)',
      '--twin-url <URL>',
      '--no-compare',
      '--apply',
      '# Count all',
    ]) {
      expect(one.out).toContain(part);
    }
  });

  it('prints the version', async () => {
    expect((await cli(['--version'])).out).toBe('1.2.3\n');
  });
});

describe('report', () => {
  const ask = ['look', 'schema', '--url', 'postgres://db'];

  it.each([
    [[], 'text'],
    [['--format', 'markdown'], 'markdown'],
  ])('prints as %j says', async (flags, form) => {
    expect((await cli([...ask, ...flags])).out).toBe(`${form}: Counted.\n`);
  });

  it('is coloured at a terminal only, unless told', async () => {
    expect((await cli(ask, { tty: true })).out).toContain('in colour');
    expect((await cli(ask)).out).not.toContain('in colour');
    expect((await cli(ask, { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain('in colour');
    expect((await cli(ask, { env: { FORCE_COLOR: '1' } })).out).toContain('in colour');
    expect((await cli([...ask, '--no-color'], { tty: true })).out).not.toContain('in colour');
  });

  it('goes to a file, whose ending tells the form', async () => {
    const { code, out } = await cli([...ask, '--out', 'report.html']);
    expect([code, out]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe('html: Counted.\n');
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  it.each([
    ['none', ['critical'], 0],
    ['critical', ['warning'], 0],
    ['critical', ['info', 'critical'], 1],
    ['warning', ['critical'], 1],
    ['info', ['info'], 1],
    ['info', [], 0],
  ] as const)('--fail-on %s with %j exits with %d', async (level, severities, code) => {
    const result = await cli([...ask, '--fail-on', level], { run: async () => report(severities) });
    expect(result.code).toBe(code);
    expect(result.out).toContain('Counted');
  });

  it.each([
    ['worse', 'regression', 1],
    ['as bad as before', 'regression', 0],
    ['worse', 'critical', 0],
  ] as const)('a finding that is %s, with --fail-on %s: exit %d', async (kind, level, code) => {
    writeFileSync(join(folder, 'base.json'), '{}');
    const given = report(['warning']);
    const findings = given.findings.map((one) => (kind === 'worse' ? { ...one, regression: true as const } : one));
    const run = async () => ({ ...given, findings });
    expect((await cli([...ask, '--baseline', join(folder, 'base.json'), '--fail-on', level], { run })).code).toBe(code);
  });

  it('--fail-on regression needs something to compare with', async () => {
    const { code, err, calls } = await cli([...ask, '--fail-on', 'regression']);
    expect([code, calls]).toEqual([2, []]);
    expect(err).toContain('--baseline');
  });
});

describe('problems', () => {
  const ask = ['look', 'schema', '--url', 'postgres://db'];
  const fails = { run: async () => Promise.reject(problem('unreachable', 'No\u001b[2J answer.', 'Start it.')) };

  it('say what happened and what to do', async () => {
    const { code, err } = await cli(ask, fails);
    expect(code).toBe(4);
    expect(err).toBe('Error: No\\u{1b}[2J answer.\nNext:  Start it.\n');
  });

  it('are one line of JSON with --format json', async () => {
    const { err } = await cli([...ask, '--format', 'json'], fails);
    expect(JSON.parse(err)).toEqual({
      problem: { code: 'unreachable', message: 'No\u001b[2J answer.', hint: 'Start it.' },
    });
  });

  it('show a stack only when asked', async () => {
    const breaks = { run: async () => Promise.reject(new TypeError('x is undefined')) };
    expect((await cli(ask, breaks)).err).not.toContain('    at ');
    const verbose = await cli([...ask, '--verbose'], breaks);
    expect(verbose.err).toContain('    at ');
    expect(verbose.code).toBe(70);
  });

  it('time out, and clean up first', async () => {
    let cleaned = false;
    const run: Agent['run'] = (_, __, { context }) =>
      new Promise((_, reject) =>
        context.signal.addEventListener('abort', () => {
          cleaned = true;
          reject(new Error('cut off'));
        }),
      );
    const { code, err } = await cli([...ask, '--timeout', '20ms'], { run });
    expect([code, cleaned]).toEqual([7, true]);
    expect(err).toContain('not done after 20 ms');
  });

  it('Ctrl-C exits with 130', async () => {
    const run: Agent['run'] = (_, __, { context }) =>
      new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(new Error('cut off'))));
    const onInterrupt: Shell['onInterrupt'] = (listener) => {
      setTimeout(listener, 10);
      return () => {};
    };
    const { code, err } = await cli(ask, { run, onInterrupt });
    expect([code, err]).toEqual([130, 'Stopped.\n']);
  });
});

describe('changes', () => {
  const ask = ['optimize', 'query', 'select 1', '--url', 'postgres://db', '--quiet'];

  it('are shown and carried out when a person says yes', async () => {
    const { code, err, applied } = await cli([...ask, '--apply'], { answer: 'y' });
    expect(code).toBe(0);
    expect(applied).toHaveLength(2);
    for (const part of ['ANALYZE public.orders;', 'database shop, as app', 'Plan abc123', 'Done: ANALYZE']) {
      expect(err).toContain(part);
    }
    expect(err).not.toContain('\u001b');
  });

  it.each([['n'], [''], ['yess']])('%j is no', async (answer) => {
    const { code, applied } = await cli([...ask, '--apply'], { answer });
    expect([code, applied]).toEqual([10, []]);
  });

  it('are declined without a terminal, with the way to go on', async () => {
    const { code, err, applied } = await cli([...ask, '--apply']);
    expect([code, applied]).toEqual([10, []]);
    expect(err).toContain('--approve abc123');
  });

  it('need no terminal with the right hash, and only with that', async () => {
    expect((await cli([...ask, '--approve', 'abc123'])).applied).toHaveLength(2);
    const stale = await cli([...ask, '--approve', 'abc'], { answer: 'y' });
    expect([stale.code, stale.applied]).toEqual([8, []]);
  });

  it('cannot be made of a redacted report, nor without a database', async () => {
    expect((await cli([...ask, '--apply', '--redact'], { answer: 'y' })).code).toBe(2);
    expect((await cli(['optimize', 'query', 'select 1', '--plan', 'p', '--apply'], { answer: 'y' })).code).toBe(2);
  });
});
