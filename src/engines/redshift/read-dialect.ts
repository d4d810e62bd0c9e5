import type { Cursor } from '#engines/sql/read/cursor.ts';
import type { TableDraft } from '#engines/sql/read/drafts.ts';
import type { Lexis } from '#engines/sql/read/lexis.ts';
import type { ReadDialect } from '#engines/sql/read/read-dialect.ts';
import { redshiftWarehouse } from './design/warehouse.ts';

/** All names have small letters. https://docs.aws.amazon.com/redshift/latest/dg/r_names.html */
export const redshiftLexis: Lexis = {
  names: '"',
  texts: "'",
  backslashes: true,
  hashComments: false,
  dollarTexts: true,
  versionedComments: false,
  fold: (name) => name.toLowerCase(),
};

/** DDL as people, SHOW TABLE and the admin view v_generate_tbl_ddl write it. */
export const redshiftReadDialect: ReadDialect = {
  id: 'redshift',
  name: 'Redshift',
  lexis: redshiftLexis,
  rules: { delimiters: false, batches: false },
  schema: '',
  homes: ['public'],
  longestName: 127,
  quote: redshiftWarehouse.quote,
  type: redshiftType,
  preset,
  deletes: 'RESTRICT',
  dropsCollations: true,
  tail: readTail,
  alter: (cursor, table) => {
    const before = cursor.peek();
    readStorage(cursor, table);
    return cursor.peek() !== before;
  },
  settle: (table) => {
    // How older servers print IDENTITY.
    for (const [at, column] of table.columns.entries()) {
      const { default: value = '', ...rest } = column;
      if (/^"identity"\(/i.test(value)) table.columns[at] = { ...rest, identity: 'by-default' };
    }
    // A key that a column says of itself.
    const keys = table.options.filter((one) => /^(?:DISTKEY|SORTKEY) \(/.test(one));
    const style = table.options.findIndex((one) => /^DISTSTYLE KEY$/.test(one));
    const key = keys.find((one) => one.startsWith('DISTKEY'));
    if (style >= 0 && key !== undefined) {
      table.options.splice(table.options.indexOf(key), 1);
      table.options[table.options.indexOf('DISTSTYLE KEY')] = `DISTSTYLE KEY ${key}`;
    }
    if (table.options.length === 0) table.options.push('plain');
  },
};

/** https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html */
export function redshiftType(written: string): string {
  const type = written.toLowerCase();
  const [, base = type, inside = '', zone = ''] =
    /^([a-z0-9_]+(?: (?:varying|precision))?)(\([^)]*\))?( with(?:out)? time zone)?$/.exec(type) ?? [];
  if (/^(?:character varying|varchar|nvarchar)$/.test(base))
    return `VARCHAR${inside === '' ? '(256)' : inside === '(max)' ? '(65535)' : inside}`;
  if (base === 'text') return 'VARCHAR(256)';
  if (/^(?:char|character|nchar|bpchar)$/.test(base)) return `CHAR${inside || '(1)'}`;
  if (/^(?:decimal|numeric)$/.test(base))
    return `NUMERIC${inside === '' ? '(18,0)' : inside.includes(',') ? inside : inside.replace(')', ',0)')}`;
  if (/^(?:timestamp|time)$/.test(base)) return `${base.toUpperCase()}${zone === ' with time zone' ? 'TZ' : ''}`;
  if (/^(?:varbyte|varbinary|binary varying)$/.test(base)) return `VARBYTE${inside || '(64000)'}`;
  return `${aliases[base] ?? base.toUpperCase()}${inside}`;
}

const aliases: Readonly<Record<string, string>> = {
  int: 'INTEGER',
  int2: 'SMALLINT',
  int4: 'INTEGER',
  int8: 'BIGINT',
  bool: 'BOOLEAN',
  float: 'DOUBLE PRECISION',
  float8: 'DOUBLE PRECISION',
  float4: 'REAL',
};

function preset(sql: string): string | undefined {
  const value = sql.trim().replace(/::[a-z ]+(?:\(\d+(?:,\s*\d+)?\))?$/i, '');
  if (/^null$/i.test(value)) return undefined;
  return /^(?:getdate|sysdate)(?:\(\))?$/i.test(value) ? 'GETDATE()' : value;
}

function readTail(cursor: Cursor, table: TableDraft): void {
  while (!cursor.isAtEnd()) {
    const before = cursor.peek();
    readStorage(cursor, table);
    if (cursor.peek() === before) cursor.fail(`"${before?.text}" was not expected behind the columns of a table`);
  }
}

const storage = ['DISTSTYLE', 'DISTKEY', 'COMPOUND', 'INTERLEAVED', 'SORTKEY', 'ENCODE'];

/** DISTSTYLE KEY DISTKEY (a) COMPOUND SORTKEY (b, c). What is said last counts. */
function readStorage(cursor: Cursor, table: TableDraft): void {
  // ALTER DISTKEY a, without parentheses.
  if (storage.some((word) => cursor.sees('ALTER', word))) cursor.expect('ALTER');
  const list = (what: string) =>
    `${what} (${cursor.sees('(') ? cursor.parentheses(what).sql.replace(/\s+/g, ' ') : cursor.name('a column')})`;
  const put = (kind: RegExp, option: string) => {
    const others = table.options.filter((one) => !kind.test(one));
    table.options.splice(0, table.options.length, ...others, option);
  };
  if (cursor.take('DISTSTYLE')) {
    const style = cursor.next().text.toUpperCase();
    put(style === 'KEY' ? /^DISTSTYLE/ : /^DIST/, `DISTSTYLE ${style}`);
  } else if (cursor.take('DISTKEY')) put(/^DISTKEY/, list('DISTKEY'));
  else if (cursor.take('BACKUP')) put(/^BACKUP/, `BACKUP ${cursor.next().text.toUpperCase()}`);
  else if (cursor.take('ENCODE', 'AUTO')) put(/^ENCODE AUTO/, 'ENCODE AUTO');
  else {
    const kind = cursor.takeOne('COMPOUND', 'INTERLEAVED');
    if (!cursor.take('SORTKEY')) return;
    const words = `${kind === undefined ? '' : `${kind} `}SORTKEY`;
    const choice = cursor.takeOne('AUTO', 'NONE');
    put(/SORTKEY/, choice === undefined ? list(words) : `${words} ${choice}`);
  }
}
