import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { columnStatistics } from './column-selectivity.ts';
import { indexesOf } from './index-coverage.ts';
import type { Draft } from './index-drafts.ts';
import type { RelationTerms } from './index-terms.ts';

/** |correlation| from which the rows lie in the order of the column: below, every block range holds every value. */
const leastCorrelation = 0.95;

/** 8 MB: a smaller table has too few block ranges to leave any out. */
const leastPages = 1000;

/** Of a smaller share of the rows a block range holds mostly others. */
const fewRows = 0.005;

/**
 * BRIN indexes: a few kilobytes that tell the least and the greatest value of each stretch of blocks, for columns in
 * whose order the rows lie on disk. https://www.postgresql.org/docs/18/brin.html
 */
export function brinDrafts(terms: RelationTerms): readonly Draft[] {
  const { equal, ranges, statistics, methods } = terms;
  if (methods?.includes('brin') === false || (statistics?.pages ?? 0) < leastPages) return [];
  const compared = [...ranges.filter(({ key }) => key.operatorClass === undefined), ...equal];
  const columns = new Set(compared.flatMap(({ key }) => key.column ?? []));
  return [...columns]
    .filter((column) => liesInOrder(column, terms))
    .map((column) => ({
      method: 'brin',
      keys: [{ column, direction: 'asc' }],
      include: [],
      equalities: 0,
      rank: 63,
    }));
}

function liesInOrder(column: string, { statistics }: RelationTerms): boolean {
  return Math.abs(columnStatistics(statistics, column)?.correlation ?? 0) >= leastCorrelation;
}

/**
 * The existing index that makes a B-tree on one column pointless where the rows lie in its order: a BRIN index, unless
 * the query wants the order itself or next to no rows; or a B-tree that only lacks columns to cover the query, since
 * reading the rows themselves is one sweep.
 */
export function inOrderAlready(
  draft: Draft,
  terms: RelationTerms,
  plan: Plan | undefined,
): IndexDefinition | undefined {
  const [key, ...more] = draft.keys;
  const column = key?.column;
  if (draft.method !== 'btree' || draft.predicate !== undefined || more.length > 0) return undefined;
  const isGiven = [...terms.ranges, ...terms.equal].some((one) => one.key.column === column);
  if (column === undefined || !isGiven || !liesInOrder(column, terms)) return undefined;
  const wantsOrder = [...terms.sort, ...terms.extremes].some((one) => one.column === column);
  return indexesOf(terms.table).find(({ method, predicate, keys, valid }) => {
    if (!valid || predicate !== undefined || keys[0]?.column !== column) return false;
    if (method === 'btree') return draft.include.length > 0;
    return method === 'brin' && !wantsOrder && (shareRead(plan, terms) ?? 1) >= fewRows;
  });
}

/** Share of the table's rows that the plan expects of its scan. */
function shareRead(plan: Plan | undefined, { table, statistics }: RelationTerms): number | undefined {
  const rows = statistics?.rows ?? table.rows;
  const scan = plan && scanOf(plan.root, table.name);
  const expected = scan?.estimated?.rows;
  return rows === undefined || rows === 0 || expected === undefined ? undefined : expected / rows;
}

function scanOf(node: PlanNode, table: string): PlanNode | undefined {
  if (node.relation === table) return node;
  for (const child of node.children) {
    const found = scanOf(child, table);
    if (found !== undefined) return found;
  }
  return undefined;
}
