import type { Touches } from '#analysis/logical-model/schema-words.ts';
import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { createNames } from '#analysis/physical-design/names.ts';
import type { CatalogObject, DatabaseSchema } from '#vocabulary/database-schema.ts';
import { LogicalModel } from '#vocabulary/logical-model.ts';

/** Tables whose trigger is the very one that the design would make to keep updated_at. */
export function touchesByTrigger({ tables, objects }: DatabaseSchema, dialect: Dialect): Touches {
  const tidy = ({ definition }: CatalogObject) => definition.replace(/\s+/g, ' ').trim();
  const found = tables.flatMap(({ name, columns, constraints }) => {
    const own = objects.filter(({ kind, table }) => kind === 'trigger' && table === name);
    if (own.length === 0 || !columns.some((column) => column.name === 'updated_at')) return [];
    const key = constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
    const wanted = dialect.touch(name, {
      model: LogicalModel.parse({ name: 'x', entities: { x: {} } }),
      schema: dialect.schema,
      tableOf: () => name,
      columnsOf: () => [],
      keyOf: () => key,
      nameFor: createNames(dialect.longestName),
    });
    const kept = wanted.flatMap((one) => own.find((other) => tidy(other) === tidy(one)) ?? []);
    return kept.length === wanted.length ? [{ name, kept }] : [];
  });
  return { tables: new Set(found.map(({ name }) => name)), objects: new Set(found.flatMap(({ kept }) => kept)) };
}
