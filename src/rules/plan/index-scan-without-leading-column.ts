import { columnStatistics, distinctValues, tableStatistics } from '#analysis/column-selectivity.ts';
import { conditionTerms } from '#analysis/condition-terms.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { blocksTouched, type NodeWeight, type PlanWeights } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { indexForOrder, indexForScan } from '#analysis/scan-index.ts';
import { indexOfNode } from '#analysis/used-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'index-scan-without-leading-column';
const source = 'https://www.postgresql.org/docs/18/indexes-multicolumn.html';
const scans = ['Index Scan', 'Index Only Scan', 'Bitmap Index Scan'];

/** Blocks from the root to a leaf, with room. */
const descent = 5;
/** Index entries on a leaf, at the least. */
const entries = 50;

export const indexScanWithoutLeadingColumn = defineRule({
  id,
  summary: 'An index is searched by a later column only, so that it is read from end to end.',
  needs: ['plan'],
  likes: ['query', 'schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, query, schema, statistics }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node } = weight;
      if (!scans.includes(node.type) || node.conditions.index === undefined) continue;
      const used = indexOfNode(node, schema);
      if (schema !== undefined && used === undefined) continue;
      const lacking = used === undefined ? undefined : lackingColumn(node, used);
      if (used === undefined ? !looksUnled(weight) : lacking === undefined) continue;
      const read = weight.ownBuffers !== undefined && hasBuffers(node) ? indexBlocks(weight) : undefined;
      const blocks = read ?? walkedWhole(node, used, statistics);
      const needed = searchesOf(node) * descent + weight.rowsProduced / entries;
      const skips = (node.indexSearches ?? 0) > 2 * searchesOf(node);
      if (blocks < (skips ? 300 : 100) || blocks < 5 * needed) continue;
      const heap = heapScanOf(weight, weights);
      const index = indexForOrder(heap, { query, schema });
      const wanted = holds(index, node) ? index : indexForScan(heap, { query, schema });
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} ${read === undefined ? 'will read' : 'read'} ${countOf(blocks, 'block')} of the index to find ${countOf(weight.rowsProduced, 'row')}, because ${node.conditions.index} leaves out ${lacking === undefined ? 'a column before it' : `its first column, ${lacking}`}`,
        why: skips
          ? `A B-tree is sorted by its first column. Without a value for that, the server searches anew for each value that the column has: here ${count(node.indexSearches ?? 0)} times.`
          : 'A B-tree is sorted by its first column. Without a value for that, matching entries may be anywhere, and the server goes through all of them.',
        ...(wanted === undefined
          ? {
              advice: `No statement is proposed: the columns are not certain from here. Make an index that leads with those of ${node.conditions.index}, or put them first in ${node.index ?? 'this one'} if no query needs the present order.`,
            }
          : {
              changes: [{ kind: 'create-index', index: wanted }],
              advice: `An index on ${describeIndex(wanted)} leads with what is searched. If no query searches ${used === undefined ? 'the present index' : describeIndex(used)} by its first column, drop that one.`,
            }),
        observed: { what: 'index blocks', value: Math.round(blocks), unit: 'blocks' },
      });
    }
  },
});

/** The first key of a B-tree of several columns, where the condition does not compare it. */
function lackingColumn(node: PlanNode, { method, keys }: IndexDefinition): string | undefined {
  const lead = keys[0]?.column;
  if (method !== 'btree' || keys.length < 2 || lead === undefined) return undefined;
  const compares = conditionTerms(node.conditions.index).some(({ side, column, text }) =>
    side === 'column' ? column === lead : mentions(text, lead),
  );
  return compares ? undefined : lead;
}

/**
 * Without the schema only what the scan did tells: of a condition by `=` alone, either many searches for one value
 * (a skip scan, since PostgreSQL 18), or far more blocks of the index than its rows and a descent can take.
 */
function looksUnled(weight: NodeWeight): boolean {
  const { node } = weight;
  const terms = conditionTerms(node.conditions.index);
  return (
    hasBuffers(node) &&
    terms.every(({ side, operator, text }) => side === 'column' && operator === '=' && !/\bANY\b/.test(text))
  );
}

function hasBuffers({ buffers, actual }: PlanNode): boolean {
  return buffers !== undefined && (actual?.loops ?? 0) > 0;
}

/** Of a scan that visits the table too, each row may have taken one block more, or one of the visibility map. */
function indexBlocks({ node, ownBuffers, rowsRead }: NodeWeight): number {
  const touched = blocksTouched(ownBuffers);
  if (node.type === 'Bitmap Index Scan') return touched;
  return Math.max(0, touched - (node.type === 'Index Scan' ? rowsRead : (node.heapFetches ?? 0)));
}

/** Where it was not measured: all blocks of the index, unless its first column has so few values that skipping pays. */
function walkedWhole(node: PlanNode, used: IndexDefinition | undefined, statistics: Statistics | undefined): number {
  const pages = statistics?.relations.find(
    ({ kind, schema, name }) => kind === 'index' && schema === used?.schema && name === used?.name,
  )?.pages;
  if (used === undefined || pages === undefined || (node.actual?.loops ?? 1) > 1) return 0;
  const table = tableStatistics(statistics, { schema: used.schema, name: used.table });
  const distinct = distinctValues(columnStatistics(table, used.keys[0]?.column), table?.rows) ?? 0;
  return distinct * descent > pages ? pages : 0;
}

/** An array in the condition is searched value by value. */
function searchesOf(node: PlanNode): number {
  const [, listed = ''] = /ANY \('\{([^}]*)\}/.exec(node.conditions.index ?? '') ?? [];
  return Math.max(1, node.actual?.loops ?? 1) * listed.split(',').length;
}

/** Only a Bitmap Heap Scan says which table its bitmaps are of. */
function heapScanOf(weight: NodeWeight, weights: PlanWeights): PlanNode {
  let { node, parent } = weight;
  while (node.type.startsWith('Bitmap') && node.type !== 'Bitmap Heap Scan' && parent !== undefined) {
    const above = weights.nodes.find((one) => one.node.id === parent?.id);
    node = parent;
    parent = above?.parent;
  }
  return node;
}

function holds(index: IndexDefinition | undefined, node: PlanNode): boolean {
  const columns = conditionTerms(node.conditions.index).flatMap(({ column }) => column ?? []);
  return index !== undefined && columns.every((column) => index.keys.some((key) => key.column === column));
}

function mentions(text: string, column: string): boolean {
  return text
    .replace(/'(?:[^']|'')*'/g, '')
    .split(/[^\w$]+/)
    .includes(column);
}
