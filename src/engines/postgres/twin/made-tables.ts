import type { TwinConnection, TwinRow } from './connection.ts';

/** How values of a type are made. */
export type Family =
  | 'integer'
  | 'numeric'
  | 'float'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'text'
  | 'uuid'
  | 'boolean'
  | 'enum'
  | 'array'
  | 'words'
  | 'json'
  | 'range'
  | 'address'
  | 'bytes'
  | 'other';

/** A column of the twin that wants a value. */
export interface MadeColumn {
  readonly name: string;
  /** Without domain and modifier: `numeric`, `timestamp with time zone`, `app.status`. */
  readonly base: string;
  readonly family: Family;
  /** Of an array: the element's type. */
  readonly element: string;
  /** Of an enum. */
  readonly labels: readonly string[];
  /** Characters of varchar(n), digits behind the point of numeric(p,s). */
  readonly length: number | undefined;
  readonly scale: number | undefined;
  readonly nullable: boolean;
  /** SQL of its default. */
  readonly default: string | undefined;
  /** Quoted name of the sequence that numbers it. */
  readonly sequence: string | undefined;
}

/** A table of the twin that takes rows itself: no partitioned one. */
export interface MadeTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly MadeColumn[];
  /** Condition of a partition's bounds. */
  readonly bounds: string | undefined;
  /** Hash partitions: PostgreSQL alone knows which row goes where. */
  readonly hashed: boolean;
}

/** Read from the twin's own catalog, so that what could not be rebuilt is not asked for. */
export async function readMadeTables(connection: TwinConnection): Promise<readonly MadeTable[]> {
  const rows = await connection.query(`
    WITH RECURSIVE base AS (
      SELECT t.oid, t.oid AS base, -1 AS modifier, t.typnotnull AS required FROM pg_type t
      UNION ALL
      SELECT b.oid, t.typbasetype, t.typtypmod, b.required OR t.typnotnull
      FROM base b JOIN pg_type t ON t.oid = b.base WHERE t.typtype = 'd'
    )
    SELECT n.nspname AS schema, c.relname AS name, pg_get_partition_constraintdef(c.oid) AS bounds,
      EXISTS (SELECT FROM pg_partition_ancestors(c.oid) a JOIN pg_partitioned_table p ON p.partrelid = a.relid
              WHERE p.partstrat = 'h') AS hashed,
      (SELECT json_agg(json_build_object(
         'name', a.attname, 'base', format_type(t.oid, NULL), 'kind', t.typtype, 'category', t.typcategory,
         'element', CASE WHEN t.typcategory = 'A' THEN format_type(t.typelem, NULL) END,
         'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
         'modifier', CASE WHEN a.atttypmod >= 0 THEN a.atttypmod ELSE b.modifier END,
         'nullable', NOT a.attnotnull AND NOT b.required,
         'default', pg_get_expr(d.adbin, d.adrelid),
         'sequence', pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname)) ORDER BY a.attnum)
       FROM pg_attribute a
       JOIN base b ON b.oid = a.atttypid
       JOIN pg_type t ON t.oid = b.base AND t.typtype <> 'd'
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.oid >= 16384 AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
      AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
    ORDER BY 1, 2`);
  return rows.map((row) => ({
    schema: String(row['schema']),
    name: String(row['name']),
    bounds: text(row['bounds']),
    hashed: row['hashed'] === true,
    columns: ((row['columns'] as readonly TwinRow[] | null) ?? []).map(columnOf),
  }));
}

function columnOf(row: TwinRow): MadeColumn {
  const family = familyOf(String(row['base']), String(row['kind']), String(row['category']));
  // https://www.postgresql.org/docs/18/catalog-pg-attribute.html: 4 is the header's length.
  const modifier = Number(row['modifier']) - 4;
  return {
    name: String(row['name']),
    base: String(row['base']),
    family,
    element: text(row['element']) ?? 'text',
    labels: ((row['labels'] as readonly string[] | null) ?? []).map(String),
    length: family === 'text' && modifier > 0 ? modifier : undefined,
    // The low eleven bits, signed.
    scale: family === 'numeric' && modifier >= 0 ? ((modifier & 0x7ff) ^ 1024) - 1024 : undefined,
    nullable: row['nullable'] === true,
    default: text(row['default']),
    sequence: text(row['sequence']),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const families: Readonly<Record<string, Family>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  numeric: 'numeric',
  real: 'float',
  'double precision': 'float',
  date: 'date',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamp',
  'time without time zone': 'time',
  interval: 'time',
  text: 'text',
  'character varying': 'text',
  character: 'text',
  bpchar: 'text',
  uuid: 'uuid',
  boolean: 'boolean',
  tsvector: 'words',
  json: 'json',
  jsonb: 'json',
  inet: 'address',
  bytea: 'bytes',
};

function familyOf(base: string, kind: string, category: string): Family {
  if (category === 'A') return 'array';
  if (kind === 'e') return 'enum';
  if (kind === 'r') return 'range';
  return families[base] ?? (/(^|\.)citext$/.test(base) ? 'text' : 'other');
}
