import { nameOf, type SqlPart, sqlParts } from '#engines/sql/design/sql-parts.ts';
import { quoteIdentifier, quoteLiteral } from '#engines/sqlserver/quote.ts';

interface ColumnsOfCondition {
  readonly columns: readonly string[];
  /** Those that hold truth: SQL Server's bit is a number, not a condition. */
  readonly truths: readonly string[];
}

/**
 * A model's condition in Transact-SQL: names in brackets, texts as N'…', `is_active` as `[is_active] = 1`, and the
 * comparison of two conditions, which it does not have, as one of two numbers.
 */
export function conditionOf(sql: string, columns: ColumnsOfCondition): string {
  return textOf(withNumbers(grouped(sqlParts(sql))), columns);
}

/** An expression: as a condition, but truths stay values. */
export function expressionOf(sql: string, { columns, truths }: ColumnsOfCondition): string {
  return /\b(?:AND|OR|NOT|CASE|IS)\b/i.test(sql)
    ? conditionOf(sql, { columns, truths })
    : conditionOf(sql, { columns, truths: [] });
}

interface Group {
  readonly kind: 'group';
  readonly items: readonly Item[];
}
type Item = SqlPart | Group;

/** Parentheses as groups; a call's stay with their name. */
function grouped(parts: readonly SqlPart[]): readonly Item[] {
  const open: Item[][] = [[]];
  for (const part of parts) {
    if (part.text === '(') open.push([]);
    else if (part.text === ')' && open.length > 1) {
      const items = open.pop() ?? [];
      open.at(-1)?.push({ kind: 'group', items });
    } else open.at(-1)?.push(part);
  }
  while (open.length > 1) {
    const items = open.pop() ?? [];
    open.at(-1)?.push({ kind: 'group', items });
  }
  return open[0] ?? [];
}

/** `(a IS NULL) = (b IS NULL)`: what stands beside a sign of comparison and is a condition becomes 1 or 0. */
function withNumbers(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item, at): readonly Item[] => {
    if (item.kind !== 'group') return [item];
    const inner: Group = { kind: 'group', items: withNumbers(item.items) };
    const isCompared = [neighbour(items, at, -1), neighbour(items, at, 1)].some(
      (one) => one?.kind === 'sign' && ['=', '<>', '!='].includes(one.text),
    );
    if (!isCompared || !isCondition(inner)) return [inner];
    return [word('CASE WHEN '), inner, word(' THEN 1 ELSE 0 END')];
  });
}

function isCondition({ items }: Group): boolean {
  return items.some((item) =>
    item.kind === 'group' ? false : /^(?:IS|AND|OR|NOT|IN|LIKE|BETWEEN|=|<>|!=|<|>|<=|>=)$/i.test(item.text),
  );
}

function word(text: string): SqlPart {
  return { kind: 'blank', text };
}

function neighbour(items: readonly Item[], at: number, step: 1 | -1): Item | undefined {
  for (let next = at + step; next >= 0 && next < items.length; next += step) {
    const item = items[next];
    if (item !== undefined && (item.kind !== 'blank' || item.text.trim() !== '')) return item;
  }
  return undefined;
}

function textOf(items: readonly Item[], columns: ColumnsOfCondition): string {
  return items
    .map((item, at) => {
      if (item.kind === 'group') return `(${textOf(item.items, columns)})`;
      if (item.kind === 'string') return quoteLiteral(item.text.slice(1, -1).replaceAll("''", "'"));
      const name = nameOf(item);
      if (item.text === '||') return '+';
      if (name === undefined) return item.text;
      if (item.kind === 'word' && /^(?:true|false)$/i.test(name)) return /^true$/i.test(name) ? '1' : '0';
      const next = neighbour(items, at, 1);
      if (item.kind === 'word' && next?.kind === 'group' && !columns.columns.includes(name)) return named(name);
      if (!columns.columns.includes(name)) return item.text;
      const quoted = quoteIdentifier(name);
      const before = neighbour(items, at, -1);
      const isValue = [before, next].some((one) => one?.kind === 'sign' && /^[=<>!+*/,-]/.test(one.text));
      const isTested = next?.kind === 'word' && /^(?:IS|IN)$/i.test(next.text);
      const isResult = before?.kind === 'word' && /^(?:THEN|ELSE)$/i.test(before.text);
      if (!columns.truths.includes(name) || isValue || isTested || isResult) return quoted;
      return `${quoted} = 1`;
    })
    .join('');
}

/** Functions that go by another name. */
function named(name: string): string {
  const other = { char_length: 'LEN', length: 'LEN', substr: 'SUBSTRING' }[name.toLowerCase()];
  return other ?? name;
}
