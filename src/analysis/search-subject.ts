import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { Predicate } from '#vocabulary/resolved-query.ts';
import { isIndexable } from './index-expression.ts';

/** What stands on the column's side of an operator, as the access methods beside the B-tree look at it. */
export interface SearchSubject {
  readonly place: Pick<IndexKey, 'column' | 'expression'>;
  /** As the server prints it, without its length; empty where it is an expression of a type that its text does not tell. */
  readonly type: string;
  readonly operator: string;
  /** Compared with a literal or a parameter, not with another column. */
  readonly given: boolean;
}

/** undefined: no index can hold it. */
export function searchSubject(predicate: Predicate, table: Table): SearchSubject | undefined {
  const { column, expression, columns, operator, value } = predicate;
  const given = value !== undefined;
  if (expression !== undefined) {
    if (columns.length === 0 || !isIndexable(expression, columns, table)) return undefined;
    return { place: { expression }, type: typeOfExpression(expression), operator, given };
  }
  const known = table.columns.find(({ name }) => name === column);
  return known && { place: { column: known.name }, type: bareType(known.type), operator, given };
}

/** `character varying(80)` -> `character varying`, `public.ltree` -> `ltree`. */
export function bareType(type: string): string {
  return type.replace(/\([^)]*\)/, '').replace(/^(\w+|"[^"]+")\.(?=\w)/, '');
}

/** Only what the outermost call or operator says for sure. */
function typeOfExpression(expression: string): string {
  const call = /^"?(\w+)"?\(/.exec(expression)?.[1]?.toLowerCase() ?? '';
  if (/^(int4|int8|num|ts|tstz|date)(multi)?range$/.test(call)) return call;
  if (/^(point|box|polygon|circle)$/.test(call)) return call;
  if (/^(to_tsvector|setweight|strip)$/.test(call)) return 'tsvector';
  if (/^(lower|upper|initcap|btrim|ltrim|rtrim|left|right|substring|regexp_replace|replace|concat)$/.test(call)) {
    return 'text';
  }
  const isWhole = call === '' && !expression.startsWith('(');
  if (isWhole && /#?->>?|#>>?/.test(expression)) return /(->>|#>>)[^>]*$/.test(expression) ? 'text' : 'jsonb';
  return '';
}
