import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The packed package in an empty folder: what a user gets from the registry, without the optional native binaries. */
describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-pack-'));
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, [...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'pipe' });
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: 'pipe' });
    const [archive = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${archive}`]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('needs no compiler and runs no install script', () => {
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
    };
    const scripts = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript);
    expect(scripts.map(([name]) => name)).toEqual([]);
  });

  test('understands a schema file with the embedded default', () => {
    writeFileSync(
      join(folder, 'schema.sql'),
      'create table customers (id int primary key, email text unique);\ncreate table orders (id int primary key, customer_id int references customers);',
    );
    const shown = run('npx', ['dbwright', 'look', 'schema', '--schema', 'schema.sql', '--format', 'json', '--quiet']);
    const report = JSON.parse(shown) as { readonly summary: string };
    expect(report.summary).toMatch(/^2 tables/);
  });

  test('is a library with types', () => {
    writeFileSync(
      join(folder, 'use.mjs'),
      `import { createAgent, ProblemError } from 'dbwright';
const agent = createAgent();
try { await agent.optimize.query({ query: 'select 1', url: 'postgres://nobody@127.0.0.1:1/none' }); }
catch (error) { console.log(error instanceof ProblemError, error.problem.code); }
await agent.close?.();`,
    );
    expect(run('node', ['use.mjs'])).toBe('true unreachable\n');
    expect(readFileSync(join(folder, 'node_modules/dbwright/dist/index.d.mts'), 'utf8')).toContain('createAgent');
  });

  test('carries its published schemas', () => {
    const schemas = readdirSync(join(folder, 'node_modules/dbwright/dist/schemas'));
    expect(schemas).toContain('report.v1.json');
  });
});
