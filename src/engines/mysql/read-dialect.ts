import type { Cursor } from '#engines/sql/read/cursor.ts';
import { changeColumn, lose, type ScriptDraft, type TableDraft } from '#engines/sql/read/drafts.ts';
import type { Lexis } from '#engines/sql/read/lexis.ts';
import { plainSql } from '#engines/sql/read/plain-sql.ts';
import type { ReadDialect } from '#engines/sql/read/read-dialect.ts';
import type { Flavour } from './design/flavour.ts';
import { isLong } from './design/long-type.ts';
import { quoteIdentifier } from './quote.ts';

/** https://dev.mysql.com/doc/refman/8.4/en/lexical-structure.html */
export const mysqlLexis: Lexis = {
  names: '`',
  texts: `'"`,
  backslashes: true,
  hashComments: true,
  dollarTexts: false,
  versionedComments: true,
};

/** DDL as people, mysqldump, mariadb-dump and phpMyAdmin write it. */
export function mysqlReadDialect(flavour: Flavour): ReadDialect {
  return {
    id: flavour.id,
    name: flavour.name,
    lexis: mysqlLexis,
    rules: { delimiters: true, batches: false },
    schema: '',
    homes: [],
    longestName: 64,
    quote: quoteIdentifier,
    type: mysqlType,
    preset,
    deletes: 'RESTRICT',
    tail: (cursor, table, draft) => readTail(cursor, table, draft, flavour),
    settle: (table) => settle(table, flavour),
  };
}

/** As the design spells it: without the width at which whole numbers are shown, which MySQL 8 has given up. */
export function mysqlType(written: string): string {
  const type = written
    .replace(/^(?:character varying|nvarchar|varcharacter)\b/, 'varchar')
    .replace(/^(?:character|nchar)\b(?! set)/, 'char')
    .replace(/^(?:integer|int4)\b/, 'int')
    .replace(/^int8\b/, 'bigint')
    .replace(/^(?:dec|numeric|fixed)\b/, 'decimal')
    .replace(/^(?:double|real|float8)$/, 'double precision')
    .replace(/^(?:bool|boolean)$/, 'boolean')
    .replace(/^long(?: varchar)?$/, 'mediumtext')
    .replace(/^serial$/, 'bigint unsigned')
    .replace(/^decimal$/, 'decimal(10,0)')
    .replace(/^decimal\((\d+)\)/, 'decimal($1,0)')
    .replace(/ signed$/, '');
  if (/zerofill/.test(type)) return type;
  if (type === 'tinyint(1)') return 'boolean';
  if (type === 'char') return 'char(1)';
  return type.replace(/^(tinyint|smallint|mediumint|int|bigint)\(\d+\)/, '$1').replace(/^year\(4\)/, 'year');
}

const isNumber = /^(?:tinyint|smallint|mediumint|int|bigint|decimal|float|double|boolean)\b/;

function preset(sql: string, type: string): string | undefined {
  const value = sql.trim().replace(/^_\w+(?=\\?')/, '');
  if (/^null$/i.test(value)) return undefined;
  const now = /^\(?(?:current_timestamp|now|localtime(?:stamp)?)(?:\((\d?)\))?\)?$/i.exec(value);
  if (now !== null) return (now[1] ?? '') === '' ? 'CURRENT_TIMESTAMP' : `CURRENT_TIMESTAMP(${now[1]})`;
  const number = /^'(-?\d+(?:\.\d+)?)'$/.exec(value)?.[1];
  if (number !== undefined && isNumber.test(type)) return number;
  if (/^(?:true|false)$/i.test(value)) return value.toUpperCase();
  return value.startsWith('"') ? `'${value.slice(1, -1).replaceAll("'", "''")}'` : value;
}

/** ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=… COMMENT='…' PARTITION BY … */
function readTail(cursor: Cursor, table: TableDraft, draft: ScriptDraft, { exactCollation }: Flavour): void {
  const own: string[] = [];
  let collation: string | undefined;
  let charset: string | undefined;
  let engine = 'InnoDB';
  while (!cursor.isAtEnd()) {
    if (cursor.take(',')) continue;
    if (cursor.take('PARTITION', 'BY')) {
      own.push(partition(cursor));
      break;
    }
    if (cursor.take('WITH', 'SYSTEM', 'VERSIONING')) {
      lose(draft, 'Versions that the server keeps of rows (SYSTEM VERSIONING) are not kept', table.name);
      continue;
    }
    cursor.take('DEFAULT');
    const name = cursor.take('CHARACTER', 'SET') ? 'CHARSET' : cursor.next().text.toUpperCase();
    const isPair = cursor.take('DATA') || cursor.take('DIRECTORY');
    cursor.take('=');
    if (!known.has(name) && !isPair) cursor.fail(`"${name}" is no option of a table`, cursor.peek(-1));
    if (name === 'COMMENT') {
      const comment = cursor.text('the comment');
      if (comment !== '') table.comment = comment;
      continue;
    }
    if (name === 'UNION') {
      cursor.parentheses('the tables');
      lose(draft, 'MERGE tables are not kept', table.name);
      continue;
    }
    const plain = cursor.next().text.replace(/^['"]|['"]$/g, '');
    if (name === 'ENGINE' || name === 'TYPE') engine = plain;
    else if (name === 'CHARSET') charset = plain.toLowerCase();
    else if (name === 'COLLATE') collation = plain.toLowerCase();
    else if (name === 'ROW_FORMAT' || name === 'KEY_BLOCK_SIZE') own.push(`${name}=${plain.toUpperCase()}`);
    // Counters, checksums and statistics say nothing of the schema.
    else if (isPair || storage.has(name))
      lose(draft, 'Where and how tables are stored is not kept', `${table.name} (${name})`);
  }
  const words = [
    `ENGINE=${engine}`,
    ...(charset === undefined ? [] : [`DEFAULT CHARSET=${charset}`]),
    ...(collation === undefined ? [] : [`COLLATE=${collation}`]),
    ...own,
  ];
  const isDesigned = engine.toLowerCase() === 'innodb' && collation === exactCollation && own.length === 0;
  if (!isDesigned) table.options.push(words.join(' '));
}

const known: ReadonlySet<string> = new Set(
  'ENGINE TYPE CHARSET COLLATE COMMENT AUTO_INCREMENT ROW_FORMAT KEY_BLOCK_SIZE AVG_ROW_LENGTH MAX_ROWS MIN_ROWS CHECKSUM DELAY_KEY_WRITE PACK_KEYS STATS_PERSISTENT STATS_AUTO_RECALC STATS_SAMPLE_PAGES COMPRESSION ENCRYPTION ENCRYPTED ENCRYPTION_KEY_ID INSERT_METHOD UNION TABLESPACE PAGE_CHECKSUM TRANSACTIONAL PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL CONNECTION PASSWORD SECONDARY_ENGINE AUTOEXTEND_SIZE SEQUENCE DATA INDEX'.split(
    ' ',
  ),
);

const storage: ReadonlySet<string> = new Set(
  'COMPRESSION ENCRYPTION ENCRYPTED TABLESPACE PAGE_COMPRESSED CONNECTION SECONDARY_ENGINE TRANSACTIONAL SEQUENCE'.split(
    ' ',
  ),
);

function partition(cursor: Cursor): string {
  const first = cursor.peek() ?? cursor.fail('PARTITION BY: the key is missing');
  while (!cursor.isAtEnd()) cursor.skip(1);
  return `PARTITION BY ${cursor
    .since(first)
    .replace(/\s*\*\/\s*$/, '')
    .replace(/\s+/g, ' ')}`;
}

/** What dumps write in a roundabout way: JSON of MariaDB as a text with a check, collations that are the table's own. */
function settle(table: TableDraft, flavour: Flavour): void {
  for (const { name, type, collation } of [...table.columns]) {
    const check = table.constraints.find(
      (rule) =>
        rule.kind === 'check' &&
        plainSql(rule.definition.slice('CHECK '.length), mysqlLexis, { functions: {} }).toLowerCase() ===
          `json_valid(${name.toLowerCase()})`,
    );
    if (/^longtext\b/.test(type) && check !== undefined && (collation ?? 'utf8mb4_bin') === 'utf8mb4_bin') {
      table.constraints.splice(table.constraints.indexOf(check), 1);
      const at = table.columns.findIndex((one) => one.name === name);
      const { collation: _, ...column } = table.columns[at] ?? { name, nullable: true };
      table.columns[at] = { ...column, type: 'json' };
      continue;
    }
    const [bare = type, charset] = type.split(' CHARACTER SET ');
    // A collation begins with the name of its character set.
    if (charset !== undefined && collation?.startsWith(charset.replace(/^utf8$/, 'utf8mb3')) === true)
      changeColumn(table, name, { type: bare });
    if (charset === 'utf8mb4' && collation === undefined && table.options.length === 0)
      changeColumn(table, name, { type: bare });
    if (collation === flavour.exactCollation && table.options.length === 0) {
      const at = table.columns.findIndex((one) => one.name === name);
      const { collation: _, ...column } = table.columns[at] ?? { name, type: bare, nullable: true };
      table.columns[at] = column;
    }
  }
  for (const { name, default: value, onUpdate } of [...table.columns]) {
    const isKept = value?.startsWith('CURRENT_TIMESTAMP') === true;
    if (name === 'updated_at' && isKept && onUpdate === undefined) changeColumn(table, name, { onUpdate: null });
    if (name === 'updated_at' && isKept && onUpdate === value) {
      const at = table.columns.findIndex((one) => one.name === name);
      const { onUpdate: _, ...column } = table.columns[at] ?? { name, type: 'datetime', nullable: true };
      table.columns[at] = column;
    }
  }
  table.indexes.forEach((index, at) => {
    // 255 letters of a long text are what the design takes too.
    const keys = index.keys.map(({ operatorClass, ...key }) => {
      const type = table.columns.find(({ name }) => name.toLowerCase() === key.column?.toLowerCase())?.type ?? '';
      const isDesigned = operatorClass === undefined || (operatorClass === '(255)' && isLong(type));
      return isDesigned ? key : { ...key, operatorClass };
    });
    table.indexes[at] = { ...index, keys };
  });
}
