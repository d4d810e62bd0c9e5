import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';

/** An index for people: `orders (user_id, created_at desc) include (total) where status = 'open'`. */
export function describeIndex(index: IndexDefinition): string {
  const method = index.method === 'btree' ? '' : ` using ${index.method}`;
  const include = index.include.length === 0 ? '' : ` include (${index.include.join(', ')})`;
  const predicate = index.predicate === undefined ? '' : ` where ${index.predicate}`;
  return `${index.table}${method} (${index.keys.map(describeKey).join(', ')})${include}${predicate}`;
}

function describeKey(key: IndexKey): string {
  return [
    key.column ?? `(${key.expression ?? ''})`,
    key.collation === undefined ? '' : `collate ${key.collation}`,
    key.operatorClass ?? '',
    key.direction === 'desc' ? 'desc' : '',
    key.nulls === undefined ? '' : `nulls ${key.nulls}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
