import type { Outcome } from '#analysis/comparison/same-rows.ts';
import { shrinkDatabase } from '#analysis/comparison/shrink-database.ts';
import type { SmallDatabase, SmallTable } from '#analysis/comparison/small-database.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { Counterexample } from '#vocabulary/comparison.ts';
import { type Evaluation, type Evaluator, evaluate, fill, runPair, type SeenPair } from './comparison-evaluate.ts';
import { type ComparisonQuestion, everyColumn } from './comparison-question.ts';

/** The smallest database found around one in which the two differed, with what both gave there. */
export async function counterexample(
  evaluator: Evaluator,
  question: ComparisonQuestion,
  database: SmallDatabase,
  found: Extract<Evaluation, { kind: 'differs' | 'apart' }>,
  nth: number,
): Promise<{ readonly counterexample: Counterexample; readonly notes: readonly string[] }> {
  let seen = found.seen;
  const smallest = await shrinkDatabase(database, async (candidate) => {
    const evaluation = await evaluate(evaluator, candidate, nth);
    if (evaluation.kind !== found.kind) return false;
    seen = evaluation.seen;
    return true;
  });
  await fill(evaluator, smallest);
  const { before, after } = await runPair(evaluator, smallest, seen.way);
  const tables = [];
  for (const table of smallest.tables) tables.push(await readTable(evaluator, question, table));
  const used = tables.filter(({ name, rows }) => rows.length > 0 || question.read.has(name));
  return {
    counterexample: {
      tables: used,
      parameters: { ...smallest.parameters },
      settings: {
        TimeZone: smallest.timeZone,
        ...Object.fromEntries(seen.way.off.map((name) => [name, 'off'])),
      },
      before: shown(before),
      after: shown(after),
    },
    notes: notesOn({ before, after }, found.kind, evaluator.ordered),
  };
}

/** Rows in the order in which they lie there, without columns that are NULL in all of them and that nobody reads. */
async function readTable(
  { connection, schema }: Evaluator,
  { read }: ComparisonQuestion,
  { schema: place, name, columns }: SmallTable,
): Promise<Counterexample['tables'][number]> {
  const isPartitioned = schema.tables.some(
    (one) => one.schema === place && one.name === name && one.kind === 'partitioned',
  );
  const { rows } = await connection.table(
    `SELECT ${columns.map(quoteIdentifier).join(', ')} FROM ${isPartitioned ? '' : 'ONLY '}${quoteQualified(place, name)} ORDER BY tableoid, ctid`,
    [],
  );
  const qualified = `${place}.${name}`;
  const wanted = read.get(qualified);
  const isShown = (column: string, at: number) =>
    wanted?.has(everyColumn) === true || wanted?.has(column) === true || rows.some((row) => row[at] !== null);
  const places = columns.flatMap((column, at) => (isShown(column, at) ? [at] : []));
  return {
    name: qualified,
    columns: places.flatMap((at) => columns[at] ?? []),
    rows: rows.map((row) => places.map((at) => row[at] ?? null)),
  };
}

function shown(outcome: Outcome): Counterexample['before'] {
  if (outcome.kind === 'error') return `${outcome.message}.`;
  return outcome.rows.map((row) => [...row]);
}

function notesOn(
  { before, after }: Pick<SeenPair, 'before' | 'after'>,
  kind: 'differs' | 'apart',
  ordered: boolean,
): readonly string[] {
  const isOrder =
    ordered &&
    before.kind === 'rows' &&
    after.kind === 'rows' &&
    JSON.stringify([...before.rows].map(String).sort()) === JSON.stringify([...after.rows].map(String).sort());
  return [
    ...(isOrder ? ['The rows are the same, in another order.'] : []),
    ...(kind === 'apart'
      ? ['The first varies with the order in which rows lie; the second gave none of its results.']
      : []),
  ];
}
