import type { FuncCall, Node } from '#engines/postgres/rewrite/parse.ts';
import { functionName, isAggregate, orderedAggregates, unorderedAggregates } from './functions.ts';
import { columnOf } from './references.ts';
import type { Block, ItemColumn, ParsedStatement } from './statement.ts';
import { allOf, as } from './tree.ts';
import { columnType, isFloat, looksAsItCompares, typeOf } from './types.ts';
import { isDistinct, isGrouped, returnsSets, whyDetermined, whyRowsUnique } from './unique.ts';

/** ORDER BY decides the place of every row; rows that still tie look the same. */
export function isTotallyOrdered(statement: ParsedStatement, block: Block): boolean {
  const keys = block.select.sortClause ?? [];
  if (isOneRow(block)) return true;
  if (keys.length === 0 || keys.some((key) => as(key, 'SortBy')?.sortby_dir === 'SORTBY_USING')) return false;
  const sorted = keys.map((key) => sortKey(statement, block, as(key, 'SortBy')?.node));
  const places = new Set(sorted.flatMap(({ at }) => (at === undefined ? [] : [at])));
  const outputs = block.outputs ?? [];
  const looks = (at: number) => {
    const output = outputs[at];
    return looksAsItCompares(output?.column ? columnType(statement, output.column) : typeOf(statement, output?.value));
  };
  if (outputs.length > 0 && outputs.every((_, at) => places.has(at) && looks(at))) return true;
  const unique = whyRowsUnique(statement, block);
  const isFolded = block.arms.length > 0 || isDistinct(block) || isGrouped(block);
  if (isFolded) return unique?.outputs.every((at) => places.has(at)) === true;
  if (returnsSets(statement, block)) return false;
  const columns = sorted.flatMap(({ column }) => (column?.item.of === block ? [column] : []));
  return whyDetermined(statement, block, columns) !== undefined;
}

/** An aggregate without GROUP BY. */
function isOneRow(block: Block): boolean {
  return block.arms.length === 0 && isGrouped(block) && (block.select.groupClause ?? []).length === 0;
}

/** What a key of ORDER BY sorts by: an output (from 0), a column, or both. */
export function sortKey(
  statement: ParsedStatement,
  block: Block,
  node: Node | undefined,
): { readonly at?: number; readonly column?: ItemColumn } {
  const ref = as(node, 'ColumnRef');
  const found = ref && statement.found.get(ref);
  const position = as(node, 'A_Const')?.ival?.ival;
  const named = found?.kind === 'output' ? found.at : position === undefined ? undefined : position - 1;
  const column = named === undefined ? columnOf(statement, node) : block.outputs?.[named]?.column;
  const at = named ?? (column ? block.outputs?.findIndex((output) => output.column === column) : undefined);
  return { ...(at === undefined || at < 0 ? {} : { at }), ...(column ? { column } : {}) };
}

/**
 * Whether another order of the rows that the block reads could change what the statement gives: LIMIT without a total
 * order, DISTINCT ON, row_number(), array_agg() without ORDER BY, in it or in a query around it. Such a block is left
 * alone: which rows it gives is chance already, and a rewrite would draw anew.
 */
export function dependsOnChance(statement: ParsedStatement, block: Block): boolean {
  if (drawsRows(statement, block)) return true;
  return block.around !== undefined && dependsOnChance(statement, block.around);
}

function drawsRows(statement: ParsedStatement, block: Block): boolean {
  const { select } = block;
  const cuts = select.limitCount !== undefined || select.limitOffset !== undefined;
  const isTest = block.sublink?.subLinkType === 'EXISTS_SUBLINK' && select.limitOffset === undefined;
  if (cuts && !isTest && !isTotallyOrdered(statement, block)) return true;
  if ((select.distinctClause ?? []).length > 0 && !isDistinct(block) && !isTotallyOrdered(statement, block))
    return true;
  const isArray = block.sublink?.subLinkType === 'ARRAY_SUBLINK';
  if (isArray && !isTotallyOrdered(statement, block)) return true;
  const calls = allOf([select.targetList, select.havingClause, select.sortClause], 'FuncCall', { below: 'here' });
  return calls.some((call) =>
    call.over ? windowDraws(statement, block, call) : aggregateDraws(statement, block, call),
  );
}

/** Ranks and sums over all peers do not; rows counted one by one do, where peers exist. */
function windowDraws(statement: ParsedStatement, block: Block, call: FuncCall): boolean {
  const named = (block.select.windowClause ?? []).flatMap((node) => as(node, 'WindowDef') ?? []);
  const written = call.over?.name ?? call.over?.refname;
  const base = named.find((window) => window.name === written);
  if ((written !== undefined && !base) || base?.refname) return true;
  const keys = [call.over, base].flatMap((window) => [
    ...(window?.partitionClause ?? []),
    ...(window?.orderClause ?? []).flatMap((key) => as(key, 'SortBy')?.node ?? []),
  ]);
  const columns = keys.flatMap((key) => columnOf(statement, key) ?? []);
  if (!isGrouped(block) && whyDetermined(statement, block, columns)) return false;
  const isFramed = [call.over, base].some((window) => ((window?.frameOptions ?? 0) & framedByRows) !== 0);
  const countsPeers = unorderedAggregates.has(functionName(call)) || peerFunctions.includes(functionName(call));
  return isFramed || !countsPeers || sumsFloats(statement, call);
}

/** FRAMEOPTION_ROWS. https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/parsenodes.h */
const framedByRows = 0x4;
const peerFunctions: readonly string[] = ['rank', 'dense_rank', 'percent_rank', 'cume_dist'];

function aggregateDraws(statement: ParsedStatement, block: Block, call: FuncCall): boolean {
  if (!isAggregate(call)) return false;
  if (unorderedAggregates.has(functionName(call))) return sumsFloats(statement, call);
  if (!orderedAggregates.has(functionName(call))) return false;
  const keys = (call.agg_order ?? []).flatMap((key) => as(key, 'SortBy')?.node ?? []);
  const columns = keys.flatMap((key) => columnOf(statement, key) ?? []);
  const groups = (block.select.groupClause ?? []).flatMap((key) => columnOf(statement, key) ?? []);
  const value = columnOf(statement, call.args?.[0]);
  const bySelf = value !== undefined && columns.includes(value) && looksAsItCompares(columnType(statement, value));
  if (bySelf && (call.args ?? []).slice(1).every((arg) => as(arg, 'A_Const'))) return false;
  return whyDetermined(statement, block, [...columns, ...groups]) === undefined;
}

/** The last digits of such a sum depend on the order. */
function sumsFloats(statement: ParsedStatement, call: FuncCall): boolean {
  const adds = !['count', 'min', 'max', 'every', 'bool_and', 'bool_or'].includes(functionName(call));
  return adds && (call.args ?? []).some((arg) => isFloat(typeOf(statement, arg)));
}
