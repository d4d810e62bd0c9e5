import type { FuncCall, Node } from '@pgsql/types';
import { walkTree } from './print.ts';

/** https://www.postgresql.org/docs/18/functions-aggregate.html */
const aggregates = new Set(
  `any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or count every json_agg json_agg_strict json_object_agg
  json_object_agg_strict json_object_agg_unique jsonb_agg jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict
  jsonb_object_agg_unique max min range_agg range_intersect_agg string_agg sum xmlagg corr covar_pop covar_samp
  regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop
  stddev_samp variance var_pop var_samp mode percentile_cont percentile_disc grouping group_concat total
  json_group_array json_group_object jsonb_group_array jsonb_group_object`.split(/\s+/),
);

/** Functions that give several rows where one was, so that a subquery with one in its select list is a fence. */
const setReturning = new Set(
  `generate_series generate_subscripts unnest regexp_matches regexp_split_to_table string_to_table json_array_elements
  jsonb_array_elements json_array_elements_text jsonb_array_elements_text json_each jsonb_each json_each_text
  jsonb_each_text json_object_keys jsonb_object_keys jsonb_path_query json_populate_recordset
  jsonb_populate_recordset`.split(/\s+/),
);

/** The output columns of set-returning functions in FROM; `undefined` stands for the item's alias. */
const results: Readonly<Record<string, readonly (string | undefined)[]>> = {
  generate_series: [undefined],
  generate_subscripts: [undefined],
  regexp_split_to_table: [undefined],
  regexp_matches: [undefined],
  string_to_table: [undefined],
  json_object_keys: [undefined],
  jsonb_object_keys: [undefined],
  jsonb_path_query: [undefined],
  json_array_elements: ['value'],
  jsonb_array_elements: ['value'],
  json_array_elements_text: ['value'],
  jsonb_array_elements_text: ['value'],
  json_each: ['key', 'value'],
  jsonb_each: ['key', 'value'],
  json_each_text: ['key', 'value'],
  jsonb_each_text: ['key', 'value'],
};

/** What stands in an expression, subqueries not entered. */
export interface ExpressionTraits {
  readonly aggregate: boolean;
  readonly window: boolean;
  readonly setReturning: boolean;
}

export function traitsOf(expression: Node | readonly Node[] | undefined): ExpressionTraits {
  let aggregate = false;
  let window = false;
  let returnsSet = false;
  walkTree(expression, (node) => {
    if ('SubLink' in node) return false;
    if ('FuncCall' in node) {
      const call = node.FuncCall;
      if (call.over) window = true;
      else if (isAggregate(call)) aggregate = true;
      if (setReturning.has(functionName(call))) returnsSet = true;
    } else if ('GroupingFunc' in node || 'JsonObjectAgg' in node || 'JsonArrayAgg' in node) aggregate = true;
    return undefined;
  });
  return { aggregate, window, setReturning: returnsSet };
}

export function functionName(call: FuncCall): string {
  const last = call.funcname?.at(-1);
  return last && 'String' in last ? (last.String.sval ?? '') : '';
}

/** What a tree calls, `current_date` and the like in small letters. */
export function calledFunctions(tree: Node | undefined): readonly string[] {
  const names: string[] = [];
  walkTree(tree, (node) => {
    if ('FuncCall' in node) names.push(functionName(node.FuncCall));
    if ('SQLValueFunction' in node) {
      names.push(
        (node.SQLValueFunction.op ?? '')
          .replace(/^SVFOP_/, '')
          .replace(/_N$/, '')
          .toLowerCase(),
      );
    }
    return undefined;
  });
  return names;
}

/** Names of the columns that a function in FROM gives; undefined where only the server knows. */
export function resultColumns(call: FuncCall, alias: string): readonly string[] | undefined {
  const name = functionName(call);
  if (name === 'unnest') return (call.args ?? []).length === 1 ? [alias] : (call.args ?? []).map(() => 'unnest');
  return Object.hasOwn(results, name) ? results[name]?.map((column) => column ?? alias) : undefined;
}

function isAggregate(call: FuncCall): boolean {
  const name = functionName(call);
  // SQLite's min(a, b) is what others call least().
  if ((name === 'min' || name === 'max') && (call.args ?? []).length > 1) return false;
  return Boolean(
    call.agg_star ||
      call.agg_distinct ||
      call.agg_filter ||
      call.agg_order ||
      call.agg_within_group ||
      aggregates.has(name),
  );
}
