import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { configName, loadConfig } from './config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-config-'));
  mkdirSync(join(folder, '.git'));
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, configName), text);
  return loadConfig(join(folder, 'deep', 'er'), env);
}

function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('loadConfig', () => {
  it('gives the defaults where there is no file', () => {
    expect(loadConfig(folder, {})).toEqual({ config: { targets: {}, silence: [] }, warnings: [] });
  });

  it('looks no further than the root of the repository', () => {
    writeFileSync(join(folder, configName), 'format: json');
    mkdirSync(join(folder, 'deep', '.git'));
    expect(loadConfig(join(folder, 'deep', 'er'), {}).file).toBeUndefined();
  });

  it('looks in the working folder only outside of a repository', () => {
    rmSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, configName), 'format: json');
    expect(loadConfig(folder, {}).config.format).toBe('json');
    expect(loadConfig(join(folder, 'deep'), {}).file).toBeUndefined();
  });

  it('reads targets, silences and bounds', () => {
    const { config, warnings } = load(
      [
        'targets:',
        `  shop: { url: "postgres://reader:\${PASSWORD}@db/shop", schema: db/schema.sql, description: the shop }`,
        '  crm: { url: { env: CRM_URL }, twinUrl: "postgres://staging/crm" }',
        'silence:',
        '  - { rule: lossy-bitmap, at: public.orders, reason: the table is small }',
        'bounds: { statementMs: 5000 }',
      ].join('\n'),
      { PASSWORD: 'a@b/c', CRM_URL: 'postgres://db/crm' },
    );
    expect(warnings).toEqual([]);
    expect(config.targets['shop']?.url).toBe('postgres://reader:a%40b%2Fc@db/shop');
    expect(config.targets['shop']?.schema).toBe(join(folder, 'db', 'schema.sql'));
    expect(config.targets['crm']).toMatchObject({ url: 'postgres://db/crm', twinUrl: 'postgres://staging/crm' });
    expect(config.silence).toEqual([{ rule: 'lossy-bitmap', at: 'public.orders', reason: 'the table is small' }]);
    expect(config.bounds).toMatchObject({ statementMs: 5000 });
  });

  it('names a variable that is not set only when its target is used', () => {
    const { config } = load('targets:\n  shop: { url: { env: SHOP } }\n  crm: { url: "postgres://db/crm" }');
    expect(config.targets['crm']?.url).toBe('postgres://db/crm');
    expect(problemOf(() => config.targets['shop']?.url).message).toMatch(/environment variable SHOP, which is not set/);
  });

  it('reads the key of a language model when it is asked, and never from the file', () => {
    const text = 'model: { provider: openai, name: m, url: "http://localhost:11434/v1", key: { env: MODEL_KEY } }';
    expect(load(text, { MODEL_KEY: 'k' }).config.model).toMatchObject({ name: 'm', key: 'k', longest: 32_000 });
    const { config } = load(text);
    expect(config.model?.name).toBe('m');
    expect(problemOf(() => config.model?.key).message).toMatch(/environment variable MODEL_KEY, which is not set/);
    expect(problemOf(() => load('model: { provider: openai, name: m, key: sk-123 }')).message).not.toContain('sk-123');
  });

  it('warns of passwords in plain text and does not print them', () => {
    const { warnings } = load('format: text\ntargets:\n  shop:\n    url: postgres://app:hunter2@db/shop\n');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/line 4: targets\.shop\.url holds a password in plain text/);
    expect(warnings[0]).not.toContain('hunter2');
  });

  it.each([
    ['targts: {}', /line 1: there is no key "targts"/, 'Did you mean targets?'],
    ['targets:\n  shop:\n    urll: x', /line 3: there is no key "urll"/, 'Did you mean url?'],
    [
      'targets:\n  shop:\n    url: postgres://a\n    twinURL: x',
      /line 4: there is no key "twinURL" in targets.shop/,
      'Did you mean twinUrl?',
    ],
    [
      'targets:\n  shop:\n    url: { envv: X }',
      /line 3: there is no key "envv" in targets.shop.url/,
      'Did you mean env?',
    ],
    ['silence:\n  - rule: a\n    at: b', /line 2: silence.0.reason is missing/, undefined],
    ['silence:\n  - rule: a\n    reason: " "', /line 3: .*a reason is required/, undefined],
    ['bounds:\n  rows: -1', /line 2: bounds.rows is wrong/, undefined],
    ['model: { provider: openia, name: x }', /line 1: model.provider is wrong/, undefined],
    ['model: { provider: openai, name: x, url: "file:///etc/passwd" }', /line 1: model.url is wrong/, undefined],
    ['format: xml', /line 1: format is wrong/, undefined],
    ['targets:\n  "a b": { url: x }', /line 2: .*names hold letters/, undefined],
    ['a: [1,\nb', /line \d+, column \d+/, 'Mend the YAML there.'],
    ['- a\n- b', /the file is wrong/, undefined],
    ['format: json\nformat: text', /line 2/, undefined],
  ])('refuses %j', (text, message, hint) => {
    const found = problemOf(() => load(text));
    expect(found.code).toBe('invalid');
    expect(found.message).toMatch(message);
    expect(found.message).toContain(configName);
    if (hint !== undefined) expect(found.hint).toBe(hint);
  });
});
