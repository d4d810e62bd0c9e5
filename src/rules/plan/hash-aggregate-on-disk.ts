import { countOf, kilobytes } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import { hashMultiplier, moreMemory, rowOverhead, workMem } from '#rules/work-mem.ts';

const id = 'hash-aggregate-on-disk';
const source = 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-HASH-MEM-MULTIPLIER';

/** A group's entry holds the state of its aggregates beside the row. */
const stateBytes = 64;

export const hashAggregateOnDisk = defineRule({
  id,
  summary: 'Grouping by hash did not fit into memory and spilled rows to disk.',
  needs: ['plan'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ plan, settings }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node, rowsProduced, runs } = weight;
      const disk = node.hash?.diskKilobytes ?? 0;
      if (node.type !== 'Aggregate' || disk === 0) continue;
      const groups = Math.max(rowsProduced / Math.max(1, runs), node.estimated?.rows ?? 0);
      const needed = (groups * ((node.estimated?.width ?? 0) + rowOverhead + stateBytes)) / 1024;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `Grouping ${countOf(weight.rowsRead, 'row')} into ${countOf(rowsProduced, 'group')} spilled ${kilobytes(disk)} to disk`,
        why: 'Once the hash table is full, rows of groups that are not in it are written to files and grouped in a later pass.',
        ...moreMemory(
          (1.5 * Math.max(needed, node.hash?.memoryKilobytes ?? 0)) / hashMultiplier(plan, settings),
          workMem(plan, settings),
          'An index in the order of the groups lets the server group without a hash table.',
        ),
        observed: { what: 'spilled by the aggregate', value: disk, unit: 'kB' },
      });
    }
  },
});
