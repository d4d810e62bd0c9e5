import type { Constraint as ConstraintNode, Node } from '@pgsql/types';
import { firstFreeName } from '#analysis/migration/default-name.ts';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { columnsIn, sqlOf } from './migration-expressions.ts';
import { foundName, namesOf } from './migration-names.ts';

/** A constraint as the catalog will hold it, with the index that serves it. */
export interface ReadConstraint {
  readonly constraint: Constraint;
  readonly index?: IndexDefinition;
  readonly usingIndex?: string;
  /** NOT VALID, or NOT ENFORCED: no row is looked at. */
  readonly unchecked: boolean;
}

/** Names that the same statement gave, and those that it sets free. */
export interface NamesInPlay {
  readonly taken: Set<string>;
  readonly freed: ReadonlySet<string>;
}

/** `column`: the one that it is written behind. undefined: no constraint (NULL, DEFAULT, DEFERRABLE). */
export function readConstraint(
  node: ConstraintNode,
  table: RelationName,
  catalog: Catalog,
  { taken, freed }: NamesInPlay,
  column?: string,
): ReadConstraint | undefined {
  const kind = kinds[node.contype ?? ''];
  if (kind === undefined) return undefined;
  const columns = column === undefined ? columnsOf(node, kind, catalog, table) : [column];
  const isTaken = (name: string) => taken.has(name) || (!freed.has(name) && isTakenIn(table, name, catalog));
  const name =
    node.conname ??
    node.indexname ??
    firstFreeName(table.name, nameColumns(node, kind, columns), labels[kind], isTaken);
  const unchecked =
    node.skip_validation === true || ((kind === 'check' || kind === 'foreign-key') && node.is_enforced !== true);
  return {
    constraint: {
      name,
      kind,
      columns: [...columns],
      definition: definitionOf(node),
      validated: !unchecked,
      ...(kind === 'foreign-key' ? { references: referenceOf(node, table, catalog) } : {}),
    },
    ...(node.indexname === undefined ? indexOf(node, kind, table, name, columns) : { usingIndex: node.indexname }),
    unchecked,
  };
}

const kinds: Readonly<Record<string, Constraint['kind']>> = {
  CONSTR_PRIMARY: 'primary-key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_FOREIGN: 'foreign-key',
  CONSTR_CHECK: 'check',
  CONSTR_EXCLUSION: 'exclusion',
  CONSTR_NOTNULL: 'not-null',
};

const labels = {
  'primary-key': 'pkey',
  unique: 'key',
  'foreign-key': 'fkey',
  check: 'check',
  exclusion: 'excl',
  'not-null': 'not_null',
} as const;

function columnsOf(
  node: ConstraintNode,
  kind: Constraint['kind'],
  catalog: Catalog,
  table: RelationName,
): readonly string[] {
  if (node.indexname !== undefined) {
    const index = catalog.index({ schema: table.schema, name: node.indexname });
    return index?.keys.flatMap(({ column }) => column ?? []) ?? [];
  }
  if (kind === 'foreign-key') return namesOf(node.fk_attrs);
  if (kind === 'check') return columnsIn(node.raw_expr);
  if (kind !== 'exclusion') return namesOf(node.keys);
  return (node.exclusions ?? [])
    .flatMap((pair) => columnsIn('List' in pair ? pair.List.items?.[0] : undefined))
    .concat(
      (node.exclusions ?? []).flatMap((pair) => {
        const [element] = 'List' in pair ? (pair.List.items ?? []) : [];
        return element && 'IndexElem' in element && element.IndexElem.name ? [element.IndexElem.name] : [];
      }),
    );
}

/** A CHECK over several columns has none in its name. */
function nameColumns(node: ConstraintNode, kind: Constraint['kind'], columns: readonly string[]): readonly string[] {
  if (kind !== 'check') return columns;
  const read = columnsIn(node.raw_expr);
  return read.length === 1 ? read : [];
}

function isTakenIn(table: RelationName, name: string, catalog: Catalog): boolean {
  const place = { schema: table.schema, name };
  return (
    (catalog.table(table)?.constraints.some((one) => one.name === name) ?? false) ||
    (catalog.index(place) ?? catalog.table(place)) !== undefined
  );
}

function indexOf(
  node: ConstraintNode,
  kind: Constraint['kind'],
  { schema, name: table }: RelationName,
  name: string,
  columns: readonly string[],
): { readonly index?: IndexDefinition } {
  if (kind !== 'primary-key' && kind !== 'unique' && kind !== 'exclusion') return {};
  return {
    index: {
      schema,
      table,
      name,
      method: node.access_method ?? 'btree',
      unique: kind !== 'exclusion',
      keys: columns.map((column) => ({ column, direction: 'asc' })),
      include: namesOf(node.including),
      ...(node.nulls_not_distinct === true ? { nullsNotDistinct: true } : {}),
      ...(node.where_clause === undefined ? {} : { predicate: sqlOf(node.where_clause) }),
      constraint: name,
      valid: true,
    },
  };
}

/** Without the columns the statement means the primary key of the other table. */
function referenceOf(node: ConstraintNode, own: RelationName, catalog: Catalog): NonNullable<Constraint['references']> {
  const { schema, name } = foundName(node.pktable, catalog);
  const isOwn = node.pktable?.relname === own.name && (node.pktable.schemaname ?? own.schema) === own.schema;
  const other: RelationName = isOwn ? own : { schema, name };
  const named = namesOf(node.pk_attrs);
  return {
    schema: other.schema,
    table: other.name,
    columns: named.length > 0 ? named : keyColumns(catalog.table(other)),
    onDelete: actions[node.fk_del_action ?? ''] ?? 'NO ACTION',
    onUpdate: actions[node.fk_upd_action ?? ''] ?? 'NO ACTION',
  };
}

function keyColumns(table: Table | undefined): string[] {
  return [...(table?.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [])];
}

const actions: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

/** SQL behind the name: `CHECK (total >= 0)`. */
function definitionOf(node: ConstraintNode): string {
  const { conname: _name, ...unnamed } = node;
  const whole: Node = { Constraint: unnamed };
  return sqlOf(whole).replace(/^FOREIGN KEY\(/, 'FOREIGN KEY (');
}
