import { walkPlan } from '#analysis/plan-walk.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { type TableTime, type TableWeights, timePerTable } from '#analysis/workload-report/time-per-table.ts';
import type { CommandTools } from '#contracts/command.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

type Tools = Pick<CommandTools<'resolve' | 'whatIf'>, 'instruments' | 'context'>;

/** Statements whose names are resolved, and those that a twin plans: the rest takes hardly any time. */
const mostResolved = 500;
const mostPlanned = 50;

export interface TableTimes {
  readonly tables: readonly TableTime[];
  /** cost: the statements that were planned by their plans' costs, the others evenly. */
  readonly by: 'even' | 'cost';
  /** Statements with time whose tables could not be told. */
  readonly unresolved: readonly LoadStatement[];
}

export async function tableTimes(load: QueryLoad, plans: boolean, tools: Tools): Promise<TableTimes> {
  const { resolve, whatIf } = tools.instruments;
  if (resolve === undefined) return { tables: [], by: 'even', unresolved: [] };
  const timed = load.statements
    .filter(({ role, milliseconds }) => role !== 'other' && (milliseconds?.total ?? 0) > 0)
    .slice(0, mostResolved);
  const known: { statement: LoadStatement; query: ResolvedQuery; weights?: TableWeights | undefined }[] = [];
  const unresolved: LoadStatement[] = [];
  for (const [at, statement] of timed.entries()) {
    tools.context.signal.throwIfAborted();
    if (at % 50 === 0) tools.context.progress({ message: 'finding the tables of the statements' });
    const query = await unlessProblem(() => resolve.resolve(statement.normalized));
    if (query === undefined) {
      unresolved.push(statement);
      continue;
    }
    const isPlanned = plans && whatIf !== undefined && at < mostPlanned;
    known.push({ statement, query, weights: isPlanned ? await weightsOf(statement, whatIf, tools) : undefined });
  }
  return {
    tables: timePerTable(known),
    by: known.some(({ weights }) => weights !== undefined) ? 'cost' : 'even',
    unresolved,
  };
}

/** What the plan of the statement's likeliest values spends on each table. */
async function weightsOf(
  { samples, normalized }: LoadStatement,
  whatIf: WhatIf,
  { context }: Tools,
): Promise<TableWeights | undefined> {
  const [likeliest] = samples.toSorted((one, other) => other.share - one.share);
  context.progress({ message: 'planning the statements in the twin' });
  const query = { text: likeliest?.text ?? normalized, parameters: likeliest?.parameters ?? {} };
  const answer = await unlessProblem(() => whatIf.ask({ query, indexes: [] }));
  return answer === undefined ? undefined : costPerTable(answer.plan);
}

/** The costs of the nodes that read a table; joins and sorts are part of none. */
function costPerTable(plan: Plan): TableWeights {
  const costs = new Map<string, number>();
  const own = new Map(weighPlan(plan).nodes.map(({ node, ownCost }) => [node.id, ownCost ?? 0]));
  for (const { node } of walkPlan(plan)) {
    if (node.relation === undefined) continue;
    const key = `${node.schema ?? 'public'}.${node.relation}`;
    costs.set(key, (costs.get(key) ?? 0) + (own.get(node.id) ?? 0));
  }
  return costs;
}

/** One statement that cannot be read must not take the others along. */
async function unlessProblem<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
