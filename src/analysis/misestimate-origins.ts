import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import { tableStatistics } from './column-selectivity.ts';
import { hasOldStatistics } from './old-statistics.ts';
import { inputs, isSubquery, walkPlan } from './plan-walk.ts';
import { type Misestimate, misestimateSources, misestimates } from './row-estimates.ts';

/** Where an error of the planner begins, and where it has grown large. */
export interface MisestimateOrigin {
  /** The lowest node that is off in this direction. */
  readonly origin: Misestimate;
  /** The lowest node that is off by `least`: the origin itself, or a join above that multiplied it. */
  readonly reached: Misestimate;
  /**
   * `join`: right below, wrong from the join on. `function`: the default of a function that tells no number of rows.
   * `single-row`: one row of a table expected, very many found. `rows`: all others.
   */
  readonly kind: 'join' | 'function' | 'single-row' | 'rows';
}

/** Within this factor an estimate is as good as one may expect. */
const right = 3;

/** One row expected and fewer than this found is still a small mistake. */
const veryMany = 100;

/** Every large error once, traced down to the node where it begins. `statistics` tell stale ones from missing ones. */
export function misestimateOrigins(
  plan: Plan,
  least: number,
  statistics?: Statistics | undefined,
): readonly MisestimateOrigin[] {
  const byId = new Map(misestimates(plan).map((one) => [one.node.id, one]));
  const traced = misestimateSources(plan, least).map((reached): MisestimateOrigin => {
    const origin = lowest(reached, byId, plan);
    const join = joinOfLookup(origin, plan, byId);
    return join === undefined || isKnownStale(origin.node, statistics)
      ? { origin, reached, kind: kindOf(origin) }
      : { origin: join, reached: join, kind: 'join' };
  });
  // The readers of a CTE all lead to the one place where it is made.
  return traced.filter(({ origin }, at) => traced.findIndex((other) => other.origin.node.id === origin.node.id) === at);
}

/** Better statistics of one table may mend it. */
export function isOfTable({ kind }: MisestimateOrigin): boolean {
  return kind === 'rows' || kind === 'single-row';
}

/** Autovacuum analyzes at a tenth by default: later than that something is wrong. */
export function isStale(table: RelationStatistics): boolean {
  return table.rows === undefined || hasOldStatistics(table);
}

/** Rows of one run that a function gave, before a filter threw some away. */
export function functionRows(node: PlanNode): number {
  return (node.actual?.rows ?? 0) + (node.removed.filter ?? 0);
}

export function isJoin({ type }: PlanNode): boolean {
  return type === 'Nested Loop' || type === 'Hash Join' || type === 'Merge Join';
}

function lowest(reached: Misestimate, byId: ReadonlyMap<string, Misestimate>, plan: Plan): Misestimate {
  // Two CTEs of one name, one inside the other, could lead in a circle.
  const seen = new Set<string>();
  let origin = reached;
  for (;;) {
    seen.add(origin.node.id);
    const below = worstInput(origin, byId, plan);
    if (below === undefined || seen.has(below.node.id)) return origin;
    origin = below;
  }
}

function worstInput(above: Misestimate, byId: ReadonlyMap<string, Misestimate>, plan: Plan): Misestimate | undefined {
  return [...inputs(above.node), ...madeFor(above.node, plan)]
    .flatMap((input) => countedBelow(input, byId) ?? [])
    .filter(({ direction, factor }) => direction === above.direction && factor > right)
    .sort((one, other) => other.factor - one.factor)[0];
}

/** What a CTE Scan reads. */
function madeFor({ type, cte }: PlanNode, plan: Plan): readonly PlanNode[] {
  if (type !== 'CTE Scan') return [];
  return walkPlan(plan).flatMap(({ node }) => (node.subplanName === `CTE ${cte}` ? [node] : []));
}

/** A Hash, a Materialize and their like repeat their input. */
function countedBelow(node: PlanNode, byId: ReadonlyMap<string, Misestimate>): Misestimate | undefined {
  const own = byId.get(node.id);
  const [input, ...others] = inputs(node);
  return own ?? (input === undefined || others.length > 0 ? undefined : countedBelow(input, byId));
}

/**
 * Where the origin is the inner side of a nested loop that looks rows up by the outer row and by nothing else: the join.
 * The planner took an average over all keys, and these keys are not average.
 */
function joinOfLookup(
  origin: Misestimate,
  plan: Plan,
  byId: ReadonlyMap<string, Misestimate>,
): Misestimate | undefined {
  const { node } = origin;
  if (node.conditions.filter !== undefined || !looksUpOutside(node)) return undefined;
  const visits = new Map(walkPlan(plan).map((visit) => [visit.node.id, visit]));
  let below = visits.get(node.id);
  while (below?.parent !== undefined && !isJoin(below.parent) && !isSubquery(below.node)) {
    below = visits.get(below.parent.id);
  }
  const [outer, inner] = below?.parent === undefined ? [] : inputs(below.parent);
  const join = byId.get(below?.parent?.id ?? '');
  const side = outer && countedBelow(outer, byId);
  const isRight = side === undefined || side.factor <= right;
  return join !== undefined && inner?.id === below?.node.id && isRight && sameWay(join, origin) ? join : undefined;
}

function sameWay(one: Misestimate, other: Misestimate): boolean {
  return one.direction === other.direction && one.factor >= other.factor / right;
}

/** Its index condition names another relation. */
function looksUpOutside({ conditions, alias, relation }: PlanNode): boolean {
  return namesOther(conditions.index ?? conditions.recheck, { alias, relation });
}

/** Its rows depend on a row outside: the planner took the average over all of them. */
export function isForOuterRow({ conditions, alias, relation }: PlanNode): boolean {
  return [conditions.index, conditions.recheck, conditions.filter].some((text) =>
    namesOther(text, { alias, relation }),
  );
}

function namesOther(condition: string | undefined, { alias, relation }: Pick<PlanNode, 'alias' | 'relation'>): boolean {
  const text = (condition ?? '').replace(/'(?:[^']|'')*'/g, '');
  return [...text.matchAll(/([a-z_][\w$]*|"[^"]+")\.(?=[a-z_"])/gi)].some(([, name = '']) => {
    const bare = name.replaceAll('"', '');
    return bare !== alias && bare !== relation;
  });
}

/** The statistics of the scanned table are at hand, and up to date. */
export function isKnownFresh(node: PlanNode, statistics: Statistics | undefined): boolean {
  const table = scannedTable(node, statistics);
  return table !== undefined && !isStale(table);
}

function isKnownStale(node: PlanNode, statistics: Statistics | undefined): boolean {
  const table = scannedTable(node, statistics);
  return table !== undefined && isStale(table);
}

function scannedTable(
  { schema, relation }: PlanNode,
  statistics: Statistics | undefined,
): RelationStatistics | undefined {
  return schema && relation ? tableStatistics(statistics, { schema, name: relation }) : undefined;
}

function kindOf({ node, estimated, actual }: Misestimate): MisestimateOrigin['kind'] {
  if (isJoin(node)) return 'join';
  if (isDefault(node)) return 'function';
  const isSingle =
    node.relation !== undefined && (node.estimated?.rows ?? 0) <= 1 && estimated <= 1 && actual >= veryMany;
  return isSingle ? 'single-row' : 'rows';
}

/**
 * 1000 rows of a function that says nothing else, 100 of those that take JSON or XML apart, 10 of an array whose length
 * is not known. https://www.postgresql.org/docs/18/sql-createfunction.html (ROWS)
 */
const defaults = [1000, 100];
const unknownArray = 10;

function isDefault(node: PlanNode): boolean {
  const expected = node.estimated?.rows ?? 0;
  if (node.type === 'ProjectSet') {
    const each = expected / Math.max(1, inputs(node)[0]?.estimated?.rows ?? 1);
    return [...defaults, unknownArray].some((rows) => Math.abs(each - rows) < 0.01 * rows);
  }
  if (node.type !== 'Function Scan' && node.type !== 'Table Function Scan') return false;
  if (node.conditions.filter === undefined) {
    return defaults.includes(expected) || (node.function === 'unnest' && expected === unknownArray);
  }
  // The filter's share is guessed as well: the function is to blame where it gave far more or fewer before the filter.
  const given = Math.max(1, functionRows(node));
  return expected <= 1000 && defaults.every((rows) => given >= 10 * rows || given <= rows / 10);
}
