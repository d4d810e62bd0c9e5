import type { Table } from '#vocabulary/database-schema.ts';
import { type Lexis, readTokens, unquoted } from './lexis.ts';

interface ConditionWords {
  readonly lexis: Lexis;
  /** The sign in which names stand: `"` or a backtick. */
  readonly mark: string;
  /** Columns of this type hold truth: 1 and 0 say no more than that. */
  readonly isTruth: (type: string) => boolean;
}

/**
 * The table with its conditions as the model has them: what is true says so itself (`is_active = 1` is `is_active`), and
 * names with capitals stand in quotes, since the model tells capitals apart.
 */
export function withToldConditions(table: Table, words: ConditionWords): Table {
  const told = (sql: string) => toldCondition(sql, table, words);
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.generated === undefined ? column : { ...column, generated: told(column.generated) },
    ),
    constraints: table.constraints.map((rule) =>
      rule.kind === 'check' ? { ...rule, definition: told(rule.definition) } : rule,
    ),
    indexes: table.indexes.map((index) =>
      index.predicate === undefined ? index : { ...index, predicate: told(index.predicate) },
    ),
  };
}

function toldCondition(sql: string, { columns }: Table, { lexis, mark, isTruth }: ConditionWords): string {
  const tokens = readTokens(sql, lexis);
  let done = '';
  let from = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'name') || tokens[at + 1]?.text === '(')
      continue;
    const name = unquoted(token, lexis).toLowerCase();
    const column = columns.find((one) => one.name.toLowerCase() === name);
    if (column === undefined) continue;
    const plain = /^[a-z_][a-z0-9_]*$/.test(column.name) ? token.text : `${mark}${column.name}${mark}`;
    const truth = isTruth(column.type) ? truthAt(tokens.slice(at + 1, at + 6).map(({ text }) => text)) : undefined;
    const last = tokens[at + (truth?.length ?? 0)] ?? token;
    done += `${sql.slice(from, token.start)}${truth?.value === '0' ? 'NOT ' : ''}${plain}`;
    from = last.end;
    at += truth?.length ?? 0;
  }
  return done + sql.slice(from);
}

/** `= 1` or `= (1)`, and how many tokens that is; nothing where more is computed of it. */
function truthAt([sign, first = '', second = '', third = '', fourth = '']: readonly string[]):
  | { readonly value: string; readonly length: number }
  | undefined {
  if (sign !== '=') return undefined;
  const isWrapped = first === '(' && third === ')';
  const [value, next] = isWrapped ? [second, fourth] : [first, second];
  if (!/^[01]$/.test(value) || /^[-+*/%]$/.test(next)) return undefined;
  return { value, length: isWrapped ? 4 : 2 };
}
