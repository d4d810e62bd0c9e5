import type { Cursor } from '#engines/sql/read/cursor.ts';
import { lose, type ScriptDraft, type TableDraft } from '#engines/sql/read/drafts.ts';
import type { Lexis } from '#engines/sql/read/lexis.ts';
import type { ReadDialect } from '#engines/sql/read/read-dialect.ts';
import { snowflakeWarehouse } from './design/warehouse.ts';

/** Plain names are kept in capitals, which mean nothing. https://docs.snowflake.com/en/sql-reference/identifiers-syntax */
export const snowflakeLexis: Lexis = {
  names: '"',
  texts: "'",
  backslashes: true,
  hashComments: false,
  dollarTexts: true,
  versionedComments: false,
  fold: (name, isQuoted) => (!isQuoted || !/[a-z]/.test(name) ? name.toLowerCase() : name),
};

/** DDL as people and GET_DDL write it. */
export const snowflakeReadDialect: ReadDialect = {
  id: 'snowflake',
  name: 'Snowflake',
  lexis: snowflakeLexis,
  rules: { delimiters: false, batches: false },
  schema: '',
  homes: [],
  longestName: 255,
  quote: snowflakeWarehouse.quote,
  type: snowflakeType,
  preset: (sql) =>
    /^null$/i.test(sql.trim())
      ? undefined
      : sql.trim().replace(/^current_timestamp(?:\(\d?\))?$/i, 'CURRENT_TIMESTAMP()'),
  deletes: 'RESTRICT',
  dropsCollations: true,
  tail: readTail,
  alter: (cursor, table) => {
    if (!cursor.take('CLUSTER', 'BY')) return false;
    table.options.push(`CLUSTER BY (${cursor.parentheses('the keys').sql})`);
    return true;
  },
  settle: (table) => {
    if (table.options.length === 0) table.options.push('plain');
  },
};

/** https://docs.snowflake.com/en/sql-reference/intro-summary-data-types */
export function snowflakeType(written: string): string {
  const type = written.toLowerCase();
  const [, base = type, inside = ''] = /^([a-z0-9_ ]+?)(\([^)]*\))?$/.exec(type) ?? [];
  if (/^(?:number|decimal|numeric|dec)$/.test(base))
    return `NUMBER${inside === '' ? '(38,0)' : inside.includes(',') ? inside : inside.replace(')', ',0)')}`;
  if (/^(?:int|integer|bigint|smallint|tinyint|byteint)$/.test(base)) return 'NUMBER(38,0)';
  if (/^(?:varchar|string|text|char varying|nvarchar|nvarchar2|character varying)$/.test(base))
    return inside === '(16777216)' ? 'VARCHAR' : `VARCHAR${inside}`;
  if (/^(?:char|character|nchar)$/.test(base)) return `VARCHAR${inside || '(1)'}`;
  if (/^(?:float|float4|float8|double|double precision|real)$/.test(base)) return 'FLOAT';
  if (/^(?:binary|varbinary)$/.test(base)) return inside === '(8388608)' ? 'BINARY' : `BINARY${inside}`;
  if (/^(?:timestamp|timestamp_ntz|datetime|timestampntz|timestamp without time zone)$/.test(base))
    return `TIMESTAMP_NTZ${inside || '(9)'}`;
  if (/^(?:timestamp_tz|timestamptz|timestamp with time zone)$/.test(base)) return `TIMESTAMP_TZ${inside || '(9)'}`;
  if (/^(?:timestamp_ltz|timestampltz|timestamp with local time zone)$/.test(base))
    return `TIMESTAMP_LTZ${inside || '(9)'}`;
  if (base === 'time') return `TIME${inside || '(9)'}`;
  return type.toUpperCase().replace(/,\s*/g, base === 'vector' ? ', ' : ',');
}

/** CLUSTER BY (…) COMMENT = '…' DATA_RETENTION_TIME_IN_DAYS = 1 */
function readTail(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  while (!cursor.isAtEnd()) {
    if (cursor.take('CLUSTER', 'BY')) table.options.push(`CLUSTER BY (${cursor.parentheses('the keys').sql})`);
    else if (cursor.take('COMMENT')) {
      cursor.take('=');
      table.comment = cursor.text('the comment');
    } else if (cursor.take('COPY', 'GRANTS') || cursor.take('WITH')) continue;
    else if (cursor.take('ROW', 'ACCESS', 'POLICY') || cursor.take('AGGREGATION', 'POLICY')) {
      lose(draft, 'Policies are not kept', cursor.path('a policy').join('.'));
      if (cursor.take('ON')) cursor.parentheses('the columns');
    } else if (cursor.take('TAG')) {
      cursor.parentheses('the tags');
      lose(draft, 'Tags are not kept', table.name);
    } else {
      const name = cursor.name('an option');
      if (!cursor.take('=')) cursor.fail(`"${name}" was not expected behind the columns of a table`, cursor.peek(-1));
      if (cursor.sees('(')) cursor.parentheses('the value');
      else cursor.next();
      lose(draft, 'Options of tables are not kept', `${table.name} (${name})`);
    }
  }
}
