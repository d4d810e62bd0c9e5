import type { Table } from '#vocabulary/database-schema.ts';
import type { FunctionalDependency } from './functional-dependency.ts';

/**
 * What the table's keys say: each primary key, and each UNIQUE whose columns are never NULL, determines all columns.
 * For a table without rows at hand, and to add to what was found in rows. An index with a condition says nothing.
 */
export function declaredDependencies(table: Table): readonly FunctionalDependency[] {
  const all = table.columns.map(({ name }) => name);
  const required = new Set(table.columns.filter(({ nullable }) => !nullable).map(({ name }) => name));
  const indexed = table.indexes
    .filter(({ unique, predicate, keys, valid }) => {
      return unique && valid && predicate === undefined && keys.every(({ column }) => column !== undefined);
    })
    .map(({ keys }) => keys.flatMap(({ column }) => column ?? []));
  const declared = table.constraints.flatMap(({ kind, columns }) =>
    kind === 'primary-key' || kind === 'unique' ? [columns] : [],
  );
  const keys = [...declared, ...indexed].filter((key) => key.length > 0 && key.every((name) => required.has(name)));
  const distinct = new Map(keys.map((key) => [[...key].sort().join('\n'), key]));
  return [...distinct.values()].map((key) => ({
    determinant: key,
    dependent: all.filter((name) => !key.includes(name)),
  }));
}
