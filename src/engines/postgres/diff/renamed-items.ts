import type { Item } from '#engines/postgres/catalog/item.ts';
import { mapTexts } from './renamed-side.ts';
import { replaceColumn, replaceRelation, replaceSchema } from './replace-names.ts';
import { isOf } from './sides.ts';

/** Parts that hold SQL; in all others stand bare names. */
const sqlParts: ReadonlySet<string> = new Set([
  'definition',
  'expression',
  'using',
  'check',
  'type',
  'result',
  'arguments',
  'default',
]);

/** Everything that stood in the schema stands in the other one. */
export function schemaRenamed(old: string, name: string): (item: Item) => Item {
  return (item) => {
    if (isOf(item, 'schema')) return item.parts.name === old ? { ...item, parts: { name } } : item;
    const work = (text: string, key: string) => {
      if (key === 'schema' || key === 'tableSchema') return text === old ? name : text;
      return sqlParts.has(key) ? replaceSchema(text, old, name) : text;
    };
    return { ...item, identity: replaceSchema(item.identity, old, name), parts: mapTexts(item.parts, work) } as Item;
  };
}

interface RelationName {
  readonly schema: string;
  readonly old: string;
  readonly name: string;
  /** A table: its columns, indexes and constraints name it. */
  readonly isTable: boolean;
}

export function relationRenamed({ schema, old, name, isTable }: RelationName): (item: Item) => Item {
  return (item) => {
    const sql = mapTexts(item.parts, (text, key) =>
      sqlParts.has(key) ? replaceRelation(text, schema, old, name) : text,
    );
    const renamed = {
      ...item,
      identity: replaceRelation(item.identity, schema, old, name),
      parts: withReferences(item.kind, sql, { schema, old, name, isTable }),
    };
    return renamed as Item;
  };
}

const ownName: ReadonlySet<Item['kind']> = new Set([
  'table',
  'partition',
  'replica-identity',
  'view',
  'materialized-view',
  'enum',
  'domain',
  'composite',
  'range',
  'sequence',
  'sequence-owner',
]);

/** Bare names: that of the thing itself, of its table, of its parents. */
function withReferences(kind: Item['kind'], parts: Item['parts'], { schema, old, name }: RelationName): unknown {
  const swap = (value: unknown, at: 'name' | 'table' | 'domain'): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const row: Readonly<Record<string, unknown>> = { ...value };
    const where = row['tableSchema'] ?? row['schema'];
    return where === schema && row[at] === old ? { ...row, [at]: name } : value;
  };
  const named = ownName.has(kind)
    ? swap(parts, 'name')
    : kind === 'domain-constraint'
      ? swap(parts, 'domain')
      : swap(parts, 'table');
  const row: Record<string, unknown> = { ...(typeof named === 'object' ? named : {}) };
  if (Array.isArray(row['parents'])) row['parents'] = row['parents'].map((parent: unknown) => swap(parent, 'name'));
  if (kind === 'partition') row['parent'] = swap(row['parent'], 'name');
  if (kind === 'constraint') row['parent'] = swap(row['parent'], 'table');
  if (kind === 'sequence-owner') row['column'] = swap(row['column'], 'table');
  return row;
}

interface ColumnName {
  readonly schema: string;
  readonly table: string;
  readonly old: string;
  readonly name: string;
}

/** In what stands on the table itself, and in foreign keys that refer to it; views are written anew anyway. */
export function columnRenamed({ schema, table, old, name }: ColumnName): (item: Item) => Item {
  return (item) => {
    const parts = item.parts;
    const where = 'tableSchema' in parts ? parts.tableSchema : 'schema' in parts ? parts.schema : undefined;
    if ('table' in parts && where === schema && parts.table === table) {
      const isNamed =
        ['column', 'default', 'identity-sequence'].includes(item.kind) && 'name' in parts && parts.name === old;
      const sql = mapTexts(parts, (text, key) => {
        if (!sqlParts.has(key) || key === 'type') return text;
        return inOwnTable(item, text, { schema, table, old, name });
      });
      const columns = isOf(item, 'constraint')
        ? { columns: item.parts.columns.map((column) => (column === old ? name : column)) }
        : {};
      return { ...item, parts: { ...sql, ...columns, ...(isNamed ? { name } : {}) } } as Item;
    }
    if (isOf(item, 'constraint') && item.parts.type === 'f') {
      return {
        ...item,
        parts: { ...item.parts, definition: referenced(item.parts.definition, { schema, table, old, name }) },
      };
    }
    if (isOf(item, 'sequence-owner')) {
      const { column } = item.parts;
      const isIt = column.schema === schema && column.table === table && column.name === old;
      return isIt ? { ...item, parts: { ...item.parts, column: { ...column, name } } } : item;
    }
    if (isOf(item, 'table') && item.parts.schema === schema && item.parts.name === table && item.parts.partitionKey) {
      return {
        ...item,
        parts: { ...item.parts, partitionKey: replaceColumn(item.parts.partitionKey, old, name, [table]) },
      };
    }
    return item;
  };
}

/** The own side of a foreign key stands before REFERENCES, the other one behind it. */
function inOwnTable(item: Item, text: string, { schema, table, old, name }: ColumnName): string {
  const own = (sql: string) => replaceColumn(sql, old, name, [table, 'new', 'old']);
  const at = isOf(item, 'constraint') && item.parts.type === 'f' ? text.indexOf(' REFERENCES ') : -1;
  if (at < 0) return own(text);
  return own(text.slice(0, at)) + referenced(text.slice(at), { schema, table, old, name });
}

function referenced(definition: string, { schema, table, old, name }: ColumnName): string {
  const [before, after] = splitAt(definition, ' REFERENCES ');
  const target = /^ REFERENCES (.*?)\(([^)]*)\)/.exec(after);
  if (target === null || replaceRelation(target[1] ?? '', schema, table, `${table}\u0000`) === target[1])
    return definition;
  const columns = replaceColumn(target[2] ?? '', old, name, []);
  return `${before} REFERENCES ${target[1] ?? ''}(${columns})${after.slice(target[0].length)}`;
}

function splitAt(text: string, words: string): readonly [string, string] {
  const at = text.indexOf(words);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}
