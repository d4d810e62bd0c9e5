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
  if (said !== undefined) return said;
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

/** What dump tools write at the top. */
const dumps: readonly { readonly dialect: string; readonly pattern: RegExp }[] = [
  { dialect: 'mariadb', pattern: /^-- MariaDB dump|\/\*M!999999/m },
  { dialect: 'mysql', pattern: /^-- MySQL dump|^-- phpMyAdmin SQL Dump|^-- Server version\s+\d+\.\d+\.\d+$/m },
  { dialect: 'postgres', pattern: /^-- PostgreSQL database dump/m },
  { dialect: 'sqlite', pattern: /^PRAGMA foreign_keys=OFF;\s*BEGIN TRANSACTION;/m },
  { dialect: 'sqlserver', pattern: /^USE \[[^\]]+\]\s*(?:;\s*)?(?:\r?\n)+GO\b|^SET ANSI_NULLS ON\s*(?:\r?\n)+GO\b/m },
];

const signs: readonly Sign[] = [
  {
    dialect: 'mariadb',
    pattern: /\bENGINE\s*=\s*Aria\b|\b(?:uca1400|nopad)_|utf8mb4_(?:uca1400|nopad)|\bWITH SYSTEM VERSIONING\b/i,
    weight: 40,
  },
  { dialect: 'mariadb', pattern: /`\w+`\s+uuid\b[\s\S]*\bENGINE\s*=/i, weight: 40 },
  { dialect: 'mysql', pattern: /\)\s*(?:\/\*!\d+ )?ENGINE\s*=\s*\w+/i, weight: 6 },
  { dialect: 'mysql', pattern: /\bAUTO_INCREMENT\b/i, weight: 4 },
  { dialect: 'mysql', pattern: /^\s*DELIMITER\s+\S+\s*$/im, weight: 4 },
  { dialect: 'mysql', pattern: /\bCREATE TABLE\s+(?:IF NOT EXISTS\s+)?`[^`.]+`/i, weight: 2 },
  {
    dialect: 'mysql',
    pattern:
      /\b(?:tinyint|mediumint|int|bigint)(?:\(\d+\))?\s+unsigned\b|\b(?:medium|long)text\b|\bON UPDATE CURRENT_TIMESTAMP\b|\bCHARACTER SET utf8/i,
    weight: 3,
  },
  { dialect: 'mysql', pattern: /^\s*(?:UNIQUE |FULLTEXT )?KEY\s+\S+\s*\(/im, weight: 3 },
  { dialect: 'sqlserver', pattern: /^\s*GO\s*$/im, weight: 5 },
  { dialect: 'sqlserver', pattern: /\[\w+\](?:\.\[\w+\])?\s*(?:\(|\[?\w+\]?\s*(?:\(|,|NOT|NULL))/, weight: 4 },
  {
    dialect: 'sqlserver',
    pattern:
      /\bn(?:var)?char\s*\(|\bdatetimeoffset\b|\bdatetime2\b|\buniqueidentifier\b|\b(?:NON)?CLUSTERED\b|\bsp_addextendedproperty\b|\bPERSISTED\b/i,
    weight: 4,
  },
  { dialect: 'sqlserver', pattern: /\bIDENTITY\s*\(\s*\d+\s*,\s*\d+\s*\)/i, weight: 2 },
  { dialect: 'sqlite', pattern: /\bAUTOINCREMENT\b(?!\s+START)/i, weight: 4 },
  { dialect: 'sqlite', pattern: /\)\s*(?:STRICT|WITHOUT ROWID)\b/i, weight: 6 },
  { dialect: 'sqlite', pattern: /^\s*PRAGMA\s+\w+/im, weight: 5 },
  {
    dialect: 'sqlite',
    pattern: /\bCREATE VIRTUAL TABLE\b|\bCOLLATE NOCASE\b|\bstrftime\s*\(|\bRAISE\s*\(\s*ABORT\b/i,
    weight: 5,
  },
  { dialect: 'sqlite', pattern: /\bINTEGER PRIMARY KEY\b/i, weight: 2 },
  {
    dialect: 'redshift',
    pattern: /\b(?:DISTKEY|SORTKEY|DISTSTYLE)\b|\bENCODE\s+(?:az64|zstd|lzo|raw|bytedict|delta|runlength|mostly\d+)\b/i,
    weight: 8,
  },
  { dialect: 'redshift', pattern: /\bSUPER\b|\bGETDATE\s*\(\s*\)[\s\S]*\bVARCHAR\b/, weight: 1 },
  {
    dialect: 'snowflake',
    pattern: /\bNUMBER\s*\(\s*\d+\s*,\s*\d+\s*\)|\bVARIANT\b|\bTIMESTAMP_(?:N|L)?TZ\b|\bTRANSIENT TABLE\b/i,
    weight: 5,
  },
  {
    dialect: 'snowflake',
    pattern: /\bAUTOINCREMENT START\b|\bNOORDER\b|\)\s*CLUSTER BY\s*\(|^\s*COMMENT\s*=\s*''/im,
    weight: 4,
  },
  { dialect: 'bigquery', pattern: /\b(?:INT64|FLOAT64|BIGNUMERIC)\b|\bSTRUCT\s*<|\bARRAY\s*<\s*\w+/i, weight: 6 },
  {
    dialect: 'bigquery',
    pattern:
      /\bOPTIONS\s*\(|\bSTRING(?:\(\d+\))?\s+(?:NOT NULL|DEFAULT|,)|\bGENERATE_UUID\s*\(|\bNOT ENFORCED\b[\s\S]*\bOPTIONS\b/,
    weight: 4,
  },
  { dialect: 'bigquery', pattern: /\bCREATE (?:OR REPLACE )?TABLE\s+`[^`]+\.[^`]+`/i, weight: 4 },
];

const postgresSigns: readonly RegExp[] = [
  /\bjsonb\b|\btimestamptz\b|\bbytea\b|\btsvector\b|\bcitext\b/i,
  /::\s*(?:text|regclass|character varying|jsonb|timestamp)/i,
  /\bCREATE EXTENSION\b|\bLANGUAGE plpgsql\b|\bUSING gi[ns]t?\b|\bOWNER TO\b|\bSET search_path\b/i,
  /\bGENERATED (?:ALWAYS|BY DEFAULT) AS IDENTITY\b(?!\s*\(\s*\d+\s*,)/i,
  /\b(?:big|small)?serial\b/i,
  /\bCREATE TYPE\b[\s\S]{0,80}\bAS ENUM\b|\bCREATE DOMAIN\b/i,
];

/** Literals become empty ones, comments blanks: what stands in them is no sign. */
function withoutTexts(script: string): string {
  return script.replace(/--[^\n]*|\/\*(?![!M])[\s\S]*?\*\/|'(?:[^'\\]|''|\\[\s\S])*'/g, (found) =>
    found.startsWith("'") ? "''" : ' ',
  );
}
