import { createAgent } from '#agent/create-agent.ts';
import { findEngine } from '#agent/find-engine.ts';
import { describeIndex } from '#analysis/index-words.ts';
import type { Run } from '#contracts/instrument.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { askCase, type CaseOutcome } from './index-cases/ask-case.ts';
import { indexDatabase } from './index-cases/database.ts';
import type { IndexCase } from './index-cases/index-case.ts';
import { extensionsSql } from './index-cases/kinds-database.ts';
import { indexCases, kindCases, lastKinds } from './index-cases.ts';
import { quiet } from './quiet-context.ts';
import { printTable, timed } from './table.ts';

const sets: readonly { readonly title: string; readonly cases: readonly IndexCase[] }[] = [
  { title: 'conditions, orders, joins, writes', cases: indexCases },
  { title: 'kinds of indexes', cases: kindCases },
  { title: 'kinds of indexes, those to which nothing was adjusted', cases: lastKinds },
];

/** Is the index that `optimize query` recommends the one that an expert would make? INDEX_CASES=part of a name selects. */
export async function benchIndexQuality(): Promise<void> {
  const wanted = (cases: readonly IndexCase[]) =>
    cases.filter(({ name }) => name.includes(process.env['INDEX_CASES'] ?? ''));
  const all = sets.flatMap(({ cases }) => wanted(cases));
  const filled = await timed(async () => findEngine(undefined).twin?.embedded?.(indexDatabase, quiet));
  const embedded = filled.value;
  if (embedded === undefined) return;
  console.log(`\nThe database was filled in ${(filled.ms / 1000).toFixed(1)} s.`);
  try {
    const outcomes = await askAll(
      all.filter(({ extended }) => extended !== true),
      embedded,
    );
    const connection = await openTwinConnection(embedded.url);
    await connection.query(extensionsSql);
    await connection.close();
    outcomes.push(
      ...(await askAll(
        all.filter(({ extended }) => extended === true),
        embedded,
      )),
    );
    for (const { title, cases } of sets) {
      print(
        title,
        cases.flatMap((one) => outcomes.filter(({ asked }) => asked === one)),
      );
    }
  } finally {
    await embedded.close();
  }
}

interface Timed extends CaseOutcome {
  readonly ms: number;
}

async function askAll(
  cases: readonly IndexCase[],
  { url, run }: { readonly url: string; readonly run: Run },
): Promise<Timed[]> {
  const agent = createAgent();
  const session = await connect(url, { bounds: Bounds.parse({}) }, quiet);
  const schema = await inspect(session, quiet);
  await session.close();
  const outcomes: Timed[] = [];
  for (const asked of cases) {
    const { ms, value } = await timed(() => askCase(asked, { agent, url, run, schema }));
    outcomes.push({ ...value, ms });
  }
  return outcomes;
}

function print(title: string, outcomes: readonly Timed[]): void {
  if (outcomes.length === 0) return;
  printTable(
    `The recommended index against an expert's: ${title}`,
    ['case', 'verdict', 'ms', 'questions', 'recommended'],
    outcomes.map(({ asked, verdict, ms, questions, indexes }) => [
      asked.name,
      verdict,
      ms.toFixed(0),
      String(questions),
      indexes.map(describeIndex).join(' + ') || 'none',
    ]),
  );
  for (const { asked, summary } of outcomes.filter(({ verdict }) => verdict !== 'found')) {
    console.log(`\n${asked.name}: expected ${asked.accept.join(' or ')}\n  ${summary}`);
  }
  const count = (wanted: string) => outcomes.filter(({ verdict }) => verdict === wanted).length;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const right = count('found');
  console.log(
    `\n${title}: ${right} of ${outcomes.length} right (${((right / outcomes.length) * 100).toFixed(1)} %), ${count('other')} other, ` +
      `${count('missed')} missed, ${count('extra')} extra, ${count('redundant')} redundant; ` +
      `${(sum(outcomes.map(({ ms }) => ms)) / 1000).toFixed(0)} s, ${sum(outcomes.map(({ questions }) => questions))} questions`,
  );
}
