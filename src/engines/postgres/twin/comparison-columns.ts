import type { Outcome } from '#analysis/comparison/same-rows.ts';
import type { SmallDatabase } from '#analysis/comparison/small-database.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import { type Evaluator, fill, runPair } from './comparison-evaluate.ts';
import type { TextConnection } from './connection.ts';

/** Other names, types or numbers of columns show without a row. Gives undefined where they are the same. */
export async function columnsDiffer(
  evaluator: Evaluator,
  empty: SmallDatabase,
): Promise<Pick<Comparison, 'counterexample' | 'notes'> | undefined> {
  await fill(evaluator, empty);
  const { before, after } = await runPair(evaluator, empty, { turned: false, off: [] });
  if (before.kind === 'error' || after.kind === 'error') return undefined;
  if (JSON.stringify(before.columns) === JSON.stringify(after.columns)) return undefined;
  const [first, second] = [await inWords(evaluator.connection, before), await inWords(evaluator.connection, after)];
  return {
    counterexample: { tables: [], parameters: { ...empty.parameters }, before: first, after: second },
    notes: [`The columns are others: ${first} in the first, ${second} in the second.`],
  };
}

/** "id integer, total numeric" */
async function inWords(connection: TextConnection, outcome: Outcome & { kind: 'rows' }): Promise<string> {
  const words: string[] = [];
  for (const { name, type } of outcome.columns) {
    const { rows } = await connection.table('SELECT format_type($1::oid, NULL)', [String(type)]);
    words.push(`${name} ${rows[0]?.[0] ?? 'unknown'}`);
  }
  return words.join(', ');
}
