import { quoteQualified } from '#engines/postgres/quote.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { type Catalog, keyOf } from './catalog.ts';
import { familyOf, referencesTo, viewsOver } from './relatives.ts';

/** A table with its partitions, what belongs to them, and with CASCADE what leans on them. */
export function dropTable(name: RelationName, cascade: boolean, catalog: Catalog): void {
  const table = catalog.table(name);
  if (table === undefined) return;
  const gone = familyOf(table, catalog).filter((one) => cascade || one === table || one.partitionOf !== undefined);
  for (const one of gone) {
    for (const { table: other, constraint } of referencesTo(one, catalog)) {
      const current = catalog.table(other) ?? other;
      catalog.putTable({ ...current, constraints: current.constraints.filter((each) => each !== constraint) });
    }
    if (cascade) for (const view of viewsOver(one, catalog)) dropView(view, catalog);
    catalog.removeTable(one);
  }
  const names = new Set(gone.map(keyOf));
  const belongs = (one: {
    readonly schema: string;
    readonly table?: string | undefined;
    readonly tableSchema?: string | undefined;
  }) => one.table !== undefined && names.has(`${one.tableSchema ?? one.schema}.${one.table}`);
  if (catalog.objects().some(belongs)) catalog.setObjects(catalog.objects().filter((one) => !belongs(one)));
}

export function dropView(name: RelationName, catalog: Catalog): void {
  catalog.removeView(name);
  if (catalog.table(name)?.kind === 'materialized-view') catalog.removeTable(name);
}

export function dropIndex(index: RelationName, catalog: Catalog): void {
  const known = catalog.index(index);
  const owner = known && catalog.table({ schema: known.schema, name: known.table });
  if (owner === undefined) return;
  for (const table of familyOf(owner, catalog)) {
    const isGone = (one: {
      readonly schema: string;
      readonly name: string;
      readonly partOf?: RelationName | undefined;
    }) => keyOf(one) === keyOf(index) || (one.partOf !== undefined && keyOf(one.partOf) === keyOf(index));
    if (!table.indexes.some(isGone)) continue;
    catalog.putTable({ ...table, indexes: table.indexes.filter((one) => !isGone(one)) });
  }
}

/** A type, a function, a schema …, with what is dropped beside it by CASCADE. */
export function dropObject(what: string, name: string, cascade: boolean, catalog: Catalog): void {
  if (what === 'schema') {
    dropSchema(name, cascade, catalog);
    return;
  }
  const isIt = ({
    schema,
    name: own,
    kind,
  }: {
    readonly schema: string;
    readonly name: string;
    readonly kind: string;
  }) =>
    kind === 'extension' ? what === 'extension' && own === name : `${schema}.${own}` === name && what !== 'extension';
  const gone = catalog.objects().filter(isIt);
  if (gone.length === 0) return;
  catalog.setObjects(catalog.objects().filter((one) => !gone.includes(one)));
  if (!cascade) return;
  for (const { table, column } of columnsOfType(name, catalog)) {
    const current = catalog.table(table);
    if (current === undefined) continue;
    catalog.putTable({ ...current, columns: current.columns.filter((one) => one.name !== column) });
  }
}

/** `name` is "app.status". */
export function columnsOfType(
  name: string,
  catalog: Catalog,
): readonly { readonly table: RelationName; readonly column: string }[] {
  const [schema = '', ...rest] = name.split('.');
  const printed = quoteQualified(schema, rest.join('.'));
  return [...catalog.tables()].flatMap((table) =>
    table.columns
      .filter(({ type }) => type === printed || type === `${printed}[]`)
      .map((column) => ({ table: { schema: table.schema, name: table.name }, column: column.name })),
  );
}

function dropSchema(name: string, cascade: boolean, catalog: Catalog): void {
  if (!cascade) return;
  for (const table of [...catalog.tables()]) if (table.schema === name) dropTable(table, true, catalog);
  for (const view of [...catalog.views()]) if (view.schema === name) catalog.removeView(view);
  catalog.setObjects(catalog.objects().filter(({ schema }) => schema !== name));
}
