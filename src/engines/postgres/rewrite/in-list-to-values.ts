import type { Node } from './parse.ts';
import { cast } from './query/build.ts';
import { conjuncts } from './query/conditions.ts';
import { columnOf } from './query/references.ts';
import type { ParsedStatement } from './query/statement.ts';
import { as, fixedText, replaced, strings } from './query/tree.ts';
import { columnType, integerTypes } from './query/types.ts';
import type { RewriteRule } from './rule.ts';

/** Below this a list costs less than a join. */
const leastValues = 50;

export const inListToValues: RewriteRule = {
  id: 'in-list-to-values',
  summary: 'column IN (1, 2, … many) becomes column IN (VALUES (1), (2), …).',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/sql-values.html',
  *apply(statement) {
    for (const block of statement.blocks) {
      for (const term of conjuncts(block.select.whereClause)) {
        const instead = asValues(statement, term);
        if (!instead) continue;
        yield {
          tree: replaced(statement.tree, [[term, instead]]),
          what: 'A long list of values becomes rows that are joined.',
          why: 'The planner can join rows by hash, or begin with them; a list it tries on each row. From PostgreSQL 18 on it turns the rows into a list again.',
          preconditions: [],
        };
      }
    }
  },
};

function asValues(statement: ParsedStatement, term: Node): Node | undefined {
  const list = as(term, 'A_Expr');
  const values = as(list?.rexpr, 'List')?.items ?? [];
  const column = columnOf(statement, list?.lexpr);
  const isIn = list?.kind === 'AEXPR_IN' && strings(list.name).join() === '=';
  if (!isIn || !list.lexpr || !column || values.length < leastValues) return undefined;
  const type = columnType(statement, column);
  const rows = valuesOf(values, type, column.column?.collation !== undefined);
  if (!rows) return undefined;
  const valuesLists = rows.map((value): Node => ({ List: { items: [value] } }));
  const select = { valuesLists, limitOption: 'LIMIT_OPTION_DEFAULT', op: 'SETOP_NONE' } as const;
  return { SubLink: { subLinkType: 'ANY_SUBLINK', testexpr: list.lexpr, subselect: { SelectStmt: select } } };
}

/** The values as rows find the type that the list had: texts are cast, of whole numbers the first is enough. */
function valuesOf(values: readonly Node[], type: string | undefined, isCollated: boolean): readonly Node[] | undefined {
  if (type === undefined || isCollated) return undefined;
  if (integerTypes.includes(type)) return values.every((value) => as(value, 'A_Const')?.ival) ? values : undefined;
  const internal = texts[type];
  if (internal === undefined || !values.every((value) => fixedText(value) !== undefined)) return undefined;
  return internal === 'text' ? values : values.map((value) => cast(value, internal));
}

const texts: Readonly<Record<string, string>> = {
  text: 'text',
  'character varying': 'text',
  uuid: 'uuid',
  date: 'date',
};
