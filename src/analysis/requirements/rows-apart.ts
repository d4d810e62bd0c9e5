import type { ModelPart } from '#analysis/domains/domain.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import type { Attribute } from '#vocabulary/logical-attribute.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { type InsertStatement, readInsert, writeInsert } from './insert-statement.ts';
import { statementsOf, withStatements } from './part-statements.ts';

type Entities = Pick<LogicalModel, 'entities'>;

/**
 * The rows of a domain's scenarios beside those of the domains before it: keys of their own (1 becomes 1001), and words
 * of their own where what is shared is unique (`ann@example.com` becomes `2.ann@example.com`).
 */
export function rowsApart(
  parts: readonly ModelPart[],
  at: number,
  own: Entities,
  joined: readonly string[],
): readonly ModelPart[] {
  if (at === 0) return parts;
  const offset = 1000 * at;
  const words = uniqueWords(parts, own, joined);
  const counted = new Map<string, number>();
  const tables = entitiesByTable(own);
  const apart = (statement: string, isFixture: boolean) => {
    const insert = readInsert(statement);
    const moved =
      insert === undefined
        ? moveConditions(statement, offset)
        : writeInsert(moveRows(isFixture ? withKeys(insert, own, tables, counted) : insert, own, tables, offset));
    return otherWords(moved, words, at);
  };
  return parts.map((part) => {
    const { fixture } = withStatements({ fixture: part.fixture ?? [] }, (one) => apart(one, true));
    return { ...withStatements({ ...part, fixture: [] }, (one) => apart(one, false)), fixture };
  });
}

/** The keys that the server would count, written out: others count in the same table. */
function withKeys(
  insert: InsertStatement,
  own: Entities,
  tables: ReadonlyMap<string, string>,
  counted: Map<string, number>,
): InsertStatement {
  const entity = own.entities[tables.get(insert.table) ?? ''];
  const isCounted = entity !== undefined && entity.key === undefined && entity.subtypeOf === undefined;
  if (!isCounted || insert.columns.includes('id') || insert.from !== undefined) return insert;
  const rows = insert.rows.map((row) => {
    const key = (counted.get(insert.table) ?? 0) + 1;
    counted.set(insert.table, key);
    return [String(key), ...row];
  });
  return { ...insert, columns: ['id', ...insert.columns], rows };
}

function moveRows(
  insert: InsertStatement,
  own: Entities,
  tables: ReadonlyMap<string, string>,
  offset: number,
): InsertStatement {
  const attributes = own.entities[tables.get(insert.table) ?? '']?.attributes ?? {};
  const rows = insert.rows.map((row) =>
    row.map((value, at) => {
      const column = insert.columns[at] ?? '';
      const isKey = /^(?:\w+_)?id$/.test(column) && attributes[column] === undefined;
      return isKey && /^\d+$/.test(value) ? String(Number(value) + offset) : moveConditions(value, offset);
    }),
  );
  return { ...insert, rows, ...(insert.from === undefined ? {} : { from: moveConditions(insert.from, offset) }) };
}

/** `id = 1`, `order_id IN (1, 2)`. */
function moveConditions(sql: string, offset: number): string {
  return outsideOfLiterals(sql, (text) =>
    text
      .replace(
        /\b((?:\w+_)?id\s*(?:=|<>|<=|>=|<|>)\s*)(\d+)\b/g,
        (_, before: string, key: string) => `${before}${Number(key) + offset}`,
      )
      .replace(
        /\b((?:\w+_)?id\s+(?:NOT\s+)?IN\s*)\(([\d,\s]+)\)/gi,
        (_, before: string, keys: string) =>
          `${before}(${keys
            .split(',')
            .map((key) => Number(key) + offset)
            .join(', ')})`,
      ),
  );
}

/** Words that are unique in what is shared, in small letters. */
function uniqueWords(parts: readonly ModelPart[], own: Entities, joined: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const tables = entitiesByTable(own);
  for (const statement of parts.flatMap(statementsOf)) {
    const insert = readInsert(statement);
    const name = insert && tables.get(insert.table);
    const entity = own.entities[name ?? ''];
    if (insert === undefined || name === undefined || entity === undefined || !joined.includes(name)) continue;
    for (const [column, attribute] of Object.entries(entity.attributes)) {
      const isUnique = attribute.unique || entity.unique.some(({ of }) => of.includes(column));
      const at = insert.columns.indexOf(column);
      if (!isUnique || at < 0 || !wordy.has(attribute.domain)) continue;
      for (const row of insert.rows) if (row[at]?.startsWith("'")) found.add(row[at].toLowerCase());
    }
  }
  return found;
}

const wordy: ReadonlySet<Attribute['domain']> = new Set(['code', 'name', 'title', 'slug', 'email', 'token', 'hash']);

function otherWords(sql: string, words: ReadonlySet<string>, at: number): string {
  if (words.size === 0) return sql;
  return sql.replace(/'((?:[^']|'')*)'/g, (literal, text: string) => {
    if (!words.has(literal.toLowerCase())) return literal;
    return text.includes('@') ? `'${at + 1}.${text}'` : `'${text}-${at + 1}'`;
  });
}

function outsideOfLiterals(sql: string, change: (text: string) => string): string {
  return sql
    .split(/('(?:[^']|'')*')/)
    .map((piece, at) => (at % 2 === 1 ? piece : change(piece)))
    .join('');
}

/** Table -> entity. */
export function entitiesByTable(model: Entities): ReadonlyMap<string, string> {
  return new Map(Object.keys(model.entities).map((name) => [tableName(model, name), name]));
}
