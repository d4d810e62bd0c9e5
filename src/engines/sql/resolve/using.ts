import type { JoinExpr, Node } from '@pgsql/types';
import { addJoin } from './join.ts';
import { asBoundColumn, boundColumn, type Namespace, type OutputColumn } from './scope.ts';
import { type ConditionPlace, leaveUnresolved, type Resolution } from './state.ts';

/** The columns of a join in the order of `*`: those of USING or NATURAL once and first. Records their equalities. */
export function joinColumns(
  resolution: Resolution,
  join: JoinExpr,
  left: Namespace,
  right: Namespace,
  place: ConditionPlace,
): readonly OutputColumn[] {
  const names = sharedNames(resolution, join, left, right);
  const merged = names.flatMap((name) => {
    const one = columnOf(left, name);
    const other = columnOf(right, name);
    if (!one || !other) {
      leaveUnresolved(resolution, name, `USING needs a column "${name}" on both sides of the join.`);
      return [];
    }
    return [mergeColumns(resolution, one, other, place)];
  });
  const rest = (side: Namespace) => side.columns.filter((column) => !names.includes(column.name));
  return [...merged, ...rest(left), ...rest(right)];
}

function sharedNames(resolution: Resolution, join: JoinExpr, left: Namespace, right: Namespace): readonly string[] {
  if (!join.isNatural) {
    return (join.usingClause ?? []).flatMap((name) => ('String' in name ? [name.String.sval ?? ''] : []));
  }
  if ([...left.items, ...right.items].some((item) => item.open)) {
    leaveUnresolved(resolution, 'NATURAL', 'The columns of one side are not known, so neither are the shared ones.');
  }
  const others = new Set(right.columns.map((column) => column.name));
  return [...new Set(left.columns.map((column) => column.name))].filter((name) => others.has(name));
}

/** A column of one side; of the one table with unlisted columns where none is listed. */
function columnOf(side: Namespace, name: string): OutputColumn | undefined {
  const listed = side.columns.filter((column) => column.name === name);
  if (listed.length > 0) return listed.length === 1 ? listed[0] : undefined;
  const open = side.items.filter((item) => item.open);
  if (open.length !== 1 || !open[0]) return undefined;
  const use = { relation: open[0].relation, column: name };
  return { name, node: boundColumn(use), uses: [use] };
}

function mergeColumns(
  resolution: Resolution,
  one: OutputColumn,
  other: OutputColumn,
  place: ConditionPlace,
): OutputColumn {
  resolution.sink.push(...one.uses, ...other.uses);
  const left = asBoundColumn(one.node);
  const right = asBoundColumn(other.node);
  const whole: Node = {
    A_Expr: { kind: 'AEXPR_OP', name: [{ String: { sval: '=' } }], lexpr: one.node, rexpr: other.node },
  };
  if (left && right) addJoin(resolution, { left, right, operator: '=', whole, place });
  if (place.join?.kind === 'right') return other;
  if (place.join?.kind !== 'full') return one;
  const node: Node = { CoalesceExpr: { args: [one.node, other.node] } };
  return { name: one.name, node, uses: [...one.uses, ...other.uses] };
}
