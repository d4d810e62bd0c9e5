import { countOf, kilobytes } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import { moreMemory, rowOverhead, workMem } from '#rules/work-mem.ts';

const id = 'sort-on-disk';
const source = 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-WORK-MEM';

export const sortOnDisk = defineRule({
  id,
  summary: 'A sort did not fit into work_mem and went through files on disk.',
  needs: ['plan'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ plan, settings }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node, rowsRead, runs } = weight;
      if (node.sort?.space !== 'disk') continue;
      const rows = rowsRead / Math.max(1, runs);
      const inMemory = (rows * ((node.estimated?.width ?? 0) + rowOverhead)) / 1024;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `Sorting ${countOf(rowsRead, 'row')} by ${(node.sortKey ?? ['?']).join(', ')} took ${kilobytes(node.sort.kilobytes)} on disk`,
        why: 'What does not fit into work_mem is written to files in runs and merged from there: every row is written and read once more.',
        ...moreMemory(
          // Rows take less room in files than in memory.
          Math.max(inMemory, 2.5 * node.sort.kilobytes),
          workMem(plan, settings),
          'An index in this order needs no sort at all.',
        ),
        observed: { what: 'sort space on disk', value: node.sort.kilobytes, unit: 'kB' },
      });
    }
  },
});
