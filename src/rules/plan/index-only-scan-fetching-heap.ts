import { countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';

const id = 'index-only-scan-fetching-heap';
const source = 'https://www.postgresql.org/docs/18/indexes-index-only-scans.html';

export const indexOnlyScanFetchingHeap = defineRule({
  id,
  summary: 'An index-only scan visits the table all the same, because the visibility map is out of date.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node, rowsRead } = weight;
      const fetches = node.heapFetches ?? 0;
      if (node.type !== 'Index Only Scan' || fetches < 100 || fetches < 0.4 * rowsRead) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} had to visit the table ${fetches.toLocaleString('en-US')} times for ${countOf(rowsRead, 'row')}`,
        why: 'The index does not know whether a row is visible. Blocks that VACUUM has marked as all-visible need no visit; here most are not marked.',
        ...(node.schema === undefined || node.relation === undefined
          ? {
              advice: `No statement is proposed: this plan does not say in which schema ${node.relation ?? 'the table'} is. VACUUM it.`,
            }
          : {
              changes: [{ kind: 'vacuum-table', schema: node.schema, table: node.relation }],
              advice:
                'If it comes back soon, let autovacuum come earlier: lower autovacuum_vacuum_scale_factor and autovacuum_vacuum_insert_scale_factor of this table.',
            }),
        observed: { what: 'heap fetches', value: fetches, unit: 'rows' },
      });
    }
  },
});
