import type { ColumnRef, Node } from '@pgsql/types';
import { noSuchAlias, noSuchColumn } from './names.ts';
import { boundColumn, boundRow, type FromItem, type OutputColumn, type Scope } from './scope.ts';
import { leaveUnresolved, type Resolution } from './state.ts';

/**
 * The bound tree of a column reference; the columns behind it are counted as read. A name that fits twice stays as it
 * is and is noted as unresolved.
 * Errors: not-found, where nothing visible has the name.
 */
export function bindColumn(resolution: Resolution, reference: ColumnRef, scope: Scope): Node {
  const fields = reference.fields ?? [];
  const last = fields.at(-1);
  const names = fields.flatMap((field) => ('String' in field ? [field.String.sval ?? ''] : []));
  const written: Node = { ColumnRef: reference };
  if (last && 'A_Star' in last) return bindRow(resolution, reference, names, scope) ?? written;
  const [column = ''] = names.slice(-1);
  if (names.length === 1) return bindUnqualified(resolution, column, reference, scope) ?? written;
  return bindQualified(resolution, names, reference, scope) ?? written;
}

/** The columns that `*` or `x.*` in a select list stands for; each is read by whoever reads the output column. */
export function expandStar(
  resolution: Resolution,
  reference: ColumnRef,
  scope: Scope,
): { readonly columns: readonly OutputColumn[]; readonly open: boolean } {
  const names = (reference.fields ?? []).flatMap((field) => ('String' in field ? [field.String.sval ?? ''] : []));
  const item = names.length > 0 ? findItem(resolution, names, scope, reference.location) : undefined;
  const items = names.length > 0 ? (item ? [item] : []) : scope.namespace.items;
  for (const one of items) resolution.starred.add(one.relation);
  const columns = item ? item.columns : names.length > 0 ? [] : scope.namespace.columns;
  for (const use of columns.flatMap((column) => column.uses)) resolution.starred.add(use.relation);
  return { columns, open: items.some((one) => one.open) };
}

function bindUnqualified(resolution: Resolution, name: string, reference: ColumnRef, scope: Scope): Node | undefined {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const { columns, items } = level.namespace;
    const matches = columns.filter((column) => column.name === name);
    if (matches.length > 1) {
      const owners = items.filter((item) => item.columns.some((column) => column.name === name));
      return ambiguous(resolution, name, owners, reference);
    }
    if (matches[0]) return read(resolution, matches[0]);
    const system = resolution.dialect.systemColumns.has(name) ? items.filter((item) => item.system) : [];
    if (system.length > 1) return ambiguous(resolution, name, system, reference);
    if (system[0]) return readNamed(resolution, system[0], name);
    const row = items.find((item) => item.alias === name);
    if (row) return readRow(resolution, row);
    const open = items.filter((item) => item.open);
    if (open.length === 1 && open[0] && !couldBeOutside(name, level.outer)) return readNamed(resolution, open[0], name);
    if (open.length > 0) return ambiguous(resolution, name, open, reference);
  }
  const output = scope.outputs?.get(name);
  if (output) return resolution.expression(output, { ...scope, outputs: undefined });
  throw noSuchColumn(resolution, name, columnsInSight(resolution, scope), reference.location);
}

function bindQualified(
  resolution: Resolution,
  names: readonly string[],
  reference: ColumnRef,
  scope: Scope,
): Node | undefined {
  const [column = ''] = names.slice(-1);
  const item = findItem(resolution, names.slice(0, -1), scope, reference.location);
  if (!item) return undefined;
  const matches = item.columns.filter((one) => one.name === column);
  if (matches.length > 1) return ambiguous(resolution, column, [item], reference);
  if (matches[0]) return read(resolution, matches[0]);
  if (item.open || (item.system && resolution.dialect.systemColumns.has(column)))
    return readNamed(resolution, item, column);
  // row.function is another spelling of function(row).
  if (resolution.schema.objects.some((object) => object.kind === 'function' && object.name === column)) {
    return readRow(resolution, item);
  }
  const described = { name: nameOf(resolution, item), columns: item.columns.map((one) => one.name) };
  throw noSuchColumn(resolution, column, [described], reference.location);
}

function bindRow(
  resolution: Resolution,
  reference: ColumnRef,
  names: readonly string[],
  scope: Scope,
): Node | undefined {
  const item = names.length === 0 ? undefined : findItem(resolution, names, scope, reference.location);
  if (item) return readRow(resolution, item);
  for (const one of scope.namespace.items) readRow(resolution, one);
  return undefined;
}

/** The FROM item of `alias` or `schema.table`, in the nearest query that has it. */
function findItem(
  resolution: Resolution,
  qualifier: readonly string[],
  scope: Scope,
  location: number | undefined,
): FromItem | undefined {
  const [alias = ''] = qualifier.slice(-1);
  const schema = qualifier.at(-2);
  const visible: string[] = [];
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    visible.push(...level.namespace.items.map((item) => item.alias));
    const matches = level.namespace.items.filter(
      (item) => item.alias === alias && (schema === undefined || item.schema === schema),
    );
    if (matches.length > 1) {
      ambiguous(resolution, alias, matches, { location: location ?? -1 });
      return undefined;
    }
    if (matches[0]) return matches[0];
  }
  throw noSuchAlias(resolution, qualifier.join('.'), visible, location);
}

function read(resolution: Resolution, column: OutputColumn): Node {
  resolution.sink.push(...column.uses);
  return column.node;
}

function readNamed(resolution: Resolution, item: FromItem, column: string): Node {
  const use = { relation: item.relation, column };
  resolution.sink.push(use);
  return boundColumn(use);
}

function readRow(resolution: Resolution, item: FromItem): Node {
  resolution.starred.add(item.relation);
  for (const use of item.columns.flatMap((column) => column.uses)) {
    resolution.starred.add(use.relation);
    resolution.sink.push(use);
  }
  return boundRow(item.relation);
}

function couldBeOutside(name: string, outer: Scope | undefined): boolean {
  for (let level = outer; level; level = level.outer) {
    if (level.namespace.columns.some((column) => column.name === name)) return true;
    if (level.namespace.items.some((item) => item.open)) return true;
  }
  return false;
}

function ambiguous(resolution: Resolution, name: string, owners: readonly FromItem[], reference: ColumnRef): undefined {
  const candidates = owners.map((item) => `${item.alias}.${name}`).join(' or ');
  leaveUnresolved(resolution, name, `Ambiguous: it could be ${candidates}.`, reference.location);
  return undefined;
}

function columnsInSight(resolution: Resolution, scope: Scope): { name: string; columns: string[] }[] {
  const seen: { name: string; columns: string[] }[] = [];
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    for (const item of level.namespace.items) {
      seen.push({ name: nameOf(resolution, item), columns: item.columns.map((column) => column.name) });
    }
  }
  return seen;
}

function nameOf(resolution: Resolution, item: FromItem): string {
  return resolution.relations[item.relation]?.name || item.alias;
}
