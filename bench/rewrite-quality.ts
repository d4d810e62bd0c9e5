import { comparePairs } from '../test/integration/rewrites/compare-pairs.ts';
import { rightRewrites } from '../test/integration/rewrites/right-rewrites.ts';
import { wrongRewrites } from '../test/integration/rewrites/wrong-rewrites.ts';
import { median, printTable } from './table.ts';

/** How many well-known wrong rewrites are refuted on made-up databases, how many right ones stand, and how fast. */
export async function benchRewriteQuality(): Promise<void> {
  const wrong = await comparePairs(wrongRewrites);
  const right = await comparePairs(rightRewrites);
  const row = (name: string, pairs: typeof wrong, verdict: string) => {
    const counts = pairs.map(({ comparison }) => comparison.databases);
    const databases = counts.reduce((sum, count) => sum + count, 0);
    const ms = pairs.reduce((sum, one) => sum + one.ms, 0);
    return [
      name,
      String(pairs.length),
      String(pairs.filter(({ comparison }) => comparison.verdict === verdict).length),
      String(median(counts)),
      String(Math.max(...counts)),
      (ms / databases).toFixed(1),
    ];
  };
  printTable(
    'Rewrites compared on small made-up databases',
    ['pairs', 'of them', 'judged rightly', 'databases, median', 'most', 'ms each'],
    [row('wrong ones, to be refuted', wrong, 'differs'), row('right ones, to stand', right, 'same')],
  );
  for (const { pair, comparison } of wrong.filter((one) => one.comparison.verdict !== 'differs')) {
    console.log(`not refuted: ${pair.name} (${comparison.verdict})`);
  }
  for (const { pair, comparison } of right.filter((one) => one.comparison.verdict !== 'same')) {
    console.log(`does not stand: ${pair.name} (${comparison.verdict}) ${comparison.notes.join(' ')}`);
  }
}
