import type { Destination, DestinationQuestion } from '#contracts/destination.ts';
import type { Row } from '#contracts/session.ts';
import { list, texts } from '#engines/postgres/inspect/rows.ts';
import type { Table } from '#vocabulary/database-schema.ts';

/** One statement of this engine's own, under a search path that is the server's own. */
export type CatalogReader = (statement: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** A table as the database has it, with what the login may do there. */
export interface FoundTable {
  readonly schema: string;
  readonly name: string;
  /** pg_class.relkind; undefined where there is no such table. */
  readonly kind: string | undefined;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly nullable: boolean;
    readonly isIdentity: boolean;
    readonly isGenerated: boolean;
  }[];
  readonly reachable: boolean;
  readonly mayInsert: boolean;
  readonly maySelect: boolean;
  readonly mayUpdate: boolean;
  readonly owned: boolean;
  /** Row-level security hides or refuses rows of this login. */
  readonly secured: boolean;
  /** The user's own that fire, of its partitions too; `always`: a replica would fire them too. */
  readonly triggers: readonly {
    readonly schema: string;
    readonly table: string;
    readonly name: string;
    readonly always: boolean;
  }[];
  /** Partitions that are foreign tables; quoted names. */
  readonly abroad: readonly string[];
  /** Behind columns that are filled; quoted names. */
  readonly sequences: readonly { readonly column: string; readonly name: string; readonly mayCount: boolean }[];
}

/** What is there of each table, in order; `made` are those that the rows are for. */
export async function foundTables(
  read: CatalogReader,
  tables: DestinationQuestion['tables'],
  made: ReadonlyMap<string, Table>,
): Promise<readonly FoundTable[]> {
  const found: FoundTable[] = [];
  for (const part of inParts(tables)) {
    const rows = await read(tableQuery, [part.map(({ schema }) => schema), part.map(({ name }) => name)]);
    for (const [at, { schema, name }] of part.entries())
      found.push(foundTable(schema, name, rows[at] ?? {}, made.get(`${schema}.${name}`)));
  }
  return found;
}

/** What loading does beside. */
export function besides(tables: readonly FoundTable[]): Awaited<ReturnType<Destination['examine']>> {
  return {
    triggers: tables.flatMap(({ triggers }) =>
      triggers.map(({ schema, table, name }) => `${name} on ${schema}.${table}`),
    ),
    sequences: [...new Set(tables.flatMap(({ sequences }) => sequences.map(({ name }) => name)))],
  };
}

/** Tables that are looked at by one statement. */
const together = 50;

export function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / together) }, (_, at) =>
    items.slice(at * together, (at + 1) * together),
  );
}

/**
 * A row for each name, in order. Sequences count for whole numbers: int8, int2, int4 and numeric. A trigger with a parent
 * is its copy on a partition, and does what is done to the parent.
 * https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-ACCESS
 * https://www.postgresql.org/docs/18/catalog-pg-depend.html
 */
const tableQuery = `
  SELECT c.relkind AS kind,
         has_schema_privilege(n.oid, 'USAGE') AS reachable,
         has_table_privilege(c.oid, 'INSERT') AS may_insert,
         has_table_privilege(c.oid, 'SELECT') AS may_select,
         has_table_privilege(c.oid, 'UPDATE') AS may_update,
         pg_has_role(c.relowner, 'USAGE') AS owned,
         row_security_active(c.oid) AS secured,
         (SELECT json_agg(json_build_object(
                   'name', a.attname,
                   'type', format_type(a.atttypid, a.atttypmod),
                   'nullable', NOT (a.attnotnull OR (t.typtype = 'd' AND t.typnotnull)),
                   'identity', a.attidentity <> '',
                   'generated', a.attgenerated <> '',
                   'sequence', s.name,
                   'counts', s.counts) ORDER BY a.attnum)
            FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            LEFT JOIN LATERAL (
              SELECT format('%I.%I', sn.nspname, sc.relname) AS name, has_sequence_privilege(sc.oid, 'UPDATE') AS counts
                FROM pg_depend e
                JOIN pg_class sc ON sc.relkind = 'S'
                 AND sc.oid = CASE e.deptype WHEN 'i' THEN e.objid ELSE e.refobjid END
                JOIN pg_namespace sn ON sn.oid = sc.relnamespace
               WHERE (e.classid = 'pg_class'::regclass AND e.deptype = 'i' AND e.refclassid = 'pg_class'::regclass
                       AND e.refobjid = a.attrelid AND e.refobjsubid = a.attnum)
                  OR (e.classid = 'pg_attrdef'::regclass AND e.objid = d.oid AND e.deptype = 'n'
                       AND e.refclassid = 'pg_class'::regclass AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'
                       AND CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END IN (20, 21, 23, 1700))
               LIMIT 1) s ON true
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
         (SELECT json_agg(json_build_object(
                   'schema', gn.nspname,
                   'table', gc.relname,
                   'name', g.tgname,
                   'always', g.tgenabled = 'A') ORDER BY gn.nspname, gc.relname, g.tgname)
            FROM pg_trigger g
            JOIN pg_class gc ON gc.oid = g.tgrelid
            JOIN pg_namespace gn ON gn.oid = gc.relnamespace
           WHERE g.tgrelid IN (SELECT c.oid UNION SELECT relid FROM pg_partition_tree(c.oid))
             AND NOT g.tgisinternal AND g.tgparentid = 0 AND g.tgenabled IN ('O', 'A')) AS triggers,
         (SELECT json_agg(format('%I.%I', fn.nspname, fc.relname) ORDER BY fn.nspname, fc.relname)
            FROM pg_partition_tree(c.oid) p
            JOIN pg_class fc ON fc.oid = p.relid AND fc.relkind = 'f'
            JOIN pg_namespace fn ON fn.oid = fc.relnamespace
           WHERE c.relkind = 'p') AS abroad
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (schema, name, at)
    LEFT JOIN pg_namespace n ON n.nspname = w.schema
    LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
   ORDER BY w.at`;

function foundTable(schema: string, name: string, row: Row, made: Table | undefined): FoundTable {
  const filled = new Set(made?.columns.filter(({ generated }) => generated === undefined).map((one) => one.name));
  const columns = list(row['columns']).map((column) => ({
    name: String(column['name']),
    type: String(column['type']),
    nullable: column['nullable'] === true,
    isIdentity: column['identity'] === true,
    isGenerated: column['generated'] === true,
  }));
  return {
    schema,
    name,
    kind: row['kind'] === null || row['kind'] === undefined ? undefined : String(row['kind']),
    columns,
    reachable: row['reachable'] === true,
    mayInsert: row['may_insert'] === true,
    maySelect: row['may_select'] === true,
    mayUpdate: row['may_update'] === true,
    owned: row['owned'] === true,
    secured: row['secured'] === true,
    triggers: list(row['triggers']).map((one) => ({
      schema: String(one['schema']),
      table: String(one['table']),
      name: String(one['name']),
      always: one['always'] === true,
    })),
    abroad: texts(row['abroad']),
    sequences: list(row['columns']).flatMap((column) =>
      typeof column['sequence'] === 'string' && filled.has(String(column['name']))
        ? [{ column: String(column['name']), name: column['sequence'], mayCount: column['counts'] === true }]
        : [],
    ),
  };
}
