import { inputs, isSubquery, rowsProduced, walkNode } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { countOf, relationName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'whole-table-count';
const source = 'https://www.postgresql.org/docs/18/functions-aggregate.html';

/** Fewer are counted in a few milliseconds. */
const leastRows = 50_000;

export const wholeTableCount = defineRule({
  id,
  summary: 'count(*) without a condition goes through the whole table.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      if (!isCount(node) || node.partialMode === 'Partial') continue;
      const scans = countedWhole(node);
      const rows = scans?.reduce((sum, scan) => sum + rowsProduced(scan), 0) ?? 0;
      const share = shareBelow(weights, node);
      const [first] = scans ?? [];
      if (first === undefined || rows < leastRows || share < leastShare) continue;
      const table = tableName(first, scans?.length ?? 1);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${countOf(rows, 'row')} of ${table} ${node.actual === undefined ? 'would be' : 'were'} gone through only to be counted`,
        why: 'Which rows a transaction sees differs from one to the next, so no number of rows is stored: each count goes through all entries again, and takes longer as the table grows.',
        advice: `No statement is proposed, because it depends on how exact the number must be. Where about is enough: ${roughly(scans ?? [])}, as of the last VACUUM or ANALYZE. Where only “any” or “more than 1,000” is asked: EXISTS, or count(*) over a sub-query with LIMIT. Where it must be exact and often: a counter that a trigger keeps.`,
        observed: { what: 'rows counted', value: Math.round(rows), unit: 'rows' },
      });
    }
  },
});

/** An aggregate over everything that only counts; without VERBOSE nothing but a row without columns tells so. */
function isCount(node: PlanNode): boolean {
  if (node.type !== 'Aggregate' || (node.strategy ?? 'Plain') !== 'Plain' || node.groupKey !== undefined) return false;
  if (node.conditions.filter !== undefined) return false;
  if (node.output !== undefined) return node.output.length > 0 && node.output.every((text) => counts(text));
  const leaves = walkNode(node).filter((one) => one.node.relation !== undefined);
  return leaves.length > 0 && leaves.every((one) => one.node.estimated?.width === 0);
}

/** `count(*)`, `count(1)`, `count(t.id)`. */
function counts(text: string): boolean {
  return /^(?:PARTIAL )?count\((?!DISTINCT\b)[^()]*\)$/.test(text.replace(/^\((.*)\)$/s, '$1'));
}

/** The scans below, where each reads its table whole and nothing between drops or multiplies rows. */
function countedWhole(node: PlanNode): readonly PlanNode[] | undefined {
  const below = walkNode(node).slice(1);
  if (below.some((one) => isSubquery(one.node))) return undefined;
  const scans: PlanNode[] = [];
  for (const { node: one } of below) {
    const { type } = one;
    if (['Seq Scan', 'Index Only Scan', 'Index Scan'].includes(type)) {
      const { filter, index, order } = one.conditions;
      if (filter !== undefined || index !== undefined || order !== undefined) return undefined;
      scans.push(one);
    } else if (!['Gather', 'Append'].includes(type) && !(type === 'Aggregate' && one.partialMode === 'Partial')) {
      return undefined;
    }
    if (inputs(one).length > 1 && type !== 'Append') return undefined;
  }
  return scans;
}

function tableName(first: PlanNode, scans: number): string {
  const name = relationName(first) ?? 'the table';
  return scans === 1 ? name : `${name} and ${countOf(scans - 1, 'other table')}`;
}

/** The number of rows that the planner goes by. */
function roughly(scans: readonly PlanNode[]): string {
  const names = scans.map(
    ({ schema, relation }) => `'${schema === undefined ? '' : `${schema}.`}${relation}'::regclass`,
  );
  const listed = [...names.slice(0, 3), ...(names.length > 3 ? ['…'] : [])].join(', ');
  return names.length === 1
    ? `SELECT reltuples::bigint FROM pg_class WHERE oid = ${listed}`
    : `SELECT sum(reltuples)::bigint FROM pg_class WHERE oid IN (${listed})`;
}
