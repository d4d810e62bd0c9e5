import { blocksTouched } from '#analysis/plan-weights.ts';
import { count, countOf, kilobytes, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';

const id = 'select-dirtying-blocks';
const source = 'https://www.postgresql.org/docs/18/routine-vacuuming.html#VACUUM-BASICS';

/** These change rows, or lock them, which is a change too. */
const writers = ['ModifyTable', 'LockRows'];

export const selectDirtyingBlocks = defineRule({
  id,
  summary: 'A query that only reads had to change blocks, because VACUUM has not been there since they were written.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const { weights, heavy } = heavyNodes(plan);
    if (weights.nodes.some(({ node }) => writers.includes(node.type))) return;
    for (const weight of heavy) {
      const { node, ownBuffers } = weight;
      const dirtied = ownBuffers.sharedDirtied;
      if (node.relation === undefined || dirtied < 100 || dirtied < 0.1 * blocksTouched(ownBuffers)) continue;
      const { sharedWritten: written } = ownBuffers;
      const logged = node.wal?.bytes ?? 0;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} only reads, but changed ${countOf(dirtied, 'block')} of the ${count(blocksTouched(ownBuffers))} it touched${written > 0 ? `, had to write ${count(written)} to make room` : ''}${logged > 0 ? `, and logged ${kilobytes(logged / 1024)} of WAL` : ''}`,
        why: 'Whoever first reads a row after its transaction ended notes the outcome in the row, and takes away row versions that nobody sees any more; the changed blocks must then be written, with data checksums also to the log.',
        ...(node.schema === undefined
          ? {
              advice: `No statement is proposed: this plan does not say in which schema ${node.relation} is. VACUUM it.`,
            }
          : {
              changes: [{ kind: 'vacuum-table', schema: node.schema, table: node.relation }],
              advice:
                'VACUUM a table after a bulk load, so that not the first reader pays. If it comes back, let autovacuum come earlier: lower autovacuum_vacuum_scale_factor and autovacuum_vacuum_insert_scale_factor of this table.',
            }),
        observed: { what: 'blocks dirtied', value: Math.round(dirtied), unit: 'blocks' },
      });
    }
  },
});
