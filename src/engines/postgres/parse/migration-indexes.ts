import type { ClusterStmt, IndexElem, IndexStmt, Node, ReindexStmt, VacuumStmt } from '@pgsql/types';
import { firstFreeName } from '#analysis/migration/default-name.ts';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { sqlOf } from './migration-expressions.ts';
import { foundName, namesOf } from './migration-names.ts';

export function createIndexDeed(node: IndexStmt, catalog: Catalog): Deed {
  const table = foundName(node.relation, catalog);
  const elements = elementsOf(node.indexParams);
  const keys = elements.map(keyOf);
  const include = elementsOf(node.indexIncludingParams).flatMap(({ name }) => name ?? []);
  const place = (name: string) => ({ schema: table.schema, name });
  const isTaken = (name: string) => (catalog.index(place(name)) ?? catalog.table(place(name))) !== undefined;
  const inName = [...keys.map(({ column }) => column ?? 'expr'), ...include];
  const name = node.idxname ?? firstFreeName(table.name, numbered(inName), 'idx', isTaken);
  const method = node.accessMethod ?? 'btree';
  const only = node.relation?.inh !== true;
  return {
    action: {
      kind: 'create-index',
      table,
      ...(node.idxname === undefined ? {} : { name: node.idxname }),
      method,
      unique: node.unique === true,
      concurrently: node.concurrent === true,
      ifNotExists: node.if_not_exists === true,
      keys: keys.map((key) => key.column ?? key.expression ?? ''),
      only,
    },
    only,
    indexes: [
      {
        schema: table.schema,
        table: table.name,
        name,
        method,
        unique: node.unique === true,
        keys,
        include,
        ...(node.whereClause === undefined ? {} : { predicate: sqlOf(node.whereClause) }),
        ...(node.nulls_not_distinct === true ? { nullsNotDistinct: true } : {}),
        valid: true,
        ...(catalog.table(table)?.kind === 'partitioned' ? { partitioned: true } : {}),
      },
    ],
  };
}

/** A second expression is called expr1. */
function numbered(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const same = names.slice(0, index).filter((one) => one === name).length;
    return same === 0 ? name : `${name}${same}`;
  });
}

function elementsOf(nodes: readonly Node[] | undefined): readonly IndexElem[] {
  return (nodes ?? []).flatMap((node) => ('IndexElem' in node ? [node.IndexElem] : []));
}

function keyOf({ name, expr, ordering, nulls_ordering, opclass, collation }: IndexElem): IndexKey {
  const operatorClass = namesOf(opclass).join('.');
  const collated = namesOf(collation).join('.');
  return {
    ...(name === undefined ? { expression: sqlOf(expr) } : { column: name }),
    direction: ordering === 'SORTBY_DESC' ? 'desc' : 'asc',
    ...(nulls_ordering === 'SORTBY_NULLS_FIRST' ? { nulls: 'first' as const } : {}),
    ...(nulls_ordering === 'SORTBY_NULLS_LAST' ? { nulls: 'last' as const } : {}),
    ...(operatorClass === '' ? {} : { operatorClass }),
    ...(collated === '' ? {} : { collation: collated }),
  };
}

export function reindexDeed({ kind, relation, name, params }: ReindexStmt, catalog: Catalog): Deed {
  const of = reindexed[kind ?? ''] ?? 'database';
  const target: RelationName | undefined =
    relation === undefined
      ? name === undefined
        ? undefined
        : { schema: name, name: '' }
      : foundName(relation, catalog);
  return {
    action: {
      kind: 'reindex',
      of,
      ...(target === undefined ? {} : { target }),
      concurrently: hasOption(params, 'concurrently'),
    },
  };
}

const reindexed: Readonly<Record<string, 'index' | 'table' | 'schema' | 'database' | 'system'>> = {
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_SCHEMA: 'schema',
  REINDEX_OBJECT_SYSTEM: 'system',
};

export function clusterDeed({ relation }: ClusterStmt, catalog: Catalog): Deed {
  const table = relation === undefined ? undefined : foundName(relation, catalog);
  return { action: { kind: 'rewrite-table', ...(table === undefined ? {} : { table }), how: 'cluster' } };
}

/** VACUUM FULL writes tables anew; VACUUM and ANALYZE keep nobody out. */
export function vacuumDeeds({ options, rels, is_vacuumcmd }: VacuumStmt, catalog: Catalog): readonly Deed[] {
  const tables = (rels ?? []).flatMap((rel) =>
    'VacuumRelation' in rel && rel.VacuumRelation.relation ? [foundName(rel.VacuumRelation.relation, catalog)] : [],
  );
  if (is_vacuumcmd === true && hasOption(options, 'full')) {
    if (tables.length === 0) return [{ action: { kind: 'rewrite-table', how: 'vacuum-full' } }];
    return tables.map((table) => ({ action: { kind: 'rewrite-table', table, how: 'vacuum-full' } }));
  }
  const all = tables.length > 0 ? tables : [...catalog.tables()].filter(({ kind }) => kind !== 'foreign');
  const locks = all.map(({ schema, name }) => ({ relation: { schema, name }, mode: 'ShareUpdateExclusiveLock' }));
  return [{ action: { kind: 'other', what: is_vacuumcmd === true ? 'vacuum' : 'analyze' }, locks }];
}

/** `(full)`, `(full on)`; `(full off)` is none. */
function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== name) return false;
    const { arg } = option.DefElem;
    if (arg === undefined) return true;
    const value = 'String' in arg ? arg.String.sval : 'Integer' in arg ? String(arg.Integer.ival ?? 0) : '';
    return !/^(?:off|false|0)$/i.test(value ?? '');
  });
}
