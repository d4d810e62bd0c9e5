import { conditionTerms } from '#analysis/condition-terms.ts';
import { inputs, rowsProduced, rowsRead, walkNode } from '#analysis/plan-walk.ts';
import type { NodeWeight, PlanWeights } from '#analysis/plan-weights.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

/** A window function computed over many rows, of which few are kept. */
export interface UnusedWindow {
  /** Rows that were read, and sorted, for it. */
  readonly read: number;
  readonly use: Use;
}

/** At least a thousand rows, ten for each one that is kept. */
export function unusedWindow(weight: NodeWeight, weights: PlanWeights): UnusedWindow | undefined {
  const { node, parent } = weight;
  if (node.type !== 'WindowAgg' || parent?.type === 'WindowAgg') return undefined;
  const use =
    keptByRank(weight, weights) ??
    keptByFilter(weight, weights) ??
    keptByJoin(weight, weights) ??
    keptOfEachGroup(weight, weights) ??
    keptByLimit(weight, weights);
  const read = Math.max(weight.rowsRead, ...sortsBelow(node).map(rowsRead));
  return use === undefined || read < 1000 || use.kept > read / 10 ? undefined : { read, use };
}

interface Use {
  readonly kept: number;
  readonly by: string;
  readonly advice: string;
}

/** Between a window and those who choose from its rows. */
const passing = ['Sort', 'Incremental Sort', 'Subquery Scan', 'Result', 'Gather Merge', 'Gather', 'WindowAgg'];

/** The first few of each partition: `row_number() … <= 3`, inside since PostgreSQL 15 and in the filter around it. */
function keptByRank({ node, parent, rowsProduced: given }: NodeWeight, weights: PlanWeights): Use | undefined {
  const around = parent?.type === 'Subquery Scan' ? parent : undefined;
  const limit = node.conditions.run ?? around?.conditions.filter;
  if (limit === undefined || !ranks(node, limit)) return undefined;
  const isWhole = !/PARTITION BY/.test(String(node.extra['Window'] ?? '')) && sortsBelow(node).length > 0;
  const outer = weights.nodes.find((one) => one.node.id === around?.id);
  return {
    kept: outer?.rowsProduced ?? given,
    by: limit,
    advice: `Take the few directly: for each group a LATERAL sub-query with ORDER BY and LIMIT over an index on the group’s and the order’s columns, or DISTINCT ON for the first of each${
      isWhole ? '; without groups a plain ORDER BY with LIMIT' : ''
    }.`,
  };
}

const chooseFirst =
  'Choose the rows first: where all rows of a partition are needed, read only the partitions of the rows that are wanted (WHERE key IN (SELECT key … WHERE …) inside the sub-query), or add the condition on the partition’s own columns, which gets inside by itself.';

/** A condition outside on a column that no PARTITION BY lets in: `… WHERE id = 77`. */
function keptByFilter({ node, parent }: NodeWeight, weights: PlanWeights): Use | undefined {
  const filter = parent?.type === 'Subquery Scan' ? parent.conditions.filter : undefined;
  const columns = new Set((node.output ?? []).filter((text) => !/ OVER\b/.test(text)).map(bare));
  const outer = weights.nodes.find((one) => one.node.id === parent?.id);
  const plain = conditionTerms(filter).some(
    ({ side, column, subplan }) => side === 'column' && !subplan && column !== undefined && columns.has(column),
  );
  return filter === undefined || outer === undefined || !plain
    ? undefined
    : { kept: outer.rowsProduced, by: `the condition ${filter}`, advice: chooseFirst };
}

/** A join with a few rows, for which all others were computed in vain. */
function keptByJoin(weight: NodeWeight, weights: PlanWeights): Use | undefined {
  const above = reader(weight, weights, [...passing, 'Hash', 'Materialize']);
  const condition = above?.conditions.hash ?? above?.conditions.merge;
  if (above === undefined || condition === undefined || (above.joinType ?? 'Inner') !== 'Inner') return undefined;
  const other = inputs(above).find(({ id }) => !weight.node.id.startsWith(`${id}.`) && id !== weight.node.id);
  const few = other !== undefined && rowsProduced(other) <= 100;
  return few ? { kept: rowsProduced(above), by: `the join on ${condition}`, advice: chooseFirst } : undefined;
}

/** `count(*) OVER (PARTITION BY …)`, then DISTINCT: one row of each group, as GROUP BY gives it. */
function keptOfEachGroup(weight: NodeWeight, weights: PlanWeights): Use | undefined {
  const above = reader(weight, weights);
  const output = above?.output;
  const keys = new Set((above?.groupKey ?? []).map(bare));
  const isDistinct =
    above?.type === 'Unique' ||
    (above?.type === 'Aggregate' && output !== undefined && output.every((text) => keys.has(bare(text))));
  return above === undefined || !isDistinct
    ? undefined
    : {
        kept: rowsProduced(above),
        by: 'DISTINCT',
        advice: 'GROUP BY with the same function as a plain aggregate gives one row for each group at once.',
      };
}

/** A page of the result; `count(*) OVER ()` beside it is told the whole number of rows. */
function keptByLimit(weight: NodeWeight, weights: PlanWeights): Use | undefined {
  const above = reader(weight, weights);
  if (above?.type !== 'Limit') return undefined;
  const [input] = inputs(above);
  return {
    kept: input === undefined ? 0 : rowsProduced(input),
    by: 'LIMIT',
    advice:
      'Choose the rows of the page first, in a sub-query with ORDER BY and LIMIT that an index serves, and compute the window over those; ask for a number of all rows in a query of its own, or for an estimate.',
  };
}

function reader(
  { node }: NodeWeight,
  weights: PlanWeights,
  through: readonly string[] = passing,
): PlanNode | undefined {
  let above = weights.nodes.find((one) => one.node.id === node.id)?.parent;
  while (above !== undefined && through.includes(above.type) && above.conditions.filter === undefined) {
    const id = above.id;
    above = weights.nodes.find((one) => one.node.id === id)?.parent;
  }
  return above;
}

/** A limit on a rank, not on what a window found out about a row (a gap, a difference, a share). */
function ranks(window: PlanNode, limit: string): boolean {
  const rank = /\b(?:row_number|rank|dense_rank)\(\)/;
  if (rank.test(limit)) return true;
  const bounds = conditionTerms(limit).filter(
    ({ text, operator }) => /^(?:=|<=|<)$/.test(operator ?? '') && / '?\d{1,3}'?(?:::bigint)?$/.test(text),
  );
  return bounds.length > 0 && (window.output === undefined || window.output.some((text) => rank.test(text)));
}

/** Sorts that feed the window, through other windows. */
function sortsBelow(node: PlanNode): readonly PlanNode[] {
  return walkNode(node)
    .slice(1, 4)
    .map((one) => one.node)
    .filter(
      ({ type, id }, at, line) => type === 'Sort' && line.slice(0, at).every((one) => id.startsWith(`${one.id}.`)),
    );
}

function bare(text: string): string {
  return text.replace(/^\((.*)\)$/s, '$1').replace(/^(?:[a-z_][\w$]*|"[^"]+")\.(?=[a-z_"])/i, '');
}
