import { columnsOf, keyColumns } from '#analysis/logical-model/entity-columns.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
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
  if (!isCounted(entity) || insert.columns.includes('id') || insert.from !== undefined) return insert;
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
  const name = tables.get(insert.table);
  const names = madeKeys(own);
  const isKey = (column: string) => name !== undefined && isMadeKey(own, name, column);
  const rows = insert.rows.map((row) =>
    row.map((value, at) =>
      isKey(insert.columns[at] ?? '') && /^\d+$/.test(value) ? key(value) : moveConditions(value, names, key),
    ),
  );
  return { ...insert, rows, ...(insert.from === undefined ? {} : { from: moveConditions(insert.from, names, key) }) };
}

/** `id = 1`, `order_id IN (1, 2)`. `names`: the columns that hold made-up keys; the client_id of a provider is none. */
export function moveConditions(sql: string, names: ReadonlySet<string>, key: OtherKey): string {
  return outsideOfLiterals(sql, (text) =>
    text
      .replace(
        /\b(([a-z]\w*)\s*(?:=|<>|!=|<=|>=|<|>)\s*)(\d+)(?![\d.])/g,
        (all, before: string, name: string, number: string) => (names.has(name) ? `${before}${key(number)}` : all),
      )
      .replace(
        /\b(([a-z]\w*)\s+(?:NOT\s+)?IN\s*)\(([\d,\s]+)\)/gi,
        (all, before: string, name: string, numbers: string) =>
          names.has(name)
            ? `${before}(${numbers
                .split(',')
                .map((number) => key(number.trim()))
                .join(', ')})`
            : all,
      )
      .replace(
        /\b(([a-z]\w*)\s+(?:NOT\s+)?BETWEEN\s+)(\d+)(\s+AND\s+)(\d+)(?![\d.])/gi,
        (all, before: string, name: string, least: string, and: string, most: string) =>
          names.has(name) ? `${before}${key(least)}${and}${key(most)}` : all,
      ),
  );
}

/** Columns of any table that hold made-up keys. */
export function madeKeys(model: Entities): ReadonlySet<string> {
  return new Set(
    Object.entries(model.entities).flatMap(([name, { references }]) =>
      [...keyColumns(model, name), ...Object.keys(references).flatMap((role) => columnsOf(model, name, role))].filter(
        (column) => isMadeKey(model, name, column),
      ),
    ),
  );
}

/** Its own made-up key, or that of what it refers to. */
function isMadeKey(model: Entities, name: string, column: string): boolean {
  const entity = model.entities[name];
  if (entity === undefined) return false;
  if (column === 'id' && entity.attributes['id'] === undefined) {
    return entity.subtypeOf === undefined || entity.key !== undefined
      ? isCounted(entity)
      : isMadeKey(model, entity.subtypeOf, column);
  }
  return Object.entries(entity.references).some(([role, { to }]) => {
    const at = columnsOf(model, name, role).indexOf(column);
    const [there] = at < 0 ? [] : keyColumns(model, to).slice(at, at + 1);
    return there !== undefined && !(to === name && there === column) && isMadeKey(model, to, there);
  });
}

/** The server counts its rows. */
export function isCounted(entity: Entity | undefined): boolean {
  return entity !== undefined && entity.key === undefined && entity.subtypeOf === undefined;
}

/** What stands between the literals, changed. */
export function outsideOfLiterals(sql: string, change: (text: string) => string): string {
  return sql
    .split(/('(?:[^']|'')*')/)
    .map((piece, at) => (at % 2 === 1 ? piece : change(piece)))
    .join('');
}

/** Table -> entity. */
export function entitiesByTable(model: Entities): ReadonlyMap<string, string> {
  return new Map(Object.keys(model.entities).map((name) => [tableName(model, name), name]));
}
