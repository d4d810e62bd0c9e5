import { quoteQualified } from '#engines/postgres/quote.ts';
import type { CatalogObject, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { type Catalog, keyOf } from './catalog.ts';

/** A table under another name or in another schema, with everything that speaks of it. */
export function renameTable(from: RelationName, to: RelationName, catalog: Catalog): void {
  const table = catalog.table(from);
  if (table === undefined || catalog.table(to) !== undefined) return;
  catalog.removeTable(from);
  const indexes = table.indexes.map((index) => ({ ...index, schema: to.schema, table: to.name }));
  catalog.putTable({ ...table, schema: to.schema, name: to.name, indexes });
  const isIt = (one: { readonly schema: string; readonly table: string }) =>
    one.schema === from.schema && one.table === from.name;
  const moved = { schema: to.schema, table: to.name };
  for (const other of new Set([...catalog.below(from), ...catalog.referring(from)])) {
    const refers = other.constraints.some(({ references }) => references && isIt(references));
    const isBelow = (other.partitionOf && isIt(other.partitionOf)) || other.inherits.some(isIt);
    if (!refers && !isBelow) continue;
    catalog.putTable({
      ...other,
      constraints: refers ? other.constraints.map((one) => pointedTo(one, from, to)) : other.constraints,
      ...(other.partitionOf && isIt(other.partitionOf) ? { partitionOf: { ...other.partitionOf, ...moved } } : {}),
      inherits: other.inherits.map((one) => (isIt(one) ? moved : one)),
    });
  }
  catalog.setObjects(
    catalog
      .objects()
      .map((one) =>
        one.table === from.name && (one.tableSchema ?? one.schema) === from.schema
          ? { ...one, table: to.name, tableSchema: to.schema }
          : one,
      ),
  );
}

function pointedTo(constraint: Constraint, from: RelationName, to: RelationName): Constraint {
  const { references } = constraint;
  return references?.schema === from.schema && references.table === from.name
    ? { ...constraint, references: { ...references, schema: to.schema, table: to.name } }
    : constraint;
}

export function renamedColumn(table: Table, from: string, to: string): Table {
  const named = (name: string) => (name === from ? to : name);
  return {
    ...table,
    columns: table.columns.map((one) => (one.name === from ? { ...one, name: to } : one)),
    constraints: table.constraints.map((one) => ({
      ...one,
      columns: one.columns.map(named),
      definition: inText(one.definition, from, to),
    })),
    indexes: table.indexes.map((index) => ({
      ...index,
      keys: index.keys.map((key) => (key.column === from ? { ...key, column: to } : key)),
      include: index.include.map(named),
      ...(index.predicate === undefined ? {} : { predicate: inText(index.predicate, from, to) }),
    })),
  };
}

/** A name as a word of its own in SQL. */
function inText(sql: string, from: string, to: string): string {
  if (!/^\w+$/.test(from)) return sql;
  return sql.replace(new RegExp(`(?<![\\w"'])"?${from}"?(?![\\w"'])`, 'g'), () => to);
}

/** Foreign keys that point at the column. */
export function renameReferencedColumn(table: RelationName, from: string, to: string, catalog: Catalog): void {
  for (const other of catalog.referring(table)) {
    const points = ({ references }: Constraint) =>
      references?.schema === table.schema && references.table === table.name && references.columns.includes(from);
    if (!other.constraints.some(points)) continue;
    const constraints = other.constraints.map((one) =>
      one.references && points(one)
        ? {
            ...one,
            references: {
              ...one.references,
              columns: one.references.columns.map((name) => (name === from ? to : name)),
            },
          }
        : one,
    );
    catalog.putTable({ ...other, constraints });
  }
}

/** Anything but a table or a column. `name` as the action has it, "app.status". */
export function renameObject(what: string, name: string, to: RelationName | string, catalog: Catalog): void {
  const next = typeof to === 'string' ? to : to.name;
  const [schema = '', ...rest] = name.split('.');
  const old = { schema, name: rest.join('.') };
  const place = typeof to === 'string' ? { schema, name: to.split('.').at(-1) ?? to } : to;
  const index = what === 'index' ? catalog.index(old) : undefined;
  if (what === 'schema') renameSchema(name, next, catalog);
  else if (what === 'tabconstraint') renameConstraint(name, next, catalog);
  else if (what === 'matview') renameTable(old, place, catalog);
  else if (index !== undefined) renameIndex(index.table, old, next, catalog);
  else if (catalog.view(old) !== undefined) renameView(old, place, catalog);
  else renameMade(what, old, place, catalog);
}

function renameView(old: RelationName, place: RelationName, catalog: Catalog): void {
  const view = catalog.view(old);
  if (view === undefined) return;
  catalog.removeView(old);
  catalog.putView({ ...view, ...place });
}

function renameMade(what: string, old: RelationName, place: RelationName, catalog: Catalog): void {
  const kinds = objectKinds[what];
  const known = kinds && catalog.object(kinds, old);
  if (known === undefined) return;
  const definition = known.definition.replace(quoteQualified(old.schema, old.name), () =>
    quoteQualified(place.schema, place.name),
  );
  catalog.setObjects(catalog.objects().map((one) => (one === known ? { ...one, ...place, definition } : one)));
  if (what === 'type' || what === 'domain') retype(old, place, catalog);
}

const objectKinds: Readonly<Record<string, readonly CatalogObject['kind'][]>> = {
  type: ['enum', 'domain', 'composite', 'range'],
  domain: ['domain'],
  sequence: ['sequence'],
  function: ['function', 'procedure'],
  procedure: ['function', 'procedure'],
  routine: ['function', 'procedure'],
};

function renameConstraint(name: string, to: string, catalog: Catalog): void {
  const table = [...catalog.tables()].find(
    (one) =>
      name.startsWith(`${keyOf(one)}.`) &&
      one.constraints.some((constraint) => `${keyOf(one)}.${constraint.name}` === name),
  );
  if (table === undefined) return;
  const from = name.slice(keyOf(table).length + 1);
  catalog.putTable({
    ...table,
    constraints: table.constraints.map((one) => (one.name === from ? { ...one, name: to } : one)),
    indexes: table.indexes.map((one) => (one.constraint === from ? { ...one, name: to, constraint: to } : one)),
  });
}

function renameIndex(table: string, index: RelationName, to: string, catalog: Catalog): void {
  const known = catalog.table({ schema: index.schema, name: table });
  if (known === undefined) return;
  catalog.putTable({
    ...known,
    constraints: known.constraints.map((one) =>
      known.indexes.some(({ name, constraint }) => name === index.name && constraint === one.name)
        ? { ...one, name: to }
        : one,
    ),
    indexes: known.indexes.map((one) =>
      one.name === index.name ? { ...one, name: to, ...(one.constraint === undefined ? {} : { constraint: to }) } : one,
    ),
  });
}

function renameSchema(from: string, to: string, catalog: Catalog): void {
  for (const { schema, name } of [...catalog.tables()]) {
    if (schema === from) renameTable({ schema, name }, { schema: to, name }, catalog);
  }
  for (const view of [...catalog.views()]) {
    if (view.schema !== from) continue;
    catalog.removeView(view);
    catalog.putView({ ...view, schema: to });
  }
  for (const one of catalog.objects()) {
    if (one.schema === from) retype(one, { schema: to, name: one.name }, catalog);
  }
  catalog.setObjects(
    catalog.objects().map((one) =>
      one.schema === from
        ? {
            ...one,
            schema: to,
            definition: one.definition.replace(quoteQualified(from, one.name), () => quoteQualified(to, one.name)),
          }
        : one,
    ),
  );
}

/** Columns of a type that has another name now. */
function retype(from: RelationName, to: RelationName, catalog: Catalog): void {
  const [old, next] = [quoteQualified(from.schema, from.name), quoteQualified(to.schema, to.name)];
  for (const table of [...catalog.tables()]) {
    if (!table.columns.some(({ type }) => type.replace(/\[\]$/, '') === old)) continue;
    const columns = table.columns.map((one) =>
      one.type.replace(/\[\]$/, '') === old ? { ...one, type: one.type.replace(old, () => next) } : one,
    );
    catalog.putTable({ ...table, columns });
  }
}
