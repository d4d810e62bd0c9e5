import type { RangeVar } from '@pgsql/types';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Table, View } from '#vocabulary/database-schema.ts';
import { selectOf } from './expression.ts';
import { calledFunctions } from './functions.ts';
import { findRelation, nearest, noSuchTable } from './names.ts';
import { aliasNames, offeredColumns } from './offer.ts';
import {
  boundColumn,
  type CommonTable,
  emptyNamespace,
  type FromItem,
  type FromPlace,
  findCommonTable,
  type Namespace,
  type OutputColumn,
  scopeOf,
} from './scope.ts';
import { addRelation, leaveUnresolved, type Resolution } from './state.ts';

/**
 * A name in FROM: a WITH query, a table or a view, in that order.
 * Errors: not-found, where a schema is known and does not have it.
 */
export function resolveNamedItem(
  resolution: Resolution,
  range: RangeVar,
  place: FromPlace,
  nullable: boolean,
  target = false,
): Namespace {
  const name = range.relname ?? '';
  const common = range.schemaname || target ? undefined : findCommonTable(scopeOf(place, emptyNamespace), name);
  if (common) return referToCommonTable(resolution, common, range, place, nullable);
  const found = findRelation(resolution.schema, name, range.schemaname);
  if (found && 'table' in found) return tableItem(resolution, found.table, range, place, target);
  if (found) return expandView(resolution, found.view, range, place, nullable, target);
  return unknownItem(resolution, range, place, target);
}

function tableItem(
  resolution: Resolution,
  table: Table,
  range: RangeVar,
  place: FromPlace,
  target: boolean,
): Namespace {
  const alias = range.alias?.aliasname ?? table.name;
  const { schema, name } = table;
  const relation = addRelation(resolution, { kind: 'table', schema, name, alias, block: place.block, target });
  const renamed = aliasNames(range.alias?.colnames);
  const columns = table.columns.map((column, at) => ({
    ...baseColumn(relation, column.name),
    name: renamed[at] ?? column.name,
  }));
  return offered({ alias, schema: range.alias ? undefined : schema, relation, columns, open: false, system: true });
}

function unknownItem(resolution: Resolution, range: RangeVar, place: FromPlace, target: boolean): Namespace {
  const name = range.relname ?? '';
  const { schema } = resolution;
  const system = resolution.dialect.isSystemTable(name, range.schemaname);
  const known = [...schema.tables, ...schema.views];
  if (known.length > 0 && !system) throw noSuchTable(resolution, name, range.schemaname, range.location);
  const near = nearest(
    name,
    known.map((one) => one.name),
  );
  const reason = system
    ? 'A table of the server itself; its columns are not checked.'
    : `The schema is empty, so its columns are not checked.${near ? ` Did you mean "${near}"?` : ''}`;
  leaveUnresolved(resolution, name, reason, range.location);
  const alias = range.alias?.aliasname ?? name;
  const relation = addRelation(resolution, {
    kind: 'unknown',
    ...(range.schemaname ? { schema: range.schemaname } : {}),
    name,
    alias,
    block: place.block,
    target,
  });
  const columns = aliasNames(range.alias?.colnames).map((column) => baseColumn(relation, column));
  return offered({ alias, schema: range.schemaname, relation, columns, open: true, system: true });
}

/** The view itself is a relation; what it reads comes with `through`. */
function expandView(
  resolution: Resolution,
  view: View,
  range: RangeVar,
  place: FromPlace,
  nullable: boolean,
  target: boolean,
): Namespace {
  const alias = range.alias?.aliasname ?? view.name;
  const { schema, name } = view;
  const relation = addRelation(resolution, { kind: 'view', schema, name, alias, block: place.block, target });
  const renamed = aliasNames(range.alias?.colnames);
  const names = view.columns.map((column, at) => renamed[at] ?? column.name);
  const columns =
    viewColumns(resolution, view, relation, place, nullable, names) ?? names.map((one) => baseColumn(relation, one));
  return offered({ alias, schema: range.alias ? undefined : schema, relation, columns, open: false, system: false });
}

function viewColumns(
  resolution: Resolution,
  view: View,
  relation: number,
  place: FromPlace,
  nullable: boolean,
  names: readonly string[],
): readonly OutputColumn[] | undefined {
  const key = `${view.schema}.${view.name}`;
  if (resolution.expanding.includes(key)) return undefined;
  resolution.expanding.push(key);
  try {
    const tree = resolution.dialect.parseView(view.definition);
    const select = selectOf(tree);
    if (!select) return undefined;
    for (const name of calledFunctions(tree)) resolution.functions.add(name);
    const output = resolution.select(select, {
      kind: 'derived',
      parent: place.block,
      outer: undefined,
      through: relation,
    });
    return offeredColumns(output, relation, nullable, names).slice(0, Math.max(names.length, 1));
  } catch (error) {
    const why = error instanceof ProblemError ? error.problem.message : 'its definition cannot be read';
    leaveUnresolved(resolution, view.name, `The view was not expanded: ${why}`);
    return undefined;
  } finally {
    resolution.expanding.pop();
  }
}

function referToCommonTable(
  resolution: Resolution,
  common: CommonTable,
  range: RangeVar,
  place: FromPlace,
  nullable: boolean,
): Namespace {
  const alias = range.alias?.aliasname ?? common.name;
  const relation = addRelation(resolution, { kind: 'cte', name: common.name, alias, block: place.block });
  const renamed = aliasNames(range.alias?.colnames);
  if (common.inline) {
    const { query, outer, aliases } = common.inline;
    const output = resolution.select(query, { kind: 'cte', parent: place.block, outer, through: relation });
    const names = output.columns.map((column, at) => renamed[at] ?? aliases[at] ?? column.name);
    const columns = offeredColumns(output, relation, nullable, names);
    return offered({ alias, relation, columns, open: output.open, system: false });
  }
  const columns = (common.columns ?? []).map((column, at) => baseColumn(relation, renamed[at] ?? column.name));
  return offered({ alias, relation, columns, open: common.open ?? false, system: false });
}

function baseColumn(relation: number, column: string): OutputColumn {
  const use = { relation, column };
  return { name: column, node: boundColumn(use), uses: [use] };
}

function offered(item: FromItem): Namespace {
  return { columns: item.columns, items: [item] };
}
