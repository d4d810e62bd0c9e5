import { calledFunctions } from '#analysis/function-traits.ts';
import type { Volatility } from '#vocabulary/migration-action.ts';
import type { Catalog } from './catalog.ts';

/**
 * What a function promises, by pg_proc.provolatile of PostgreSQL's own or by the text of the schema's.
 * https://www.postgresql.org/docs/18/xfunc-volatility.html
 */
export function volatilityOfFunction(parts: readonly string[], catalog: Catalog): Volatility {
  const [name = ''] = parts.toReversed();
  if (parts[0] !== 'pg_catalog') {
    const made = catalog.objectsNamed(name).filter((one) => one.kind === 'function');
    const [traits] = made.length === 1 ? calledFunctions([`${name.toLowerCase()}(`], schemaOf(made, name)) : [];
    if (traits !== undefined) return traits.volatility === 'immutable' ? 'constant' : traits.volatility;
    if (made.length > 0) return 'unknown';
  }
  if (volatileFunctions.has(name)) return 'volatile';
  if (stableFunctions.has(name)) return 'stable';
  return constantFunctions.has(name) ? 'constant' : 'unknown';
}

/** The function alone, under a name that its call can be written with. */
function schemaOf(made: ReturnType<Catalog['objects']>, name: string): Parameters<typeof calledFunctions>[1] {
  return {
    engine: 'postgres',
    searchPath: [],
    tables: [],
    views: [],
    objects: made.map((one) => ({ ...one, name: name.toLowerCase() })),
    unread: [],
  };
}

/** The last lines are of uuid-ossp and pgcrypto. */
const volatileFunctions = new Set(
  `clock_timestamp timeofday random random_normal gen_random_uuid uuidv4 uuidv7 setseed nextval currval lastval setval
  set_config pg_sleep pg_advisory_lock pg_try_advisory_lock pg_advisory_xact_lock txid_current_if_assigned pg_notify
  uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_bytes gen_salt`.split(/\s+/),
);

const stableFunctions = new Set(
  `now transaction_timestamp statement_timestamp current_setting current_database current_schema current_schemas
  current_query current_user session_user user pg_backend_pid txid_current pg_current_xact_id inet_client_addr
  inet_client_port inet_server_addr inet_server_port version to_char to_date to_timestamp to_number age date_part
  extract date_trunc timezone make_timestamptz concat concat_ws format to_json to_jsonb row_to_json array_to_json
  json_build_object json_build_array jsonb_build_object jsonb_build_array json_object jsonb_object array_to_string
  string_to_array to_tsvector to_tsquery plainto_tsquery pg_typeof has_table_privilege quote_literal quote_nullable
  timestamptz date timestamp time timetz`.split(/\s+/),
);

const constantFunctions = new Set(
  `abs ceil ceiling floor round trunc sign sqrt cbrt power pow exp ln log mod div gcd lcm pi degrees radians sin cos tan
  asin acos atan atan2 greatest least coalesce nullif width_bucket factorial scale min_scale trim_scale numeric
  length char_length character_length octet_length bit_length lower upper initcap trim btrim ltrim rtrim lpad rpad left
  right substr substring overlay position strpos replace translate reverse repeat split_part regexp_replace
  regexp_match regexp_matches regexp_split_to_array starts_with ascii chr md5 sha224 sha256 sha384 sha512 encode decode
  to_hex quote_ident convert_from convert_to normalize
  make_date make_time make_timestamp make_interval justify_days justify_hours justify_interval isfinite
  array_append array_prepend array_cat array_fill array_length array_lower array_upper array_position array_remove
  array_replace cardinality
  jsonb_set jsonb_insert jsonb_strip_nulls jsonb_typeof json_typeof jsonb_array_length jsonb_extract_path
  jsonb_extract_path_text json_extract_path json_extract_path_text
  int4range int8range numrange tsrange tstzrange daterange isempty lower_inc upper_inc lower_inf upper_inf
  host network masklen set_masklen family abbrev broadcast netmask hostmask
  bit_and bit_or get_bit set_bit get_byte set_byte point box circle line lseg path polygon
  int2 int4 int8 float4 float8 text varchar bpchar bool hashtext hashtextextended uuid_nil uuid_ns_dns uuid_ns_url
  uuid_generate_v3 uuid_generate_v5 digest hmac crypt`.split(/\s+/),
);
