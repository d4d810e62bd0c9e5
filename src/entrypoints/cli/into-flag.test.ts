import { describe, expect, it } from 'vitest';
import type { ApplyRequest, RunOptions } from '#agent/agent.ts';
import { commands } from '#agent/commands.ts';
import type { Command } from '#contracts/command.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { Report } from '#vocabulary/report.ts';
import { sourceFields } from './input-fields.ts';
import { readInput, readSources } from './read-input.ts';
import { runCli } from './run-cli.ts';

const data = commands.get('design data') as Command;

async function read(into: string, targets: readonly string[] = ['shop']) {
  const flags = { schema: 'schema.sql', into };
  const sources = readSources(data, [], flags, targets);
  return { sources, input: await readInput('design data', data, [], flags) };
}

describe('a flag that may name a database', () => {
  it.each(['sql', 'csv', 'jsonl', 'url'])('takes its choice %s', async (into) => {
    expect(await read(into)).toEqual({ sources: { schema: 'schema.sql' }, input: { into } });
  });

  it.each(['postgres://dev@localhost/shop', 'sqlite:dev.db', 'shop'])('takes %s, which is a source', async (into) => {
    expect(await read(into)).toEqual({ sources: { schema: 'schema.sql', intoUrl: into }, input: { into: 'url' } });
  });

  it('prefers its own words to the name of a target', async () => {
    expect((await read('sql', ['sql'])).sources).toEqual({ schema: 'schema.sql' });
  });

  it('refuses other words, with the nearest', async () => {
    const wrong = read('sqll');
    await expect(wrong).rejects.toThrow(
      'it takes sql, csv, jsonl, url, a database URL (postgres://…) or the name of a target',
    );
    await expect(read('shopp')).rejects.toMatchObject({ problem: { hint: expect.stringContaining('shop') } });
  });

  it.each(['//dev:s3kret@localhost/shop', 'dev@s3kret/shop', 's3kret/x?password=s3kret'])(
    'never repeats what may hold a password: %s',
    async (into) => {
      const error = await read(into).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ProblemError);
      expect(JSON.stringify((error as ProblemError).problem)).not.toContain('s3kret');
    },
  );

  it('is the only flag for it', () => {
    expect(sourceFields(data).map(({ name }) => name)).not.toContain('intoUrl');
  });
});

/** The program with a terminal and with an agent that only listens. */
async function cli(...argv: readonly string[]) {
  const [said, ran, applied]: [string[], RunOptions[], ApplyRequest[]] = [[], [], []];
  const write = (text: string) => said.push(text);
  const report = Report.parse({
    ...{ version: '1', command: 'design data', summary: 'Made.', subject: '', findings: [], recommendations: [] },
    changes: [{ kind: 'analyze-table', schema: 'public', table: 'orders' }],
    unseen: [],
    details: {},
  });
  const code = await runCli(
    ['design', 'data', '--schema', 'schema.sql', ...argv],
    {
      version: '1',
      commands,
      reporters: [{ id: 'text', summary: '', mediaType: 'text/plain', extension: 'txt', print: (one) => one.summary }],
      createAgent: async () => ({
        targets: [],
        run: async (_name, _input, options) => {
          ran.push(options);
          return report;
        },
        apply: async (request) => {
          applied.push(request);
          return { hash: 'a', steps: [{ text: '-- Load 5 rows\nBEGIN;', outcome: 'done' }] };
        },
      }),
    },
    { stdout: { write, isTTY: true }, stderr: { write }, env: {}, cwd: '/', onInterrupt: () => () => {} },
  );
  return { code, said: said.join(''), ran, applied };
}

describe('rows for a database', () => {
  const url = 'postgres://dev:s3kret@localhost/shop';

  it('are no file, so that a terminal gets the report and no place for a file is asked for', async () => {
    const { code, said, ran, applied } = await cli('--into', url);
    expect([code, ran[0]?.sources.intoUrl, ran[0]?.files, applied]).toEqual([0, url, undefined, []]);
    expect(said).toContain('Made.');
    expect((await cli('--into', 'sql')).said).toContain('This command makes a file.');
  });

  it('are loaded with --apply, which needs no other database', async () => {
    const { code, said, applied } = await cli('--into', url, '--apply');
    expect([code, applied[0]?.sources.intoUrl]).toEqual([0, url]);
    expect(said).toContain('Done: Load 5 rows\n');
    expect(said).not.toContain('s3kret');
    expect((await cli('--into', 'url', '--apply')).code).toBe(2);
  });
});
