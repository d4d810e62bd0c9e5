import { expect, test } from 'vitest';
import { buildCases, type MeasuredBuild, measureBuilds } from '../../../bench/build-time.ts';
import { binariesOf } from '../../servers.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const every = full ? 1 : 3;

/** Seconds are those of one machine; how times of indexes stand to each other is what holds everywhere. */
test('how long indexes take to build, against each other, is foretold', { timeout: 120_000 }, async () => {
  const cases = buildCases.filter((_, at) => at % every === 1 % every);
  const built = await measureBuilds(full ? 150_000 : 60_000, cases, binariesOf(18));
  const machine = Math.exp(mean(built.map(({ told, ms }) => Math.log((told.seconds * 1000) / ms))));
  const ratioOf = ({ told, ms }: MeasuredBuild) => (told.seconds * 1000) / ms / machine;
  console.log(
    `told against measured: ${machine.toFixed(2)} for all\n${built
      .map((one) => `${ratioOf(one).toFixed(2)} ${one.name} ${one.ms.toFixed(0)} ms`)
      .join('\n')}`,
  );
  expect(built.length).toBeGreaterThanOrEqual(full ? 40 : 13);
  for (const one of built) {
    expect(ratioOf(one), one.name).toBeGreaterThan(1 / 3.5);
    expect(ratioOf(one), one.name).toBeLessThan(3.5);
  }
  expect(mean(built.map((one) => Math.abs(Math.log(ratioOf(one)))))).toBeLessThan(Math.log(1.7));
  // From the quickest to the slowest lies far more than the error.
  const times = built.map(({ ms }) => ms);
  expect(Math.max(...times) / Math.min(...times)).toBeGreaterThan(8);
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
