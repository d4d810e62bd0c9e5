import type { Alias, FuncCall, Node, RangeFunction } from '@pgsql/types';
import { bind } from './expression.ts';
import { functionName, resultColumns } from './functions.ts';
import { aliasNames } from './offer.ts';
import { boundColumn, emptyNamespace, type Namespace, type Scope } from './scope.ts';
import { addRelation, type Resolution } from './state.ts';

/** A function, ROWS FROM, JSON_TABLE or XMLTABLE in FROM; all of them see what stands left of them. */
export function resolveFunctionItem(
  resolution: Resolution,
  node: Node,
  place: { block: number },
  scope: Scope,
): Namespace {
  const offer = (name: string, alias: Alias | undefined, columns: readonly string[], open: boolean): Namespace =>
    functionItem(resolution, { name, alias, columns, open, block: place.block });
  if ('RangeFunction' in node) {
    const { name, columns, open } = describe(resolution, node.RangeFunction, scope);
    return offer(name, node.RangeFunction.alias, columns, open);
  }
  if ('JsonTable' in node) {
    bind(resolution, node, scope);
    return offer('json_table', node.JsonTable.alias, jsonColumns(node.JsonTable.columns), false);
  }
  if ('RangeTableFunc' in node) {
    bind(resolution, node, scope);
    const columns = (node.RangeTableFunc.columns ?? []).flatMap((column) =>
      'RangeTableFuncCol' in column ? [column.RangeTableFuncCol.colname ?? ''] : [],
    );
    return offer('xmltable', node.RangeTableFunc.alias, columns, false);
  }
  return emptyNamespace;
}

function functionItem(
  resolution: Resolution,
  item: { name: string; alias: Alias | undefined; columns: readonly string[]; open: boolean; block: number },
): Namespace {
  const alias = item.alias?.aliasname ?? item.name;
  const relation = addRelation(resolution, { kind: 'function', name: item.name, alias, block: item.block });
  const renamed = aliasNames(item.alias?.colnames);
  const names = item.columns.length >= renamed.length ? item.columns : renamed;
  const columns = names.map((own, at) => {
    const use = { relation, column: renamed[at] ?? own };
    return { name: use.column, node: boundColumn(use), uses: [use] };
  });
  // A list of names that is written out is complete, but for a function that gives more columns than it names.
  return { columns, items: [{ alias, relation, columns, open: item.open && renamed.length === 0, system: false }] };
}

function describe(
  resolution: Resolution,
  from: RangeFunction,
  scope: Scope,
): { name: string; columns: readonly string[]; open: boolean } {
  const calls: FuncCall[] = [];
  const columns: string[] = [];
  let open = false;
  for (const entry of from.functions ?? []) {
    const [call, definitions] = 'List' in entry ? (entry.List.items ?? []) : [];
    if (!call || Object.keys(call).length === 0) continue;
    bind(resolution, call, scope);
    const own = 'FuncCall' in call ? call.FuncCall : undefined;
    if (own) calls.push(own);
    const defined = definedColumns(definitions && 'List' in definitions ? definitions.List.items : undefined);
    const alias = (from.functions ?? []).length === 1 ? from.alias?.aliasname : undefined;
    const known = own ? (ownColumns(resolution, own) ?? resultColumns(own, alias ?? functionName(own))) : undefined;
    if (defined.length > 0) columns.push(...defined);
    else if (known) columns.push(...known);
    else {
      open = true;
      columns.push(alias ?? (own ? functionName(own) : 'value'));
    }
  }
  const listed = definedColumns(from.coldeflist);
  const name = calls[0] ? functionName(calls[0]) : 'function';
  const ordinality = from.ordinality ? ['ordinality'] : [];
  if (listed.length > 0) return { name, columns: [...listed, ...ordinality], open: false };
  return { name, columns: [...columns, ...ordinality], open };
}

function ownColumns({ dialect }: Resolution, call: FuncCall): readonly string[] | undefined {
  const name = functionName(call);
  return Object.hasOwn(dialect.tableFunctions, name) ? dialect.tableFunctions[name] : undefined;
}

function definedColumns(list: readonly Node[] | undefined): readonly string[] {
  return (list ?? []).flatMap((column) => ('ColumnDef' in column ? [column.ColumnDef.colname ?? ''] : []));
}

function jsonColumns(list: readonly Node[] | undefined): readonly string[] {
  return (list ?? []).flatMap((column) => {
    if (!('JsonTableColumn' in column)) return [];
    const { coltype, columns, name } = column.JsonTableColumn;
    return coltype === 'JTC_NESTED' ? jsonColumns(columns) : [name ?? ''];
  });
}
