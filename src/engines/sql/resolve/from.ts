import type { JoinExpr, Node, RangeSubselect } from '@pgsql/types';
import { bind, selectOf } from './expression.ts';
import { resolveFunctionItem } from './from-function.ts';
import { resolveNamedItem } from './from-name.ts';
import { aliasNames, offeredColumns } from './offer.ts';
import { emptyNamespace, type FromPlace, joinNamespaces, type Namespace, type OutputColumn, scopeOf } from './scope.ts';
import { addRelation, type ConditionPlace, type Resolution } from './state.ts';
import { joinColumns } from './using.ts';

/** Everything that a FROM clause makes visible. `before` is what already stands there: the target of an UPDATE. */
export function resolveFrom(
  resolution: Resolution,
  from: readonly Node[],
  place: FromPlace,
  before: Namespace = emptyNamespace,
): Namespace {
  return from.reduce((seen, item) => joinNamespaces(seen, resolveItem(resolution, item, place, seen, false)), before);
}

/** `beside` is what a LATERAL item may refer to; `nullable` says that an outer join may fill the item with nulls. */
function resolveItem(
  resolution: Resolution,
  node: Node,
  place: FromPlace,
  beside: Namespace,
  nullable: boolean,
): Namespace {
  if ('JoinExpr' in node) return resolveJoin(resolution, node.JoinExpr, place, beside, nullable);
  const first = resolution.relations.length;
  const namespace = resolveSingle(resolution, node, place, beside, nullable);
  if (nullable) {
    for (let id = first; id < resolution.relations.length; id++) resolution.nullable.add(id);
  }
  return namespace;
}

function resolveSingle(
  resolution: Resolution,
  node: Node,
  place: FromPlace,
  beside: Namespace,
  nullable: boolean,
): Namespace {
  if ('RangeVar' in node) return resolveNamedItem(resolution, node.RangeVar, place, nullable);
  if ('RangeSubselect' in node) return resolveDerived(resolution, node.RangeSubselect, place, beside, nullable);
  if ('RangeTableSample' in node) {
    const { relation, args = [], repeatable } = node.RangeTableSample;
    for (const arg of repeatable ? [...args, repeatable] : args) bind(resolution, arg, scopeOf(place, beside));
    return relation ? resolveSingle(resolution, relation, place, beside, nullable) : emptyNamespace;
  }
  return resolveFunctionItem(resolution, node, place, scopeOf(place, beside));
}

function resolveDerived(
  resolution: Resolution,
  derived: RangeSubselect,
  place: FromPlace,
  beside: Namespace,
  nullable: boolean,
): Namespace {
  const select = selectOf(derived.subquery);
  if (!select) return emptyNamespace;
  const alias = derived.alias?.aliasname ?? '';
  const relation = addRelation(resolution, {
    kind: select.valuesLists ? 'values' : 'derived',
    name: alias,
    alias,
    block: place.block,
  });
  const output = resolution.select(select, {
    kind: derived.lateral ? 'lateral' : 'derived',
    parent: place.block,
    outer: scopeOf(place, derived.lateral ? beside : emptyNamespace),
    through: relation,
  });
  const columns = offeredColumns(output, relation, nullable, aliasNames(derived.alias?.colnames));
  return { columns, items: [{ alias, relation, columns, open: output.open, system: false }] };
}

function resolveJoin(
  resolution: Resolution,
  join: JoinExpr,
  place: FromPlace,
  beside: Namespace,
  nullable: boolean,
): Namespace {
  const kind = joinKinds[join.jointype ?? 'JOIN_INNER'] ?? 'inner';
  const start = resolution.relations.length;
  const fillsLeft = nullable || kind === 'right' || kind === 'full';
  const fillsRight = nullable || kind === 'left' || kind === 'full';
  const left = join.larg ? resolveItem(resolution, join.larg, place, beside, fillsLeft) : emptyNamespace;
  const middle = resolution.relations.length;
  const seen = joinNamespaces(beside, left);
  const right = join.rarg ? resolveItem(resolution, join.rarg, place, seen, fillsRight) : emptyNamespace;
  const end = resolution.relations.length;
  const both = joinNamespaces(left, right);
  const condition: ConditionPlace = {
    scope: scopeOf(place, both),
    clause: 'join',
    conjunct: true,
    join: { kind, left: [start, middle], right: [middle, end] },
  };
  if (join.quals) resolution.condition(join.quals, condition);
  const columns = joinColumns(resolution, join, left, right, condition);
  return aliasJoin(join, { columns, items: both.items });
}

/** `(a JOIN b …) AS j` hides a and b; `USING (id) AS u` adds a name for the merged columns only. */
function aliasJoin(join: JoinExpr, namespace: Namespace): Namespace {
  const aliases = aliasNames(join.alias?.colnames);
  const relation = namespace.items[0]?.relation ?? 0;
  const item = (alias: string, columns: readonly OutputColumn[], open: boolean) => ({
    alias,
    relation,
    columns,
    open,
    system: false,
  });
  if (join.alias?.aliasname) {
    const columns = namespace.columns.map((column, at) => ({ ...column, name: aliases[at] ?? column.name }));
    const open = namespace.items.some((one) => one.open);
    return { columns, items: [item(join.alias.aliasname, columns, open)] };
  }
  if (!join.join_using_alias?.aliasname) return namespace;
  const merged = namespace.columns.slice(0, (join.usingClause ?? []).length);
  return { ...namespace, items: [...namespace.items, item(join.join_using_alias.aliasname, merged, false)] };
}

const joinKinds: Readonly<Record<string, 'inner' | 'left' | 'right' | 'full'>> = {
  JOIN_INNER: 'inner',
  JOIN_LEFT: 'left',
  JOIN_RIGHT: 'right',
  JOIN_FULL: 'full',
};
