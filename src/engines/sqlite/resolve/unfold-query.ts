import { rowAddress } from '#analysis/row-address.ts';
import { foldName } from '#engines/sqlite/parse/translate.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Predicate, ResolvedQuery, ResolvedRelation, SortKey } from '#vocabulary/resolved-query.ts';

/** The resolved query with the names of tables and columns as the schema spells them. */
export function unfoldQuery(query: ResolvedQuery, schema: DatabaseSchema): ResolvedQuery {
  const tables = query.relations.map((relation) => tableOf(relation, schema));
  const column = (relation: number, name: string) => columnOf(tables[relation], name);
  const use = <T extends { readonly relation: number; readonly column: string }>(one: T) => ({
    ...one,
    column: column(one.relation, one.column),
  });
  const sortKey = (key: SortKey): SortKey => (key.use === undefined ? key : { ...key, use: use(key.use) });
  return {
    ...query,
    relations: query.relations.map((relation) => unfoldRelation(relation, schema)),
    columns: distinct(query.columns.map(use)),
    predicates: query.predicates.map((one) => unfoldPredicate(one, (name) => column(one.relation, name))),
    joins: query.joins.map((join) => ({ ...join, left: use(join.left), right: use(join.right) })),
    blocks: query.blocks.map((block) => ({
      ...block,
      grouping: block.grouping.map(sortKey),
      order: block.order.map(sortKey),
      ...(block.extremes === undefined ? {} : { extremes: block.extremes.map(sortKey) }),
    })),
    parameters: query.parameters.map((one) =>
      one.comparedWith === undefined ? one : { ...one, comparedWith: use(one.comparedWith) },
    ),
  };
}

function unfoldRelation(relation: ResolvedRelation, schema: DatabaseSchema): ResolvedRelation {
  const known =
    relation.kind === 'view' ? schema.views.find((view) => sameName(view, relation)) : tableOf(relation, schema);
  if (known === undefined) return relation;
  const alias = relation.alias === relation.name ? known.name : relation.alias;
  return { ...relation, schema: known.schema, name: known.name, alias };
}

function unfoldPredicate(predicate: Predicate, spell: (name: string) => string): Predicate {
  const { column, row, columns, value } = predicate;
  // The collation of either side holds for both. https://www.sqlite.org/datatype3.html#collation
  const collation = /\bcollate\s+"?(\w+)"?\s*$/i.exec(value ?? '')?.[1];
  const { column: _, ...rest } = predicate;
  const own =
    column !== undefined && collation !== undefined && collation.toLowerCase() !== 'binary'
      ? { ...rest, expression: `${spell(column)} COLLATE ${collation.toUpperCase()}` }
      : predicate;
  return {
    ...own,
    ...(own.column === undefined ? {} : { column: spell(own.column) }),
    ...(row === undefined ? {} : { row: row.map(spell) }),
    columns: [...new Set(columns.map(spell))],
  };
}

function tableOf(relation: ResolvedRelation, schema: DatabaseSchema): Table | undefined {
  return relation.kind === 'table' ? schema.tables.find((table) => sameName(table, relation)) : undefined;
}

function sameName(
  one: { readonly schema: string; readonly name: string },
  { schema, name }: ResolvedRelation,
): boolean {
  return foldName(one.name) === name && (schema === undefined || foldName(one.schema) === schema);
}

/** `rowid` is another name of the integer primary key. https://www.sqlite.org/lang_createtable.html#rowid */
function columnOf(table: Table | undefined, name: string): string {
  const own = table?.columns.find((column) => foldName(column.name) === name)?.name;
  if (own !== undefined || !['rowid', '_rowid_', 'oid'].includes(name)) return own ?? name;
  return (table && rowidColumn(table)) ?? name;
}

/** The column that is the rowid by another name, where there is one. */
export function rowidColumn(table: Table): string | undefined {
  const hasRowid = !table.options.some((option) => /^without rowid$/i.test(option));
  return hasRowid ? rowAddress(table)?.[0] : undefined;
}

function distinct<T extends { readonly relation: number; readonly column: string }>(uses: readonly T[]): T[] {
  return [...new Map(uses.map((use) => [`${use.relation}.${use.column}`, use])).values()];
}
