/**
 * The gate, `npm test`: types, lint, walls and laws, unit and integration tests on real servers, packaging.
 * `--full` runs every version and the long suites too (`npm run test:full`). Stops at the first step that fails.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const full = process.argv.includes('--full');
const folder = mkdtempSync(join(tmpdir(), 'dbwright-gate-'));
const results = join(folder, 'results.json');

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const steps: readonly Step[] = [
  {
    name: 'test servers',
    command: ['npm', 'install', '--prefix', 'test/engines', '--no-audit', '--no-fund', '--loglevel=error'],
  },
  { name: 'types', command: ['npx', 'tsc', '-p', '.'] },
  { name: 'lint and format', command: ['npx', 'biome', 'ci', '--error-on-warnings'] },
  { name: 'unused files, exports and packages', command: ['npx', 'knip'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'package', command: ['npx', 'publint', '--strict'] },
  {
    name: 'tests',
    command: ['npx', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
  },
];

function run({ name, command: [program, ...args] }: Step): SpawnSyncReturns<Buffer> {
  console.log(`\n== ${name}`);
  const start = Date.now();
  const env = { ...process.env, DBWRIGHT_BUILT: '1', ...(full ? { DBWRIGHT_FULL: '1' } : {}) };
  const ended = spawnSync(program, args, { stdio: 'inherit', env });
  console.log(`== ${name}: ${ended.status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - start) / 1000)} s)`);
  return ended;
}

/** The one line by which a reader, or a program, sees that tests were really run. */
function tally(): string {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8')) as Record<
    string,
    number
  >;
  return `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`;
}

try {
  const failed = steps.find((step) => run(step).status !== 0);
  if (failed === undefined || failed.name === 'tests') console.log(`\n${tally()}`);
  if (failed !== undefined) {
    console.error(`\nThe gate failed at: ${failed.name}.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
