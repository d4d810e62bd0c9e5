import { quoteLiteral } from '#engines/postgres/quote.ts';
import type { ExtendedStatistics } from '#vocabulary/statistics.ts';
import type { TwinConnection } from './connection.ts';

/** An extended statistics object as the twin has it. */
export interface TwinObject {
  readonly oid: number;
  readonly schema: string;
  readonly table: string;
  /** In the order in which the server keeps them: by attribute number. */
  readonly columns: readonly string[];
  /** With every name qualified. */
  readonly expressions: readonly string[];
  /** Attribute numbers of the columns by name. */
  readonly attributes: ReadonlyMap<string, number>;
  /** Of the table. */
  readonly partitioned: boolean;
}

/** The object of this name; undefined where the twin could not make it. */
export async function readTwinObject(
  connection: TwinConnection,
  source: Pick<ExtendedStatistics, 'schema' | 'name'>,
  major: number,
): Promise<TwinObject | undefined> {
  const expressions = major < 14 ? "'{}'::text[]" : 'pg_get_statisticsobjdef_expressions(x.oid)';
  // In one implicit transaction: the empty search path makes every name come qualified, and ends with it.
  const [found] = await connection.query(`
    SET LOCAL search_path = '';
    SELECT x.oid::int8 AS oid, n.nspname AS schema, c.relname AS table, c.relkind = 'p' AS partitioned,
      ${expressions} AS expressions, (
        SELECT json_agg(json_build_object('name', a.attname, 'number', a.attnum) ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (x.stxkeys)) AS attributes
    FROM pg_catalog.pg_statistic_ext x
    JOIN pg_catalog.pg_class c ON c.oid = x.stxrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_namespace p ON p.oid = x.stxnamespace
    WHERE p.nspname = ${quoteLiteral(source.schema)} AND x.stxname = ${quoteLiteral(source.name)}`);
  if (found === undefined) return undefined;
  const attributes: readonly unknown[] = Array.isArray(found['attributes']) ? found['attributes'] : [];
  const numbers = new Map(
    attributes.map((one) => [String(Reflect.get(Object(one), 'name')), Number(Reflect.get(Object(one), 'number'))]),
  );
  return {
    oid: Number(found['oid']),
    schema: String(found['schema']),
    table: String(found['table']),
    columns: [...numbers.keys()],
    expressions: Array.isArray(found['expressions']) ? found['expressions'].map(String) : [],
    attributes: numbers,
    partitioned: found['partitioned'] === true,
  };
}
