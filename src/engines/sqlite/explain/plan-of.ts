import type { Row } from '#contracts/session.ts';
import { foldName } from '#engines/sqlite/parse/translate.ts';
import { Plan } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { planTree, type TableOf } from './plan-tree.ts';
import { queryShape } from './query-shape.ts';

/** The neutral plan from the rows of EXPLAIN QUERY PLAN. */
export function planOf(rows: readonly Row[], text: string, facts?: { readonly query: ResolvedQuery }): Plan {
  const lines = rows.map((row) => ({
    id: Number(row['id']),
    parent: Number(row['parent']),
    detail: String(row['detail']),
  }));
  const { root, unread } = planTree(lines, queryShape(text), facts && tableOf(facts.query));
  return Plan.parse({ root, analyzed: false, unread });
}

/** By alias; where that stands in several queries for different tables, it is not said which. */
function tableOf({ relations }: ResolvedQuery): TableOf {
  return (name) => {
    const found = relations.filter(({ kind, alias }) => kind === 'table' && foldName(alias) === foldName(name));
    const tables = new Set(found.map((one) => `${one.schema}.${one.name}`));
    const [first] = found;
    return tables.size === 1 && first !== undefined ? { schema: first.schema ?? 'main', table: first.name } : undefined;
  };
}
