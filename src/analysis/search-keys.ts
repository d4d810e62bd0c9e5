import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { Predicate, ResolvedQuery, SortKey } from '#vocabulary/resolved-query.ts';
import { hasExtension } from './index-extensions.ts';
import { fitsGin, ginKey } from './index-gin.ts';
import { fitsGist, gistKey, nearestKey, networkRangeKey } from './index-gist.ts';
import { bareType, searchSubject } from './search-subject.ts';

/** An index of another access method that a condition or an order asks for. */
export interface SearchKeys {
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly rank: number;
}

/** For conditions that a B-tree cannot search, or not as well: GIN and GiST, one operator at a time. */
export function searchKeys(
  predicates: readonly Predicate[],
  table: Table,
  schema: DatabaseSchema,
): readonly SearchKeys[] {
  return predicates.flatMap((predicate) => {
    const subject = searchSubject(predicate, table);
    if (subject === undefined) return [];
    const found: readonly (readonly [string, IndexKey | undefined])[] = [
      ['gin', ginKey(subject, schema)],
      ['gist', gistKey(subject)],
      ['btree', networkRangeKey(subject)],
    ];
    return found.flatMap(([method, key]) => (key === undefined ? [] : [{ method, keys: [key], rank: 89 }]));
  });
}

/** For `ON b.during && a.during`: the other side's value is at hand when the index is searched, as if it were given. */
export function joinSearches(query: ResolvedQuery, relation: number, table: Table): readonly JoinSearch[] {
  return query.joins.flatMap(({ left, right, operator }) => {
    if (operator === '=' || left.relation === right.relation) return [];
    const own = left.relation === relation ? left : right.relation === relation ? right : undefined;
    const column = table.columns.find(({ name }) => name === own?.column);
    if (own === undefined || column === undefined) return [];
    const spelled = own === left ? operator : turned(operator);
    const type = bareType(column.type);
    const key = gistKey({ place: { column: column.name }, type, operator: spelled, given: false });
    const partner = own === left ? right.relation : left.relation;
    return key === undefined ? [] : [{ method: 'gist', keys: [key], rank: 89, partner }];
  });
}

interface JoinSearch extends SearchKeys {
  /** The relation whose values it is searched with. */
  readonly partner: number;
}

/** `a @> b` is `b <@ a`. */
function turned(operator: string): string {
  return operator.replace(/[<>]/g, (one) => (one === '<' ? '>' : '<')).replace(/^(@?)([<>])(@?)$/, '$3$2$1');
}

/** The nearest few rows, where only the nearest few are asked for. */
export function nearestKeys(
  order: readonly SortKey[],
  relation: number,
  table: Table,
  schema: DatabaseSchema,
): readonly SearchKeys[] {
  const key = order[0]?.relation === relation ? nearestKey(order, table, schema) : undefined;
  return key === undefined ? [] : [{ method: 'gist', keys: [key], rank: 99 }];
}

/** With columns compared with `=` in front, where an extension brings their types into the method. */
export function joinedSearch(
  { method, keys }: SearchKeys,
  equal: readonly IndexKey[],
  table: Table,
  schema: DatabaseSchema,
): readonly SearchKeys[] {
  const fits = method === 'gin' ? fitsGin : method === 'gist' ? fitsGist : undefined;
  if (fits === undefined || !hasExtension(schema, `btree_${method}`)) return [];
  const typeOf = (name: string | undefined) => bareType(table.columns.find((one) => one.name === name)?.type ?? '');
  const fit = equal
    .filter(({ column, collation }) => collation === undefined && fits(typeOf(column)))
    .filter(({ column }) => !keys.some((key) => key.column === column));
  if (fit.length === 0) return [];
  const front = fit.map(({ column }): IndexKey => ({ column, direction: 'asc' }));
  return [{ method, keys: [...front, ...keys], rank: 82 }];
}

export function hasTrigrams(schema: DatabaseSchema): boolean {
  return hasExtension(schema, 'pg_trgm');
}
