import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command as Program } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureApt } from '../../../test/apt.ts';
import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import { completionTree } from './completion-tree.ts';
import { zshCompletion } from './completion-zsh.ts';
import { outputOptions } from './output-flags.ts';

const program = new Program('dbwright').helpCommand(false);
const query = program.command('optimize').summary("Make it fast: 'really'").command('query').argument('[query]');
for (const option of outputOptions()) query.addOption(option);
query.option('--target <NAME>', 'a [target]').option('--deep', 'look deeper');
program.command('look').command('schema');
program.command('help').argument('[command...]');
const tree = completionTree(program);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-completion-'));
  writeFileSync(join(folder, 'dbwright'), '#!/bin/sh\n[ "$2" = targets ] && printf "shop\\nstaging\\n"\n', {
    mode: 0o755,
  });
  writeFileSync(join(folder, 'complete.bash'), bashCompletion(tree));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash would offer for the last word. */
function offered(...words: readonly string[]): readonly string[] {
  const script = `source "$0"; COMP_WORDS=(dbwright "$@"); COMP_CWORD=$#; _dbwright; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const out = execFileSync('bash', ['-c', script, join(folder, 'complete.bash'), ...words], { encoding: 'utf8', env });
  return out.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  it('parses', () => {
    execFileSync('bash', ['-n', join(folder, 'complete.bash')]);
  });

  it.each([
    [[''], ['optimize', 'look', 'help']],
    [['opt'], ['optimize']],
    [['optimize', ''], ['query']],
    [['optimize', 'query', '--form'], ['--format']],
    [
      ['optimize', 'query', '--format', ''],
      ['text', 'json', 'markdown', 'html', 'sarif', 'github'],
    ],
    [['optimize', 'query', '--format', 'json', '--fail-on', 'w'], ['warning']],
    [['optimize', 'query', '--fail-on', 'r'], ['regression']],
    [
      ['optimize', 'query', '--target', 's'],
      ['shop', 'staging'],
    ],
    [['optimize', 'query', '--target', 'look', '--de'], ['--deep']],
    [['look', 'schema', '--he'], ['--help']],
    [['help', 'lo'], ['look']],
  ])('%j', (words, offers) => {
    expect(offered(...words)).toEqual(offers);
  });
});

describe.each([
  ['zsh', zshCompletion, ['-n']],
  ['fish', fishCompletion, ['--no-execute']],
] as const)('%s', (shell, write, flags) => {
  const script = write(tree);

  it('holds every word and flag', () => {
    for (const { words, flags: known } of tree) {
      for (const { name } of words) expect(script).toContain(name);
      for (const { name } of known) expect(script).toContain(name.slice(2));
    }
  });

  it('quotes are closed', () => {
    const bare = script.replaceAll("'\\''", '').replaceAll("\\'", '');
    for (const line of bare.split('\n').filter((one) => !one.trimStart().startsWith('#'))) {
      expect((line.match(/'/g) ?? []).length % 2, line).toBe(0);
    }
  });

  // Without the shell the test is skipped in plain sight; on Debian as root it is installed.
  it.skipIf(!ensureApt({ [shell]: shell }))('parses', () => {
    const file = join(folder, `complete.${shell}`);
    writeFileSync(file, script);
    execFileSync(shell, [...flags, file]);
  });
});
