import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { inputs, rowsProduced, walkNode, walkPlan } from '#analysis/plan-walk.ts';
import type { NodeWeight } from '#analysis/plan-weights.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';

/** A CTE that is computed whole for one reader, which needs little of it. */
export interface UnusedCte {
  /** The top of its own plan. */
  readonly made: PlanNode;
  /** Rows. */
  readonly computed: number;
  readonly use: Use;
}

/** `text` is the query’s, where it is known: without VERBOSE a plan does not show what its CTEs compute. */
export function unusedCte({ node, parent }: NodeWeight, plan: Plan, text = plan.query): UnusedCte | undefined {
  const made = node.type === 'CTE Scan' ? onlySource(node, plan) : undefined;
  if (made === undefined || isFence(made, text)) return undefined;
  const computed = rowsProduced(made);
  const use = filteredUse(node, made) ?? joinedUse(node, parent, made, plan) ?? limitedUse(parent, made, plan);
  return use === undefined || computed < 1000 || use.kept > use.least * computed ? undefined : { made, computed, use };
}

interface Use {
  readonly kept: number;
  readonly by: string;
  /** Share of the rows up to which it is a fault. */
  readonly least: number;
}

/** The plan of a CTE, where this scan is its only reader. */
function onlySource(scan: PlanNode, plan: Plan): PlanNode | undefined {
  const nodes = walkPlan(plan).map(({ node }) => node);
  const readers = nodes.filter(({ type, cte }) => type === 'CTE Scan' && cte === scan.cte);
  const made = nodes.filter(({ subplanName }) => subplanName === `CTE ${scan.cte}`);
  return readers.length === 1 && made.length === 1 ? made[0] : undefined;
}

/** What must be computed apart, or would not be cheaper inside: writes, recursion, locks, limits, windows, volatile functions. */
function isFence(made: PlanNode, text = ''): boolean {
  if (['Recursive Union', 'Limit', 'LockRows', 'WindowAgg', 'ModifyTable'].includes(made.type)) return true;
  if (['CTE Scan', 'Result', 'Values Scan', 'Function Scan'].includes(made.type)) return true;
  const texts = walkNode(made).flatMap(({ node }) => [...(node.output ?? []), ...Object.values(node.conditions)]);
  if (made.output === undefined) texts.push(text);
  const fresh =
    /\b(?:random|random_normal|nextval|currval|setval|clock_timestamp|timeofday|gen_random_uuid|uuidv[47]|uuid_generate_v\w+|pg_sleep\w*|set_config|pg_(?:try_)?advisory\w*|dblink\w*)\(/;
  return texts.some((one) => fresh.test(one)) || walkNode(made).some(({ node }) => node.type === 'ModifyTable');
}

/** A filter on the reader, on columns that could be looked up inside. */
function filteredUse(scan: PlanNode, made: PlanNode): Use | undefined {
  const terms = conditionTerms(scan.conditions.filter).filter(
    (term) => !term.subplan && term.column !== undefined && !isColumnEquality(term),
  );
  const inside = made.groupKey?.map((key) => key.replace(/^.*\./, '').replaceAll('"', ''));
  const pushed = terms.filter(({ column = '' }) => inside === undefined || inside.includes(column));
  const [first] = pushed;
  return first === undefined
    ? undefined
    : { kept: rowsProduced(scan), by: `the filter ${scan.conditions.filter}`, least: 0.1 };
}

/** The first few of them, in their own order or a new one: inside, the others are not stored. */
function limitedUse(parent: PlanNode | undefined, made: PlanNode, plan: Plan): Use | undefined {
  if (isGrouped(made)) return undefined;
  const visits = walkPlan(plan);
  let above = parent;
  while (
    above !== undefined &&
    ['Sort', 'Incremental Sort', 'Subquery Scan', 'Result', 'Gather Merge'].includes(above.type)
  ) {
    const { id } = above;
    above = visits.find(({ node }) => node.id === id)?.parent;
  }
  return above?.type === 'Limit' ? { kept: rowsProduced(above), by: 'the LIMIT', least: 0.01 } : undefined;
}

/** Must be complete anyway. */
function isGrouped({ type }: PlanNode): boolean {
  return type === 'Aggregate' || type === 'Unique' || type === 'Group';
}

/** A join that wants very few of the rows; not behind a grouping, which must be complete anyway. */
function joinedUse(scan: PlanNode, parent: PlanNode | undefined, made: PlanNode, plan: Plan): Use | undefined {
  if (isGrouped(made)) return undefined;
  const above = parent?.type === 'Hash' ? walkPlan(plan).find(({ node }) => node.id === parent.id)?.parent : parent;
  const condition = above?.conditions.hash;
  if (above?.type !== 'Hash Join' || condition === undefined || above.joinType !== 'Inner') return undefined;
  const other = inputs(above).find((input) => input.id !== scan.id && input.id !== parent?.id);
  const asked = other === undefined ? Number.POSITIVE_INFINITY : rowsProduced(other);
  const kept = rowsProduced(above);
  return asked <= 100 ? { kept, by: `the join on ${condition}`, least: 0.01 } : undefined;
}
