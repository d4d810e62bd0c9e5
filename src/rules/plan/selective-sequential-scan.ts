import { type ConditionTerm, conditionTerms, isIndexable, isWrapped } from '#analysis/condition-terms.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { partitionsInVain } from '#analysis/partitions-in-vain.ts';
import { rowsScanned } from '#analysis/plan-walk.ts';
import { blocksTouched } from '#analysis/plan-weights.ts';
import { count, countOf, relationName } from '#analysis/plan-words.ts';
import { indexForScan } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { Indexing } from '#vocabulary/database-schema.ts';
import type { Plan } from '#vocabulary/plan.ts';

const id = 'selective-sequential-scan';
const source = 'https://www.postgresql.org/docs/18/indexes-intro.html';

export const selectiveSequentialScan = defineRule({
  id,
  summary: 'A table is read whole to keep a tenth of its rows or less.',
  needs: ['plan'],
  likes: ['query', 'schema', 'statistics'],
  source,
  *check({ plan, query, schema, statistics }) {
    const { weights, heavy } = heavyNodes(plan);
    const inVain = partitionsInVain(plan, schema);
    for (const weight of heavy) {
      const { node } = weight;
      if (inVain.has(node.id)) continue;
      const terms = conditionTerms(node.conditions.filter).filter(({ subplan }) => !subplan);
      if (node.type !== 'Seq Scan' || terms.length === 0 || terms.every(isWrapped) || weight.runs > 1) continue;
      const { read, kept } = rowsScanned(weight.node, statistics);
      if (kept > read / 10 || (read < 1000 && blocksTouched(weight.ownBuffers) < 100)) continue;
      const index = indexForScan(node, { query, schema });
      // The index may well be there: planner-method-disabled.
      if (index === undefined && areIndexesOff(plan)) continue;
      const table = relationName(node) ?? 'the table';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${table} is read whole, ${countOf(read, 'row')} to keep ${count(kept)}`,
        why: 'Without an index that fits the filter the server must look at every row and throw nearly all away, and that grows with the table.',
        ...(index === undefined
          ? {
              advice: `No statement is proposed: which columns an index needs is not certain from here. The filter is ${node.conditions.filter}. ${hint(terms, schema?.indexing)}`,
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} finds these rows directly.`,
            }),
        observed: { what: 'rows removed by the filter', value: read - kept, unit: 'rows' },
      });
    }
  },
});

function areIndexesOff({ settings }: Plan): boolean {
  return settings['enable_indexscan'] === 'off' && settings['enable_bitmapscan'] === 'off';
}

function hint(terms: readonly ConditionTerm[], indexing: Indexing | undefined): string {
  if (terms.some(isIndexable)) return 'Index the columns compared by = in it, then one compared by a range.';
  if (indexing !== undefined)
    return 'Where the condition is always the same, a partial index WHERE it holds may serve.';
  if (terms.some(({ operator }) => operator?.includes('~'))) {
    return 'For patterns that begin with letters a B-tree with text_pattern_ops serves, for others a GIN index with gin_trgm_ops.';
  }
  return 'No B-tree can search by this condition; a partial index WHERE it holds may, if the condition is always the same.';
}
