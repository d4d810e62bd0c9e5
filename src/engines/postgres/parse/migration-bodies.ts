import type { DoStmt, Node } from '@pgsql/types';
import { parsePlPgSQLSync } from 'libpg-query';
import { walk } from '#engines/postgres/guard/tree.ts';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import { volatilityOfFunction } from '#engines/postgres/migration/function-volatility.ts';
import { functionsCalled, sqlBody, statementsOf } from './migration-expressions.ts';
import { foundObject, namesOf } from './migration-names.ts';

/** The statements of a body of code, as far as they can be read without running it. */
export interface ReadBody {
  readonly trees: readonly Node[];
  /** What cannot be read, one sentence each. */
  readonly unknown: readonly string[];
}

/** DO: the statements that its body may run. */
export function readDo({ args }: DoStmt, text: string): ReadBody {
  const language = (args ?? []).flatMap((arg) =>
    'DefElem' in arg && arg.DefElem.defname === 'language' && arg.DefElem.arg && 'String' in arg.DefElem.arg
      ? [arg.DefElem.arg.String.sval ?? '']
      : [],
  )[0];
  if (language !== undefined && language !== 'plpgsql') return hidden(`a block of ${language}`);
  return readPlpgsql(text, 'The DO block');
}

/** What the functions of the schema that a statement calls may run. */
export function readCalled(tree: Node, catalog: Catalog): ReadBody | undefined {
  const bodies = functionsCalled(tree).flatMap((parts): readonly ReadBody[] => {
    const name = foundObject(parts, ['function', 'procedure'], catalog);
    const made = catalog.object(['function', 'procedure'], name);
    if (made !== undefined) return [readFunction(made.definition, `${name.schema}.${name.name}()`)];
    return isHarmless(parts, catalog) ? [] : [hidden(`${parts.join('.')}()`)];
  });
  if (bodies.length === 0) return undefined;
  return {
    trees: bodies.flatMap(({ trees }) => trees),
    unknown: [...new Set(bodies.flatMap(({ unknown }) => unknown))],
  };
}

function hidden(what: string): ReadBody {
  return { trees: [], unknown: [`What ${what} does is known when it has run.`] };
}

function isHarmless(parts: readonly string[], catalog: Catalog): boolean {
  const [name = ''] = parts.toReversed();
  return parts[0] === 'pg_catalog' || volatilityOfFunction(parts, catalog) !== 'unknown' || queryFunctions.test(name);
}

/** PostgreSQL's own that stand in queries. */
const queryFunctions =
  /^(?:count|sum|avg|min|max|every|bool_\w+|string_agg|array_agg|json_\w+|jsonb_\w+|generate_\w+|unnest|row_number|rank|dense_rank|ntile|lag|lead|first_value|last_value|nth_value|percentile_\w+|mode|stddev\w*|var\w*|corr|regr_\w+|pg_\w+|to_\w+|obj_description|col_description|format_type|has_\w+|range_\w+|xml\w*|setweight|ts_\w+|array_\w+|regexp_\w+|lo_\w+|row_to_json|grouping|cume_dist|percent_rank|any_value|hashtext\w*)$/;

function readFunction(definition: string, name: string): ReadBody {
  if (/\bLANGUAGE\s+'?"?plpgsql\b/i.test(definition)) return readPlpgsql(definition, name);
  const trees = sqlBody(definition);
  return trees === undefined ? hidden(name) : { trees, unknown: [] };
}

/** `text` is a whole DO or CREATE FUNCTION. */
function readPlpgsql(text: string, name: string): ReadBody {
  const trees: Node[] = [];
  const unknown: string[] = [];
  try {
    walk(parsePlPgSQLSync(text), (key, value) => {
      if (key === 'PLpgSQL_stmt_execsql') trees.push(...statementsOf(queryIn(value, 'sqlstmt')));
      if (key === 'PLpgSQL_stmt_perform') trees.push(...statementsOf(queryIn(value, 'expr')));
      if (key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors') {
        const made = constantText(queryIn(value, 'query'));
        if (made === undefined)
          unknown.push(`${name} runs SQL that it puts together: what that does is known when it has run.`);
        else trees.push(...statementsOf(made));
      }
      return undefined;
    });
    return { trees, unknown };
  } catch {
    return hidden(name === 'The DO block' ? 'the DO block' : name);
  }
}

function queryIn(statement: unknown, field: string): string {
  const expression: unknown = Reflect.get(Object(statement), field);
  const query: unknown = Reflect.get(Object(Reflect.get(Object(expression), 'PLpgSQL_expr')), 'query');
  return typeof query === 'string' ? query : '';
}

/** `'ALTER TABLE ' || 'users …'`; undefined where a variable or a function is in it. */
function constantText(expression: string): string | undefined {
  const [tree] = statementsOf(`SELECT ${expression}`);
  const [target] = tree && 'SelectStmt' in tree ? (tree.SelectStmt.targetList ?? []) : [];
  return target && 'ResTarget' in target ? joined(target.ResTarget.val) : undefined;
}

function joined(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ('A_Const' in node) return node.A_Const.sval?.sval;
  if (!('A_Expr' in node) || namesOf(node.A_Expr.name).at(-1) !== '||') return undefined;
  const [left, right] = [joined(node.A_Expr.lexpr), joined(node.A_Expr.rexpr)];
  return left === undefined || right === undefined ? undefined : left + right;
}
