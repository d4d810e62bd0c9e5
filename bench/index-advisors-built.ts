import { indexDdl } from '#engines/postgres/spell.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { AdvisorIndex, AdvisorTask } from './advisors/advisor.ts';
import { algorithms, choose, costsOf } from './advisors/algorithms.ts';
import { openPlannerCosts } from './advisors/planner-costs.ts';
import { withWorkloadDatabase } from './advisors/workload-request.ts';
import { argument, listed } from './arguments.ts';
import { costOptions } from './index-advisors.ts';
import { median, printTable, timed } from './table.ts';
import type { WorkloadQuery } from './workloads/workload.ts';
import { workloads } from './workloads.ts';

const rounds = 5;

/** A set of indexes that an algorithm chose, with what it costs by the planner. */
interface ChosenSet {
  readonly name: string;
  readonly chosen: readonly number[];
  /** Percent of the cost without indexes. */
  readonly cost: number;
}

/**
 * The sets that the algorithms choose at one budget are really built, and the workload is run under each, in turns.
 * `workload=shop budget=20 scale=1 seed=1` select.
 */
export async function benchIndexAdvisorsBuilt(): Promise<void> {
  const name = argument('workload') ?? 'shop';
  const workload = workloads.find((one) => one.name === name);
  if (workload === undefined) throw new Error(`There is no workload ${name}.`);
  const percent = Number(argument('budget') ?? 20);
  const options = costOptions();
  const planner = await openPlannerCosts(workload, options);
  try {
    const task = { ...planner, budget: (planner.dataBytes * percent) / 100 };
    const sets: ChosenSet[] = [{ name: 'none', chosen: [], cost: 100 }];
    for (const algorithm of algorithms.filter((one) => listed('algorithm', one))) {
      sets.push(await chooseSet(algorithm, task));
    }
    await withWorkloadDatabase(workload, options.scale, async (url) => {
      const connection = await openTwinConnection(url);
      try {
        const bytes = await build(connection, planner.indexes, sets);
        const times = await runInTurns(connection, planner.queries, sets);
        print(`${name}, budget ${percent} %`, planner.queries, sets, times, bytes);
      } finally {
        await connection.close();
      }
    });
  } finally {
    await planner.close();
  }

  async function chooseSet(algorithm: string, task: AdvisorTask): Promise<ChosenSet> {
    const costs = costsOf(task, planner);
    const { chosen } = await choose(algorithm, task, costs);
    const none = await costs.none();
    const reached = await costs.change(none, { add: chosen });
    return { name: algorithm, chosen, cost: (reached.cost / none.cost) * 100 };
  }
}

function nameOf(index: number): string {
  return `bench_index_${index}`;
}

/** Builds what any set needs once; gives the real bytes by number. */
async function build(
  connection: TwinConnection,
  indexes: readonly AdvisorIndex[],
  sets: readonly ChosenSet[],
): Promise<ReadonlyMap<number, number>> {
  const needed = [...new Set(sets.flatMap(({ chosen }) => chosen))];
  const { ms } = await timed(async () => {
    for (const at of needed) {
      const index = indexes[at]?.index;
      if (index !== undefined)
        await connection.query(indexDdl({ ...index, name: nameOf(at) }, { concurrently: false }));
    }
    await connection.query('vacuum (analyze)');
  });
  console.log(`${needed.length} indexes built in ${(ms / 1000).toFixed(1)} s`);
  const bytes = new Map<number, number>();
  for (const at of needed) {
    const [row] = await connection.query('select pg_relation_size($1::regclass)::float8 as bytes', [nameOf(at)]);
    bytes.set(at, Number(row?.['bytes']));
  }
  return bytes;
}

/** The planner sees the indexes of this set only. Writes still keep all of them, alike under each set. */
async function show(connection: TwinConnection, { chosen }: ChosenSet): Promise<void> {
  await connection.query(
    `update pg_index set indisvalid = c.relname = any ($1) from pg_class c
     where c.oid = indexrelid and starts_with(c.relname, 'bench_index_') and indisvalid <> (c.relname = any ($1))`,
    [chosen.map(nameOf)],
  );
}

/** Milliseconds by set, query and round; a first round warms and is left out. */
async function runInTurns(
  connection: TwinConnection,
  queries: readonly WorkloadQuery[],
  sets: readonly ChosenSet[],
): Promise<readonly (readonly (readonly number[])[])[]> {
  const times = sets.map(() => queries.map((): number[] => []));
  await connection.query(`set statement_timeout = '60s'`);
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < sets.length; turn += 1) {
      const at = (turn + round) % sets.length;
      const set = sets[at];
      if (set === undefined) continue;
      await show(connection, set);
      // The session reads the catalog anew after a switch: not on the queries' account.
      for (const { text } of queries) await connection.query(`explain ${text}`);
      for (const [number, { text }] of queries.entries()) {
        const ms = await run(connection, text);
        if (round > 0) times[at]?.[number]?.push(ms);
      }
    }
  }
  return times;
}

async function run(connection: TwinConnection, text: string): Promise<number> {
  await connection.query('begin');
  try {
    return (await timed(() => connection.query(text))).ms;
  } finally {
    await connection.query('rollback');
  }
}

function print(
  title: string,
  queries: readonly WorkloadQuery[],
  sets: readonly ChosenSet[],
  times: readonly (readonly (readonly number[])[])[],
  bytes: ReadonlyMap<number, number>,
): void {
  const weighted = times.map((byQuery) => sum(byQuery.map((all, at) => median(all) * (queries[at]?.weight ?? 0))));
  const perRound = times.map((byQuery) =>
    Array.from({ length: rounds }, (_, round) =>
      sum(byQuery.map((all, at) => (all[round] ?? Number.NaN) * (queries[at]?.weight ?? 0))),
    ),
  );
  printTable(
    `${title}: really built and run, ${rounds} interleaved rounds, medians`,
    ['set', 'cost by the planner', 'indexes', 'real bytes', 'weighted time', 'of none', 'rounds', 'each query once'],
    sets.map(({ name, chosen, cost }, at) => [
      name,
      `${cost.toFixed(2)} %`,
      String(chosen.length),
      `${(sum(chosen.map((index) => bytes.get(index) ?? 0)) / 1e6).toFixed(1)} MB`,
      `${((weighted[at] ?? 0) / 1000).toFixed(2)} s`,
      `${(((weighted[at] ?? 0) / (weighted[0] ?? 1)) * 100).toFixed(1)} %`,
      `${(Math.min(...(perRound[at] ?? [])) / 1000).toFixed(2)} to ${(Math.max(...(perRound[at] ?? [])) / 1000).toFixed(2)} s`,
      `${(sum((times[at] ?? []).map(median)) / 1000).toFixed(2)} s`,
    ]),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
