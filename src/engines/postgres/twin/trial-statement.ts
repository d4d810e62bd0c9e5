import { problem } from '#contracts/problem-error.ts';
import { bindParameters, parameterNumbers } from '#engines/postgres/parse/parameters.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { TrialConnection } from './trial-connection.ts';

/** The values stand as literals, as the user's own client would send them; without a final semicolon. */
export function boundText(query: QueryText): string {
  const text = bindParameters(query.text, query.parameters).replace(/;\s*$/, '');
  const [open] = parameterNumbers(text);
  if (open === undefined) return text;
  throw problem(
    'invalid',
    `There is no value for $${open}, so the query cannot be run.`,
    `Give one: --param ${open}=VALUE`,
  );
}

/** EXPLAIN ANALYZE runs the statement; a savepoint takes back what a writing one did. */
export async function explain(connection: TrialConnection, text: string, options: string): Promise<Plan> {
  await connection.command('SAVEPOINT run');
  const [row] = await connection.ask(`EXPLAIN (${options}) ${text}`);
  await connection.command('ROLLBACK TO SAVEPOINT run');
  return planFromJson(row?.['QUERY PLAN']);
}

/** With the times of its nodes, which cost time themselves. */
export function explainFully(connection: TrialConnection, text: string): Promise<Plan> {
  return explain(connection, text, 'ANALYZE, BUFFERS, SETTINGS, VERBOSE, FORMAT JSON');
}

/** One run that counts: its execution, ms. */
export async function runOnce(connection: TrialConnection, text: string): Promise<number> {
  const { executionMs } = await explain(connection, text, 'ANALYZE, TIMING OFF, FORMAT JSON');
  return executionMs ?? Number.NaN;
}

export function rowsWritten(plan: Plan): number {
  return Math.max(0, ...plan.root.children.map(({ actual }) => (actual ? actual.rows * actual.loops : 0)));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The middle half's width against the median: one slow run does not count. */
export function scatter(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / Math.max(median(values), 0.001);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}
