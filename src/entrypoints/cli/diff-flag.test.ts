import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCommand } from '#agent/commands.ts';
import { createAgent } from '#agent/create-agent.ts';
import type { Context } from '#contracts/context.ts';
import { readSources } from './read-input.ts';

const command = findCommand('look plan');
const before =
  'Sort  (cost=9.00..9.50 rows=2 width=4)\n  Sort Key: a\n  ->  Seq Scan on t  (cost=0.00..8.00 rows=2 width=4)\n';
const after = 'Index Scan using t_a on t  (cost=0.10..1.00 rows=2 width=4)\n';
const context: Context = {
  signal: new AbortController().signal,
  progress: () => {},
  clock: () => new Date(0),
  random: () => 0.5,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-diff-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('--diff', () => {
  it('takes two files that differ', () => {
    const read = (...diff: string[]) => readSources(command, [], { diff }, []);
    expect(read('a', 'b').diff).toEqual(['a', 'b']);
    expect(read('-', 'b').diff).toEqual(['-', 'b']);
    expect(() => read('a')).toThrow('--diff takes two files, and one was given: a.');
    expect(() => read('a', 'b', 'c')).toThrow('3 were given');
    expect(() => read('a', 'a')).toThrow('--diff was given a twice.');
    expect(() => read('-', '-')).toThrow('Standard input can be read only once.');
    expect(() => readSources(command, [], { diff: ['a', 'b'], plan: 'c' }, [])).toThrow('--plan shows one plan');
  });

  it('is shape first, figures second, both plans last', async () => {
    const files = [join(folder, 'before.txt'), join(folder, 'after.txt')] as const;
    writeFileSync(files[0], before);
    writeFileSync(files[1], after);
    const report = await createAgent().run('look plan', {}, { sources: { diff: [...files] }, context });
    expect(command.output.safeParse(report).error).toBeUndefined();
    expect(report.summary).toMatch(/; at 9\.5 times less estimated cost\.$/);
    expect(report.sections.map(({ title }) => title)).toEqual([
      'What changed in shape',
      'In figures',
      'Nodes of both plans',
      'Before',
      'After',
    ]);
    expect(report.subject).toBe(files.join(' and '));
    const missing = { diff: [files[0], join(folder, 'nowhere.json')] as [string, string] };
    await expect(createAgent().run('look plan', {}, { sources: missing, context })).rejects.toThrow('There is no file');
    writeFileSync(files[1], 'select 1');
    await expect(createAgent().run('look plan', {}, { sources: { diff: [...files] }, context })).rejects.toThrow(
      /after\.txt: This is no PostgreSQL plan: it looks like SQL/,
    );
  });
});
