/** What tells one dialect's DDL from another's, and how much it says. */
interface Sign {
  readonly dialect: string;
  readonly pattern: RegExp;
  /** 3: no other dialect has it; 1: some have it too. */
  readonly weight: number;
}

/** Enough of a script to tell by. */
const enough = 300_000;

/**
 * The dialect that a script of DDL is written in, by its own words; PostgreSQL's where none is seen. Texts and comments
 * do not count, but the head of a dump does, and a first line `-- dialect: mysql` says it.
 */
export function dialectOf(script: string): string {
  const start = script.slice(0, enough);
  const said = /^\s*(?:--|#)\s*dialect:\s*([a-z]+)/i.exec(start)?.[1]?.toLowerCase();
  if (said !== undefined) return alsoCalled[said] ?? said;
  const dump = dumps.find(({ pattern }) => pattern.test(start.slice(0, 4000)));
  if (dump !== undefined) return dump.dialect;
  const bare = withoutTexts(start);
  const points = new Map<string, number>();
  for (const { dialect, pattern, weight } of signs) {
    if (pattern.test(bare)) points.set(dialect, (points.get(dialect) ?? 0) + weight);
  }
  const [first] = [...points].toSorted(([, one], [, other]) => other - one);
  if (first === undefined || first[1] < 2) return 'postgres';
  // PostgreSQL's own words outweigh what others have too.
  const own = postgresSigns.filter((pattern) => pattern.test(bare)).length * 3;
  return own >= first[1] ? 'postgres' : first[0];
}

const alsoCalled: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  pg: 'postgres',
  mssql: 'sqlserver',
  tsql: 'sqlserver',
};

/** What dump tools write at the top. */
const dumps: readonly { readonly dialect: string; readonly pattern: RegExp }[] = [
  { dialect: 'mariadb', pattern: /^-- MariaDB dump|\/\*M!999999/m },
  { dialect: 'mysql', pattern: /^-- MySQL dump|^-- phpMyAdmin SQL Dump|^-- Server version\s+\d+\.\d+\.\d+$/m },
  { dialect: 'postgres', pattern: /^-- PostgreSQL database dump/m },
  { dialect: 'sqlite', pattern: /^PRAGMA foreign_keys=OFF;\s*BEGIN TRANSACTION;/m },
  { dialect: 'sqlserver', pattern: /^USE \[[^\]]+\]\s*(?:;\s*)?(?:\r?\n)+GO\b|^SET ANSI_NULLS ON\s*(?:\r?\n)+GO\b/m },
];

/**
 * What PostgreSQL refuses: its own scripts may call a column `key`, `variant` or `options`, and have arrays.
 */
const signs: readonly Sign[] = [
  {
    dialect: 'mariadb',
    pattern: /\bENGINE\s*=\s*Aria\b|\b(?:uca1400|nopad)_|utf8mb4_(?:uca1400|nopad)|\bWITH SYSTEM VERSIONING\b/i,
    weight: 40,
  },
  { dialect: 'mariadb', pattern: /`\w+`\s+uuid\b[\s\S]{0,2000}\bENGINE\s*=/i, weight: 40 },
  { dialect: 'mysql', pattern: /\)\s*(?:\/\*!\d+ )?ENGINE\s*=\s*\w+/i, weight: 6 },
  { dialect: 'mysql', pattern: /\bAUTO_INCREMENT\b/i, weight: 4 },
  { dialect: 'mysql', pattern: /^\s*DELIMITER\s+\S+\s*$/im, weight: 4 },
  { dialect: 'mysql', pattern: /\bCREATE TABLE\s+(?:IF NOT EXISTS\s+)?`[^`.]+`/i, weight: 2 },
  {
    dialect: 'mysql',
    pattern:
      /\b(?:tinyint|mediumint|int|bigint)(?:\(\d+\))?\s+unsigned\b|\bON UPDATE CURRENT_TIMESTAMP\b|\bCHARACTER SET utf8/i,
    weight: 3,
  },
  { dialect: 'mysql', pattern: typed('(?:medium|long)text'), weight: 3 },
  // Not a column called key: there a number stands in the parentheses.
  { dialect: 'mysql', pattern: /^\s*(?:UNIQUE |FULLTEXT )?KEY\s+\S+\s*\(\s*[^\d\s)]/im, weight: 3 },
  { dialect: 'sqlserver', pattern: /^\s*GO\s*$/im, weight: 5 },
  {
    dialect: 'sqlserver',
    pattern: /(?<![\w\])"'])\[[a-z_]\w*\](?:\.\[\w+\])?\s*(?:\(|\[?\w+\]?\s*(?:\(|,|NOT|NULL))/i,
    weight: 4,
  },
  {
    dialect: 'sqlserver',
    pattern: typed('nvarchar|datetimeoffset|datetime2|uniqueidentifier'),
    weight: 4,
  },
  {
    dialect: 'sqlserver',
    pattern:
      /\b(?:PRIMARY KEY|UNIQUE|CREATE|INDEX\s+\S+)\s+(?:NON)?CLUSTERED\b|\bsp_addextendedproperty\b|\)\s*PERSISTED\b/i,
    weight: 4,
  },
  { dialect: 'sqlserver', pattern: /\bIDENTITY\s*\(\s*\d+\s*,\s*\d+\s*\)/i, weight: 2 },
  {
    dialect: 'sqlite',
    pattern: /\bPRIMARY\s+KEY\s+(?:ASC\s+|DESC\s+)?(?:ON\s+CONFLICT\s+\w+\s+)?AUTOINCREMENT\b/i,
    weight: 4,
  },
  // Functions of PostgreSQL may be STRICT, tables may not.
  { dialect: 'sqlite', pattern: /\)\s*(?:STRICT|WITHOUT\s+ROWID)\s*(?:[;,]|$(?![\s\S]))/i, weight: 6 },
  { dialect: 'sqlite', pattern: /^\s*PRAGMA\s+\w+/im, weight: 5 },
  {
    dialect: 'sqlite',
    pattern: /\bCREATE VIRTUAL TABLE\b|\bCOLLATE NOCASE\b|\bstrftime\s*\(|\bRAISE\s*\(\s*ABORT\b/i,
    weight: 5,
  },
  // PostgreSQL has it too: it takes a type that PostgreSQL has not.
  { dialect: 'sqlite', pattern: /\bINTEGER PRIMARY KEY\b/i, weight: 1 },
  { dialect: 'sqlite', pattern: typed('blob|datetime'), weight: 1 },
  {
    dialect: 'redshift',
    pattern:
      /\bDISTSTYLE\s+(?:ALL|EVEN|KEY|AUTO)\b|[\w)]\s+(?:DISTKEY|SORTKEY)\s*(?:[(),]|\b(?:DISTKEY|SORTKEY|ENCODE|NOT|NULL)\b)|\bENCODE\s+(?:az64|zstd|lzo|raw|bytedict|delta|runlength|mostly\d+)\b/i,
    weight: 8,
  },
  { dialect: 'snowflake', pattern: /\w\s+NUMBER\s*\(\s*\d+\s*,\s*\d+\s*\)|\bTRANSIENT TABLE\b/i, weight: 5 },
  { dialect: 'snowflake', pattern: typed('variant|timestamp_(?:n|l)?tz'), weight: 5 },
  {
    dialect: 'snowflake',
    pattern: /\bAUTOINCREMENT START\b|\bINCREMENT\s+\d+\s+NOORDER\b|\)\s*CLUSTER BY\s*\(|^\s*COMMENT\s*=\s*''/im,
    weight: 4,
  },
  { dialect: 'bigquery', pattern: typed('int64|float64|bignumeric'), weight: 6 },
  { dialect: 'bigquery', pattern: /\bSTRUCT\s*<|\bARRAY\s*<\s*\w+/i, weight: 6 },
  {
    dialect: 'bigquery',
    pattern: /\bOPTIONS\s*\(\s*\w+\s*=|\w\s+STRING(?:\(\d+\))?\s+(?:NOT NULL|DEFAULT|,)|\bGENERATE_UUID\s*\(/,
    weight: 4,
  },
  { dialect: 'bigquery', pattern: /\bCREATE (?:OR REPLACE )?TABLE\s+`[^`]+\.[^`]+`/i, weight: 4 },
];

/** Types where a type stands: behind a name, before what may follow in a column. */
function typed(types: string): RegExp {
  return new RegExp(
    `[\\w"\`\\]][ \\t]+\\[?(?:${types})\\b\\]?\\s*(?:\\(\\s*(?:\\d|max)|[,)]|$|\\b(?:NOT|NULL|DEFAULT|PRIMARY|UNIQUE|CHECK|COMMENT|COLLATE|REFERENCES|CONSTRAINT|OPTIONS|AUTOINCREMENT|CHARACTER)\\b)`,
    'i',
  );
}

const postgresSigns: readonly RegExp[] = [
  /\bjsonb\b|\btimestamptz\b|\bbytea\b|\btsvector\b|\bcitext\b/i,
  /::\s*(?:text|regclass|character varying|jsonb|timestamp)/i,
  /\bCREATE (?:EXTENSION|COLLATION)\b|\bLANGUAGE plpgsql\b|\bUSING gi[ns]t?\b|\bOWNER TO\b|\bSET search_path\b/i,
  /\bGENERATED (?:ALWAYS|BY DEFAULT) AS IDENTITY\b(?!\s*\(\s*\d+\s*,)/i,
  /\b(?:big|small)?serial\b/i,
  /\bCREATE TYPE\b[\s\S]{0,80}\bAS ENUM\b|\bCREATE DOMAIN\b/i,
];

/**
 * Literals, bodies of functions and names in quotes become empty ones, comments blanks: what stands in them is no sign.
 * One blank is left of many: the signs look for blanks, and would do so from each of them.
 */
function withoutTexts(script: string): string {
  return script
    .replace(
      /--[^\n]*|\/\*(?![!M])[\s\S]*?\*\/|'[^'\\]*(?:(?:''|\\[\s\S])[^'\\]*)*'|"[^"\n]*"|\b(?:AS|DO|IS)\s+(\$\w*\$)[\s\S]*?\1/gi,
      (found) => (found.startsWith("'") ? "''" : found.startsWith('"') ? '"x"' : /^[a-z]/i.test(found) ? "AS ''" : ' '),
    )
    .replace(/\s+/g, (blanks) => (blanks.includes('\n') ? '\n' : ' '));
}
