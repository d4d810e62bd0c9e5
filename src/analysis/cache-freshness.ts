import type { CacheInvalidation, CacheStrategy } from '#vocabulary/cache-strategy.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { ResolvedQuery, ResolvedRelation } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { baseTables } from './cache-key.ts';
import type { CacheRequest } from './cache-request.ts';
import { callEffect } from './call-effects.ts';
import { columnStatistics, distinctValues, tableStatistics } from './column-selectivity.ts';
import { count, percent } from './plan-words.ts';

/** Of the answers given out, so many may be stale where nothing but the time limit makes them go. */
const staleShare = 0.05;
const longestTtl = 3600;
const clockTtl = 60;

/** Each table once, with all columns that the query reads of it. */
export function cacheInvalidations({ query, statistics, now }: CacheRequest): readonly CacheInvalidation[] {
  const byTable = new Map<string, ResolvedRelation[]>();
  for (const relation of baseTables(query)) {
    const name = `${relation.schema ?? 'public'}.${relation.name}`;
    byTable.set(name, [...(byTable.get(name) ?? []), relation]);
  }
  return [...byTable].map(([table, relations]) => {
    const ids = new Set(relations.map(({ id }) => id));
    const columns = query.columns.filter(({ relation }) => ids.has(relation)).map(({ column }) => column);
    const keys = query.predicates.filter(
      ({ relation, kind, parameter, column, conjunct, clause }) =>
        ids.has(relation) &&
        kind === 'equality' &&
        parameter !== undefined &&
        column !== undefined &&
        conjunct &&
        clause !== 'having',
    );
    // Read twice, a row may count under another key than its own.
    const keyedBy = relations.length === 1 ? keys[0]?.column : undefined;
    const rate = writeRate(relations[0], statistics, now);
    return {
      table,
      columns: [...new Set(columns)].sort(),
      ...(keyedBy === undefined ? {} : { keyedBy }),
      ...(rate === undefined ? {} : { writesPerSecond: rate }),
    };
  });
}

/** Rows changed since the last ANALYZE, over the time since. */
function writeRate(
  relation: ResolvedRelation | undefined,
  statistics: Statistics | undefined,
  now: Date,
): number | undefined {
  if (relation === undefined) return undefined;
  const { modifiedRows, lastAnalyze } =
    tableStatistics(statistics, { schema: relation.schema ?? 'public', name: relation.name }) ?? {};
  const since = lastAnalyze === undefined ? Number.NaN : (now.getTime() - Date.parse(lastAnalyze)) / 1000;
  return modifiedRows === undefined || !(since >= 60) ? undefined : modifiedRows / since;
}

/**
 * With λ changes a second that touch one answer, the share of stale answers within a time limit T is about λT/2 while
 * that is small (changes fall at random: Poisson); T is where it reaches `staleShare`.
 */
export function cacheTimeToLive(
  { query, schema, statistics, plan }: CacheRequest,
  invalidate: readonly CacheInvalidation[],
): NonNullable<CacheStrategy['ttl']> {
  const limit = query.functions.some((name) => callEffect(name, schema) === 'clock') ? clockTtl : longestTtl;
  if (invalidate.length === 0) {
    return { seconds: limit, why: 'It reads no table: nothing makes it stale.', level: 'derived' };
  }
  const rates = invalidate.map((one) => touchesPerSecond(one, query, statistics, plan));
  if (rates.some((rate) => rate === undefined)) {
    const seconds = Math.min(300, limit);
    const why = 'How often its tables change is not known; with the invalidation below it is only the last resort.';
    return { seconds, why, level: 'cited' };
  }
  const rate = rates.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const seconds = Math.max(1, Math.min(limit, Math.floor((2 * staleShare) / Math.max(rate, 1e-9))));
  if (rate * 86_400 < 0.05) {
    return {
      seconds,
      why: 'Its tables have hardly changed since the last ANALYZE; longer would do.',
      level: 'derived',
    };
  }
  const often = rate * 3600 >= 1 ? `${count(rate * 3600)} times an hour` : `${count(rate * 86_400)} times a day`;
  const why = `Since the last ANALYZE its tables changed about ${often} for one answer: by the time limit alone at most ${percent(staleShare)} of the answers are stale.`;
  return {
    seconds,
    why: seconds === limit && rate * limit < 2 * staleShare ? `${why} Longer would do.` : why,
    level: 'derived',
  };
}

/** Changes of one table that touch one answer: all of them, or the share of its key. */
function touchesPerSecond(
  { table, keyedBy, writesPerSecond }: CacheInvalidation,
  query: ResolvedQuery,
  statistics: Statistics | undefined,
  plan: Plan | undefined,
): number | undefined {
  if (writesPerSecond === undefined) return undefined;
  const [schema = '', name = ''] = table.split('.');
  const relation = tableStatistics(statistics, { schema, name });
  if (keyedBy !== undefined) {
    const keys = distinctValues(columnStatistics(relation, keyedBy), relation?.rows);
    if (keys !== undefined) return writesPerSecond / Math.max(1, keys);
  }
  const isAlone = query.relations.filter(({ kind }) => kind === 'table').length === 1;
  const isPlain = !query.blocks.some(
    ({ aggregates, distinct, limit }) => aggregates || distinct || limit !== undefined,
  );
  const rows = plan?.root.estimated?.rows;
  if (isAlone && isPlain && rows !== undefined && (relation?.rows ?? 0) > 0) {
    return writesPerSecond * Math.min(1, rows / (relation?.rows ?? rows));
  }
  return writesPerSecond;
}
