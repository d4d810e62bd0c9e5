/**
 * Which extensions' functions in C only read. Judged by the library and the symbol in it too: a superuser may add
 * `CREATE FUNCTION f … AS 'pg_read_file_all' LANGUAGE internal` to any extension.
 */

/** Well-known extensions whose functions read, in C, unless named with them. */
export const readingExtensions: ReadonlySet<string> = new Set(
  `bloom btree_gin btree_gist citext cube dict_int dict_xsyn earthdistance fuzzystrmatch h3 h3_postgis hll hstore
  intagg intarray ip4r isn ltree numeral pg_buffercache pg_similarity pg_stat_statements pg_trgm pg_uuidv7 pgcrypto
  pgsphere postgis postgis_raster postgis_sfcgal postgis_topology prefix q3c rdkit roaringbitmap rum seg semver
  tablefunc topn tsm_system_rows tsm_system_time unaccent unit uuid-ossp vchord vector vectorscale xml2`.split(/\s+/),
);

/** Their libraries, without version. */
export const readingLibraries: ReadonlySet<string> = new Set([
  ...readingExtensions,
  ...'_int pgxml pg_sphere rtpostgis postgis_raster postgis_topology postgis_sfcgal'.split(' '),
]);

/** Functions of the server that citext and others give another name. */
export const readingSymbols: ReadonlySet<string> = new Set(
  `texticlike texticnlike texticregexeq texticregexne textin textout textrecv textsend booltext network_show rtrim1
  array_unnest xml_is_well_formed`.split(/\s+/),
);

/** Symbols and names in these libraries that run SQL given as text, change something or reach outside. */
export const dangerousSymbols =
  /^(crosstab|connectby|xpath_table|xslt_process|set_limit|dblink)|_reset(_|$)|_evict|_mark_dirty|gdal|upgrade/;

/** Volatile functions of these extensions that only read or give a number. */
const readingVolatile: readonly RegExp[] = [
  /^(gen_random_bytes|gen_random_uuid|gen_salt|uuid_generate_v(1|1mc|4|6|7)|pgp_(sym|pub)_encrypt(_bytea)?)$/,
  /^(pg_stat_statements(_info)?|pg_buffercache_(pages|summary|usage_counts)|normal_rand|system_rows|system_time)$/,
];

/** Names of functions that run SQL given as text or do more than read, volatile or not. */
const dangerousNames: readonly RegExp[] = [
  /^(addgeometrycolumn|dropgeometry\w*|updategeometrysrid|populate_geometry_columns|find_srid)$/,
  /^(st_estimatedextent|st_findextent|postgis_(extensions|proc)_upgrade\w*|(copy|create|drop)topology)$/,
];

/** Why a function in C that an extension brought is dangerous: completes "…, which". undefined: it only reads. */
export function dangerOfExtension(row: {
  readonly extension: string;
  readonly name: string;
  readonly volatility: string;
  /** It comes from a library that is known to read. */
  readonly machinery: boolean;
}): string | undefined {
  const { extension, name, volatility } = row;
  if (!readingExtensions.has(extension)) {
    return `the extension ${extension} brought, and nobody here knows what it does`;
  }
  if (dangerousSymbols.test(name) || dangerousNames.some((family) => family.test(name))) {
    return 'runs SQL given as text or does more than read';
  }
  if (!row.machinery) return `is no part of what is known of the extension ${extension}`;
  if (volatility === 'v' && !readingVolatile.some((family) => family.test(name))) return 'may do more than read';
  return undefined;
}
