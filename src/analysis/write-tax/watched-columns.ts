import { withoutTexts } from '#analysis/index-expression.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/**
 * The columns whose change makes an UPDATE write the index: keys, included ones, those of expressions and of the
 * predicate. https://www.postgresql.org/docs/18/storage-hot.html
 */
export function watchedColumns(index: IndexDefinition, table: Table | undefined): ReadonlySet<string> {
  const written = [index.predicate, ...index.keys.map(({ expression }) => expression)].flatMap((sql) => sql ?? []);
  const words = new Set(written.flatMap((sql) => namesIn(sql)));
  return new Set([
    ...index.keys.flatMap(({ column }) => column ?? []),
    ...index.include,
    ...(table?.columns ?? []).flatMap(({ name }) => (words.has(name) ? [name] : [])),
  ]);
}

/** The columns that change when these are set: generated ones follow those that they are made of. */
export function changedColumns(columns: readonly string[], table: Table | undefined): ReadonlySet<string> {
  const set = new Set(columns);
  const following = (table?.columns ?? []).filter(
    ({ generated }) => generated !== undefined && namesIn(generated).some((name) => set.has(name)),
  );
  return new Set([...columns, ...following.map(({ name }) => name)]);
}

/**
 * BRIN holds no row addresses: an update of its columns alone stays heap-only, from PostgreSQL 16 on.
 * https://www.postgresql.org/docs/release/16.0/
 */
export function breaksHot(index: IndexDefinition, major: number): boolean {
  return index.method !== 'brin' || major < 16;
}

/** Names in an expression, as the catalog holds them; words of the language among them. */
export function namesIn(sql: string): readonly string[] {
  const names = withoutTexts(sql).match(/"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g) ?? [];
  return names.map((name) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()));
}
