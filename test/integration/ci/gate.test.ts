import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { start } from '../cli/program.ts';

const read = (file: string) => readFileSync(`examples/ci/${file}`, 'utf8');
const schemaSql = read('schema.sql');
const queries = read('queries.sql');

/** The command of the example, as its README and its workflow have it, in a copy of the folder. */
describe('the example of a gate', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dbwright-gate-'));
    cpSync('examples/ci', folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function gate(
    format: 'github' | 'sarif',
    changed: { readonly schema?: string; readonly queries?: string } = {},
  ) {
    writeFileSync(join(folder, 'schema.sql'), changed.schema ?? schemaSql);
    writeFileSync(join(folder, 'queries.sql'), changed.queries ?? queries);
    const files = ['--export', 'shop.dbw.json', '--schema', 'schema.sql', '--queries', 'queries.sql'];
    const judged = ['--baseline', 'base.json', '--fail-on', 'regression', '--format', format];
    return start(['optimize', 'indexes', ...files, ...judged, '--quiet'], folder).ended;
  }

  test('100 queries, nothing changed: none got worse, in less than a minute', async () => {
    const started = performance.now();
    const { code, out } = await gate('github');
    console.log(`100 queries in ${((performance.now() - started) / 1000).toFixed(1)} s, no server`);
    expect(out).toContain('None of');
    expect(code).toBe(0);
  });

  test('an index that is gone: the statements that it served are told, at their lines, and an index mends them', async () => {
    const without = schemaSql.replace(/CREATE INDEX idx_orders_customer_id_created_at.*/, '');
    const { code, out } = await gate('sarif', { schema: without });
    expect(code).toBe(1);
    const [run] = JSON.parse(out).runs;
    const lines = queries.split('\n');
    const worse = run.results.filter(({ level }: { level: string }) => level === 'error');
    expect(worse.length).toBeGreaterThan(9);
    for (const { locations } of worse) {
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri).toBe('queries.sql');
      expect(lines[region.startLine - 1]).toMatch(/customer_id|customers c/);
    }
    const words = await gate('github', { schema: without });
    expect(words.out).toContain('::error file=queries.sql,line=');
    expect(words.out).toMatch(/Create an index on orders \(customer_id/);
  }, 120_000);

  test('a new statement without an index is one, too; an index more is none', async () => {
    const more = `${schemaSql}\nCREATE INDEX ON orders (total);`;
    const { code, out } = await gate('github', {
      schema: more,
      queries: `${queries}\nselect id from orders where ship_to = '1 Station Road';\n`,
    });
    expect(code).toBe(1);
    expect(out.match(/::(?:error|warning) /g)).toHaveLength(1);
    expect(out).toContain('new-statement-without-index');
  }, 120_000);
});

test('the export is what its script makes of the schema and the volumes', () => {
  execFileSync('npx', ['tsx', 'scripts/ci-example.ts', '--check'], { stdio: 'pipe' });
});

test('the workflow is YAML that GitHub can read, asks for no more rights than it needs, and names files that are there', () => {
  const workflow = parse(read('dbwright.yml'));
  expect(workflow.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
  // `on` must not be read as true.
  expect(Object.keys(workflow)).toContain('on');
  const steps: readonly { readonly run?: string; readonly uses?: string; readonly if?: string }[] =
    workflow.jobs.dbwright.steps;
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+(?:\/[\w-]+)+@v\d+$/);
  const runs = steps.flatMap(({ run }) => run ?? []).join('\n');
  expect(runs).not.toContain('${{');
  for (const file of ['shop.dbw.json', 'schema.sql', 'queries.sql', 'base.json']) expect(runs).toContain(file);
  expect(runs).toContain('--fail-on regression');
});
