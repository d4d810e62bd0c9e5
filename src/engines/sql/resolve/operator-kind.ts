import type { Node } from '@pgsql/types';
import type { Predicate } from '#vocabulary/resolved-query.ts';
import { hasFixedPrefix, kindOfOperator } from './operators.ts';
import type { Resolution } from './state.ts';

/** `IS` as the dialect writes it, and whether an index serves it there. */
export function distinctness(
  resolution: Resolution,
  operator: string,
  kind: Predicate['kind'],
): { readonly operator: string; readonly kind: Predicate['kind'] } {
  const own = resolution.dialect.operators[operator];
  return own === undefined ? { operator, kind } : { operator: own.spelling, kind: own.kind };
}

/** `= ANY` is IN; of others only some can be searched. */
export function anyKind(operator: string, every: boolean): Predicate['kind'] {
  if (every) return operator === '<>' || operator === '!=' ? 'inequality' : 'other';
  if (operator === '=') return 'in';
  return kindOfOperator(operator) === 'pattern' ? 'pattern' : 'other';
}

/** The pattern is a literal, and an index finds what begins like it. */
export function isPrefix(pattern: Node, test: (pattern: string) => boolean = hasFixedPrefix): boolean {
  const literal = 'TypeCast' in pattern ? pattern.TypeCast.arg : pattern;
  return literal !== undefined && 'A_Const' in literal && test(literal.A_Const.sval?.sval ?? '');
}
