import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { Predicate } from '#vocabulary/resolved-query.ts';
import { isImmutable } from './stable-expression.ts';

/**
 * Keys for conditions that a B-tree cannot search: trigrams for patterns, GIN for containment and text search, GiST
 * for ranges. https://www.postgresql.org/docs/18/gin.html, https://www.postgresql.org/docs/18/pgtrgm.html
 */
export function searchKeys(
  predicates: readonly Predicate[],
  table: Table,
  schema: DatabaseSchema,
): readonly { readonly method: string; readonly key: IndexKey }[] {
  return predicates.flatMap((predicate) => {
    const { column, expression, columns, kind } = predicate;
    if (expression !== undefined && !isImmutable(expression, columns, table)) return [];
    const place = expression === undefined ? { column } : { expression };
    if (expression === undefined && !table.columns.some(({ name }) => name === column)) return [];
    const type = table.columns.find(({ name }) => name === column)?.type ?? '';
    const key = (operatorClass?: string): IndexKey => ({
      ...place,
      direction: 'asc',
      ...(operatorClass === undefined ? {} : { operatorClass }),
    });
    switch (kind) {
      case 'pattern':
        return hasTrigrams(schema) ? [{ method: 'gin', key: key('gin_trgm_ops') }] : [];
      case 'text-search':
        return [{ method: 'gin', key: key() }];
      case 'containment':
        if (/range$/.test(type)) return [{ method: 'gist', key: key() }];
        if (/\[\]$/.test(type)) return [{ method: 'gin', key: key() }];
        // jsonb_path_ops is smaller and faster but knows only @>, @? and @@.
        if (/^@[>?@]$/.test(predicate.operator)) return [{ method: 'gin', key: key('jsonb_path_ops') }];
        return type === 'jsonb' || expression !== undefined ? [{ method: 'gin', key: key() }] : [];
      default:
        return [];
    }
  });
}

export function hasTrigrams(schema: DatabaseSchema): boolean {
  return schema.objects.some(({ kind, name }) => kind === 'extension' && name === 'pg_trgm');
}
