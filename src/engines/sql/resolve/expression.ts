import type { Node, SelectStmt, SubLink } from '@pgsql/types';
import { bindColumn } from './column.ts';
import { mapTree } from './print.ts';
import type { Scope } from './scope.ts';
import type { Resolution, SelectOptions, SelectOutput } from './state.ts';

/**
 * A copy of an expression with every column bound. Its subqueries are resolved on the way, its columns are counted as
 * read, its parameters noted.
 */
export function bind(resolution: Resolution, expression: Node, scope: Scope): Node {
  return mapTree(expression, (node) => {
    if ('ColumnRef' in node) return bindColumn(resolution, node.ColumnRef, scope);
    if ('SubLink' in node) return bindSubLink(resolution, node.SubLink, scope);
    if ('ParamRef' in node) {
      const number = node.ParamRef.number ?? 0;
      if (!resolution.parameters.has(number)) resolution.parameters.set(number, undefined);
      return undefined;
    }
    // The same source stands once for each column that it sets.
    if ('MultiAssignRef' in node && (node.MultiAssignRef.colno ?? 1) > 1) return node;
    if ('FuncCall' in node && node.FuncCall.agg_filter) {
      const { agg_filter: filter, ...call } = node.FuncCall;
      resolution.condition(filter, { scope, clause: 'filter', conjunct: false });
      const bound = bind(resolution, { FuncCall: call }, scope);
      return 'FuncCall' in bound ? { FuncCall: { ...bound.FuncCall, agg_filter: filter } } : bound;
    }
    return undefined;
  });
}

/** A subquery in an expression; its text stays as written. */
function bindSubLink(resolution: Resolution, link: SubLink, scope: Scope): Node {
  const test = link.testexpr ? { testexpr: bind(resolution, link.testexpr, scope) } : {};
  const exists = link.subLinkType === 'EXISTS_SUBLINK';
  resolveSubLink(resolution, link, scope, { correlation: 'correlated', outputUnread: exists });
  return { SubLink: { ...link, ...test } };
}

/** Resolves the SELECT in a sublink, and reads its output unless nobody does. */
export function resolveSubLink(
  resolution: Resolution,
  link: SubLink,
  scope: Scope,
  options: Pick<SelectOptions, 'correlation' | 'outputUnread'>,
): SelectOutput | undefined {
  const select = selectOf(link.subselect);
  if (!select) return undefined;
  const output = resolution.select(select, { kind: 'sublink', parent: scope.block, outer: scope, ...options });
  if (!options.outputUnread) readOutput(resolution, output);
  return output;
}

export function selectOf(node: Node | undefined): SelectStmt | undefined {
  return node && 'SelectStmt' in node ? node.SelectStmt : undefined;
}

/** Counts everything that a subquery gives as read. */
export function readOutput(resolution: Resolution, output: SelectOutput): void {
  for (const column of output.columns) resolution.sink.push(...column.uses);
}
