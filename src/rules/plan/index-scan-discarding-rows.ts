import { describeIndex } from '#analysis/index-words.ts';
import { limitOverOrder } from '#analysis/ordered-limit.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { indexForScan } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';

const id = 'index-scan-discarding-rows';
const source = 'https://www.postgresql.org/docs/18/indexes-multicolumn.html';
const scans = ['Index Scan', 'Index Only Scan', 'Bitmap Heap Scan'];

export const indexScanDiscardingRows = defineRule({
  id,
  summary: 'An index finds ten times the rows that are wanted; the rest is fetched and thrown away.',
  needs: ['plan'],
  likes: ['query', 'schema'],
  source,
  *check({ plan, query, schema }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node, rowsProduced } = weight;
      const discarded = (node.removed.filter ?? 0) * (node.actual?.loops ?? 0);
      if (!scans.includes(node.type) || discarded < 1000 || discarded < 10 * rowsProduced) continue;
      // Read for its order: what it discards is limit-over-discarding-index-scan's matter.
      if (limitOverOrder(weights, node, query) !== undefined) continue;
      const index = indexForScan(node, { query, schema });
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} fetched ${countOf(discarded + rowsProduced, 'row')} to keep ${count(rowsProduced)}`,
        why: 'The index does not hold what the filter compares, so each row that it finds must be fetched from the table before it can be thrown away.',
        ...(index === undefined
          ? {
              advice: `No statement is proposed: the columns of the filter are not certain from here. Put those of ${node.conditions.filter} into one index behind those of ${node.conditions.index ?? 'the index condition'}.`,
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} holds both what is searched and what is filtered.`,
            }),
        observed: { what: 'rows removed by the filter', value: discarded, unit: 'rows' },
      });
    }
  },
});
