import { codeTokens, type SqliteToken, unquoted } from '#engines/sqlite/parse/tokens.ts';

/** What of a table stands in its CREATE statement only; the pragmas tell the rest. */
export interface TableText {
  readonly columns: ReadonlyMap<string, ColumnText>;
  readonly checks: readonly NamedText[];
  /** In the order in which they stand there; PRAGMA foreign_key_list numbers them from the last. */
  readonly foreignKeys: readonly NamedText[];
  readonly uniques: readonly KeyText[];
  readonly primaryKey?: KeyText;
  readonly autoincrement: boolean;
}

export interface ColumnText {
  /** Only where it is not BINARY. */
  readonly collation?: string;
  readonly generated?: string;
  /** With its brackets where it is an expression. */
  readonly default?: string;
}

export interface NamedText {
  readonly name?: string;
  readonly definition: string;
}

export interface KeyText extends NamedText {
  readonly columns: readonly string[];
}

/**
 * Reads a CREATE TABLE as sqlite_schema keeps it: SQLite has parsed it, so that it is known to be right.
 * https://www.sqlite.org/lang_createtable.html
 */
export function tableText(sql: string): TableText {
  const found = { columns: new Map<string, ColumnText>(), checks: [], foreignKeys: [], uniques: [], keys: [] };
  const all = codeTokens(sql);
  const open = all.findIndex((token) => token.text === '(');
  const reading: Reading = { sql, ...found };
  for (const entry of listAt(all, open)) readEntry(entry, reading);
  return {
    columns: reading.columns,
    checks: reading.checks,
    foreignKeys: reading.foreignKeys,
    uniques: reading.uniques,
    ...(reading.keys[0] === undefined ? {} : { primaryKey: reading.keys[0] }),
    autoincrement: all.some((token) => token.kind === 'word' && token.text.toUpperCase() === 'AUTOINCREMENT'),
  };
}

/** The parts between the commas of a list in brackets, of which the opening one stands at `open`. */
export function listAt(all: readonly SqliteToken[], open: number): readonly (readonly SqliteToken[])[] {
  const parts: SqliteToken[][] = [];
  let depth = 0;
  for (const token of open === -1 ? [] : all.slice(open)) {
    if (token.text === ')') depth--;
    if (depth === 0 && parts.length > 0) break;
    if (depth === 0 || (depth === 1 && token.text === ',')) parts.push([]);
    else parts.at(-1)?.push(token);
    if (token.text === '(') depth++;
  }
  return parts.filter((part) => part.length > 0);
}

/** What was written, from the first of these tokens to the last. */
export function written(sql: string, part: readonly SqliteToken[]): string {
  const [first, last] = [part[0], part.at(-1)];
  return first === undefined || last === undefined ? '' : sql.slice(first.start, last.end);
}

interface Reading {
  readonly sql: string;
  readonly columns: Map<string, ColumnText>;
  readonly checks: NamedText[];
  readonly foreignKeys: NamedText[];
  readonly uniques: KeyText[];
  readonly keys: KeyText[];
}

const tableConstraints: readonly string[] = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'];
const columnConstraints: readonly string[] = [
  ...tableConstraints,
  'NOT',
  'NULL',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'GENERATED',
  'AS',
];

function readEntry(entry: readonly SqliteToken[], reading: Reading): void {
  const isColumn = !tableConstraints.includes(word(entry[0]));
  const column = isColumn ? firstValue(entry) : undefined;
  if (column !== undefined) reading.columns.set(column, {});
  let name: string | undefined;
  for (const clause of clauses(isColumn ? entry.slice(1) : entry, isColumn)) {
    if (word(clause[0]) === 'CONSTRAINT') {
      name = firstValue(clause.slice(1));
      continue;
    }
    readClause(clause, { column, name }, reading);
    name = undefined;
  }
}

/** A column's type comes first and is left out. */
function clauses(entry: readonly SqliteToken[], isColumn: boolean): readonly (readonly SqliteToken[])[] {
  const starts = isColumn ? columnConstraints : tableConstraints;
  const found: SqliteToken[][] = [];
  let depth = 0;
  for (const [at, token] of entry.entries()) {
    const first = word(entry[at - 1]);
    const goesOn =
      // FOREIGN KEY (…) REFERENCES, SET NULL, SET DEFAULT, NOT NULL, NOT DEFERRABLE, GENERATED ALWAYS AS, a constraint's name
      ['SET', 'NOT', 'ALWAYS', 'CONSTRAINT'].includes(first) ||
      (word(token) === 'NOT' && word(entry[at + 1]) === 'DEFERRABLE');
    if (depth === 0 && starts.includes(word(token)) && !goesOn) found.push([]);
    found.at(-1)?.push(token);
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
  }
  return found;
}

interface Owner {
  readonly column: string | undefined;
  readonly name: string | undefined;
}

function readClause(clause: readonly SqliteToken[], { column, name }: Owner, reading: Reading): void {
  const definition = written(reading.sql, clause);
  const named = { ...(name === undefined ? {} : { name }), definition };
  const columns =
    column === undefined
      ? listAt(
          clause,
          clause.findIndex((token) => token.text === '('),
        ).map(firstValue)
      : [column];
  const add = (text: ColumnText) => {
    if (column !== undefined) reading.columns.set(column, { ...reading.columns.get(column), ...text });
  };
  switch (word(clause[0])) {
    case 'CHECK':
      reading.checks.push(named);
      break;
    case 'PRIMARY':
      reading.keys.push({ ...named, columns });
      break;
    case 'UNIQUE':
      reading.uniques.push({ ...named, columns });
      break;
    case 'FOREIGN':
    case 'REFERENCES':
      reading.foreignKeys.push(named);
      break;
    case 'COLLATE':
      if (firstValue(clause.slice(1)).toUpperCase() !== 'BINARY') add({ collation: firstValue(clause.slice(1)) });
      break;
    case 'DEFAULT':
      if (clause[1]?.text === '(') add({ default: written(reading.sql, clause.slice(1)) });
      break;
    case 'GENERATED':
    case 'AS': {
      const open = clause.findIndex((token) => token.text === '(');
      const close = clause.findLastIndex((token) => token.text === ')');
      add({ generated: written(reading.sql, clause.slice(open + 1, close)) });
      break;
    }
  }
}

function firstValue(part: readonly SqliteToken[]): string {
  return part[0] === undefined ? '' : unquoted(part[0]);
}

function word(token: SqliteToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}
