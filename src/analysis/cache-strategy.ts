import type { CacheKeyPart, CacheStrategy } from '#vocabulary/cache-strategy.ts';
import { cacheInvalidations, cacheTimeToLive } from './cache-freshness.ts';
import { baseTables, cacheKeyParts, cacheKeyPattern } from './cache-key.ts';
import type { CacheRequest } from './cache-request.ts';
import { callEffect } from './call-effects.ts';
import { columnStatistics, distinctValues, tableStatistics } from './column-selectivity.ts';
import { findTable } from './find-table.ts';
import { count, duration, kilobytes } from './plan-words.ts';

/** A look into a cache over the network takes about half a millisecond: what takes less than two gains nothing. */
const worthMs = 2;
const worthCost = 100;
/** Redis keeps up to 512 MB a value; from 1 MB on, moving it takes longer than most queries. */
const largeBytes = 1_000_000;

/**
 * Whether a query's answer may be cached, and how: by what it calls, whom it depends on, what it costs, how large it is,
 * and how often its tables change.
 */
export function cacheStrategy(request: CacheRequest): CacheStrategy {
  const against = refusals(request);
  if (against.length > 0) return { cacheable: 'no', why: [...against], invalidate: [] };
  const worth = notWorth(request);
  if (worth !== undefined) return { cacheable: 'no', why: [worth], invalidate: [] };
  const parts = cacheKeyParts(request);
  const invalidate = cacheInvalidations(request);
  const bytes = sizes(request, parts);
  const cautions = careful(request, parts, bytes);
  return {
    cacheable: cautions.length === 0 ? 'yes' : 'with-care',
    why: [...(cautions.length === 0 ? [worthWhile(request)] : cautions)],
    key: { pattern: cacheKeyPattern(request.query, parts), parts: [...parts] },
    ttl: cacheTimeToLive(request, invalidate),
    invalidate: [...invalidate],
    stampede: stampede(request),
    ...(bytes === undefined ? {} : { bytes }),
  };
}

/** Why its answer must not be kept at all. */
function refusals({ query, schema }: CacheRequest): readonly string[] {
  const changing = query.functions.filter((name) => callEffect(name, schema) === 'never');
  const tables = baseTables(query);
  const temporary = tables.filter((one) => findTable(schema, one)?.persistence === 'temporary');
  const hidden = query.relations.filter(({ kind }) => kind === 'unknown');
  return [
    ...(query.kind === 'select'
      ? []
      : [`It writes (${query.kind.toUpperCase()}): only what reads can be answered from a cache.`]),
    ...(query.locksRows
      ? ['It locks rows for what follows (FOR UPDATE): the lock, not the answer, is what it is for.']
      : []),
    ...(changing.length === 0
      ? []
      : [`It calls ${changing.join(', ')}, which may give something else, or do something, each time.`]),
    ...temporary.map(({ name }) => `${name} is a temporary table: each session has its own.`),
    ...hidden.map(({ name }) => `${name} is not known, so nothing can be said of what changes it.`),
  ];
}

function notWorth({ milliseconds, helped, plan, schema }: CacheRequest): string | undefined {
  if (milliseconds !== undefined) {
    return milliseconds < worthMs
      ? `${helped === true ? 'With what is recommended it' : 'It'} takes ${duration(milliseconds)}: a look into a cache over the network takes about as long.`
      : undefined;
  }
  const cost = plan?.costUnit === undefined ? plan?.root.estimated?.totalCost : undefined;
  return cost !== undefined && cost < worthCost && schema.engine === 'postgres'
    ? `The planner rates it at a cost of ${count(cost)}, which is next to nothing: a cache would not be faster.`
    : undefined;
}

function worthWhile({ milliseconds, plan }: CacheRequest): string {
  if (milliseconds !== undefined) {
    return `It takes ${duration(milliseconds)} each time, and depends on nothing but its values and its tables.`;
  }
  const cost = plan?.root.estimated?.totalCost;
  return cost === undefined
    ? 'It depends on nothing but its values and its tables; what it costs is not known.'
    : `It costs ${count(cost)} by estimate, and depends on nothing but its values and its tables.`;
}

/** What must be kept in mind where it is cached all the same. */
function careful(
  { query, schema }: CacheRequest,
  parts: readonly CacheKeyPart[],
  bytes: CacheStrategy['bytes'],
): readonly string[] {
  const clocks = query.functions.filter((name) => callEffect(name, schema) === 'clock');
  const tables = baseTables(query).flatMap((one) => findTable(schema, one) ?? []);
  const secured = tables.filter(({ rowSecurity }) => rowSecurity).map(({ name }) => name);
  const foreign = tables.filter(({ kind }) => kind === 'foreign').map(({ name }) => name);
  const session = parts.filter(({ from }) => from === 'session').map(({ value }) => value);
  return [
    ...(clocks.length === 0
      ? []
      : [`It calls ${clocks.join(', ')}: its answer grows old by itself, so the time limit is short.`]),
    ...(secured.length === 0
      ? []
      : [
          `${secured.join(', ')} shows each user other rows (row security): a key without the user would hand out rows of others.`,
        ]),
    ...(secured.length === 0 && session.length > 0
      ? [`It depends on the session (${session.join(', ')}), which is part of the key.`]
      : []),
    ...(foreign.length === 0
      ? []
      : [`${foreign.join(', ')} lives on another server: its changes are not seen from here.`]),
    ...(query.blocks.some(({ limit, order }) => limit !== undefined && order.length === 0)
      ? ['LIMIT without ORDER BY: which rows it keeps is chance, and a cache makes that chance last.']
      : []),
    ...(bytes !== undefined && bytes.each > largeBytes
      ? [`One answer is about ${kilobytes(bytes.each / 1024)}: keep what the page shows, not all of it.`]
      : []),
  ];
}

function stampede({ milliseconds }: CacheRequest): NonNullable<CacheStrategy['stampede']> {
  const source = 'https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/';
  return milliseconds === undefined || milliseconds >= 20
    ? {
        method: 'single-flight',
        why: 'While the key is empty one caller asks the database and the others wait for its answer; the time limit is varied by a tenth, so that keys do not expire together.',
        source,
      }
    : {
        method: 'jitter',
        why: 'The query is short: it is enough to vary the time limit by a tenth, so that keys do not expire together.',
        source,
      };
}

function sizes({ query, statistics, plan }: CacheRequest, parts: readonly CacheKeyPart[]): CacheStrategy['bytes'] {
  const { rows, width } = plan?.root.estimated ?? {};
  if (rows === undefined || width === undefined) return undefined;
  // Text around each value: JSON roughly doubles what the row holds.
  const each = Math.max(2, Math.round(rows * (width * 2 + 20)));
  const counts = parts
    .filter(({ from }) => from === 'parameter')
    .map(({ column }) => {
      const [table, name] = (column ?? '').split('.');
      const relation = query.relations.find((one) => one.kind === 'table' && one.name === table);
      const known =
        relation && tableStatistics(statistics, { schema: relation.schema ?? 'public', name: relation.name });
      return distinctValues(columnStatistics(known, name), known?.rows);
    });
  const keys = counts.reduce<number | undefined>(
    (all, one) => (all === undefined || one === undefined ? undefined : all * one),
    1,
  );
  return { each, ...(keys === undefined ? {} : { keys: Math.round(keys) }) };
}
