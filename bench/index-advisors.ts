import type { AdvisorTask } from './advisors/advisor.ts';
import { algorithms, choose, costsOf } from './advisors/algorithms.ts';
import type { Configuration } from './advisors/costs.ts';
import { searchOurs } from './advisors/ours.ts';
import { type CostOptions, openPlannerCosts, type PlannerCosts } from './advisors/planner-costs.ts';
import { argument, listed } from './arguments.ts';
import { printTable, timed } from './table.ts';
import { workloads } from './workloads.ts';

const budgets = [4, 8, 20, 40, 80];

/**
 * The search for a workload's indexes against the published algorithms, over the same candidates, sizes and costs.
 * `workload=shop,star budget=4,20 scale=0.2 seed=1 pool=ours|united|syntactic width=2 algorithm=ours,extend` select;
 * `economy=no` leaves out what fewer questions lose.
 */
export async function benchIndexAdvisors(): Promise<void> {
  const results: Result[] = [];
  for (const workload of workloads.filter(({ name }) => listed('workload', name))) {
    const planner = await openPlannerCosts(workload, costOptions());
    try {
      results.push(...(await runWorkload(workload.name, planner)));
    } finally {
      await planner.close();
    }
  }
  printSummary(results);
}

export function costOptions(): CostOptions {
  const pool = argument('pool');
  return {
    scale: Number(argument('scale') ?? 1),
    seed: Number(argument('seed') ?? 1),
    pool: pool === 'syntactic' || pool === 'united' ? pool : 'ours',
    width: Number(argument('width') ?? 2),
  };
}

interface Result {
  readonly workload: string;
  readonly budget: number;
  readonly algorithm: string;
  readonly chosen: readonly number[];
  /** Percent of the cost without indexes. */
  readonly cost: number;
  readonly bytes: number;
  readonly asked: number;
  /** Its own work, and what its questions take where nobody asked them before: ms. */
  readonly ownMs: number;
  readonly planMs: number;
  readonly note: string;
}

async function runWorkload(workload: string, planner: PlannerCosts): Promise<readonly Result[]> {
  const { items, indexes, dataBytes } = planner;
  console.log(
    `\n${workload}: ${items.length} queries, ${indexes.length} candidates, ${megabytes(dataBytes)} of tables; ` +
      `${mean(items.map(({ relevant }) => relevant.length)).toFixed(0)} candidates matter to a query`,
  );
  const results: Result[] = [];
  for (const percent of budgets.filter((one) => listed('budget', String(one)))) {
    const task = { items, indexes, budget: (dataBytes * percent) / 100 };
    for (const algorithm of algorithms.filter((name) => listed('algorithm', name))) {
      const result = await runOne(algorithm, { workload, percent, task, planner });
      results.push(result);
      console.log(`  ${percent} %, ${algorithm}: ${result.cost.toFixed(3)}, ${result.asked} asked`);
    }
  }
  printTable(
    `${workload}: cost in percent of the cost without indexes`,
    ['budget', 'algorithm', 'cost', 'indexes', 'bytes', 'asked', 'own time', 'with planning', ''],
    results.map((one) => [
      `${one.budget} %`,
      one.algorithm,
      one.cost.toFixed(3),
      String(one.chosen.length),
      megabytes(one.bytes),
      String(one.asked),
      seconds(one.ownMs),
      seconds(one.ownMs + one.planMs),
      one.note,
    ]),
  );
  const { count, ms } = planner.answered();
  if (count > 0) console.log(`${count} questions were new to the planner: ${(ms / count).toFixed(1)} ms each`);
  if (listed('algorithm', 'ours') && argument('economy') !== 'no') await printEconomy(workload, planner);
  return results;
}

interface Cell {
  readonly workload: string;
  readonly percent: number;
  readonly task: AdvisorTask;
  readonly planner: PlannerCosts;
}

async function runOne(algorithm: string, { workload, percent, task, planner }: Cell): Promise<Result> {
  const costs = costsOf(task, planner);
  const before = { spent: planner.spent(), real: planner.answered().ms };
  const { ms, value } = await timed(() => choose(algorithm, task, costs));
  const asked = costs.asked();
  const planMs = planner.spent() - before.spent;
  const ownMs = Math.max(0, ms - (planner.answered().ms - before.real));
  const judge = costsOf(task, planner);
  const none = await judge.none();
  const reached = await judge.change(none, { add: value.chosen });
  const late = reached.bytes > task.budget ? ' OVER THE BUDGET' : '';
  return {
    ...{ workload, algorithm, asked, ownMs, planMs },
    budget: percent,
    chosen: value.chosen,
    cost: percentOf(reached, none),
    bytes: reached.bytes,
    note: value.note + late,
  };
}

/** How few questions do: for twenty queries and for all, at one budget, against what more questions find. */
async function printEconomy(workload: string, planner: PlannerCosts): Promise<void> {
  const every = Math.max(1, Math.floor(planner.items.length / 20));
  const twenty = planner.items.filter((_, at) => at % every === 0).slice(0, 20);
  const numbers = planner.items.flatMap((_, at) => (at % every === 0 ? [at] : [])).slice(0, 20);
  const rows: string[][] = [];
  for (const { items, places, limits } of [
    { items: twenty, places: numbers, limits: [250, 500, 1000, 20_000] },
    { items: planner.items, places: [...planner.items.keys()], limits: [1250, 2500, 5000, 50_000] },
  ]) {
    const task = { items, indexes: planner.indexes, budget: planner.dataBytes * 0.2 };
    const asking = {
      ...planner,
      ask: (item: number, present: readonly number[]) => planner.ask(places[item] ?? 0, present),
    };
    const peer = costsOf(task, asking);
    const none = await peer.none();
    const reached = await peer.change(none, { add: (await choose('extend', task, peer)).chosen });
    const runs = [];
    for (const maxQuestions of limits) {
      const costs = costsOf(task, asking);
      const { ms, value } = await timed(() => searchOurs(task, costs, { maxQuestions }));
      runs.push({
        maxQuestions,
        ms,
        cost: (value.cost / value.base) * 100,
        asked: value.asked,
        counted: costs.asked(),
      });
      // It ended by itself: more questions would be left over.
      if (value.complete) break;
    }
    const best = Math.min(percentOf(reached, none), ...runs.map(({ cost }) => cost));
    rows.push(
      [
        `${items.length} queries, extend`,
        '',
        String(peer.asked()),
        percentOf(reached, none).toFixed(3),
        (percentOf(reached, none) - best).toFixed(3),
        '',
      ],
      ...runs.map(({ maxQuestions, ms, cost, asked, counted }) => [
        `${items.length} queries, ours`,
        String(maxQuestions),
        String(asked) + (asked === counted ? '' : ` (counted: ${counted})`),
        cost.toFixed(3),
        (cost - best).toFixed(3),
        seconds(ms),
      ]),
    );
  }
  printTable(
    `${workload}, budget 20 %: what fewer questions lose`,
    ['', 'at most', 'asked', 'cost', 'points lost', 'time'],
    rows,
  );
}

function printSummary(results: readonly Result[]): void {
  const cells = results.filter(({ algorithm }) => algorithm === 'ours');
  const rows = cells.flatMap((ours) => {
    const others = results.filter(
      ({ workload, budget, algorithm }) => workload === ours.workload && budget === ours.budget && algorithm !== 'ours',
    );
    const best = others.toSorted((a, b) => a.cost - b.cost)[0];
    return best === undefined ? [] : [{ ours, best, behind: ours.cost - best.cost }];
  });
  if (rows.length === 0) return;
  printTable(
    'Ours against the best peer, percentage points (negative: ahead)',
    ['workload', 'budget', 'ours', 'best peer', '', 'behind', 'asked', 'peer asked'],
    rows.map(({ ours, best, behind }) => [
      ours.workload,
      `${ours.budget} %`,
      ours.cost.toFixed(3),
      best.cost.toFixed(3),
      best.algorithm,
      behind.toFixed(3),
      String(ours.asked),
      String(best.asked),
    ]),
  );
  const behind = rows.map((row) => row.behind);
  console.log(
    `\nworst distance behind the best peer: ${Math.max(0, ...behind).toFixed(3)} percentage points; ` +
      `within 0.05 on ${behind.filter((points) => points <= 0.05).length} of ${rows.length}; ` +
      `strictly better on ${behind.filter((points) => points < -0.0005).length} of ${rows.length}`,
  );
}

function percentOf(reached: Configuration, none: Configuration): number {
  return (reached.cost / none.cost) * 100;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
