import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { median, printTable } from './table.ts';

/** The command's start-up against Node's own. */
export function benchStartUp(): void {
  if (!existsSync('dist/cli.mjs')) {
    console.log('\nStart-up: left out, for there is no build (npm run build).');
    return;
  }
  const runs = 9;
  const bare: number[] = [];
  const cases = [['--version'], ['--help'], ['optimize', 'query', '--help']].map((args) => ({
    args,
    times: [] as number[],
  }));
  // Interleaved, so that what else the machine does meets all alike.
  for (let run = 0; run < runs; run += 1) {
    bare.push(milliseconds(['-e', '0']));
    for (const { args, times } of cases) times.push(milliseconds(['dist/cli.mjs', ...args]));
  }
  printTable(
    `Start-up, median of ${runs}`,
    ['', 'time', 'against bare node'],
    [
      ['node -e 0', `${median(bare).toFixed(0)} ms`, '1.0×'],
      ...cases.map(({ args, times }) => [
        `dbwright ${args.join(' ')}`,
        `${median(times).toFixed(0)} ms`,
        `${(median(times) / median(bare)).toFixed(1)}×`,
      ]),
    ],
  );
}

function milliseconds(args: readonly string[]): number {
  const start = performance.now();
  execFileSync(process.execPath, [...args], { stdio: 'ignore' });
  return performance.now() - start;
}
