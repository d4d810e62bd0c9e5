import { inputs } from '#analysis/plan-walk.ts';
import type { NodeWeight } from '#analysis/plan-weights.ts';
import { countOf, kilobytes, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { keptSide } from '#rules/kept-side.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import { unusedCte } from '#rules/unused-cte.ts';
import { unusedWindow } from '#rules/unused-window.ts';
import { moreMemory, rowOverhead, workMem } from '#rules/work-mem.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'intermediate-result-on-disk';
const source = 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-WORK-MEM';

/** Nodes that keep rows for later; sorts and hash tables have rules of their own. */
const keeping = ['CTE Scan', 'Materialize', 'WindowAgg', 'Function Scan', 'Table Function Scan', 'Recursive Union'];

const blockKilobytes = 8;
const leastKilobytes = 64;

export const intermediateResultOnDisk = defineRule({
  id,
  summary: 'Rows kept for a later step (a CTE, a Materialize, a window, a function) did not fit into memory.',
  needs: ['plan'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ plan, settings }) {
    const { weights, heavy } = heavyNodes(plan);
    // Every reader of a CTE says how much is stored, not only the one that wrote.
    const hasBuffers = weights.nodes.some(({ node }) => node.buffers !== undefined);
    // One CTE is written once, whoever reads it.
    const told = new Set<string>();
    for (const weight of [...heavy].sort((one, other) => writtenBy(other) - writtenBy(one))) {
      const { node, runs } = weight;
      if (!keeping.includes(node.type)) continue;
      // Searched row by row where a hash table would do, or not wanted at all: more memory is not the answer.
      if (keptSide(weight, weights)?.hashable || unusedCte(weight, plan) !== undefined) continue;
      if (unusedWindow(weight, weights) !== undefined) continue;
      const written = writtenBy(weight) * blockKilobytes;
      const onDisk = Math.max(hasBuffers ? written / makings(weight) : 0, storageOnDisk(node));
      const store = node.cte ?? node.subplanName?.replace(/^CTE /, '') ?? node.id;
      if (onDisk < leastKilobytes || told.has(store)) continue;
      told.add(store);
      // Of a window only the rows of a frame are kept, of a function all.
      const rows = Math.max(weight.rowsProduced, weight.rowsRead) / Math.max(1, runs);
      const inMemory = (rows * ((node.estimated?.width ?? 0) + rowOverhead)) / 1024;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} kept ${countOf(rows, 'row')} for later and wrote ${kilobytes(onDisk)} of them to disk`,
        why: 'What a later step reads again is held in memory up to work_mem; beyond that all of it goes to a temporary file and is read back from there.',
        ...moreMemory(Math.max(2.5 * onDisk, Math.min(inMemory, 4 * onDisk)), workMem(plan, settings), adviseOn(node)),
        observed: { what: 'written to temporary files', value: Math.round(onDisk), unit: 'kB' },
      });
    }
  },
});

/** Blocks. */
function writtenBy({ ownBuffers }: NodeWeight): number {
  return ownBuffers.tempWritten;
}

/** How often the rows were made anew: a Materialize and a CTE are read again and again from what was written once. */
function makings({ node, runs }: NodeWeight): number {
  if (node.type === 'CTE Scan') return 1;
  return Math.max(1, node.type === 'Materialize' ? (inputs(node)[0]?.actual?.loops ?? 1) : runs);
}

/** kB of the largest run, as PostgreSQL says since 18. */
function storageOnDisk({ extra }: PlanNode): number {
  return extra['Storage'] === 'Disk' ? Number(extra['Maximum Storage'] ?? 0) : 0;
}

function adviseOn({ type }: PlanNode): string {
  switch (type) {
    case 'CTE Scan':
      return 'Select only the columns and rows that are read later; a CTE that is read once need not be kept at all (AS NOT MATERIALIZED).';
    case 'WindowAgg':
      return 'A frame that ends at the current row (ROWS UNBOUNDED PRECEDING) is not kept up to the end of its partition.';
    case 'Function Scan':
    case 'Table Function Scan':
      return 'A function in FROM is always kept whole; in the SELECT list its rows are handed on one by one.';
    default:
      return 'Fewer columns and rows below make it smaller.';
  }
}
