import { repeatReader } from '#analysis/repeated-statements.ts';
import { shapeReader } from '#engines/postgres/parse/shape.ts';
import { labelledTraces } from '../test/n-plus-one/traces.ts';
import { printTable, timed } from './table.ts';

/** Are the statements found that a trace runs once per row, and no others? */
export async function benchNPlusOneQuality(): Promise<void> {
  const shapeOf = shapeReader();
  const { ms, value: judged } = await timed(async () =>
    labelledTraces.map(({ name, perRow, statements }) => {
      const reader = repeatReader({ least: 10 });
      for (const logged of statements) reader.push({ logged, shape: shapeOf(logged.text) });
      const found = reader.end().repeated.map(({ normalized }) => normalized);
      const right = perRow.filter((start) => found.some((one) => one.startsWith(start))).length;
      const wrong = found.filter((one) => !perRow.some((start) => one.startsWith(start))).length;
      return { name, wanted: perRow.length, right, wrong };
    }),
  );
  const sum = (of: (one: (typeof judged)[number]) => number) => judged.reduce((all, one) => all + of(one), 0);
  const [wanted, right, wrong] = [sum((one) => one.wanted), sum((one) => one.right), sum((one) => one.wrong)];
  printTable(
    `N+1: ${judged.length} labelled traces in ${Math.round(ms)} ms`,
    ['precision', 'recall', 'not as labelled'],
    [
      [
        (right / Math.max(1, right + wrong)).toFixed(3),
        (right / wanted).toFixed(3),
        judged
          .filter((one) => one.right < one.wanted || one.wrong > 0)
          .map(({ name }) => name)
          .join('; ') || 'none',
      ],
    ],
  );
}
