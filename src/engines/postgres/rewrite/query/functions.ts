import type { FuncCall } from '#engines/postgres/rewrite/parse.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { strings } from './tree.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/**
 * Functions of the server of which no overload is volatile; a test asks the server's own catalog. What is not here
 * counts as volatile. https://www.postgresql.org/docs/18/functions.html
 */
export const steadyFunctions = words(`
  abs acos acosd acosh age array_dims array_fill array_length array_lower array_ndims array_position array_positions
  array_remove array_replace array_to_json array_to_string array_upper ascii asin asind asinh atan atan2 atan2d atand
  atanh bit_length btrim cardinality cbrt ceil ceiling char_length character_length chr coalesce concat concat_ws
  convert_from convert_to cos cosd cosh cot cotd current_database current_schema current_schemas current_setting
  current_user date date_bin date_part date_trunc daterange decode degrees div encode exp extract factorial family floor
  format format_type gcd greatest height host hostmask initcap int4range int8range isempty isfinite json_array_length
  json_build_array json_build_object json_extract_path json_extract_path_text json_object json_strip_nulls json_typeof
  jsonb_array_length jsonb_build_array jsonb_build_object jsonb_extract_path jsonb_extract_path_text jsonb_insert
  jsonb_object jsonb_path_exists jsonb_path_match jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set
  jsonb_strip_nulls jsonb_typeof justify_days justify_hours justify_interval lcm least left length like_escape ln log
  log10 lower lower_inc lower_inf lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz masklen
  md5 min_scale mod network normalize now num_nonnulls num_nulls numnode numrange octet_length overlaps overlay
  parse_ident phraseto_tsquery pi plainto_tsquery point position pow power querytree quote_ident quote_literal
  quote_nullable radians range_merge regexp_match regexp_replace regexp_split_to_array repeat replace reverse right
  round row_to_json rpad rtrim scale session_user set_masklen setweight sha224 sha256 sha384 sha512 sign
  similar_to_escape sin sind sinh split_part sqrt statement_timestamp string_to_array strip strpos substr substring
  tan tand tanh text timezone to_ascii to_char to_date to_hex to_json to_jsonb to_number to_timestamp to_tsquery
  to_tsvector transaction_timestamp translate trim_scale trunc ts_delete ts_filter ts_headline ts_rank ts_rank_cd
  tsrange tstzrange upper upper_inc upper_inf websearch_to_tsquery width_bucket xmlcomment xpath xpath_exists`);

/** They give several rows where one was. */
export const setReturningFunctions = words(`
  generate_series generate_subscripts json_array_elements json_array_elements_text json_each json_each_text
  json_object_keys json_populate_recordset json_to_recordset jsonb_array_elements jsonb_array_elements_text jsonb_each
  jsonb_each_text jsonb_object_keys jsonb_path_query jsonb_populate_recordset jsonb_to_recordset regexp_matches
  regexp_split_to_table string_to_table unnest`);

/** The order of their input does not matter, but for sums of floating-point numbers. */
export const unorderedAggregates = words(`
  avg bit_and bit_or bit_xor bool_and bool_or count every max min range_agg range_intersect_agg stddev stddev_pop
  stddev_samp sum var_pop var_samp variance`);

/** Their result depends on the order in which rows come in. */
export const orderedAggregates = words(`
  any_value array_agg json_agg json_agg_strict json_object_agg json_object_agg_strict json_object_agg_unique
  json_object_agg_unique_strict jsonb_agg jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict
  jsonb_object_agg_unique jsonb_object_agg_unique_strict string_agg xmlagg corr covar_pop covar_samp regr_avgx regr_avgy
  regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy`);

/** Called WITHIN GROUP (ORDER BY …). */
export const sortingAggregates = words('mode percentile_cont percentile_disc');

export const windowFunctions = words(`
  cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number`);

export function functionName(call: FuncCall): string {
  return strings(call.funcname).at(-1) ?? '';
}

/** Called OVER a window it is none. */
export function isAggregate(call: FuncCall): boolean {
  const name = functionName(call);
  if (call.over) return false;
  return unorderedAggregates.has(name) || orderedAggregates.has(name) || sortingAggregates.has(name);
}

export interface FunctionTraits {
  /** The same result for the same arguments all through one statement. */
  readonly steady: boolean;
  readonly returnsSet: boolean;
}

/** A function of the user's is judged by what its definition declares, all overloads together. */
export function functionTraits(call: FuncCall, schema: DatabaseSchema): FunctionTraits {
  const names = strings(call.funcname);
  const name = names.at(-1) ?? '';
  const within = names.length > 1 ? [names.at(-2) ?? ''] : schema.searchPath;
  const isSystem = names.length === 1 || names.at(-2) === 'pg_catalog';
  const own = schema.objects.filter(
    (object) => object.kind === 'function' && object.name === name && within.includes(object.schema),
  );
  const declared = own.map(({ definition }) => definition.split(/\bAS\s+[$']|\bBEGIN ATOMIC\b|\bRETURN\b/)[0] ?? '');
  const known = isSystem && isKnown(name);
  return {
    steady: (known || own.length > 0) && declared.every((text) => /\b(IMMUTABLE|STABLE)\b/i.test(text)),
    returnsSet:
      (isSystem && setReturningFunctions.has(name)) ||
      declared.some((text) => /\bRETURNS\s+(SETOF|TABLE)\b/i.test(text)),
  };
}

function isKnown(name: string): boolean {
  return [
    steadyFunctions,
    setReturningFunctions,
    unorderedAggregates,
    orderedAggregates,
    sortingAggregates,
    windowFunctions,
  ].some((list) => list.has(name));
}
