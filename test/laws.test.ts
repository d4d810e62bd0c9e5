import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandSources } from '#agent/command-sources.ts';
import { commands } from '#agent/commands.ts';
import { rules } from '#rules/catalogue.ts';
import { filesBelow } from './source-files.ts';

const sources = filesBelow('src', /\.(ts|mjs)$/);
const written = sources.filter((file) => !/\.test\.ts$|\/catalogue\.ts$/.test(file));
const read = (file: string) => readFileSync(file, 'utf8');
/** Without comments: an example in one is no code. */
const code = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** Longer than 300 lines, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {};

describe('files', () => {
  test('none is over 300 lines without a reason', () => {
    const long = written.filter((file) => read(file).split('\n').length > 301 && !(file in longFiles));
    expect(long).toEqual([]);
  });

  test('names are kebab-case and say something', () => {
    const bad = ['src', 'test', 'bench', 'scripts']
      .flatMap((folder) => filesBelow(folder, /./))
      .filter(
        (file) =>
          /(^|\/)(utils?|helpers?|common|misc|core|shared)(\.|\/|$)/.test(file) || /[A-Z ]/.test(basename(file)),
      );
    expect(bad.filter((file) => !/README/.test(file))).toEqual([]);
  });

  test('no escape from the type checker', () => {
    const escapes = written.filter((file) =>
      /\bas any\b|: any\b|@ts-ignore|@ts-nocheck|biome-ignore|as unknown as/.test(read(file)),
    );
    expect(escapes).toEqual([]);
  });

  test('no module-level mutable state', () => {
    const states = written.filter((file) => /^(?:export )?let /m.test(read(file)));
    expect(states).toEqual([]);
  });

  test('only entry points and reporters print', () => {
    const printers = written.filter(
      (file) => /console\.|process\.std(out|err)/.test(code(file)) && !/^src\/(entrypoints|reporters)\//.test(file),
    );
    expect(printers).toEqual([]);
  });

  test('only the door and the twins change a database', () => {
    const writers = written.filter((file) => /openForChange\(/.test(read(file)));
    expect(writers.filter((file) => !/^src\/agent\/apply\/|\/open-for-change\.ts$/.test(file))).toEqual([]);
  });
});

describe('rules', () => {
  const ruleFiles = filesBelow('src/rules', /\/rules\/[a-z-]+\/[a-z-]+\.ts$/).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const named = (id: string) => ruleFiles.filter((file) => basename(file, '.ts') === id);

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s has its file and its page', (id, rule) => {
    const [file] = named(id);
    expect(file).toBeDefined();
    const page = file!.replace(/\.ts$/, '.md');
    expect(existsSync(page)).toBe(true);
    const text = read(page);
    for (const heading of ['## What', '## Why', '## Do']) expect(text).toContain(heading);
    expect(text).toMatch(/^```(?:sql|facts) fires/m);
    expect(text).toMatch(/^```(?:sql|facts) silent/m);
    expect(rule.source).toMatch(/^https:\/\//);
    expect(id).not.toMatch(/^(ban|require|prefer|no)-/);
  });
});

describe('commands', () => {
  test.each([...commands])('%s has examples that its own schema takes', (name, command) => {
    expect(command.examples.length, name).toBeGreaterThan(0);
    const given = [
      ...Object.keys(command.input.shape),
      ...(commandSources(command).includes('migrations') ? ['migrations'] : []),
    ];
    for (const field of command.positional) expect(given).toContain(field);
    for (const [field, type] of Object.entries(command.input.shape)) {
      expect((type as { description?: string }).description, `${name} ${field}`).toBeTruthy();
    }
  });
});

describe('generated files', () => {
  test.each([['scripts/generate.ts'], ['scripts/schemas.ts'], ['scripts/reference.ts']])(
    '%s finds nothing stale',
    (script) => {
      execFileSync('npx', ['tsx', script, '--check'], { stdio: 'pipe' });
    },
  );
});
