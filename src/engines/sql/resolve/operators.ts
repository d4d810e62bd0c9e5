import type { Node } from '@pgsql/types';
import type { Predicate } from '#vocabulary/resolved-query.ts';

/** https://www.postgresql.org/docs/18/functions.html */
const kinds: Readonly<Record<string, Predicate['kind']>> = {
  '=': 'equality',
  '<>': 'inequality',
  '!=': 'inequality',
  '<': 'range',
  '<=': 'range',
  '>': 'range',
  '>=': 'range',
  '^@': 'prefix',
  '~': 'pattern',
  '~*': 'pattern',
  '!~': 'pattern',
  '!~*': 'pattern',
  '~~': 'pattern',
  '~~*': 'pattern',
  '!~~': 'pattern',
  '!~~*': 'pattern',
  '%': 'pattern',
  '@>': 'containment',
  '<@': 'containment',
  '&&': 'containment',
  '?': 'containment',
  '?|': 'containment',
  '?&': 'containment',
  '@?': 'containment',
  '@@': 'text-search',
  '@@@': 'text-search',
};

const commuted: Readonly<Record<string, string>> = {
  '=': '=',
  '<>': '<>',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '@>': '<@',
  '<@': '@>',
  '&&': '&&',
  '@@': '@@',
};

export function kindOfOperator(operator: string): Predicate['kind'] {
  return Object.hasOwn(kinds, operator) ? (kinds[operator] ?? 'other') : 'other';
}

/** The operator with its sides swapped; undefined where it has no such twin (`'abc' LIKE x`). */
export function commute(operator: string): string | undefined {
  return Object.hasOwn(commuted, operator) ? commuted[operator] : undefined;
}

/** `OPERATOR(pg_catalog.=)` and `=` alike. */
export function operatorOf(name: readonly Node[] | undefined): string {
  const last = name?.at(-1);
  return last && 'String' in last ? (last.String.sval ?? '') : '';
}

/** LIKE patterns start with at least one letter that stands for itself, or they cannot use an ordinary index. */
export function hasFixedPrefix(pattern: string): boolean {
  return /^(?:\\.|[^%_\\])/su.test(pattern);
}
