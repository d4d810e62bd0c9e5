import type { CreateStmt, CreateTableAsStmt, IntoClause, Node } from '@pgsql/types';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import type { Column, Table } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { readColumn } from './migration-columns.ts';
import { type ReadConstraint, readConstraint } from './migration-constraints.ts';
import { relationsRead, sqlOf } from './migration-expressions.ts';
import { foundName, madeName } from './migration-names.ts';

/** CREATE TABLE, also PARTITION OF and as a foreign table. */
export function createTableDeed(node: CreateStmt, catalog: Catalog, foreign = false): Deed {
  const name = madeName(node.relation, catalog);
  const elements = node.tableElts ?? [];
  const parents = (node.inhRelations ?? []).flatMap((one) =>
    'RangeVar' in one ? [foundName(one.RangeVar, catalog)] : [],
  );
  const names = { taken: new Set<string>(), freed: new Set<string>() };
  const columns: Column[] = [];
  const constraints: ReadConstraint[] = [];
  for (const element of elements) {
    if ('TableLikeClause' in element) {
      const like = catalog.table(foundName(element.TableLikeClause.relation, catalog));
      columns.push(...(like?.columns ?? []));
    } else if ('ColumnDef' in element) {
      const read = readColumn(element.ColumnDef, name, catalog, names);
      if (read.column.type !== '.') columns.push(read.column);
      constraints.push(...read.constraints);
    } else if ('Constraint' in element) {
      const read = readConstraint(element.Constraint, name, catalog, names);
      if (read === undefined) continue;
      names.taken.add(read.constraint.name);
      constraints.push({ ...read, constraint: { ...read.constraint, validated: true } });
    }
  }
  const temporary = node.relation?.relpersistence === 't';
  const partitionOf = node.partbound === undefined ? undefined : parents[0];
  const key = partitionKey(node);
  const table: Table = {
    ...name,
    kind: foreign ? 'foreign' : key === undefined ? 'table' : 'partitioned',
    columns: notNullByKeys(
      partitionOf === undefined ? columns : [...(catalog.table(partitionOf)?.columns ?? [])],
      constraints,
    ),
    constraints: constraints.map(({ constraint }) => constraint),
    indexes: constraints.flatMap(({ index }) =>
      index ? [key === undefined ? index : { ...index, partitioned: true }] : [],
    ),
    ...(key === undefined ? {} : { partitionKey: key }),
    ...(partitionOf === undefined
      ? {}
      : { partitionOf: { schema: partitionOf.schema, table: partitionOf.name, bound: boundOf(node.partbound) } }),
    inherits: partitionOf === undefined ? parents.map(({ schema, name: parent }) => ({ schema, table: parent })) : [],
    persistence: temporary ? 'temporary' : node.relation?.relpersistence === 'u' ? 'unlogged' : 'permanent',
    rowSecurity: false,
    options: [],
  };
  return {
    action: {
      kind: 'create-table',
      table: name,
      references: referencesOf(table),
      ...(partitionOf === undefined ? {} : { partitionOf }),
      ifNotExists: node.if_not_exists === true,
      temporary,
    },
    table,
    parents,
  };
}

/** CREATE TABLE … AS, SELECT … INTO, CREATE MATERIALIZED VIEW. */
export function createTableAsDeed({ query, into, objtype, if_not_exists }: CreateTableAsStmt, catalog: Catalog): Deed {
  const name = madeName(into?.rel, catalog);
  const isView = objtype === 'OBJECT_MATVIEW';
  const table = filledTable(name, into, isView ? sqlOf(query) : undefined);
  const reads = into?.skipData === true ? [] : relationsRead(query, catalog);
  const action: Deed['action'] = isView
    ? { kind: 'create-view', view: name, replaces: false, materialized: true }
    : {
        kind: 'create-table',
        table: name,
        references: [],
        ifNotExists: if_not_exists === true,
        temporary: table.persistence === 'temporary',
      };
  return { action, table, reads, ...(if_not_exists === true ? { ifExists: true } : {}) };
}

/** Its columns are those of a query, which is not followed. */
function filledTable(name: RelationName, into: IntoClause | undefined, definition: string | undefined): Table {
  return {
    ...name,
    kind: definition === undefined ? 'table' : 'materialized-view',
    columns: [],
    constraints: [],
    indexes: [],
    inherits: [],
    ...(definition === undefined ? {} : { definition }),
    persistence: into?.rel?.relpersistence === 't' ? 'temporary' : 'permanent',
    rowSecurity: false,
    options: [],
  };
}

function partitionKey({ partspec }: CreateStmt): string | undefined {
  if (partspec === undefined) return undefined;
  const words = (partspec.strategy ?? '').replace('PARTITION_STRATEGY_', '');
  const keys = (partspec.partParams ?? []).map((param) =>
    'PartitionElem' in param ? (param.PartitionElem.name ?? sqlOf(param.PartitionElem.expr)) : '',
  );
  return `${words} (${keys.join(', ')})`;
}

/** `FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`, `DEFAULT`. */
export function boundOf(bound: CreateStmt['partbound']): string {
  if (bound === undefined || bound.is_default === true) return 'DEFAULT';
  const list = (nodes: readonly Node[] | undefined) => (nodes ?? []).map(boundValue).join(', ');
  if (bound.strategy === 'l') return `FOR VALUES IN (${list(bound.listdatums)})`;
  if (bound.strategy === 'h')
    return `FOR VALUES WITH (modulus ${bound.modulus ?? 0}, remainder ${bound.remainder ?? 0})`;
  return `FOR VALUES FROM (${list(bound.lowerdatums)}) TO (${list(bound.upperdatums)})`;
}

/** MINVALUE and MAXVALUE are read as columns of that name. */
function boundValue(node: Node): string {
  const sql = sqlOf(node);
  return /^(?:min|max)value$/i.test(sql) ? sql.toUpperCase() : sql;
}

function notNullByKeys(columns: readonly Column[], constraints: readonly ReadConstraint[]): Column[] {
  const keyed = new Set(
    constraints
      .filter(({ constraint: { kind } }) => kind === 'primary-key' || kind === 'not-null')
      .flatMap(({ constraint }) => constraint.columns),
  );
  return columns.map((column) => (keyed.has(column.name) && column.nullable ? { ...column, nullable: false } : column));
}

function referencesOf({ schema, name, constraints }: Table): RelationName[] {
  const others = constraints.flatMap(({ references: to }) =>
    to === undefined || (to.schema === schema && to.table === name) ? [] : [{ schema: to.schema, name: to.table }],
  );
  return [...new Map(others.map((other) => [`${other.schema}.${other.name}`, other])).values()];
}
