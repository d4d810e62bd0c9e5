import type { Node } from '@pgsql/types';
import type { SortKey } from '#vocabulary/resolved-query.ts';
import { bind } from './expression.ts';
import { functionName, traitsOf } from './functions.ts';
import { printFor, walkTree } from './print.ts';
import { asBoundColumn, type OutputColumn, type Scope } from './scope.ts';
import type { Resolution } from './state.ts';

/** GROUP BY: ordinals, input columns before output names, expressions; grouping sets flattened. */
export function resolveGrouping(
  resolution: Resolution,
  keys: readonly Node[],
  scope: Scope,
  outputs: readonly OutputColumn[],
): SortKey[] {
  return keys.flatMap((key) => {
    if ('GroupingSet' in key) return resolveGrouping(resolution, key.GroupingSet.content ?? [], scope, outputs);
    if ('RowExpr' in key) return resolveGrouping(resolution, key.RowExpr.args ?? [], scope, outputs);
    const name = plainName(key);
    const isInput = name !== undefined && scope.namespace.columns.some((column) => column.name === name);
    const output = byOrdinal(key, outputs) ?? (isInput ? undefined : byName(name, outputs));
    return [sortKey(resolution, boundKey(resolution, key, output, scope), 'asc')];
  });
}

/** ORDER BY: ordinals, output names before input columns, expressions. */
export function resolveOrder(
  resolution: Resolution,
  keys: readonly Node[],
  scope: Scope,
  outputs: readonly OutputColumn[],
): SortKey[] {
  return keys.flatMap((key) => {
    if (!('SortBy' in key) || !key.SortBy.node) return [];
    const { node, sortby_dir: direction, sortby_nulls: nulls, useOp } = key.SortBy;
    const output = byOrdinal(node, outputs) ?? byName(plainName(node), outputs);
    const descends = direction === 'SORTBY_DESC' || (useOp !== undefined && JSON.stringify(useOp).includes('">"'));
    const bound = boundKey(resolution, node, output, scope);
    const placed = nulls === 'SORTBY_NULLS_FIRST' ? 'first' : nulls === 'SORTBY_NULLS_LAST' ? 'last' : undefined;
    return [sortKey(resolution, bound, descends ? 'desc' : 'asc', placed)];
  });
}

/** What min() and max() in the output are taken of: an index finds either end at once. */
export function resolveExtremes(resolution: Resolution, outputs: readonly OutputColumn[]): SortKey[] {
  const found: SortKey[] = [];
  walkTree(
    outputs.map(({ node }) => node),
    (node) => {
      if ('SubLink' in node) return false;
      if (!('FuncCall' in node)) return undefined;
      const call = node.FuncCall;
      const name = functionName(call);
      const [subject] = call.args ?? [];
      if (
        (name !== 'min' && name !== 'max') ||
        call.over ||
        call.agg_filter ||
        !subject ||
        (call.args ?? []).length > 1
      )
        return undefined;
      found.push(sortKey(resolution, subject, name === 'min' ? 'asc' : 'desc'));
      return false;
    },
  );
  return found;
}

function boundKey(resolution: Resolution, key: Node, output: OutputColumn | undefined, scope: Scope): Node {
  if (!output) return bind(resolution, key, scope);
  resolution.sink.push(...output.uses);
  return output.node;
}

function byOrdinal(key: Node, outputs: readonly OutputColumn[]): OutputColumn | undefined {
  return 'A_Const' in key && key.A_Const.ival ? outputs[(key.A_Const.ival.ival ?? 0) - 1] : undefined;
}

function byName(name: string | undefined, outputs: readonly OutputColumn[]): OutputColumn | undefined {
  return name === undefined ? undefined : outputs.find((output) => output.name === name);
}

function plainName(key: Node): string | undefined {
  const fields = 'ColumnRef' in key ? (key.ColumnRef.fields ?? []) : [];
  const [field] = fields;
  return fields.length === 1 && field && 'String' in field ? field.String.sval : undefined;
}

function sortKey(
  resolution: Resolution,
  node: Node,
  direction: SortKey['direction'],
  nulls?: SortKey['nulls'],
): SortKey {
  const placed = nulls === undefined ? {} : { nulls };
  const use = asBoundColumn(node);
  if (use) return { use, direction, ...placed };
  const relations = new Set<number>();
  walkTree(node, (part) => {
    const column = asBoundColumn(part);
    if (column) relations.add(column.relation);
    // What a subquery reads is its own.
    return !('SubLink' in part);
  });
  const [relation] = relations;
  const { aggregate, window } = traitsOf(node);
  const single = relations.size === 1 && !aggregate && !window;
  const expression = printFor(resolution, node, relations.size === 1 ? relation : undefined);
  return { expression, ...(single && relation !== undefined ? { relation } : {}), direction, ...placed };
}
