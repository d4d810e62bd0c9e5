import { type ConditionTerm, conditionTerms, isWrapped } from '#analysis/condition-terms.ts';
import { findTable } from '#analysis/find-table.ts';
import { partitionsInVain } from '#analysis/partitions-in-vain.ts';
import { rowsScanned } from '#analysis/plan-walk.ts';
import { blocksTouched } from '#analysis/plan-weights.ts';
import { count, countOf, relationName } from '#analysis/plan-words.ts';
import { indexForScan } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'unindexable-predicate';
const source = 'https://www.postgresql.org/docs/18/indexes-expressional.html';

export const unindexablePredicate = defineRule({
  id,
  summary: 'A filter wraps its column in a function or a cast, so that no index on the column can serve.',
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
      const [wrapped] = terms.filter((term) => isWrapped(term) && !isHarmlessCast(term, node, schema));
      if (node.type !== 'Seq Scan' || wrapped === undefined || !terms.every(isWrapped)) continue;
      const { read, kept } = rowsScanned(node, statistics);
      if (kept > read / 10 || (read < 1000 && blocksTouched(weight.ownBuffers) < 100)) continue;
      const index = indexForScan(node, { query, schema });
      const certain = index?.keys.some(({ expression }) => expression !== undefined) === true;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${relationName(node) ?? 'The table'} is read whole, ${countOf(read, 'row')} to keep ${count(kept)}, because the filter compares ${wrapped.operand ?? 'an expression'} instead of the column itself`,
        why: 'An index holds the values of the column; the server cannot look up what a function or a cast makes of them, and so computes it for every row.',
        ...(certain && index !== undefined ? { changes: [{ kind: 'create-index', index }] } : {}),
        advice: advise(wrapped, certain),
        observed: { what: 'rows removed by the filter', value: read - kept, unit: 'rows' },
      });
    }
  },
});

/** Between varchar and text nothing is converted: an index on the column serves `(name)::text = 'x'`. */
function isHarmlessCast(term: ConditionTerm, node: PlanNode, schema: DatabaseSchema | undefined): boolean {
  if (term.side !== 'cast' || term.cast !== 'text') return false;
  const table = node.relation && schema ? findTable(schema, { schema: node.schema, name: node.relation }) : undefined;
  const type = table?.columns.find(({ name }) => name === term.column)?.type;
  return type === undefined || /^(character varying|varchar|text|citext)/.test(type);
}

function advise(term: ConditionTerm, certain: boolean): string {
  const operand = term.operand ?? 'the expression';
  const rewrite = rewriting(term);
  if (certain) return `The index holds the expression itself. ${rewrite}`.trim();
  return `No statement is proposed, because from here it is not certain that ${operand} always gives the same result, as an index demands. If it does, index the expression. ${rewrite}`.trim();
}

function rewriting({ operand = '', cast, column }: ConditionTerm): string {
  if (/^date$|^timestamp/.test(cast ?? '') || /^(date_trunc|date_part|extract|to_char)\(/i.test(operand)) {
    return 'Better still: compare the bare column with a range, from the beginning of the day (>=) to that of the next (<).';
  }
  return cast === undefined
    ? ''
    : `Better still: give the value the type of ${column ?? 'the column'}, so that the column stands bare.`;
}
