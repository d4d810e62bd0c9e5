import { type ConditionTerm, conditionTerms } from '#analysis/condition-terms.ts';
import type { Change } from '#vocabulary/change.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

/** What the condition computes from the table's columns, as the query writes it. */
export function comparedExpressions(node: PlanNode, query: ResolvedQuery | undefined): readonly string[] {
  const computed = [...conditionTerms(node.conditions.filter), ...conditionTerms(node.conditions.recheck)].filter(
    isComputed,
  );
  const relations = (query?.relations ?? []).filter(
    ({ kind, name, alias }) => kind === 'table' && name === node.relation && alias === (node.alias ?? alias),
  );
  const [relation] = relations;
  if (relation === undefined || relations.length > 1 || computed.length === 0) return [];
  const found = (query?.predicates ?? []).flatMap(({ relation: of, conjunct, expression, kind, columns }) =>
    of === relation.id &&
    conjunct &&
    expression !== undefined &&
    (kind === 'equality' || kind === 'in' || kind === 'range')
      ? columns.some((column) => computed.some(({ operand = '' }) => operand.includes(column)))
        ? [expression]
        : []
      : [],
  );
  return [...new Set(found)];
}

function isComputed({ side, subplan }: ConditionTerm): boolean {
  return side === 'expression' && !subplan;
}

/** CREATE STATISTICS on expressions: PostgreSQL has them since 14. */
export function expressionStatistics(
  table: { readonly schema: string; readonly relation: string },
  expressions: readonly string[],
): Change {
  const words = expressions.join('_').match(/\w+/g) ?? [];
  return {
    kind: 'create-statistics',
    schema: table.schema,
    table: table.relation,
    name: `${table.relation}_${words.join('_')}_stats`.toLowerCase().slice(0, 63),
    columns: [],
    expressions: [...expressions],
  };
}
