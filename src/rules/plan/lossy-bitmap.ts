import { isBlockRangeBitmap } from '#analysis/block-range-bitmap.ts';
import { countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import { moreMemory, workMem } from '#rules/work-mem.ts';

const id = 'lossy-bitmap';
const source = 'https://www.postgresql.org/docs/18/indexes-bitmap-scans.html';

/** One block's entry: 291 bits for its rows, its number, its flags, and two pointers (tbm_calculate_entries). */
const bytesPerBlock = 64;

export const lossyBitmap = defineRule({
  id,
  summary: 'The bitmap of matching rows did not fit into work_mem and kept only whole blocks.',
  needs: ['plan'],
  likes: ['settings', 'schema'],
  engines: ['postgres'],
  source,
  *check({ plan, settings, schema }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node } = weight;
      const { lossy = 0, exact = 0 } = node.heapBlocks ?? {};
      if (lossy === 0 || isBlockRangeBitmap(node, schema)) continue;
      const rechecked = (node.removed.recheck ?? 0) * (node.actual?.loops ?? 1);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} remembered ${countOf(lossy, 'block')} of ${(lossy + exact).toLocaleString('en-US')} only as a whole and checked ${countOf(rechecked, 'row')} again for nothing`,
        why: 'When the bitmap outgrows work_mem it forgets which rows of a block matched; every row of such a block must be tested anew.',
        // Twice: the hash table behind the bitmap doubles as it grows.
        ...moreMemory((2 * (lossy + exact) * bytesPerBlock) / 1024, workMem(plan, settings), ''),
        observed: { what: 'lossy heap blocks', value: lossy, unit: 'blocks' },
      });
    }
  },
});
