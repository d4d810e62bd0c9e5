import { findTable } from '#analysis/find-table.ts';
import { isJoin } from '#analysis/misestimate-origins.ts';
import { inputs, rowsProduced } from '#analysis/plan-walk.ts';
import { type NodeWeight, type PlanWeights, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { isWithoutCondition } from '#rules/unconditioned-join.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

const id = 'distinct-after-fan-out';
const source = 'https://www.postgresql.org/docs/18/functions-subquery.html#FUNCTIONS-SUBQUERY-EXISTS';

export const distinctAfterFanOut = defineRule({
  id,
  summary: 'A join multiplies the rows of one table, and DISTINCT takes them back to what they were.',
  needs: ['plan'],
  likes: ['query', 'schema'],
  engines: ['postgres'],
  source,
  *check({ plan, query, schema }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const join = isTopmostDistinct(weight, weights, query) ? joinBelow(node, query) : undefined;
      if (join === undefined) continue;
      const made = rowsProduced(join);
      const left = Math.max(1, rowsProduced(node));
      const share = shareBelow(weights, node);
      if (made < 5000 || made < 10 * left || share < leastShare) continue;
      const kept = keptTable(node, join);
      if (kept === undefined || (isUnsure(node, query) && !isNoWider(join, kept))) continue;
      if (!multiplies(kept, made, node, schema)) continue;
      const others = leavesOf(join).filter((leaf) => leaf.id !== kept.id);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(join)} made ${countOf(made, 'row')}, and DISTINCT left ${count(left)} of them, all columns from ${kept.alias ?? kept.relation}`,
        why: 'Each row was repeated for every partner, and all of them sorted or hashed to find the repetitions again. Whether there is a partner is known at the first.',
        advice: `No statement is proposed, because the remedy is another form of the query: take ${[...new Set(others.map((leaf) => leaf.alias ?? leaf.relation))].join(' and ')} out of the join and ask WHERE EXISTS (SELECT 1 FROM … WHERE …) instead; then DISTINCT is needed only where the selected columns themselves repeat.`,
        observed: { what: 'rows removed by DISTINCT', value: Math.round(made - left), unit: 'rows' },
      });
    }
  },
});

/** Nodes that hand rows on between a join and a DISTINCT. */
const passing = ['Sort', 'Incremental Sort', 'Gather', 'Gather Merge', 'Subquery Scan', 'Result'];

function isTopmostDistinct(
  { node, parent }: NodeWeight,
  weights: PlanWeights,
  query: ResolvedQuery | undefined,
): boolean {
  if (!isDistinct(node, query)) return false;
  // Below a join the planner itself takes the repetitions out of a list for IN.
  if (parent !== undefined && (isJoin(parent) || parent.type === 'Hash')) return false;
  let above = parent;
  while (above !== undefined && passing.includes(above.type)) {
    const upper = weights.nodes.find((one) => one.node.id === above?.id);
    above = upper?.parent;
  }
  return above === undefined || !isDistinct(above, query);
}

/** DISTINCT, or GROUP BY without any aggregate. */
function isDistinct(node: PlanNode, query: ResolvedQuery | undefined): boolean {
  if (node.type === 'Unique') return true;
  if ((node.type !== 'Aggregate' && node.type !== 'Group') || node.groupKey === undefined) return false;
  if (node.partialMode !== undefined || node.extra['Grouping Sets'] !== undefined) return false;
  if (query !== undefined && !query.blocks.some(({ aggregates }) => aggregates)) return true;
  if (node.output !== undefined) {
    const keys = new Set(node.groupKey.map(bare));
    return node.output.every((text) => keys.has(bare(text)) || isColumn(text));
  }
  if (query !== undefined) return false;
  return node.estimated?.width === inputs(node)[0]?.estimated?.width;
}

/** Beside the keys a bare column stands only where these determine it (a primary key). */
function isColumn(text: string): boolean {
  return /^(?:(?:[a-z_][\w$]*|"[^"]+")\.)?(?:[a-z_][\w$]*|"[^"]+")$/i.test(text);
}

/** Neither the query nor VERBOSE says whether there is an aggregate. */
function isUnsure({ type, output }: PlanNode, query: ResolvedQuery | undefined): boolean {
  return type !== 'Unique' && output === undefined && query === undefined;
}

/** An aggregate would need a column of the other side too. */
function isNoWider(join: PlanNode, kept: PlanNode): boolean {
  return (join.estimated?.width ?? 0) <= (kept.estimated?.width ?? 0);
}

function bare(text: string): string {
  return text.replace(/^\((.*)\)$/s, '$1');
}

function joinBelow(node: PlanNode, query: ResolvedQuery | undefined): PlanNode | undefined {
  let [below] = inputs(node);
  while (below !== undefined && (passing.includes(below.type) || isDistinct(below, query))) [below] = inputs(below);
  return below !== undefined && isJoin(below) && !isWithoutCondition(below) ? below : undefined;
}

/** Tables whose rows are joined, not those behind a grouping. */
function leavesOf(join: PlanNode): readonly PlanNode[] {
  return inputs(join).flatMap((input): readonly PlanNode[] => {
    if (input.type === 'Aggregate' || input.type === 'Unique' || input.type === 'Limit') return [];
    return input.relation === undefined || inputs(input).some(({ relation }) => relation !== undefined)
      ? leavesOf(input)
      : [input];
  });
}

/** The one table that all distinct columns are of, where others are joined to it. */
function keptTable(node: PlanNode, join: PlanNode): PlanNode | undefined {
  const sort = inputs(node)[0]?.sortKey;
  const keys = node.groupKey ?? node.output ?? sort ?? [];
  const aliases = new Set(
    keys.flatMap((key) =>
      [...key.replace(/'(?:[^']|'')*'/g, '').matchAll(/([a-z_][\w$]*|"[^"]+")\.(?=[a-z_"])/gi)].map(([, name = '']) =>
        name.replaceAll('"', ''),
      ),
    ),
  );
  const [alias] = aliases;
  const leaves = leavesOf(join);
  if (alias === undefined || aliases.size > 1 || keys.some((key) => !key.includes('.'))) return undefined;
  const own = leaves.filter((leaf) => (leaf.alias ?? leaf.relation) === alias);
  return own.length === 1 && leaves.length > 1 ? own[0] : undefined;
}

/** The join gave each row of the table three times or more; looked up row by row, only a key tells that rows repeat. */
function multiplies(kept: PlanNode, made: number, distinct: PlanNode, schema: DatabaseSchema | undefined): boolean {
  if (made >= 3 * Math.max(1, rowsProduced(kept))) return true;
  const table = schema && kept.relation ? findTable(schema, { schema: kept.schema, name: kept.relation }) : undefined;
  const columns = (distinct.groupKey ?? distinct.output ?? []).map((key) =>
    key.slice(key.lastIndexOf('.') + 1).replaceAll('"', ''),
  );
  const unique = table?.constraints.filter(({ kind }) => kind === 'primary-key' || kind === 'unique') ?? [];
  return unique.some((one) => one.columns.every((column) => columns.includes(column)));
}
