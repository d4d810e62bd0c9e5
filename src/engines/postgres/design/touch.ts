import type { Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { CatalogObject } from '#vocabulary/database-schema.ts';

/** Keeps updated_at. One function serves all tables. */
export function touch(table: string, { schema, nameFor }: Site): readonly CatalogObject[] {
  const name = nameFor('trg', table, ['updated_at']);
  return [
    {
      kind: 'function',
      schema,
      name: 'set_updated_at',
      definition: `CREATE FUNCTION set_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := CURRENT_TIMESTAMP;
  RETURN NEW;
END
$$`,
    },
    {
      kind: 'trigger',
      schema,
      name,
      table,
      definition: `CREATE TRIGGER ${quoteIdentifier(name)} BEFORE UPDATE ON ${quoteIdentifier(table)}
FOR EACH ROW EXECUTE FUNCTION set_updated_at()`,
    },
  ];
}
