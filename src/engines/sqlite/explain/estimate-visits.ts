import { columnStatistics, distinctValues, tableStatistics } from '#analysis/column-selectivity.ts';
import { findTable } from '#analysis/find-table.ts';
import { indexesOf } from '#analysis/index-coverage.ts';
import { inputs, isSubquery, walkNode } from '#analysis/plan-walk.ts';
import { foldName } from '#engines/sqlite/parse/translate.ts';
import { rowidColumn } from '#engines/sqlite/resolve/unfold-query.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { Predicate, ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import { sharesOf } from './share-of-rows.ts';
import { withWrittenParameters } from './written-parameters.ts';

export interface VisitFacts {
  readonly query: ResolvedQuery;
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics;
}

/** What plans of this engine are counted in, since SQLite tells no costs. */
export const costUnit = 'rows visited';

/** SQLite's own guess of a table that was never analyzed (src/analyze.c, 1,048,576). */
const unknownRows = 1_048_576;

/**
 * The plan with estimated rows, and with rows visited where other planners tell a cost:
 *
 * - a scan visits all rows of the table (or entries of the index) once;
 * - a search visits the entries that match its terms, at least one; unless the index covers the query, each entry
 *   costs one more visit, to the row itself;
 * - the inner side of a join is visited anew for each row of the outer side, a correlated subquery for each row;
 * - a temporary B-tree visits each row that is put into it once more, and so does an automatic index;
 * - LIMIT stops what is read in order: that share of the visits is counted.
 *
 * How many rows match follows from the statistics of the columns; of what they do not say, from SQLite's own guesses.
 */
export function estimateVisits(plan: Plan, facts: VisitFacts): Plan {
  return { ...plan, costUnit, root: estimated(plan.root, facts, limitOf(facts.query), 1).node };
}

interface Estimate {
  /** With its share of what LIMIT leaves; the figures beside it are without. */
  readonly node: PlanNode;
  /** Rows of one run. */
  readonly rows: number;
  /** Visits of one run, everything below included. */
  readonly visits: number;
}

function estimated(node: PlanNode, facts: VisitFacts, limit: number | undefined, scale: number): Estimate {
  const whole = weigh(node, facts, limit, scale);
  const visits = whole.visits * (node.type === 'Limit' ? 1 : scale);
  const rows = whole.rows * (node.type === 'Limit' ? 1 : scale);
  return {
    rows: whole.rows,
    visits: whole.visits,
    node: {
      ...node,
      ...(whole.filter === undefined ? {} : { conditions: { ...node.conditions, filter: whole.filter } }),
      children: whole.children.map((child) => child.node),
      estimated: { startupCost: 0, totalCost: round(visits), rows: round(rows), width: 0 },
    },
  };
}

interface Weight {
  readonly children: readonly Estimate[];
  readonly rows: number;
  readonly visits: number;
  readonly filter?: string | undefined;
}

function weigh(node: PlanNode, facts: VisitFacts, limit: number | undefined, scale: number): Weight {
  if (node.type === 'Limit') return weighLimit(node, facts, limit);
  const below = (child: PlanNode, share: number) => estimated(child, facts, undefined, share);
  const hanging = node.children.filter(isSubquery).map((child) => below(child, 1));
  const isInner = (at: number) => node.type === 'Nested Loop' && at === 1;
  const feeding = inputs(node).map((child, at) => below(child, isInner(at) ? 1 : scale));
  const own = weighKind(node, feeding, facts);
  const subqueries = hanging.reduce(
    (sum, one) => sum + one.visits * (one.node.parentRelationship === 'SubPlan' ? Math.max(1, own.rows) : 1),
    0,
  );
  const order = new Map([...feeding, ...hanging].map((one) => [one.node.id, one]));
  const children = node.children.flatMap((child) => order.get(child.id) ?? []);
  return { ...own, visits: own.visits + subqueries, children };
}

function weighKind(node: PlanNode, feeding: readonly Estimate[], facts: VisitFacts): Omit<Weight, 'children'> {
  const rows = feeding.reduce((sum, one) => sum + one.rows, 0);
  const visits = feeding.reduce((sum, one) => sum + one.visits, 0);
  const [first, second] = feeding;
  switch (node.type) {
    case 'Nested Loop': {
      const outer = first?.rows ?? 1;
      const joined = outer * (second?.rows ?? 1) * filteredJoins(first?.node, second?.node, facts);
      return {
        rows: node.joinType === 'Left' ? Math.max(outer, joined) : joined,
        visits: (first?.visits ?? 0) + Math.max(1, outer) * (second?.visits ?? 0),
      };
    }
    case 'Sort':
    case 'Incremental Sort':
    case 'Unique':
      return { rows, visits: visits + rows };
    case 'Multi-Index OR':
    case 'Append':
    case 'Merge Append':
    case 'Recursive Union':
    case 'Aggregate':
      return { rows, visits };
    case 'Subquery Scan':
      return feeding.length === 0 ? { rows: 1, visits: 1 } : { rows, visits: visits + rows };
    case 'Result':
      return { rows: Math.max(1, rows), visits };
    default:
      return weighScan(node, facts);
  }
}

/** What lies under a LIMIT and keeps the order stops early; what sorts or groups reads to its end. */
function weighLimit(node: PlanNode, facts: VisitFacts, limit: number | undefined): Weight {
  const [child] = node.children;
  if (child === undefined) return { children: [], rows: 0, visits: 0 };
  const whole = estimated(child, facts, undefined, 1);
  const rows = Math.min(whole.rows, limit ?? whole.rows);
  const isStopped = limit !== undefined && whole.rows > limit && stopsEarly(child, facts.query);
  if (!isStopped) return { children: [whole], rows, visits: whole.visits };
  const share = limit / whole.rows;
  const cut = estimated(child, facts, undefined, share);
  return { children: [cut], rows, visits: Math.max(rows, whole.visits * share) };
}

function stopsEarly(node: PlanNode, query: ResolvedQuery): boolean {
  const eager = ['Sort', 'Incremental Sort', 'Aggregate', 'Recursive Union'];
  if (eager.includes(node.type)) return false;
  const main = query.blocks[0];
  if (main?.aggregates === true && main.grouping.length === 0) return false;
  return inputs(node).every((child) => stopsEarly(child, query));
}

function limitOf({ blocks }: ResolvedQuery): number | undefined {
  const [main] = blocks;
  const limit = Number(main?.limit ?? Number.NaN);
  const offset = Number(main?.offset ?? 0);
  return Number.isFinite(limit) && limit >= 0 ? limit + (Number.isFinite(offset) ? offset : 0) : undefined;
}

function weighScan(node: PlanNode, facts: VisitFacts): Omit<Weight, 'children'> {
  const relation = relationOf(node, facts.query);
  const table = relation && findTable(facts.schema, relation);
  if (relation === undefined || table === undefined) return { rows: 10, visits: 10 };
  const statistics = tableStatistics(facts.statistics, table);
  const total = Math.max(1, statistics?.rows ?? table.rows ?? unknownRows);
  const terms = searchTerms(node.conditions.index);
  const predicates = facts.query.predicates.filter((one) => one.relation === relation.id && isOfRow(one));
  const searched = new Set(terms.map(({ column }) => column));
  const used = predicates.filter((one) => one.conjunct && isSearched(one, node, table, searched));
  const share = (some: readonly Predicate[]) => sharesOf(some, statistics, total);
  const matched = matchedRows({ node, table, terms, used, statistics, total, share });
  const rest = predicates.filter((one) => one.conjunct && !used.includes(one));
  const disjunct = predicates.filter((one) => !one.conjunct);
  const rows = matched * share(rest) * (disjunct.length === 0 ? 1 : 0.5);
  // min() and max() take the first entry that the other conditions leave.
  const isExtreme = terms.length === 0 && node.extra['Search'] === true && node.index !== undefined;
  const entries = isExtreme ? Math.min(matched, 1 / share(rest)) : matched;
  const fetches = node.type === 'Index Scan' && node.index !== 'the primary key' ? entries : 0;
  const filter = rest.map(({ text }) => text).join(' AND ');
  // An automatic index is built once of the whole table; what that costs a run is not known here.
  return {
    rows: isExtreme ? 1 : rows,
    visits: Math.max(1, entries) + fetches,
    filter: filter === '' ? undefined : withWrittenParameters(filter, facts.query),
  };
}

/** Share of the pairs that join conditions leave which the inner side does not search by. */
function filteredJoins(outer: PlanNode | undefined, inner: PlanNode | undefined, facts: VisitFacts): number {
  const own = inner && relationOf(inner, facts.query);
  const table = own && findTable(facts.schema, own);
  if (outer === undefined || inner === undefined || own === undefined || table === undefined) return 1;
  const before = new Set(walkNode(outer).map(({ node }) => relationOf(node, facts.query)?.id));
  const searched = new Set(searchTerms(inner.conditions.index).map(({ column }) => column));
  const statistics = tableStatistics(facts.statistics, table);
  const total = Math.max(1, statistics?.rows ?? table.rows ?? unknownRows);
  return facts.query.joins.reduce((share, { left, right, operator }) => {
    const [mine, other] = left.relation === own.id ? [left, right] : [right, left];
    const isOfPair = mine.relation === own.id && before.has(other.relation) && operator === '=';
    const isSearchedBy =
      searched.has(foldName(mine.column)) || (searched.has('rowid') && rowidColumn(table) === mine.column);
    if (!isOfPair || isSearchedBy) return share;
    const distinct =
      rowidColumn(table) === mine.column ? total : distinctValues(columnStatistics(statistics, mine.column), total);
    return share / (distinct ?? 10);
  }, 1);
}

function isOfRow({ clause, columns }: Predicate): boolean {
  return (clause === 'where' || clause === 'join') && columns.length > 0;
}

/** `customer_id=? AND created_at>?`, also `ANY(a)` of a skip-scan, `rowid=?` and `<expr>=?`. */
function searchTerms(text: string | undefined): readonly { readonly column: string; readonly operator: string }[] {
  return (text ?? '').split(' AND ').flatMap((term) => {
    const [, column, operator] = /^(<expr>|.+?)\s*(>=|<=|=|>|<)\s*\?$/.exec(term.trim()) ?? [];
    return column === undefined || operator === undefined
      ? []
      : [{ column: foldName(column.replace(/^"|"$/g, '')), operator }];
  });
}

function isSearched(predicate: Predicate, node: PlanNode, table: Table, searched: ReadonlySet<string>): boolean {
  const { column, expression } = predicate;
  if (column !== undefined) {
    return searched.has(foldName(column)) || (searched.has('rowid') && rowidColumn(table) === column);
  }
  const index = indexesOf(table).find(({ name }) => name === node.index);
  const isKey = index?.keys.some((key) => key.expression !== undefined && same(key.expression, expression)) ?? false;
  return searched.has('<expr>') && (index === undefined || isKey);
}

function same(one: string, other: string | undefined): boolean {
  const normal = (text: string) => foldName(text.replace(/[\s()"]/g, ''));
  return other !== undefined && normal(one) === normal(other);
}

interface Search {
  readonly node: PlanNode;
  readonly table: Table;
  readonly terms: readonly { readonly column: string; readonly operator: string }[];
  readonly used: readonly Predicate[];
  readonly statistics: RelationStatistics | undefined;
  readonly total: number;
  readonly share: (some: readonly Predicate[]) => number;
}

/** Entries that the search finds. Terms without a predicate of their own compare with the row of an outer loop. */
function matchedRows({ node, table, terms, used, statistics, total, share }: Search): number {
  const index = indexesOf(table).find(({ name }) => name === node.index);
  const inIndex = index?.predicate === undefined ? total : total * partOf(index.predicate, used, share);
  const equal = terms.filter(({ operator }) => operator === '=').map(({ column }) => column);
  if (equal.some((column) => column === 'rowid')) return 1;
  const isWhole = index?.keys.every(({ column }) => column !== undefined && equal.includes(foldName(column))) ?? false;
  if (index?.unique === true && isWhole) return 1;
  const spoken = new Set(used.flatMap(({ column, kind }) => (column && kind !== 'range' ? [foldName(column)] : [])));
  const joined = equal.filter((column) => !spoken.has(column) && column !== '<expr>');
  const distinct = (column: string) => {
    const known = table.columns.find(({ name }) => foldName(name) === column)?.name;
    return distinctValues(columnStatistics(statistics, known), total) ?? 10;
  };
  const found = joined.reduce((rows, column) => rows / distinct(column), total * share(used));
  return Math.min(inIndex, Math.max(found, 0));
}

function partOf(predicate: string, used: readonly Predicate[], share: (some: readonly Predicate[]) => number): number {
  const said = used.filter(({ text }) => same(predicate, text) || predicate.includes(text));
  return said.length === 0 ? 1 : share(said);
}

/** The one appearance in the query that the node reads. */
function relationOf(node: PlanNode, query: ResolvedQuery): ResolvedQuery['relations'][number] | undefined {
  const tables = query.relations.filter(({ kind }) => kind === 'table');
  const name = foldName(node.alias ?? node.relation ?? '');
  return tables.find(({ alias }) => foldName(alias) === name) ?? tables.find((one) => foldName(one.name) === name);
}

function round(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 100) / 100;
}
