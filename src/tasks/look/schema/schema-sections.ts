import { count, kilobytes } from '#analysis/plan-words.ts';
import type { Section } from '#vocabulary/section.ts';
import type { SchemaDetails, TableCard } from './schema-report.ts';

/** Tables of which every column is shown; more get one line each. */
const mostInFull = 3;
/** Rows of the overview. */
const mostLines = 100;

/** A few tables in full, or many with one line each; then views and other objects. */
export function schemaSections(details: SchemaDetails, nameOf: (table: TableCard) => string): readonly Section[] {
  const { tables, views, objects } = details;
  const kinds = Object.entries(objects).map(([kind, number]) => `${count(number)} × ${kind}`);
  return [
    ...(tables.length <= mostInFull
      ? tables.flatMap((table) => inFull(table, nameOf(table)))
      : [overview(tables, nameOf)]),
    ...list(
      'Views',
      views.map(({ name, columns }) => `${name} (${columns.join(', ')})`),
    ),
    ...list('Other objects', kinds),
  ];
}

function overview(tables: readonly TableCard[], nameOf: (table: TableCard) => string): Section {
  const more = tables.length > mostLines ? `, the ${mostLines} largest` : '';
  return {
    kind: 'table',
    title: `Tables (${tables.length}${more})`,
    columns: [left('table'), right('rows'), right('size'), right('columns'), right('indexes'), left('')],
    rows: tables
      .slice(0, mostLines)
      .map((table) => [
        nameOf(table),
        table.rows === undefined ? '' : count(table.rows),
        size(table.bytes),
        count(table.columns.length),
        count(table.indexes.length),
        [about(table), table.comment ?? ''].filter((part) => part !== '').join('; '),
      ]),
  };
}

function inFull(table: TableCard, name: string): readonly Section[] {
  const keys = [
    ...table.uniqueKeys.map((columns) => `unique (${columns.join(', ')})`),
    ...table.references.map(
      (key) =>
        `(${key.columns.join(', ')}) references ${key.table} (${key.tableColumns.join(', ')}), on delete ${key.onDelete}`,
    ),
    ...table.referencedBy.map(
      (key) => `referenced by ${key.table} (${key.columns.join(', ')}), on delete ${key.onDelete}`,
    ),
    ...table.checks,
  ];
  return [
    {
      kind: 'table',
      title: [name, about(table), table.comment ?? ''].filter((part) => part !== '').join(': '),
      columns: [left('column'), left('type'), left('null'), left('default'), left('key'), left('')],
      rows: table.columns.map((column) => [
        column.name,
        column.type,
        column.nullable ? 'yes' : 'no',
        column.generated === undefined ? (column.default ?? '') : `generated: ${column.generated}`,
        [column.key ?? '', column.references === undefined ? '' : `→ ${column.references}`].join(' ').trim(),
        column.comment ?? '',
      ]),
    },
    ...list(`${name}: keys and checks`, keys),
    {
      kind: 'table',
      title: `${name}: indexes (${table.indexes.length})`,
      columns: [left('index'), left('on'), right('size'), left('')],
      rows: table.indexes.map((index) => [
        index.name,
        index.text,
        size(index.bytes),
        [index.unique ? 'unique' : '', index.valid ? '' : 'INVALID'].join(' ').trim(),
      ]),
    },
    ...list(`${name}: partitions`, table.partitions),
  ];
}

function about({ kind, partitionKey, partitions, partitionOf, rowSecurity }: TableCard): string {
  return [
    kind === 'table' ? '' : kind.replace('-', ' '),
    partitionKey === undefined ? '' : `by ${partitionKey}, ${count(partitions.length)} partitions`,
    partitionOf === undefined ? '' : `partition of ${partitionOf}`,
    rowSecurity ? 'row security' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function size(bytes: number | undefined): string {
  return bytes === undefined ? '' : kilobytes(bytes / 1024);
}

function list(title: string, items: readonly string[]): readonly Section[] {
  return items.length === 0 ? [] : [{ kind: 'list', title, items: [...items] }];
}

function left(name: string): { readonly name: string; readonly align: 'left' } {
  return { name, align: 'left' };
}

function right(name: string): { readonly name: string; readonly align: 'right' } {
  return { name, align: 'right' };
}
