import type { Cursor } from '#engines/sql/read/cursor.ts';
import { lose, type ScriptDraft, type TableDraft } from '#engines/sql/read/drafts.ts';
import type { Lexis } from '#engines/sql/read/lexis.ts';
import { readOptions } from '#engines/sql/read/read-column.ts';
import type { ReadDialect } from '#engines/sql/read/read-dialect.ts';
import { bigqueryWarehouse } from './design/warehouse.ts';

/** https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical */
export const bigqueryLexis: Lexis = {
  names: '`',
  texts: `'"`,
  backslashes: true,
  hashComments: true,
  dollarTexts: false,
  versionedComments: false,
  quotedPaths: true,
};

/** DDL as people and INFORMATION_SCHEMA.TABLES write it. */
export const bigqueryReadDialect: ReadDialect = {
  id: 'bigquery',
  name: 'BigQuery',
  lexis: bigqueryLexis,
  rules: { delimiters: false, batches: false },
  schema: '',
  homes: [],
  longestName: 300,
  quote: bigqueryWarehouse.quote,
  type: bigqueryType,
  preset: (sql) =>
    /^null$/i.test(sql.trim())
      ? undefined
      : sql.trim().replace(/^(current_\w+|generate_uuid)(?:\(\))?$/i, (_, name: string) => `${name.toUpperCase()}()`),
  deletes: 'RESTRICT',
  dropsCollations: true,
  tail: readTail,
  alter: (cursor, table, draft) => {
    if (!cursor.take('SET', 'OPTIONS')) return false;
    table.options.push(...readOptions(cursor, table, '', draft));
    return true;
  },
  settle: (table) => {
    if (table.options.length === 0) table.options.push('plain');
  },
};

/** https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types */
export function bigqueryType(written: string): string {
  // Names in a STRUCT keep their letters.
  if (/^(?:array|struct|range)</i.test(written))
    return written.replace(/^\w+/, (word) => word.toUpperCase()).replace(/,(?=\S)/g, ', ');
  const type = written.toUpperCase();
  const [, base = type, inside = ''] = /^([A-Z0-9_ ]+?)(\([^)]*\))?$/.exec(type) ?? [];
  return `${aliases[base] ?? base}${inside.replace(/,\s*/g, ', ')}`;
}

const aliases: Readonly<Record<string, string>> = {
  INT: 'INT64',
  INTEGER: 'INT64',
  BIGINT: 'INT64',
  SMALLINT: 'INT64',
  TINYINT: 'INT64',
  BYTEINT: 'INT64',
  DECIMAL: 'NUMERIC',
  BIGDECIMAL: 'BIGNUMERIC',
  BOOLEAN: 'BOOL',
};

/** PARTITION BY … CLUSTER BY … OPTIONS (…) */
function readTail(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  while (!cursor.isAtEnd()) {
    if (cursor.take('PARTITION', 'BY')) table.options.push(`PARTITION BY ${listUpTo(cursor)}`);
    else if (cursor.take('CLUSTER', 'BY')) table.options.push(`CLUSTER BY ${listUpTo(cursor)}`);
    else if (cursor.take('DEFAULT', 'COLLATE'))
      lose(draft, 'Default collations of tables are not kept', `${table.name} (${cursor.text('a collation')})`);
    else if (cursor.take('OPTIONS')) table.options.push(...readOptions(cursor, table, '', draft));
    else cursor.fail(`"${cursor.peek()?.text}" was not expected behind the columns of a table`);
  }
}

function listUpTo(cursor: Cursor): string {
  const first = cursor.peek() ?? cursor.fail('the columns are missing');
  while (
    !cursor.isAtEnd() &&
    !cursor.sees('CLUSTER', 'BY') &&
    !cursor.sees('OPTIONS') &&
    !cursor.sees('PARTITION', 'BY')
  ) {
    if (cursor.sees('(')) cursor.parentheses('the call');
    else cursor.skip(1);
  }
  return cursor.since(first);
}
