import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { plural, singular } from '#analysis/plural.ts';
import { camelCase, nameGiver } from '#analysis/schema-forms/form-names.ts';
import { checkSql } from '#analysis/schema-forms/schema-shape.ts';
import type { Column, Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Reference } from '#vocabulary/logical-attribute.ts';
import { Entity } from '#vocabulary/logical-model.ts';
import { isRepeated } from './imported-table.ts';
import { looseSql, serverType } from './loose-sql.ts';
import { toldAttribute } from './told-attribute.ts';

/** What is known of all tables before any of them becomes an entity. */
export interface ImportSite {
  readonly schema: DatabaseSchema;
  readonly dialect: Dialect;
  /** Entities by table; tables that are none are not in it. */
  readonly entities: ReadonlyMap<string, string>;
  /** Their primary keys. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** Tables whose updated_at a trigger keeps, just as the dialect would. */
  readonly touched: ReadonlySet<string>;
  readonly made: 'identity' | 'uuid';
}

/** A table in the model's words. What they do not say is found by comparing the design of it with the table. */
export function entityOfTable(table: Table, site: ImportSite): Entity {
  const { dialect, schema } = site;
  const keyColumns = site.keys.get(table.name) ?? [];
  const single = referencesOf(table, site);
  const roleOf = new Map(
    single.flatMap(({ role, reference, constraint }) =>
      constraint.columns.length === 1 ? [[constraint.columns[0] ?? '', { role, reference }] as const] : [],
    ),
  );
  const nameOf = (column: string) => roleOf.get(column)?.role ?? column;
  const madeKey = hasMadeKey(table, keyColumns, site);
  const own = ownOf(table, site);
  const softDelete =
    own.deleted && uniquesOf(table).every(({ where }) => where !== undefined && looseSql(where) === 'deleted_atisnull');
  const skipped = new Set([
    ...(madeKey ? ['id'] : []),
    ...(own.created ? ['created_at'] : []),
    ...(own.updated ? ['updated_at'] : []),
    ...(softDelete ? ['deleted_at'] : []),
    ...roleOf.keys(),
  ]);
  const checks = table.constraints.filter(({ kind, validated }) => kind === 'check' && validated);
  const said = new Set<Constraint>();
  const attributes: Record<string, Entity['attributes'][string]> = {};
  for (const column of table.columns.filter(({ name }) => !skipped.has(name))) {
    const about = checks.filter(
      (rule) => !said.has(rule) && rule.columns.length === 1 && rule.columns[0] === column.name,
    );
    const told = toldAttribute(column, about, schema, dialect);
    for (const rule of told.said) said.add(rule);
    attributes[column.name] = told.attribute;
  }
  const references: Record<string, Reference> = Object.fromEntries(
    single.map(({ role, reference }) => [role, reference]),
  );
  const unique: { of: string[]; where?: string; nullsEqual?: boolean; name?: string }[] = [];
  for (const { columns, where, nullsEqual } of uniquesOf(table)) {
    const names = columns.map(nameOf);
    const [only = ''] = names;
    const condition = softDelete ? undefined : where;
    const attribute = Object.hasOwn(attributes, only) ? attributes[only] : undefined;
    const reference = Object.hasOwn(references, only) ? references[only] : undefined;
    if (names.length === 1 && condition === undefined && !nullsEqual && attribute !== undefined && !attribute.unique) {
      attributes[only] = { ...attribute, unique: true };
    } else if (
      names.length === 1 &&
      condition === undefined &&
      !nullsEqual &&
      reference !== undefined &&
      !reference.unique
    ) {
      references[only] = { ...reference, unique: true };
    } else {
      unique.push({
        of: names,
        ...(condition === undefined ? {} : { where: condition }),
        ...(nullsEqual ? { nullsEqual } : {}),
      });
    }
  }
  const giveRule = nameGiver();
  const name = site.entities.get(table.name) ?? table.name;
  return Entity.parse({
    ...(table.comment === undefined ? {} : { description: table.comment }),
    ...(plural(name) === table.name ? {} : { table: table.name }),
    ...(madeKey ? {} : { key: keyColumns.map(nameOf) }),
    unique,
    checks: checks
      .filter((rule) => !said.has(rule))
      .map((rule) => ({ name: giveRule(shortRule(rule.name, table.name)), sql: checkSql(rule) })),
    timestamps: own.created ? (own.updated ? 'both' : 'created') : 'none',
    softDelete,
    references,
    attributes,
  });
}

/** Names of entities: singular where that can be turned back, snake_case, each once. */
export function entityNames(tables: readonly Table[]): ReadonlyMap<string, string> {
  const give = nameGiver();
  return new Map(
    tables.map(({ name }) => {
      const word = /^[a-z][a-z0-9_]*$/.test(name) ? name : snake(name);
      return [name, give(singular(word))];
    }),
  );
}

function snake(name: string): string {
  return camelCase(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** `id`, of the kind that the model makes up. */
export function hasMadeKey(
  table: Table,
  key: readonly string[],
  { dialect, made }: Pick<ImportSite, 'dialect' | 'made'>,
): boolean {
  const column = table.columns.find(({ name }) => name === 'id');
  if (key.length !== 1 || key[0] !== 'id' || column === undefined) return false;
  if (table.constraints.some(({ kind, columns }) => kind === 'foreign-key' && columns.includes('id'))) return false;
  return (
    serverType(dialect.keyType(made)) === column.type && (column.identity !== undefined || column.default !== undefined)
  );
}

interface FoundReference {
  readonly role: string;
  readonly reference: Reference;
  readonly constraint: Constraint;
}

/** Foreign keys to the primary keys of entities: by one column the reference brings it, by several the attributes do. */
function referencesOf(table: Table, site: ImportSite): readonly FoundReference[] {
  const give = nameGiver(table.columns.map(({ name }) => name));
  const found: FoundReference[] = [];
  const brought = new Set<string>();
  const foreign = table.constraints.filter(({ kind, validated }) => kind === 'foreign-key' && validated);
  for (const constraint of foreign.toSorted((a, b) => a.columns.length - b.columns.length)) {
    const { references: target, columns } = constraint;
    const to = target === undefined || target.schema !== table.schema ? undefined : site.entities.get(target.table);
    if (target === undefined || to === undefined) continue;
    if (String(site.keys.get(target.table)) !== String(target.columns)) continue;
    const [only = ''] = columns;
    if (columns.length === 1 && brought.has(only)) continue;
    if (columns.some((name) => site.keys.get(table.name)?.includes(name)) && leadsBack(target.table, table.name, site))
      continue;
    const words =
      columns.length === 1 ? only.replace(/_id$/, '') : target.columns.length > 1 ? singular(target.table) : only;
    const role = give(/^[a-z][a-z0-9_]*$/.test(words) ? words : snake(words));
    const column = table.columns.find(({ name }) => name === only);
    if (columns.length === 1) brought.add(only);
    const rule = target.onDelete.toLowerCase().replace(/[ _]/g, '-');
    found.push({
      constraint,
      role,
      reference: {
        to,
        optional: columns.some((name) => table.columns.find((one) => one.name === name)?.nullable === true),
        unique: false,
        onDelete: rule === 'cascade' || rule === 'set-null' ? rule : 'restrict',
        agree: [],
        ...(columns.length === 1 && only === `${role}_id` ? {} : { columns: [...columns] }),
        ...(column?.comment === undefined || columns.length > 1 ? {} : { description: column.comment }),
      },
    });
  }
  return found;
}

/** The key of `from` is made of the key of `to`, straight or by others: neither could be told by the other. */
function leadsBack(from: string, to: string, site: ImportSite, seen: readonly string[] = []): boolean {
  if (from === to) return true;
  if (seen.includes(from)) return false;
  const table = site.schema.tables.find((one) => one.name === from && one.schema === site.dialect.schema);
  return (table?.constraints ?? []).some(
    ({ references, columns }) =>
      references !== undefined &&
      columns.some((name) => site.keys.get(from)?.includes(name)) &&
      leadsBack(references.table, to, site, [...seen, from]),
  );
}

/** Unique constraints, and unique indexes over whole columns. */
function uniquesOf(
  table: Table,
): readonly { readonly columns: readonly string[]; readonly where?: string; readonly nullsEqual: boolean }[] {
  return [
    ...table.constraints
      .filter(
        (rule) => rule.kind === 'unique' && !/WITHOUT OVERLAPS/i.test(rule.definition) && !isRepeated(rule, table),
      )
      .map(({ columns, definition }) => ({ columns, nullsEqual: /NULLS NOT DISTINCT/i.test(definition) })),
    ...table.indexes
      .filter(
        ({ unique, constraint, keys, name, valid }) =>
          unique &&
          valid &&
          constraint === undefined &&
          !table.constraints.some((rule) => rule.name === name) &&
          keys.every(({ column }) => column !== undefined),
      )
      .map(({ keys, predicate, nullsNotDistinct }) => ({
        columns: keys.flatMap(({ column }) => column ?? []),
        nullsEqual: nullsNotDistinct === true,
        ...(predicate === undefined ? {} : { where: predicate }),
      })),
  ];
}

function ownOf(
  table: Table,
  { dialect, touched }: ImportSite,
): { created: boolean; updated: boolean; deleted: boolean } {
  const column = (name: string) => table.columns.find((one) => one.name === name);
  const isMoment = (one: Column | undefined, isSet: boolean) =>
    one !== undefined &&
    one.type === serverType(dialect.moment.type) &&
    one.nullable === !isSet &&
    one.comment === undefined &&
    (isSet ? /^(?:now\(\)|CURRENT_TIMESTAMP)$/i.test(one.default ?? '') : one.default === undefined);
  const created = isMoment(column('created_at'), true);
  return {
    created,
    updated: created && isMoment(column('updated_at'), true) && touched.has(table.name),
    deleted: isMoment(column('deleted_at'), false),
  };
}

/** chk_orders_total -> total, orders_total_check -> total */
function shortRule(name: string, table: string): string {
  const short = name
    .replace(/^chk_/, '')
    .replace(new RegExp(`^${table.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}_`), '')
    .replace(/_check\d*$/, '');
  return short === '' ? name : short;
}
