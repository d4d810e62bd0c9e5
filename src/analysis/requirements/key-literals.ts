import { tableName } from '#analysis/logical-model/table-name.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { InsertStatement } from './insert-statement.ts';

export type Entities = Pick<LogicalModel, 'entities'>;

/** What is written in place of a made-up key that is a number. */
export type OtherKey = (number: string) => string;

/** The keys that the server would count, written out: others count in the same table. */
export function withKeys(
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

export function moveRows(
  insert: InsertStatement,
  own: Entities,
  tables: ReadonlyMap<string, string>,
  key: OtherKey,
): InsertStatement {
  const attributes = own.entities[tables.get(insert.table) ?? '']?.attributes ?? {};
  const rows = insert.rows.map((row) =>
    row.map((value, at) => {
      const column = insert.columns[at] ?? '';
      const isKey = /^(?:\w+_)?id$/.test(column) && attributes[column] === undefined;
      return isKey && /^\d+$/.test(value) ? key(value) : moveConditions(value, key);
    }),
  );
  return { ...insert, rows, ...(insert.from === undefined ? {} : { from: moveConditions(insert.from, key) }) };
}

/** `id = 1`, `order_id IN (1, 2)`. */
export function moveConditions(sql: string, key: OtherKey): string {
  return outsideOfLiterals(sql, (text) =>
    text
      .replace(
        /\b((?:\w+_)?id\s*(?:=|<>|<=|>=|<|>)\s*)(\d+)\b/g,
        (_, before: string, number: string) => `${before}${key(number)}`,
      )
      .replace(
        /\b((?:\w+_)?id\s+(?:NOT\s+)?IN\s*)\(([\d,\s]+)\)/gi,
        (_, before: string, numbers: string) =>
          `${before}(${numbers
            .split(',')
            .map((number) => key(number.trim()))
            .join(', ')})`,
      ),
  );
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
