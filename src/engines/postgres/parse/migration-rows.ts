import type { Node, RangeVar } from '@pgsql/types';
import { walk } from '#engines/postgres/guard/tree.ts';
import { type Catalog, keyOf } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import { columnsIn, relationsRead } from './migration-expressions.ts';
import { foundName } from './migration-names.ts';

/** INSERT, UPDATE, DELETE, MERGE, COPY and SELECT, also those within WITH. */
export function rowDeeds(tree: Node, catalog: Catalog): readonly Deed[] {
  if ('CopyStmt' in tree) {
    const { relation, is_from, query } = tree.CopyStmt;
    if (is_from !== true) return [reading('copy', query ?? rangeNode(relation), catalog)];
    return [{ action: { kind: 'change-rows', table: foundName(relation, catalog), how: 'copy', chosen: true } }];
  }
  const changes: Deed[] = [];
  walk(tree, (key, value) => {
    const deed = changeOf(key, value, catalog);
    if (deed !== undefined) changes.push(deed);
    return undefined;
  });
  const targets = new Set(
    changes.flatMap(({ action }) => (action.kind === 'change-rows' ? [keyOf(action.table)] : [])),
  );
  const read = reading('select', tree, catalog, targets);
  const { reads = [], chosenBy = [] } = read;
  return changes.length === 0
    ? [read]
    : changes.map((deed, index) => ({ ...deed, chosenBy, ...(index === 0 ? { reads } : {}) }));
}

function rangeNode(range: RangeVar | undefined): Node | undefined {
  return range === undefined ? undefined : { RangeVar: range };
}

/** `not`: tables whose rows it changes, which are told of apart. */
function reading(what: string, query: Node | undefined, catalog: Catalog, not: ReadonlySet<string> = new Set()): Deed {
  const reads = relationsRead(query, catalog).filter((relation) => !not.has(keyOf(relation)));
  return { action: { kind: 'other', what }, reads, chosenBy: conditionColumns(query) };
}

function changeOf(kind: string, body: unknown, catalog: Catalog): Deed | undefined {
  if (!kind.endsWith('Stmt')) return undefined;
  const change = (how: 'insert' | 'update' | 'delete' | 'merge', chosen: boolean): Deed => {
    const range: RangeVar | undefined = Reflect.get(Object(body), 'relation');
    return { action: { kind: 'change-rows', table: foundName(range, catalog), how, chosen } };
  };
  const isChosen = Reflect.get(Object(body), 'whereClause') !== undefined;
  switch (kind) {
    case 'InsertStmt':
      return change('insert', true);
    case 'UpdateStmt':
      return change('update', isChosen);
    case 'DeleteStmt':
      return change('delete', isChosen);
    case 'MergeStmt':
      return change('merge', true);
    default:
      return undefined;
  }
}

/** Columns that WHERE and ON compare: an index that begins with one of them spares the rest of the table. */
function conditionColumns(query: Node | undefined): readonly string[] {
  const columns = new Set<string>();
  walk(query === undefined ? undefined : [query], (key, value) => {
    if (key === 'A_Expr') {
      const { lexpr, rexpr }: { lexpr?: Node; rexpr?: Node } = Object(value);
      for (const side of [lexpr, rexpr])
        if (side && 'ColumnRef' in side) for (const name of columnsIn(side)) columns.add(name);
    }
    if (key === 'NullTest') for (const name of columnsIn(Reflect.get(Object(value), 'arg'))) columns.add(name);
    return key === 'targetList' ? false : undefined;
  });
  return [...columns];
}

export function truncateDeed(
  relations: readonly Node[] | undefined,
  cascade: boolean,
  restarts: boolean,
  catalog: Catalog,
): Deed {
  const tables = rangesOf(relations).map((range) => foundName(range, catalog));
  return { action: { kind: 'truncate', tables, cascade }, ...(restarts ? { expression: 'restart identity' } : {}) };
}

export function lockDeeds(relations: readonly Node[] | undefined, mode: number, catalog: Catalog): readonly Deed[] {
  return rangesOf(relations).map((range) => ({
    action: { kind: 'lock-table', table: foundName(range, catalog), mode: lockModes[mode] ?? 'AccessExclusiveLock' },
    ...(range.inh === true ? {} : { only: true }),
  }));
}

/** By the parser's number. */
const lockModes: Readonly<Record<number, string>> = {
  1: 'AccessShareLock',
  2: 'RowShareLock',
  3: 'RowExclusiveLock',
  4: 'ShareUpdateExclusiveLock',
  5: 'ShareLock',
  6: 'ShareRowExclusiveLock',
  7: 'ExclusiveLock',
  8: 'AccessExclusiveLock',
};

function rangesOf(nodes: readonly Node[] | undefined): readonly RangeVar[] {
  return (nodes ?? []).flatMap((node) => ('RangeVar' in node ? [node.RangeVar] : []));
}
