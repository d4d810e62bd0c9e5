import { type ColumnType, columnType } from '#analysis/column-type.ts';
import { singular } from '#analysis/plural.ts';
import type { CatalogObject, Column, Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { camelCase, nameGiver, pascalCase } from './form-names.ts';

/** A schema with names and relations as languages want them. */
export interface SchemaShape {
  readonly tables: readonly ShapedTable[];
  readonly enums: readonly ShapedEnum[];
  /** Schemas that tables or enums are in, the first of the search path first. */
  readonly schemas: readonly string[];
  /** Where a name without schema leads. */
  readonly home: string;
}

export interface ShapedTable {
  readonly table: Table;
  /** `OrderLine` */
  readonly type: string;
  /** `orderLines` */
  readonly variable: string;
  readonly columns: readonly ShapedColumn[];
  readonly primaryKey: Constraint | undefined;
  readonly uniques: readonly Constraint[];
  readonly checks: readonly Constraint[];
  readonly exclusions: readonly Constraint[];
  /** Those that no constraint brings. */
  readonly indexes: readonly IndexDefinition[];
  /** Foreign keys, with the name of either side. */
  readonly references: readonly ShapedReference[];
  /** Foreign keys of others to this table. */
  readonly referrers: readonly ShapedReference[];
}

export interface ShapedColumn {
  readonly column: Column;
  readonly property: string;
  readonly type: ColumnType;
  /** Of an array the element's. */
  readonly element: ColumnType;
  /** Dimensions of an array: 0 for what is none. */
  readonly dimensions: number;
  readonly enum: ShapedEnum | undefined;
  /** Digits of a second, where the type says them. */
  readonly precision: number | undefined;
  /** `serial`: the default takes the next number of a sequence. */
  readonly counts: boolean;
}

export interface ShapedEnum {
  readonly object: CatalogObject;
  readonly type: string;
  readonly variable: string;
  readonly labels: readonly string[];
}

export interface ShapedReference {
  readonly constraint: Constraint;
  readonly from: { readonly type: string; readonly variable: string };
  readonly to: { readonly type: string; readonly variable: string };
  /** Properties of the columns. */
  readonly columns: readonly string[];
  readonly targets: readonly string[];
  readonly optional: boolean;
  /** At most one row refers to each. */
  readonly single: boolean;
  /** `customer`: the field that leads to the row referred to. */
  readonly forward: string;
  /** `orders`: the field that leads back. */
  readonly back: string;
  readonly onDelete: ReferenceAction;
  readonly onUpdate: ReferenceAction;
}
export type ReferenceAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';

/** Partitions and foreign tables are left out: `leftOut` names them. */
export function schemaShape(schema: DatabaseSchema, reserved: readonly string[]): SchemaShape {
  const home = schema.searchPath[0] ?? schema.tables[0]?.schema ?? '';
  const typeName = nameGiver(reserved);
  const variableName = nameGiver(reserved);
  const enums = schema.objects.flatMap((object): ShapedEnum[] => {
    if (object.kind !== 'enum') return [];
    const quoted = `"${object.schema.replaceAll('"', '""')}"."${object.name.replaceAll('"', '""')}"`;
    return [
      {
        object,
        type: typeName(pascalCase(object.name)),
        variable: variableName(camelCase(object.name)),
        labels: columnType(schema, quoted).labels ?? [],
      },
    ];
  });
  const named = schema.tables.filter(isWritten).map((table) => ({
    table,
    type: typeName(pascalCase(singular(table.name))),
    variable: variableName(camelCase(table.name)),
    columns: shapedColumns(table, schema, enums),
  }));
  const references = shapedReferences(named);
  const tables = named.map((one): ShapedTable => {
    const of = (kind: Constraint['kind']) => one.table.constraints.filter((constraint) => constraint.kind === kind);
    return {
      ...one,
      primaryKey: of('primary-key')[0],
      uniques: of('unique'),
      checks: of('check'),
      exclusions: of('exclusion'),
      indexes: one.table.indexes.filter(
        ({ constraint, name }) => constraint === undefined && !one.table.constraints.some((rule) => rule.name === name),
      ),
      references: references.filter(({ from }) => from.type === one.type),
      referrers: references.filter(({ to }) => to.type === one.type),
    };
  });
  const schemas = [...tables.map(({ table }) => table.schema), ...enums.map(({ object }) => object.schema)];
  return { tables, enums, schemas: [...new Set([home, ...schemas])].filter((one) => one !== ''), home };
}

export function isWritten({ kind, partitionOf }: Table): boolean {
  return (kind === 'table' || kind === 'partitioned') && partitionOf === undefined;
}

function shapedColumns(table: Table, schema: DatabaseSchema, enums: readonly ShapedEnum[]): readonly ShapedColumn[] {
  const property = nameGiver(['constructor', '__proto__', 'prototype', 'then']);
  return table.columns.map((column) => {
    const type = columnType(schema, column.type);
    let element = type;
    let dimensions = 0;
    for (; element.element !== undefined && element.family === 'array'; dimensions++) element = element.element;
    return {
      column,
      property: property(camelCase(column.name)),
      type,
      element,
      dimensions,
      enum: element.family === 'enum' ? enumOf(element.base, enums, schema.searchPath) : undefined,
      precision: /^(?:timestamp|time|interval)[a-z ]*\((\d)\)/.exec(element === type ? column.type : '')?.[1]?.length
        ? Number(/\((\d)\)/.exec(column.type)?.[1])
        : undefined,
      counts: /^nextval\(/i.test(column.default ?? ''),
    };
  });
}

function enumOf(base: string, enums: readonly ShapedEnum[], path: readonly string[]): ShapedEnum | undefined {
  const parts = (base.match(/"(?:[^"]|"")*"|[^".]+/g) ?? []).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
  const same = enums.filter(({ object }) => object.name === parts.at(-1));
  if (parts.length > 1) return same.find(({ object }) => object.schema === parts[0]);
  return path.flatMap((place) => same.find(({ object }) => object.schema === place) ?? [])[0] ?? same[0];
}

type Named = Pick<ShapedTable, 'table' | 'type' | 'variable' | 'columns'>;

function shapedReferences(tables: readonly Named[]): readonly ShapedReference[] {
  const fields = new Map(tables.map((one) => [one.type, fieldGiver(one)]));
  const found = tables.flatMap((from) =>
    from.table.constraints.flatMap((constraint) => {
      const target = constraint.references;
      const to = tables.find(({ table }) => table.schema === target?.schema && table.name === target.table);
      return target === undefined || to === undefined ? [] : [{ from, to, constraint, target }];
    }),
  );
  return found.map(({ from, to, constraint, target }): ShapedReference => {
    const optional = constraint.columns.some(
      (name) => from.table.columns.find((column) => column.name === name)?.nullable === true,
    );
    const single = isUnique(from.table, constraint.columns);
    const role = roleOf(constraint, to.table, target.columns);
    const several = found.filter((other) => other.from === from && other.to === to).length > 1 || from === to;
    const many = single ? camelCase(from.type) : from.variable;
    return {
      constraint,
      from,
      to,
      columns: propertiesOf(from, constraint.columns),
      targets: propertiesOf(to, target.columns),
      optional,
      single,
      forward: fields.get(from.type)?.(camelCase(role)) ?? role,
      back: fields.get(to.type)?.(several ? camelCase(`${many} of ${role}`) : many) ?? many,
      onDelete: action(target.onDelete),
      onUpdate: action(target.onUpdate),
    };
  });
}

/** Columns have the first say. */
function fieldGiver({ columns }: Named): (wanted: string) => string {
  return nameGiver([...columns.map(({ property }) => property), 'constructor', 'then']);
}

function propertiesOf({ columns }: Named, names: readonly string[]): readonly string[] {
  return names.map((name) => columns.find(({ column }) => column.name === name)?.property ?? camelCase(name));
}

/** customer_id -> customer; of several columns, or one without such an end, the table that is referred to. */
function roleOf({ columns }: Constraint, to: Table, targets: readonly string[]): string {
  const [only = ''] = columns;
  const end = targets[0] === undefined ? 'id' : targets[0].toLowerCase();
  const role = columns.length === 1 ? only.replace(new RegExp(`[_ ]?(?:id|${escaped(end)})$`, 'i'), '') : '';
  return role === '' ? singular(to.name) : role;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export function isUnique({ constraints, indexes }: Table, columns: readonly string[]): boolean {
  const within = (key: readonly string[]) => key.length > 0 && key.every((name) => columns.includes(name));
  return (
    constraints.some(({ kind, columns: key }) => (kind === 'primary-key' || kind === 'unique') && within(key)) ||
    indexes.some(
      ({ unique, predicate, keys }) =>
        unique &&
        predicate === undefined &&
        keys.every(({ column }) => column !== undefined) &&
        within(keys.flatMap(({ column }) => column ?? [])),
    )
  );
}

function action(rule: string): ReferenceAction {
  const word = rule.toLowerCase().replaceAll('-', ' ');
  return word === 'restrict' || word === 'cascade' || word === 'set null' || word === 'set default'
    ? word
    : 'no action';
}

/** The condition of a CHECK without its words. */
export function checkSql({ definition }: Constraint): string {
  const inner = /^\s*CHECK\s*\((.*)\)\s*(?:NO INHERIT)?\s*(?:NOT VALID)?\s*$/is.exec(definition)?.[1] ?? definition;
  return inner.trim();
}
