import { ownColumns } from '#analysis/logical-model/entity-columns.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { Attribute } from '#vocabulary/logical-attribute.ts';
import type { Entity } from '#vocabulary/logical-model.ts';
import type { ColumnForm, Dialect, Site } from './dialect.ts';

/** Columns and single-row constraints of an entity; foreign keys stand with them, indexes that serve reads do not. */
export function entityTable(name: string, entity: Entity, site: Site, dialect: Dialect): Table {
  const table = site.tableOf(name);
  const key = site.keyOf(name);
  const columns: Column[] = [];
  const primary: Constraint = {
    name: site.nameFor('pk', table, []),
    kind: 'primary-key',
    columns: [...key],
    definition: `PRIMARY KEY (${list(key, dialect)})`,
    validated: true,
  };
  // A table that was read may have none.
  const constraints: Constraint[] = key.length === 0 ? [] : [primary];
  const check = (words: readonly string[], column: readonly string[], sql: string) =>
    constraints.push({
      name: site.nameFor('chk', table, words),
      kind: 'check',
      columns: [...column],
      definition: `CHECK (${sql})`,
      validated: true,
    });

  if (ownColumns(entity).includes('id')) columns.push(column('id', dialect.key(site.model.keys), false));
  if (entity.subtypeOf !== undefined && entity.key === undefined) {
    const base = entity.subtypeOf;
    for (const one of key) columns.push({ name: one, type: keyColumnType(base, one, site, dialect), nullable: false });
  }
  for (const [role, reference] of Object.entries(entity.references)) {
    const targets = site.keyOf(reference.to);
    for (const [at, one] of site.columnsOf(name, role).entries()) {
      if (columns.some((known) => known.name === one) || entity.attributes[one] !== undefined) continue;
      columns.push({
        name: one,
        type: keyColumnType(reference.to, targets[at] ?? 'id', site, dialect),
        nullable: reference.optional,
        ...(reference.description === undefined ? {} : { comment: reference.description }),
      });
    }
  }
  for (const [attribute, one] of Object.entries(entity.attributes)) {
    const form = dialect.form(one, dialect.quote(attribute));
    columns.push({
      ...column(attribute, form, one.optional),
      ...(one.identity === undefined ? {} : { identity: 'by-default' as const, default: undefined }),
      ...(one.generated === undefined ? {} : { generated: one.generated, default: undefined }),
      ...(one.description === undefined ? {} : { comment: one.description }),
    });
    const conditions = [form.check ?? '', ...bounds(one, dialect.quote(attribute))].filter((sql) => sql !== '');
    if (conditions.length > 0) check([attribute], [attribute], conditions.join(' AND '));
  }
  for (const own of ownColumns(entity).filter((one) => one !== 'id')) {
    const { now, ...form } = dialect.moment;
    columns.push(column(own, own === 'deleted_at' ? form : { ...form, default: now }, own === 'deleted_at'));
  }
  for (const { name: words, sql } of entity.checks) check([words], [], sql);
  if (entity.subtypeOf !== undefined) {
    constraints.push(foreignKey(name, entity.subtypeOf, key, site.keyOf(entity.subtypeOf), 'CASCADE', site, dialect));
  }
  for (const [role, { to, onDelete, agree }] of Object.entries(entity.references)) {
    const also = agree.filter((one) => one !== role);
    const from = [...site.columnsOf(name, role), ...also.flatMap((one) => site.columnsOf(name, one))];
    const target = [...site.keyOf(to), ...also.flatMap((one) => site.columnsOf(to, one))];
    constraints.push(foreignKey(name, to, from, target, deleteRules[onDelete], site, dialect));
  }
  return {
    schema: site.schema,
    name: table,
    kind: 'table',
    columns,
    constraints,
    indexes: [],
    inherits: [],
    persistence: 'permanent',
    rowSecurity: false,
    options: [],
    ...(entity.volume === undefined ? {} : { rows: entity.volume.rows }),
    ...(entity.description === undefined ? {} : { comment: entity.description }),
  };
}

const deleteRules = { restrict: 'RESTRICT', cascade: 'CASCADE', 'set-null': 'SET NULL' } as const;

function column(name: string, form: ColumnForm, nullable: boolean): Column {
  return {
    name,
    type: form.type,
    nullable,
    ...(form.default === undefined ? {} : { default: form.default }),
    ...(form.identity === undefined ? {} : { identity: form.identity }),
    ...(form.collation === undefined ? {} : { collation: form.collation }),
  };
}

function bounds({ min, max, above, below }: Attribute, column: string): readonly string[] {
  return [
    ...(min === undefined ? [] : [`${column} >= ${min}`]),
    ...(above === undefined ? [] : [`${column} > ${above}`]),
    ...(max === undefined ? [] : [`${column} <= ${max}`]),
    ...(below === undefined ? [] : [`${column} < ${below}`]),
  ];
}

function foreignKey(
  entity: string,
  to: string,
  columns: readonly string[],
  targets: readonly string[],
  onDelete: string,
  { tableOf, nameFor, schema }: Site,
  dialect: Dialect,
): Constraint {
  const table = tableOf(to);
  return {
    name: nameFor('fk', tableOf(entity), columns),
    kind: 'foreign-key',
    columns: [...columns],
    references: { schema, table, columns: [...targets], onDelete, onUpdate: 'NO ACTION' },
    definition: `FOREIGN KEY (${list(columns, dialect)}) REFERENCES ${dialect.quote(table)} (${list(targets, dialect)}) ON DELETE ${onDelete}`,
    validated: true,
  };
}

/** Follows keys that are made of references down to a column that has a type of its own. */
function keyColumnType(entity: string, column: string, site: Site, dialect: Dialect): string {
  const one = site.model.entities[entity];
  if (one === undefined) return dialect.keyType(site.model.keys);
  const attribute = one.attributes[column];
  if (attribute !== undefined) return dialect.form(attribute, column).type;
  if (one.subtypeOf !== undefined && one.key === undefined) return keyColumnType(one.subtypeOf, column, site, dialect);
  for (const [role, { to }] of Object.entries(one.references)) {
    const at = site.columnsOf(entity, role).indexOf(column);
    const target = site.keyOf(to)[at];
    if (at >= 0 && target !== undefined) return keyColumnType(to, target, site, dialect);
  }
  return dialect.keyType(site.model.keys);
}

export function list(columns: readonly string[], dialect: Dialect): string {
  return columns.map(dialect.quote).join(', ');
}
