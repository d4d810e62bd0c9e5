import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { countOf, kilobytes } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { hashMultiplier, moreMemory, rowOverhead, workMem } from '#rules/work-mem.ts';

const id = 'hash-join-in-batches';
const source = 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-HASH-MEM-MULTIPLIER';

export const hashJoinInBatches = defineRule({
  id,
  summary: 'The hash table of a join did not fit into memory and was split into batches on disk.',
  needs: ['plan'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ plan, settings }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node, parent, runs } = weight;
      const batches = node.hash?.batches ?? 1;
      if (node.type !== 'Hash' || batches <= 1 || parent === undefined) continue;
      // Batches are paid for on both sides: rows of the outer side wait in files too.
      const join = weights.nodes.find((one) => one.node.id === parent.id);
      const share = weight.share + (join?.share ?? 0);
      if (share < leastShare || shareBelow(weights, parent) < leastShare) continue;
      const rows = Math.max(weight.rowsRead / Math.max(1, runs), node.estimated?.rows ?? 0);
      const byRows = (rows * ((node.estimated?.width ?? 0) + rowOverhead)) / 1024;
      const byBatches = batches * (node.hash?.memoryKilobytes ?? 0);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `The hash table of ${countOf(weight.rowsRead, 'row')} was split into ${batches} batches of up to ${kilobytes(node.hash?.memoryKilobytes ?? 0)}`,
        why: 'A hash table that does not fit into work_mem × hash_mem_multiplier is built in parts; rows of both sides for the later parts are written to files and read again.',
        ...moreMemory(
          (1.2 * Math.max(byRows, Math.min(byBatches, 4 * byRows))) / hashMultiplier(plan, settings),
          workMem(plan, settings),
          'Selecting fewer columns of this side makes its rows, and so the table, smaller.',
        ),
        observed: { what: 'hash batches', value: batches, unit: 'batches' },
      });
    }
  },
});
