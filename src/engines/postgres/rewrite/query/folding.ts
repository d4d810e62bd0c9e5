import type { FuncCall, Node } from '#engines/postgres/rewrite/parse.ts';
import { cannotFail } from './failing.ts';
import { functionName, isAggregate } from './functions.ts';
import { isLimited } from './plain-block.ts';
import { readsOnly, referencesIn } from './references.ts';
import type { Block, ParsedStatement } from './statement.ts';
import { allOf, as, strings } from './tree.ts';
import { isFloat, typeOf } from './types.ts';
import { returnsSets } from './unique.ts';

/** A SELECT of one value, made of aggregates over FROM and WHERE: it always gives one row. */
export interface Folding {
  readonly value: Node;
  readonly calls: readonly FuncCall[];
  /** As AS has it. */
  readonly name: string | undefined;
}

/** undefined: it groups, cuts, holds sub-queries, or an aggregate that depends on the order of rows. */
export function asFolding(statement: ParsedStatement, block: Block): Folding | undefined {
  const { select } = block;
  const more = select.groupClause ?? select.havingClause ?? select.distinctClause ?? select.sortClause;
  const { name, val: value } = as(select.targetList?.[0], 'ResTarget') ?? {};
  if (more || isLimited(select) || select.withClause || block.arms.length > 0 || select.targetList?.length !== 1) {
    return undefined;
  }
  if (!value || block.items.length === 0 || allOf(select, 'SubLink').length > 0 || returnsSets(statement, block)) {
    return undefined;
  }
  const calls = allOf(value, 'FuncCall').filter(isAggregate);
  const isSafe = calls.length > 0 && calls.every((call) => isSafeAggregate(statement, call, block));
  return isSafe ? { value, calls, name } : undefined;
}

/** The same in whatever order rows come, and over columns of its own query. */
export function isSafeAggregate(statement: ParsedStatement, call: FuncCall, block: Block): boolean {
  const parts: readonly Node[] = [...(call.args ?? []), ...(call.agg_filter ? [call.agg_filter] : [])];
  const isKnown = foldable.includes(functionName(call)) && strings(call.funcname).length === 1;
  if (!isKnown || call.over || call.agg_order || call.agg_within_group) return false;
  if ((call.args ?? []).some((arg) => isFloat(typeOf(statement, arg)))) return false;
  return parts.every(
    (part) =>
      cannotFail(part) &&
      allOf(part, 'SubLink').length === 0 &&
      (referencesIn(statement, part).length === 0 || readsOnly(statement, part, block.items)),
  );
}

const foldable: readonly string[] = ['count', 'sum', 'min', 'max', 'avg', 'bool_and', 'bool_or', 'every'];
