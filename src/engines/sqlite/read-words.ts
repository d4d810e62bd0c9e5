import type { SchemaWords } from '#analysis/logical-model/schema-words.ts';
import { isCommonSql, plainPreset, plainSql } from '#engines/sql/read/plain-sql.ts';
import { withToldConditions } from '#engines/sql/read/told-conditions.ts';
import { touchesByTrigger } from '#engines/sql/read/touches-by-trigger.ts';
import { sqliteDialect } from './design/dialect.ts';
import { sqliteLexis } from './read-schema.ts';

/** SQLite's words in those of the model. */
export const sqliteWords: SchemaWords = {
  type: (type) => type.toUpperCase(),
  neutral,
  plain: plainSqlite,
  isCommon: isCommonSql,
  preset: (sql) => {
    if (/^\(?(?:current_timestamp|current_date|current_time)\)?$|^\(?datetime\('now'\)\)?$/i.test(sql)) return 'now';
    return plainPreset(plainSqlite(sql));
  },
  keepsSql: false,
  wholeIsBig: true,
  saysChecks: true,
  tellsByCheck: true,
  anyMoment: false,
  touches: (schema) => touchesByTrigger(schema, sqliteDialect),
  further: () => [],
  told: (table) => {
    const told = withToldConditions(table, { lexis: sqliteLexis, mark: '"', isTruth: (type) => /^bool/i.test(type) });
    // What is computed has the type of its value; most often it is a number.
    const columns = told.columns.map((column) =>
      column.type === '' && column.generated !== undefined ? { ...column, type: 'NUMERIC' } : column,
    );
    return { ...told, columns };
  },
  keepsOptions: true,
};

function plainSqlite(sql: string): string {
  return plainSql(sql, sqliteLexis, { functions: {} });
}

/** Declared types in PostgreSQL's words; where tables are not STRICT any name may stand there. https://www.sqlite.org/datatype3.html */
function neutral(type: string): string {
  const [, base = '', inside = ''] = /^([a-z_ ]*?)\s*(\([^)]*\))?$/i.exec(type.trim().toLowerCase()) ?? [];
  const known = types[base];
  if (known !== undefined) return known === 'numeric' || known.startsWith('character') ? `${known}${inside}` : known;
  if (base.includes('int')) return 'bigint';
  if (/char|clob|text/.test(base)) return 'text';
  if (base.includes('blob')) return 'bytea';
  return /real|floa|doub/.test(base) ? 'double precision' : 'text';
}

const types: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  bool: 'boolean',
  smallint: 'smallint',
  varchar: 'character varying',
  nvarchar: 'character varying',
  'character varying': 'character varying',
  char: 'character',
  character: 'character',
  nchar: 'character',
  decimal: 'numeric',
  numeric: 'numeric',
  date: 'date',
  time: 'time without time zone',
  datetime: 'timestamp with time zone',
  timestamp: 'timestamp with time zone',
  json: 'jsonb',
  uuid: 'uuid',
};
