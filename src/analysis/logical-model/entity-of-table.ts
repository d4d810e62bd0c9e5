import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { plural, singular } from '#analysis/plural.ts';
import { camelCase, nameGiver } from '#analysis/schema-forms/form-names.ts';
import { checkSql } from '#analysis/schema-forms/schema-shape.ts';
import type { Column, Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Reference } from '#vocabulary/logical-attribute.ts';
import { Entity } from '#vocabulary/logical-model.ts';
import { isRepeated } from './imported-table.ts';
import { looseSql } from './loose-sql.ts';
import type { SchemaWords } from './schema-words.ts';
import { toldAttribute } from './told-attribute.ts';

/** What is known of all tables before any of them becomes an entity. */
export interface ImportSite {
  readonly schema: DatabaseSchema;
  readonly dialect: Dialect;
  readonly words: SchemaWords;
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
  const { dialect, schema, words } = site;
  const keyColumns = site.keys.get(table.name) ?? [];
  const single = referencesOf(table, site);
  const roleOf = new Map(
    single.flatMap(({ role, reference, constraint }) =>
      constraint.columns.length === 1 || reference.agree.length > 0
        ? [[constraint.columns[0] ?? '', { role, reference }] as const]
        : [],
    ),
  );
  const nameOf = (column: string) => roleOf.get(column)?.role ?? column;
  const madeKey = hasMadeKey(table, keyColumns, site);
  const own = ownOf(table, site);
  const softDelete =
    own.deleted &&
    uniquesOf(table).every(({ where }) => where !== undefined && looseSql(words.plain(where)) === 'deleted_atisnull');
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
    const told = toldAttribute(column, about, schema, dialect, words);
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
    const condition = softDelete || where === undefined ? undefined : words.plain(where);
    if (condition !== undefined && !words.isCommon(condition)) continue;
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
      .filter((rule) => !said.has(rule) && words.isCommon(words.plain(checkSql(rule))))
      .map((rule) => ({ name: giveRule(shortRule(rule.name, table.name)), sql: words.plain(checkSql(rule)) })),
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
  { dialect, made, words }: Pick<ImportSite, 'dialect' | 'made' | 'words'>,
): boolean {
  const column = table.columns.find(({ name }) => name === 'id');
  if (key.length !== 1 || key[0] !== 'id' || column === undefined) return false;
  if (table.constraints.some(({ kind, columns }) => kind === 'foreign-key' && columns.includes('id'))) return false;
  // A dialect may have no way to make one up: then whoever adds a row gives it.
  const { identity, default: preset } = dialect.key(made);
  const isMade = column.identity !== undefined || column.default !== undefined;
  // Its exact type stands with the imported form.
  if (!words.keepsSql && made === 'identity' && column.identity !== undefined) return true;
  return (
    words.type(dialect.keyType(made)) === words.type(column.type) &&
    (isMade || (!words.keepsSql && identity === undefined && preset === undefined))
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
    const key = site.keys.get(target.table) ?? [];
    const agree = String(key) === String(target.columns) ? [] : agreementOf(constraint, table, site);
    if (agree === undefined) continue;
    const [only = ''] = columns;
    const isSingle = columns.length === 1 || agree.length > 0;
    if (isSingle && brought.has(only)) continue;
    if (columns.some((name) => site.keys.get(table.name)?.includes(name)) && leadsBack(target.table, table.name, site))
      continue;
    const words = isSingle ? only.replace(/_id$/, '') : target.columns.length > 1 ? singular(target.table) : only;
    const role = give(/^[a-z][a-z0-9_]*$/.test(words) ? words : snake(words).replace(/(?<=\w)_id$/, ''));
    const column = table.columns.find(({ name }) => name === only);
    if (isSingle) brought.add(only);
    const rule = target.onDelete.toLowerCase().replace(/[ _]/g, '-');
    found.push({
      constraint,
      role,
      reference: {
        to,
        optional: (isSingle ? [only] : columns).some(
          (name) => table.columns.find((one) => one.name === name)?.nullable === true,
        ),
        unique: false,
        onDelete: rule === 'cascade' || rule === 'set-null' ? rule : 'restrict',
        agree: [...agree],
        ...(isSingle && only === `${role}_id` ? {} : { columns: isSingle ? [only] : [...columns] }),
        ...(column?.comment === undefined || !isSingle ? {} : { description: column.comment }),
      },
    });
  }
  return found;
}

/**
 * What else of two rows must agree: a foreign key to more than the key of one column. Attributes have the name of their
 * column in both tables; references are those whose column is `role_id` in both.
 */
function agreementOf(
  { columns, references }: Constraint,
  table: Table,
  { schema, keys }: Pick<ImportSite, 'schema' | 'keys'>,
): readonly string[] | undefined {
  const target = schema.tables.find(
    ({ name, schema: place }) => name === references?.table && place === references.schema,
  );
  const [key, ...others] = keys.get(references?.table ?? '') ?? [];
  if (target === undefined || others.length > 0 || references?.columns[0] !== key || columns.length < 2)
    return undefined;
  const refers = (one: Table, column: string) =>
    one.constraints.some(
      (rule) =>
        rule.kind === 'foreign-key' &&
        rule.columns[0] === column &&
        (rule.columns.length === 1 || rule.columns.slice(1).every((name) => name !== column)),
    );
  const names = columns.slice(1).map((column, at) => {
    if (references?.columns[at + 1] !== column) return undefined;
    const [here, there] = [refers(table, column), refers(target, column)];
    if (!here && !there) return column;
    return here && there && /^[a-z][a-z0-9_]*_id$/.test(column) ? column.replace(/_id$/, '') : undefined;
  });
  const found = names.flatMap((name) => name ?? []);
  return found.length === names.length ? found : undefined;
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
          keys.length > 0 &&
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
  { dialect, touched, words }: ImportSite,
): { created: boolean; updated: boolean; deleted: boolean } {
  const column = (name: string) => table.columns.find((one) => one.name === name);
  const isMomentType = ({ type }: Column) =>
    words.type(type) === words.type(dialect.moment.type) ||
    (words.anyMoment && /^timestamp/.test(words.neutral(type) ?? ''));
  const isMoment = (one: Column | undefined, isSet: boolean) =>
    one !== undefined &&
    isMomentType(one) &&
    one.nullable === !isSet &&
    one.comment === undefined &&
    one.generated === undefined &&
    (isSet ? words.preset(one.default ?? '') === 'now' : one.default === undefined);
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
    .replace(/^chk_|^ck_(?=\w)/i, '')
    .replace(new RegExp(`^${table.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}_`), '')
    .replace(/_check\d*$/, '');
  return short === '' ? name : /^[a-z_][a-z0-9_]*$/.test(short) ? short : snake(short);
}
