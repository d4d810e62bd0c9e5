import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { tableStatistics } from './column-selectivity.ts';
import { findTable } from './find-table.ts';
import { servedTables } from './index-candidates.ts';
import { type NodeWeight, weighPlan } from './plan-weights.ts';
import { count, countOf, nodeName, percent, times } from './plan-words.ts';
import { misestimates } from './row-estimates.ts';
import { hasTrigrams } from './search-keys.ts';
import { isImmutable } from './stable-expression.ts';

export interface NoIndexRequest {
  readonly query: ResolvedQuery;
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics | undefined;
  readonly plan?: Plan | undefined;
}

/** Why another index is the wrong answer to a query, the weightiest first; empty where nothing speaks against one. */
export function noIndexReasons(request: NoIndexRequest): readonly string[] {
  const { plan } = request;
  return [
    ...(plan === undefined ? [] : planReasons(request, plan)),
    ...servedTables(request).map(({ table, index }) => `${table} has the fitting index already: ${index}.`),
    ...smallTables(request),
    ...queryReasons(request),
    ...(plan === undefined ? [] : wrongEstimate(plan)),
  ];
}

/** Above this share of a table's rows an index costs more than reading the table from end to end. */
const mostOfTable = 0.2;

function planReasons({ query, schema, statistics }: NoIndexRequest, plan: Plan): readonly string[] {
  const heavy = weighPlan(plan).nodes.filter(({ share }) => share >= 0.1);
  const scans = heavy.flatMap((weight) => {
    if (weight.node.type !== 'Seq Scan' || weight.node.relation === undefined) return [];
    const table = findTable(schema, { schema: weight.node.schema, name: weight.node.relation });
    const whole = plan.analyzed
      ? weight.rowsRead
      : ((table && (tableStatistics(statistics, table)?.rows ?? table.rows)) ?? 0);
    const share = whole > 0 ? weight.rowsProduced / whole : 0;
    return share > mostOfTable
      ? [
          `The query needs ${percent(Math.min(1, share))} of the rows of ${weight.node.relation}: reading it whole is the cheapest way.`,
        ]
      : [];
  });
  const functions = heavy
    .filter(({ node }) => node.type === 'Function Scan')
    .map(
      ({ node, share }) => `${nodeName(node)} makes ${percent(share)} of the work: no index reaches into a function.`,
    );
  return [...scans, ...functions, ...writing(heavy, query)];
}

function wrongEstimate(plan: Plan): readonly string[] {
  const [worst] = misestimates(plan).toSorted((a, b) => b.factor - a.factor);
  if (worst === undefined || worst.factor < 100) return [];
  const { node, estimated, factor } = worst;
  const way = `expected ${countOf(estimated, 'row')} and got ${count(node.actual?.rows ?? 0)}`;
  return [
    `The planner was wrong by ${times(factor)} at ${nodeName(node)} (${way}): mend the statistics (ANALYZE) first.`,
  ];
}

function writing(heavy: readonly NodeWeight[], query: ResolvedQuery): readonly string[] {
  const writes = heavy.find(({ node }) => node.type === 'ModifyTable');
  if (writes === undefined || query.kind === 'select') return [];
  return [`${percent(writes.share)} of the work is the writing itself: another index makes it dearer.`];
}

function smallTables({ query, schema, statistics }: NoIndexRequest): readonly string[] {
  const names = new Set<string>();
  return query.relations.flatMap((relation) => {
    const table = relation.kind === 'table' ? findTable(schema, relation) : undefined;
    if (table === undefined || names.has(table.name)) return [];
    names.add(table.name);
    const known = tableStatistics(statistics, table);
    const rows = known?.rows ?? table.rows;
    if (known === undefined || rows === undefined || known.pages > 20 || rows > 5000) return [];
    return [
      `${table.name} is small (${countOf(rows, 'row')} in ${countOf(known.pages, 'block')}): reading it whole is quick.`,
    ];
  });
}

function queryReasons({ query, schema }: NoIndexRequest): readonly string[] {
  const offset = query.blocks.map((block) => Number(block.offset)).find((value) => value >= 1000);
  const casts = query.predicates.filter(({ cast, column }) => cast !== undefined && column !== undefined);
  const patterns = query.predicates.filter(({ kind }) => kind === 'pattern');
  const hasConditions = query.predicates.length + query.joins.length > 0;
  const hasOrder = query.blocks.some(({ order, grouping, distinct }) => order.length + grouping.length > 0 || distinct);
  return [
    ...(offset === undefined
      ? []
      : [`OFFSET ${count(offset)} reads that many rows to throw them away: continue after the last key seen instead.`]),
    ...casts.map(
      ({ column, cast }) => `${column} is cast to ${cast}, so no index on it can be used: compare it in its own type.`,
    ),
    ...unindexable(query, schema),
    ...(patterns.length > 0 && !hasTrigrams(schema)
      ? [
          `${patterns[0]?.text} ${schema.indexing?.patterns ?? 'needs a trigram index, and the extension pg_trgm is not installed'}.`,
        ]
      : []),
    ...(hasConditions || hasOrder ? [] : ['The query has no condition and no order that an index could serve.']),
  ];
}

/** Conditions on an expression that an index may not hold. */
function unindexable(query: ResolvedQuery, schema: DatabaseSchema): readonly string[] {
  return query.predicates.flatMap(({ relation: id, expression, columns, conjunct }) => {
    const relation = query.relations.find((one) => one.id === id && one.kind === 'table');
    const table = relation === undefined ? undefined : findTable(schema, relation);
    if (table === undefined || expression === undefined || !conjunct || columns.length === 0) return [];
    if (isImmutable(expression, columns, table)) return [];
    return [
      `${expression} depends on the session (its time zone or date style), so it cannot be indexed: compare ${columns.join(', ')} itself, as a range.`,
    ];
  });
}
