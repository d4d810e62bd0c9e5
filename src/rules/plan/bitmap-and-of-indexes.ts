import { conditionTerms, isIndexable } from '#analysis/condition-terms.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { inputs } from '#analysis/plan-walk.ts';
import { type NodeWeight, type PlanWeights, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, relationName } from '#analysis/plan-words.ts';
import { indexForScan } from '#analysis/scan-index.ts';
import { indexOfNode } from '#analysis/used-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'bitmap-and-of-indexes';
const source = 'https://www.postgresql.org/docs/18/indexes-bitmap-scans.html';

export const bitmapAndOfIndexes = defineRule({
  id,
  summary:
    'Several indexes are read in full to keep what they have in common, where one index on all columns would do.',
  needs: ['plan'],
  likes: ['query', 'schema'],
  engines: ['postgres'],
  source,
  *check({ plan, query, schema }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const scans = node.type === 'BitmapAnd' ? inputs(node) : [];
      const heap = heapScanOver(weight, weights);
      if (heap === undefined || scans.length === 0 || !scans.every(isPlainSearch)) continue;
      if (scans.some((scan) => (indexOfNode(scan, schema)?.method ?? 'btree') !== 'btree')) continue;
      const found = weights.nodes
        .filter((one) => scans.includes(one.node))
        .reduce((sum, { rowsProduced }) => sum + rowsProduced, 0);
      // Beside the other side of an OR only the planner says how many rows these have in common.
      const alone = heap.node.id === weight.parent?.id;
      const common = alone ? heap.rowsRead : (node.estimated?.rows ?? 0) * (node.actual?.loops ?? 1);
      // What one index would save is the reading of several, not the visits to the table.
      const share = shareBelow(weights, node);
      if (found < 1000 || found < 3 * common || share < leastShare || isOfTwoRanges(scans)) continue;
      const index = indexForScan(heap.node, { query, schema });
      yield planFinding({
        rule: { id, source },
        weights,
        weight: heap,
        share,
        message: `${scans.length} indexes on ${relationName(heap.node) ?? 'one table'} (${scans.map((scan) => scan.index ?? '?').join(', ')}) ${node.actual === undefined ? 'will give' : 'gave'} ${countOf(found, 'row')}, of which ${count(common)} ${alone ? '' : 'are expected to '}fulfil all conditions`,
        why: 'Each index is read for all rows that fulfil its own condition, a bitmap is made of each, and only then is it known which rows they have in common.',
        ...(index === undefined
          ? {
              advice: `No statement is proposed: the columns are not certain from here. One index on those of ${heap.node.conditions.recheck ?? 'the conditions'}, the ones compared by = first, finds these rows alone.`,
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} finds these rows alone; of the present ones, the index that it begins with is then mostly of no more use.`,
            }),
        observed: { what: 'rows found by the indexes', value: Math.round(found), unit: 'rows' },
      });
    }
  },
});

function heapScanOver(weight: NodeWeight, weights: PlanWeights): NodeWeight | undefined {
  const above = weights.nodes.find((one) => one.node.id === weight.parent?.id);
  if (above?.node.type === 'Bitmap Heap Scan') return above;
  return above?.node.type === 'BitmapOr' ? heapScanOver(above, weights) : undefined;
}

/** What a B-tree can search; a text search or an array beside it has no index in common with the rest. */
function isPlainSearch(scan: PlanNode): boolean {
  const terms = conditionTerms(scan.conditions.index);
  return scan.type === 'Bitmap Index Scan' && terms.length > 0 && terms.every(isIndexable);
}

/** One index searches by one range only. */
function isOfTwoRanges(scans: readonly PlanNode[]): boolean {
  const ranged = scans.flatMap(({ conditions }) =>
    conditionTerms(conditions.index).flatMap(({ operator, column }) => (operator === '=' ? [] : [column])),
  );
  return new Set(ranged).size > 1;
}
