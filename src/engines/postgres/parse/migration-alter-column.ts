import type { AlterTableCmd, Node } from '@pgsql/types';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import type { Column } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { readColumn } from './migration-columns.ts';
import type { NamesInPlay } from './migration-constraints.ts';
import { sqlOf } from './migration-expressions.ts';
import { namesOf, printedType } from './migration-names.ts';

export function addColumnDeed(
  { def, missing_ok }: AlterTableCmd,
  table: RelationName,
  catalog: Catalog,
  names: NamesInPlay,
): Deed {
  const read = readColumn(def && 'ColumnDef' in def ? def.ColumnDef : {}, table, catalog, names);
  const { column, constraints } = read;
  const reference = constraints.find(({ constraint }) => constraint.kind === 'foreign-key')?.constraint.references;
  return {
    action: {
      kind: 'add-column',
      table,
      column: column.name,
      type: column.type,
      notNull: read.notNull,
      ...(read.default === undefined ? {} : { default: read.default }),
      ...(column.generatedKind === undefined ? {} : { generated: column.generatedKind }),
      identity: column.identity !== undefined,
      serial: read.serial,
      constrainedDomain: read.constrainedDomain,
      constraints: constraints.flatMap(({ constraint: { kind } }) =>
        kind === 'primary-key' || kind === 'unique' || kind === 'check' || kind === 'foreign-key' ? [kind] : [],
      ),
      ...(reference === undefined ? {} : { references: { schema: reference.schema, name: reference.table } }),
      ifNotExists: missing_ok === true,
    },
    column,
    constraints: constraints.map(({ constraint }) => constraint),
    indexes: constraints.flatMap(({ index }) => index ?? []),
  };
}

export function alterTypeDeed({ name = '', def }: AlterTableCmd, table: RelationName, catalog: Catalog): Deed {
  const definition = def && 'ColumnDef' in def ? def.ColumnDef : {};
  const known = columnOf(table, name, catalog);
  const to = printedType(definition.typeName, catalog);
  const using = definition.raw_default;
  const named = namesOf(definition.collClause?.collname).join('.');
  const collation = /^(?:pg_catalog\.)?default$/.test(named) ? '' : named;
  const { collation: _old, ...rest } = known ?? { name, nullable: true };
  return {
    action: {
      kind: 'alter-column-type',
      table,
      column: name,
      ...(known === undefined || known.type === '' ? {} : { from: known.type }),
      to,
      ...(using === undefined ? {} : { using: sqlOf(using) }),
    },
    column: { ...rest, type: to, ...(collation === '' ? {} : { collation }) },
    plainUsing: using === undefined || isPlain(using, name, to, catalog),
  };
}

/** `c`, `c::new_type`: what the server does without USING too. */
function isPlain(using: Node, column: string, to: string, catalog: Catalog): boolean {
  if ('ColumnRef' in using) return namesOf(using.ColumnRef.fields).at(-1) === column;
  if (!('TypeCast' in using) || using.TypeCast.arg === undefined) return false;
  return printedType(using.TypeCast.typeName, catalog) === to && isPlain(using.TypeCast.arg, column, to, catalog);
}

/** What is done to a column and needs no more than its name. undefined: it is about something else. */
export function columnDeed(
  { subtype, name = '', def, behavior }: AlterTableCmd,
  table: RelationName,
  catalog: Catalog,
): Deed | undefined {
  const column = columnOf(table, name, catalog);
  const option = (what: string, change: Partial<Column> = {}, lock = 'AccessExclusiveLock'): Deed => ({
    action: { kind: 'set-table-option', table, what },
    lock,
    ...(column === undefined ? {} : { column: { ...column, ...change } }),
  });
  switch (subtype) {
    case 'AT_DropColumn':
      return { action: { kind: 'drop-column', table, column: name, cascade: behavior === 'DROP_CASCADE' } };
    case 'AT_SetNotNull':
      return { action: { kind: 'set-not-null', table, column: name } };
    case 'AT_DropNotNull':
      return { action: { kind: 'drop-not-null', table, column: name } };
    case 'AT_ColumnDefault':
      return def === undefined
        ? { action: { kind: 'drop-default', table, column: name } }
        : { action: { kind: 'set-default', table, column: name }, expression: sqlOf(def) };
    case 'AT_AddIdentity':
      return option('add identity', { identity: 'by-default' });
    case 'AT_SetIdentity':
      return option('set identity');
    case 'AT_DropIdentity':
      return option('drop identity');
    case 'AT_SetExpression':
      return { ...option('set expression', { generated: sqlOf(def) }), expression: sqlOf(def) };
    case 'AT_DropExpression':
      return option('drop expression');
    case 'AT_SetStatistics':
      return option('statistics target', {}, 'ShareUpdateExclusiveLock');
    case 'AT_SetOptions':
    case 'AT_ResetOptions':
      return option('column options', {}, 'ShareUpdateExclusiveLock');
    case 'AT_SetStorage':
      return option('storage');
    case 'AT_SetCompression':
      return option('compression');
    default:
      return undefined;
  }
}

function columnOf(table: RelationName, name: string, catalog: Catalog): Column | undefined {
  return catalog.table(table)?.columns.find((column) => column.name === name);
}
