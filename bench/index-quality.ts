import { createAgent } from '#agent/create-agent.ts';
import { findEngine } from '#agent/find-engine.ts';
import { coveringIndex } from '#analysis/index-coverage.ts';
import { describeIndex } from '#analysis/index-words.ts';
import type { Run } from '#contracts/instrument.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import { QueryReport } from '#tasks/optimize/query/query-report.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { indexDatabase } from './index-cases/database.ts';
import type { IndexCase } from './index-cases/index-case.ts';
import { isAccepted } from './index-cases/is-accepted.ts';
import { indexCases } from './index-cases.ts';
import { quiet } from './quiet-context.ts';
import { printTable, timed } from './table.ts';

/** Is the index that `optimize query` recommends the one that an expert would make? INDEX_CASES=part of a name selects. */
export async function benchIndexQuality(): Promise<void> {
  const wanted = indexCases.filter(({ name }) => name.includes(process.env['INDEX_CASES'] ?? ''));
  const filled = await timed(async () => findEngine(undefined).twin?.embedded?.(indexDatabase, quiet));
  const embedded = filled.value;
  if (embedded === undefined) return;
  try {
    const plain = wanted.filter(({ trigrams }) => trigrams !== true);
    const outcomes = await askAll(plain, embedded);
    const connection = await openTwinConnection(embedded.url);
    await connection.query('create extension pg_trgm');
    await connection.close();
    outcomes.push(
      ...(await askAll(
        wanted.filter(({ trigrams }) => trigrams === true),
        embedded,
      )),
    );
    print(outcomes, filled.ms);
  } finally {
    await embedded.close();
  }
}

interface Outcome {
  readonly asked: IndexCase;
  readonly indexes: readonly IndexDefinition[];
  readonly ms: number;
  readonly questions: number;
  /** An existing index serves as well: this must never happen. */
  readonly redundant: boolean;
  readonly summary: string;
}

async function askAll(
  cases: readonly IndexCase[],
  { url, run }: { readonly url: string; readonly run: Run },
): Promise<Outcome[]> {
  const agent = createAgent();
  const session = await connect(url, { bounds: Bounds.parse({}) }, quiet);
  const schema = await inspect(session, quiet);
  await session.close();
  const outcomes: Outcome[] = [];
  for (const asked of cases) {
    const { ms, value } = await timed(async () =>
      QueryReport.parse(
        await agent.run(
          'optimize query',
          { query: asked.query, ...(asked.param === undefined ? {} : { param: asked.param }) },
          { sources: { url }, run, context: quiet },
        ),
      ),
    );
    const indexes = value.changes.flatMap((change) => (change.kind === 'create-index' ? [change.index] : []));
    const redundant = indexes.some((index) => isRedundant(index, schema));
    outcomes.push({ asked, indexes, ms, questions: value.details.questions, redundant, summary: value.summary });
  }
  return outcomes;
}

function isRedundant(index: IndexDefinition, schema: DatabaseSchema): boolean {
  const table = schema.tables.find(({ name }) => name === index.table);
  return table === undefined || coveringIndex(table, index, 0) !== undefined;
}

function print(outcomes: readonly Outcome[], filledMs: number): void {
  const judged = outcomes.map((one) => ({ ...one, verdict: verdictOf(one) }));
  printTable(
    `The recommended index against an expert's; the database was filled in ${(filledMs / 1000).toFixed(1)} s`,
    ['case', 'verdict', 'ms', 'questions', 'recommended'],
    judged.map(({ asked, verdict, ms, questions, indexes }) => [
      asked.name,
      verdict,
      ms.toFixed(0),
      String(questions),
      indexes.map(describeIndex).join(' + ') || 'none',
    ]),
  );
  for (const { asked, summary } of judged.filter(({ verdict }) => verdict !== 'found')) {
    console.log(`\n${asked.name}: expected ${asked.accept.join(' or ')}\n  ${summary}`);
  }
  const count = (wanted: string) => judged.filter(({ verdict }) => verdict === wanted).length;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const right = count('found');
  console.log(
    `\n${right} of ${judged.length} right (${((right / judged.length) * 100).toFixed(1)} %), ${count('other')} other, ` +
      `${count('missed')} missed, ${count('extra')} extra, ${count('redundant')} redundant; ` +
      `${(sum(outcomes.map(({ ms }) => ms)) / 1000).toFixed(0)} s, ${sum(outcomes.map(({ questions }) => questions))} questions`,
  );
}

/** `missed`: nothing was recommended though it should; `extra`: something was though nothing should. */
function verdictOf({ asked, indexes, redundant }: Outcome): string {
  if (redundant) return 'redundant';
  if (isAccepted(indexes, asked.accept)) return 'found';
  if (indexes.length === 0) return 'missed';
  return asked.accept.includes('none') ? 'extra' : 'other';
}
