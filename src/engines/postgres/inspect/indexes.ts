import type { Row } from '#contracts/session.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { ofUser } from './conditions.ts';
import { list, optional, text, texts } from './rows.ts';

/**
 * Every index with its keys in order. An operator class is told where it is not the default one of the key's type, a
 * collation where it is not the column's own. to_jsonb reads fields that older servers do not have.
 * https://www.postgresql.org/docs/18/catalog-pg-index.html
 */
export const indexQuery = `
  SELECT format('%s', i.indexrelid) AS id, format('%s', i.indrelid) AS table_id,
         n.nspname AS schema, t.relname AS table, c.relname AS name, am.amname AS method,
         i.indisunique AS unique, i.indisvalid AND i.indisready AND i.indislive AS valid,
         to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' AS nulls_not_distinct,
         i.indisreplident AS replica_identity, i.indisclustered AS clustered,
         c.relkind = 'I' AS partitioned,
         (SELECT k.conname FROM pg_constraint k
           WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x') LIMIT 1) AS constraint,
         (SELECT json_build_object('schema', pn.nspname, 'name', p.relname)
            FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
           WHERE h.inhrelid = i.indexrelid) AS part_of,
         pg_get_expr(i.indpred, i.indrelid) AS predicate,
         pg_get_indexdef(i.indexrelid) AS definition,
         obj_description(i.indexrelid, 'pg_class') AS comment,
         (SELECT json_agg(json_build_object(
              'column', col.attname,
              'expression', CASE WHEN col.attnum IS NULL THEN pg_get_indexdef(i.indexrelid, at, false) END,
              'key', at <= i.indnkeyatts,
              'option', i.indoption[at - 1],
              'operatorClass', CASE WHEN NOT (opc.opcdefault AND (opc.opcintype = typ.id OR NOT EXISTS (
                    SELECT FROM pg_opclass o WHERE o.opcmethod = c.relam AND o.opcdefault AND o.opcintype = typ.id)))
                    OR part.attoptions IS NOT NULL
                THEN CASE WHEN opcn.nspname = 'pg_catalog' THEN '' ELSE quote_ident(opcn.nspname) || '.' END
                     || quote_ident(opc.opcname)
                     || coalesce('(' || (SELECT string_agg(split_part(o, '=', 1) || '=' ||
                          quote_literal(substr(o, strpos(o, '=') + 1)), ', ') FROM unnest(part.attoptions) o) || ')', '') END,
              'collation', CASE WHEN i.indcollation[at - 1] <> 0
                    AND i.indcollation[at - 1] IS DISTINCT FROM coalesce(col.attcollation, 100)
                THEN format('%s', i.indcollation[at - 1]::regcollation) END) ORDER BY at)
            FROM generate_series(1, i.indnatts::int) at
            LEFT JOIN pg_attribute col ON col.attrelid = i.indrelid AND col.attnum = i.indkey[at - 1] AND col.attnum <> 0
            LEFT JOIN pg_attribute part ON part.attrelid = i.indexrelid AND part.attnum = at
            LEFT JOIN pg_opclass opc ON opc.oid = i.indclass[at - 1] AND at <= i.indnkeyatts
            LEFT JOIN pg_namespace opcn ON opcn.oid = opc.opcnamespace
            LEFT JOIN LATERAL (SELECT coalesce(nullif(dt.typbasetype, 0), dt.oid) AS id FROM pg_type dt
                                WHERE dt.oid = coalesce(col.atttypid, part.atttypid)) typ ON true) AS keys
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_am am ON am.oid = c.relam
   WHERE t.relpersistence <> 't' AND ${ofUser('t', 'pg_class')}
   ORDER BY n.nspname, t.relname, c.relname`;

/** By the oid of the table. `bytes` by the oid of the index. */
export function indexesByTable(
  rows: readonly Row[],
  bytes: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly IndexDefinition[]> {
  const byTable = new Map<string, IndexDefinition[]>();
  for (const row of rows) {
    const table = String(row['table_id']);
    const indexes = byTable.get(table) ?? [];
    indexes.push(indexOf(row, bytes.get(String(row['id']))));
    byTable.set(table, indexes);
  }
  return byTable;
}

function indexOf(row: Row, bytes: number | undefined): IndexDefinition {
  const entries = list(row['keys']);
  const [partOf] = list([row['part_of']]);
  return {
    schema: String(row['schema']),
    table: String(row['table']),
    name: String(row['name']),
    method: String(row['method']),
    unique: row['unique'] === true,
    keys: entries.filter((entry) => entry['key'] === true).map(keyOf),
    include: texts(entries.filter((entry) => entry['key'] !== true).map((entry) => entry['column'])),
    ...(row['predicate'] === null ? {} : { predicate: unwrapped(String(row['predicate'])) }),
    ...(row['nulls_not_distinct'] === true ? { nullsNotDistinct: true } : {}),
    ...text('constraint', row['constraint']),
    valid: row['valid'] === true,
    ...(row['replica_identity'] === true ? { replicaIdentity: true as const } : {}),
    ...(row['clustered'] === true ? { clustered: true as const } : {}),
    ...(row['partitioned'] === true ? { partitioned: true } : {}),
    ...(partOf ? { partOf: { schema: String(partOf['schema']), name: String(partOf['name']) } } : {}),
    ...optional('bytes', row['partitioned'] === true ? undefined : bytes),
    ...text('comment', row['comment']),
    definition: String(row['definition']),
  };
}

/** indoption: 1 is DESC, 2 is NULLS FIRST. NULLS is told where it is not what follows from the direction. */
function keyOf(entry: Row): IndexKey {
  const option = Number(entry['option'] ?? 0);
  const descending = (option & 1) !== 0;
  const nullsFirst = (option & 2) !== 0;
  return {
    ...text('column', entry['column']),
    ...(entry['expression'] === null ? {} : { expression: unwrapped(String(entry['expression'])) }),
    direction: descending ? 'desc' : 'asc',
    ...(nullsFirst === descending ? {} : { nulls: nullsFirst ? ('first' as const) : ('last' as const) }),
    ...text('operatorClass', entry['operatorClass']),
    ...text('collation', entry['collation']),
  };
}

/** Without the one pair of parentheses around the whole: `((a + b))` gives `a + b`, `(a) + (b)` stays. */
export function unwrapped(sql: string): string {
  let inner = sql.trim();
  while (inner.startsWith('(') && closingParenthesis(inner) === inner.length - 1) inner = inner.slice(1, -1).trim();
  return inner;
}

/** Where the parenthesis that opens the text closes; strings and quoted names are passed over. */
function closingParenthesis(sql: string): number {
  let depth = 0;
  for (const token of sql.matchAll(/E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/gs)) {
    if (token[0] === '(') depth++;
    if (token[0] === ')' && --depth === 0) return token.index;
  }
  return -1;
}
