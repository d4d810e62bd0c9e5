import { codeCases, scoreCodeCases } from '../test/code/score-cases.ts';
import { printTable, timed } from './table.ts';

/** Queries run once per row, found in the labelled applications. */
export async function benchSourceLoops(): Promise<void> {
  const { ms, value } = await timed(scoreCodeCases);
  printTable(
    'N+1 in sources',
    ['set', 'applications', 'faults', 'precision', 'recall', 'ms'],
    [
      [
        'labelled',
        String(codeCases.length),
        String(value.labels),
        value.precision.toFixed(3),
        value.recall.toFixed(3),
        ms.toFixed(0),
      ],
    ],
  );
  for (const one of value.wrong) console.log(one);
}
