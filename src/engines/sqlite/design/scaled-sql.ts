import { nameOf, type SqlPart, sqlParts } from '#engines/sql/design/sql-parts.ts';

/** `99.9` by two decimals: `9990`. By its digits, since 0.07 * 100 is not 7. */
export function shifted(number: string, decimals: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)(?:\.(\d+))?$/.exec(number) ?? [];
  const digits = fraction.padEnd(decimals, '0');
  const rest = digits.slice(decimals).replace(/0+$/, '');
  const front = `${whole}${digits.slice(0, decimals)}`.replace(/^0+(?=\d)/, '');
  return `${sign}${front}${rest === '' ? '' : `.${rest}`}`;
}

/**
 * Numbers that stand beside money, made into its smallest unit: `amount > 9.5 AND tries < 3` -> `amount > 950 AND
 * tries < 3`. What money is multiplied with or divided by stays.
 */
export function scaledCondition(sql: string, money: readonly string[], decimals: number): string {
  const parts = sqlParts(sql);
  return clauses(parts)
    .flatMap((clause) => (namesMoney(clause, money) ? scaled(clause, decimals) : clause))
    .map(({ text }) => text)
    .join('');
}

/**
 * The same for an INSERT, an UPDATE or a DELETE of a table: `moneyIn` knows its columns of money; undefined:
 * no table of ours. Any other statement stays as it is.
 */
export function scaledStatement(
  sql: string,
  moneyIn: (table: string) => readonly string[] | undefined,
  decimals: number,
): string {
  const [, verb = '', quoted = ''] = /^\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+("[^"]+"|\w+)/i.exec(sql) ?? [];
  const money = moneyIn(quoted.replaceAll('"', ''));
  if (verb === '' || money === undefined || money.length === 0) return sql;
  if (!/^insert/i.test(verb)) return scaledCondition(sql, money, decimals);
  return /\)\s*VALUES\b/i.test(sql) ? scaledValues(sql, money, decimals) : scaledSelect(sql, money, moneyIn, decimals);
}

/** INSERT … SELECT: the list by its places, the condition by the table that is read. */
function scaledSelect(
  sql: string,
  money: readonly string[],
  moneyIn: (table: string) => readonly string[] | undefined,
  decimals: number,
): string {
  const [, head = '', list = '', rest = '', from = ''] =
    /^([^(]*\([^)]*\)\s*SELECT\b)([\s\S]*?)(?:(\bFROM\s+("[^"]+"|\w+)[\s\S]*))?$/i.exec(sql) ?? [];
  if (list === '') return sql;
  // As if the list were the values of one row.
  const row = scaledValues(`${head.replace(/SELECT$/i, 'VALUES')} (${list})`, money, decimals);
  const values = row.slice(head.length + 2, -1);
  return `${head}${values}${scaledCondition(rest, moneyIn(from.replaceAll('"', '')) ?? [], decimals)}`;
}

function scaledValues(sql: string, money: readonly string[], decimals: number): string {
  const [, head = '', columns = '', values = ''] = /^([^(]*\(([^)]*)\)\s*VALUES)([\s\S]*)$/i.exec(sql) ?? [];
  if (values === '') return sql;
  const isMoney = columns.split(',').map((column) => money.includes(column.trim().replaceAll('"', '')));
  let depth = 0;
  let at = 0;
  const item: SqlPart[] = [];
  const done: SqlPart[] = [];
  const settle = () => done.push(...(isMoney[at] === true ? scaled(item.splice(0), decimals) : item.splice(0)));
  for (const part of sqlParts(values)) {
    if (part.text === '(') depth++;
    if (part.text === ')') depth--;
    const ends = (part.text === ',' && depth === 1) || (part.text === ')' && depth === 0);
    const begins = part.text === '(' && depth === 1;
    if (!ends && !begins) {
      item.push(part);
      continue;
    }
    settle();
    at = begins || depth === 0 ? 0 : at + 1;
    done.push(part);
  }
  settle();
  return `${head}${done.map(({ text }) => text).join('')}`;
}

/** Pieces in which a comparison or an assignment stands alone: AND of a BETWEEN and the commas of an IN divide nothing. */
function clauses(parts: readonly SqlPart[]): readonly (readonly SqlPart[])[] {
  const found: SqlPart[][] = [[]];
  let isBetween = false;
  let listDepth: number | undefined;
  let depth = 0;
  let previous = '';
  for (const part of parts) {
    const word = part.kind === 'word' ? part.text.toUpperCase() : part.text;
    if (word === '(') {
      depth++;
      if (previous === 'IN') listDepth = depth;
    }
    if (word === ')') {
      if (listDepth === depth) listDepth = undefined;
      depth--;
    }
    const divides = word === 'AND' ? !isBetween : dividers.has(word) && !(word === ',' && listDepth !== undefined);
    if (word === 'BETWEEN') isBetween = true;
    else if (word === 'AND') isBetween = false;
    if (divides) found.push([part], []);
    else found.at(-1)?.push(part);
    if (part.kind !== 'blank') previous = word;
  }
  return found;
}

const dividers: ReadonlySet<string> = new Set(['OR', 'WHEN', 'THEN', 'ELSE', 'END', 'SET', 'WHERE', ',']);

function namesMoney(clause: readonly SqlPart[], money: readonly string[]): boolean {
  return clause.some((part) => money.includes(nameOf(part) ?? ''));
}

function scaled(clause: readonly SqlPart[], decimals: number): readonly SqlPart[] {
  const solid = clause.filter(({ kind }) => kind !== 'blank');
  return clause.map((part) => {
    if (part.kind !== 'number') return part;
    const at = solid.indexOf(part);
    const isFactor = [solid[at - 1], solid[at + 1]].some((one) => one?.text === '*' || one?.text === '/');
    return isFactor ? part : { ...part, text: shifted(part.text, decimals) };
  });
}
