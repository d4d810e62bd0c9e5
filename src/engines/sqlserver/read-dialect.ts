import type { Cursor } from '#engines/sql/read/cursor.ts';
import { changeColumn, lose, type ScriptDraft, type TableDraft } from '#engines/sql/read/drafts.ts';
import type { Lexis } from '#engines/sql/read/lexis.ts';
import { unwrapped } from '#engines/sql/read/plain-sql.ts';
import type { ReadDialect } from '#engines/sql/read/read-dialect.ts';
import { columnsIn } from '#engines/sql/read/schema-of-draft.ts';
import { quoteIdentifier, quoteLiteral } from './quote.ts';

/** https://learn.microsoft.com/sql/t-sql/language-elements/elements-transact-sql */
export const sqlserverLexis: Lexis = {
  names: '["',
  texts: "'",
  backslashes: false,
  hashComments: false,
  dollarTexts: false,
  versionedComments: false,
};

/** DDL as people, SQL Server Management Studio and Azure Data Studio write it. */
export const sqlserverReadDialect: ReadDialect = {
  id: 'sqlserver',
  name: 'SQL Server',
  lexis: sqlserverLexis,
  rules: { delimiters: false, batches: true },
  schema: 'dbo',
  homes: ['dbo'],
  longestName: 128,
  quote: quoteIdentifier,
  type: sqlserverType,
  preset,
  deletes: 'RESTRICT',
  tail: readTail,
  settle,
};

/** With the lengths and digits that are meant where none are said. */
export function sqlserverType(written: string): string {
  const type = written
    .replace(/^sys\./, '')
    .replace(/^(?:numeric|dec)\b/, 'decimal')
    .replace(/^integer\b/, 'int')
    .replace(/^double precision$|^float\(53\)$/, 'float')
    .replace(/^(?:char|character) varying\b/, 'varchar')
    .replace(/^character\b/, 'char')
    .replace(/^rowversion$/, 'timestamp');
  return meant[type] ?? type.replace(/^decimal\((\d+)\)$/, 'decimal($1,0)');
}

const meant: Readonly<Record<string, string>> = {
  decimal: 'decimal(18,0)',
  datetimeoffset: 'datetimeoffset(7)',
  datetime2: 'datetime2(7)',
  time: 'time(7)',
  char: 'char(1)',
  nchar: 'nchar(1)',
  varchar: 'varchar(1)',
  nvarchar: 'nvarchar(1)',
  binary: 'binary(1)',
  varbinary: 'varbinary(1)',
};

/** `((0))` -> `0`, `(N'open')` -> `'open'`, `(sysdatetimeoffset())` -> `SYSDATETIMEOFFSET()`. */
function preset(sql: string): string | undefined {
  const value = unwrapped(sql.trim());
  if (/^null$/i.test(value)) return undefined;
  const text = /^N?'((?:[^']|'')*)'$/i.exec(value)?.[1];
  if (text !== undefined) return quoteLiteral(text.replaceAll("''", "'"));
  return /^[a-z_]+\(\)$/i.test(value) ? value.toUpperCase() : value;
}

/** ON [PRIMARY] TEXTIMAGE_ON [PRIMARY] WITH (…) */
function readTail(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  while (!cursor.isAtEnd()) {
    const word = cursor.takeOne('ON', 'TEXTIMAGE_ON', 'FILESTREAM_ON', 'WITH', 'END', 'AS');
    if (word === 'ON' || word === 'TEXTIMAGE_ON' || word === 'FILESTREAM_ON') {
      const place = cursor.name('a filegroup');
      if (cursor.sees('(')) {
        cursor.parentheses('the column of the partitions');
        lose(draft, 'Partitions are not kept', table.name);
      } else if (place.toUpperCase() !== 'PRIMARY') lose(draft, 'Filegroups are not kept', table.name);
    } else if (word === 'WITH') {
      if (/SYSTEM_VERSIONING|MEMORY_OPTIMIZED|LEDGER|DATA_COMPRESSION/i.test(cursor.parentheses('the options').sql))
        lose(
          draft,
          'Options of tables (SYSTEM_VERSIONING, MEMORY_OPTIMIZED, LEDGER, DATA_COMPRESSION) are not kept',
          table.name,
        );
    } else if (word === 'AS') cursor.takeOne('NODE', 'EDGE', 'FILETABLE');
    else if (word === undefined) cursor.fail(`"${cursor.peek()?.text}" was not expected behind the columns of a table`);
  }
}

/** Computed columns have no type of their own: it is that of what they are computed from. */
function settle(table: TableDraft, draft: ScriptDraft): void {
  for (const { name, type, generated } of [...table.columns]) {
    if (type !== '' || generated === undefined) continue;
    const cast = /^(?:cast|try_cast)\s*\([\s\S]*\bas\s+\[?(\w+)\]?\s*(\([^()]*\))?\s*\)$/i.exec(generated.trim());
    const from = columnsIn(generated, table, { lexis: sqlserverLexis });
    const types = table.columns.flatMap((column) => (from.includes(column.name) ? [column.type] : []));
    const told =
      cast === null ? undefined : sqlserverType(`${cast[1]?.toLowerCase()}${(cast[2] ?? '').replace(/\s/g, '')}`);
    const first = types.find((one) => one.startsWith('decimal')) ?? types.find((one) => one !== '');
    const guess = first ?? 'nvarchar(max)';
    changeColumn(table, name, { type: told ?? guess });
    if (told === undefined)
      lose(
        draft,
        'Types of computed columns are guessed, by what they are computed from',
        `${table.name}.${name} (${guess})`,
      );
  }
}
