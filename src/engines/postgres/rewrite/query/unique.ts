import type { Node } from '#engines/postgres/rewrite/parse.ts';
import { type UniqueKey, uniqueKeys } from './catalog.ts';
import { asComparison, conjuncts, itemsBelow, joinsOf, keptByAllRows } from './conditions.ts';
import { functionTraits, isAggregate } from './functions.ts';
import { rejectsNull, whyColumnNotNull } from './nullability.ts';
import { columnOf } from './references.ts';
import type { Block, FromItem, ItemColumn, ParsedStatement } from './statement.ts';
import { allOf, as } from './tree.ts';
import { columnType, shareEquality } from './types.ts';

/**
 * Why rows of the block's FROM and WHERE that agree in these columns are one and the same row: the unique keys that it
 * rests on. NULLs agree with each other. undefined: it is not sure. `matched`: only rows count in which these items are
 * not filled with NULLs by an outer join.
 */
export function whyDetermined(
  statement: ParsedStatement,
  block: Block,
  given: readonly ItemColumn[],
  matched: readonly FromItem[] = [],
): readonly string[] | undefined {
  if (block.items.length === 0 || block.arms.length > 0) return undefined;
  const known = { columns: new Set(given), items: new Set<FromItem>(), reasons: new Set<string>() };
  const kept = keptByAllRows(block, matched);
  const equalities = kept.flatMap((term) => equalityIn(statement, term, block));
  const rejected = new Set(
    block.items.flatMap((item) => item.columns.filter((one) => kept.some((term) => rejectsNull(statement, term, one)))),
  );
  for (let before = -1; before !== known.columns.size + known.items.size; ) {
    before = known.columns.size + known.items.size;
    follow(equalities, known.columns);
    for (const item of block.items) {
      const key = keysOf(statement, item).find((one) => covers(statement, one, known.columns, rejected));
      if (key) settleItem(item, key, known);
    }
    for (const join of joinsOf(block)) {
      if (!itemsBelow(block, join.larg).every((item) => known.items.has(item))) continue;
      const key = matchedOnce(statement, block, join, known.columns);
      if (key) settleItem(key.item, key.key, known);
    }
  }
  return block.items.every((item) => known.items.has(item)) ? [...known.reasons] : undefined;
}

interface Known {
  readonly columns: Set<ItemColumn>;
  readonly items: Set<FromItem>;
  readonly reasons: Set<string>;
}

function settleItem(item: FromItem, key: UniqueKey, known: Known): void {
  if (known.items.has(item)) return;
  known.items.add(item);
  for (const column of item.columns) known.columns.add(column);
  if (key.reason !== '') known.reasons.add(key.reason);
}

/** Keys of a table, or of a query in FROM. */
function keysOf(statement: ParsedStatement, item: FromItem): readonly UniqueKey[] {
  if (!item.block) return uniqueKeys(item, statement.schema);
  const unique = whyRowsUnique(statement, item.block);
  if (!unique) return [];
  const columns = item.columns.filter((_, at) => unique.outputs.includes(at));
  return [{ columns, nullsNotDistinct: true, reason: unique.reasons.join(', ') }];
}

/** All columns of the key are given, and NULLs cannot stand in several rows. */
function covers(
  statement: ParsedStatement,
  key: UniqueKey,
  given: ReadonlySet<ItemColumn>,
  rejected: ReadonlySet<ItemColumn>,
): boolean {
  return key.columns.every((column) => {
    if (!given.has(column)) return false;
    if (key.nullsNotDistinct || rejected.has(column)) return true;
    // An outer join's NULLs come once for each row of the other side, which must be settled as well.
    return whyColumnNotNull(statement, { ...column, item: { ...column.item, nullSide: false } }) !== undefined;
  });
}

interface Equality {
  readonly column: ItemColumn;
  /** undefined: a value that is the same for all rows. */
  readonly same: ItemColumn | undefined;
}

function equalityIn(statement: ParsedStatement, term: Node, block: Block): readonly Equality[] {
  const comparison = asComparison(term);
  if (comparison?.operator !== '=') return [];
  const one = columnOf(statement, comparison.left);
  const other = columnOf(statement, comparison.right);
  const own = (column: ItemColumn | undefined) => column !== undefined && column.item.of === block;
  if (one && other && own(one) && own(other)) {
    if (!sameEquality(statement, one, other)) return [];
    return [
      { column: one, same: other },
      { column: other, same: one },
    ];
  }
  if (one && own(one) && isFixed(statement, comparison.right, block)) return [{ column: one, same: undefined }];
  if (other && own(other) && isFixed(statement, comparison.left, block)) return [{ column: other, same: undefined }];
  return [];
}

function sameEquality(statement: ParsedStatement, one: ItemColumn, other: ItemColumn): boolean {
  const isPlain = one.column?.collation === undefined && other.column?.collation === undefined;
  return isPlain && shareEquality(columnType(statement, one), columnType(statement, other));
}

/** A literal, a parameter, or a column of a query around. */
function isFixed(statement: ParsedStatement, node: Node, block: Block): boolean {
  if (as(node, 'A_Const') || as(node, 'ParamRef')) return true;
  const column = columnOf(statement, node);
  return column !== undefined && column.item.of !== block;
}

function follow(equalities: readonly Equality[], given: Set<ItemColumn>): void {
  for (let before = -1; before !== given.size; ) {
    before = given.size;
    for (const { column, same } of equalities) if (same === undefined || given.has(same)) given.add(column);
  }
}

/** Why the right side of a LEFT JOIN has at most one row for each row of the left. undefined: it may have several. */
export function whyMatchedOnce(
  statement: ParsedStatement,
  block: Block,
  join: { readonly jointype?: string; readonly larg?: Node; readonly rarg?: Node; readonly quals?: Node },
): readonly string[] | undefined {
  const given = itemsBelow(block, join.larg).flatMap(({ columns }) => columns);
  const matched = matchedOnce(statement, block, join, new Set(given));
  return matched && (matched.key.reason === '' ? [] : [matched.key.reason]);
}

/** The right side of a LEFT JOIN that matches at most one row, because ON fixes a key of it. */
function matchedOnce(
  statement: ParsedStatement,
  block: Block,
  join: { readonly jointype?: string; readonly rarg?: Node; readonly quals?: Node },
  given: ReadonlySet<ItemColumn>,
): { readonly item: FromItem; readonly key: UniqueKey } | undefined {
  const [item, more] = itemsBelow(block, join.rarg);
  if (join.jointype !== 'JOIN_LEFT' || !item || more) return undefined;
  const fixed = new Set(given);
  const terms = conjuncts(join.quals);
  follow(
    terms.flatMap((term) => equalityIn(statement, term, block)).filter(({ column }) => column.item === item),
    fixed,
  );
  const rejected = new Set(item.columns.filter((one) => terms.some((term) => rejectsNull(statement, term, one))));
  const key = keysOf(statement, item).find((one) => covers(statement, one, fixed, rejected));
  return key && { item, key };
}

/**
 * Which outputs (from 0) no two rows of the block share, and what that rests on. undefined: rows may repeat.
 * `regardless` of its DISTINCT: whether they were unique without it.
 */
export function whyRowsUnique(
  statement: ParsedStatement,
  block: Block,
  regardless?: 'distinct',
): { readonly outputs: readonly number[]; readonly reasons: readonly string[] } | undefined {
  const { select, outputs } = block;
  if (!outputs) return undefined;
  const all = outputs.map((_, at) => at);
  if (block.arms.length > 0) return select.all ? undefined : { outputs: all, reasons: [] };
  if (returnsSets(statement, block)) return undefined;
  if (isDistinct(block) && regardless === undefined) return { outputs: all, reasons: [] };
  if (isGrouped(block)) {
    const keys = groupOutputs(statement, block);
    return keys && { outputs: keys, reasons: [] };
  }
  const given = outputs.flatMap((output) => (output.column?.item.of === block ? [output.column] : []));
  const reasons = whyDetermined(statement, block, given);
  return reasons && { outputs: all.filter((at) => outputs[at]?.column !== undefined), reasons };
}

/** SELECT DISTINCT, without ON. */
export function isDistinct({ select }: Block): boolean {
  const [key, more] = select.distinctClause ?? [];
  return key !== undefined && more === undefined && Object.keys(key).length === 0;
}

/** GROUP BY, HAVING or an aggregate: rows are folded. */
export function isGrouped({ select }: Block): boolean {
  if ((select.groupClause ?? []).length > 0 || select.havingClause) return true;
  return [...(select.targetList ?? []), ...(select.sortClause ?? [])].some((node) =>
    allOf(node, 'FuncCall', { below: 'here' }).some(isAggregate),
  );
}

/** The SELECT list makes several rows of one. */
export function returnsSets(statement: ParsedStatement, { select }: Block): boolean {
  return allOf(select.targetList ?? [], 'FuncCall', { below: 'here' }).some(
    (call) => functionTraits(call, statement.schema).returnsSet,
  );
}

/** Where the columns of GROUP BY stand in the SELECT list; none where there is one row. undefined: not all stand there. */
function groupOutputs(statement: ParsedStatement, block: Block): readonly number[] | undefined {
  const keys = block.select.groupClause ?? [];
  if (block.select.groupDistinct) return undefined;
  const places = keys.map((key) => {
    const position = as(key, 'A_Const')?.ival?.ival;
    if (position !== undefined) return position - 1;
    const ref = as(key, 'ColumnRef');
    const found = ref && statement.found.get(ref);
    if (found?.kind === 'output') return found.at;
    const column = columnOf(statement, key);
    return column ? (block.outputs ?? []).findIndex((output) => output.column === column) : -1;
  });
  return places.every((at) => at >= 0) ? places : undefined;
}
