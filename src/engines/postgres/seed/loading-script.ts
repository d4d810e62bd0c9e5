import type { SeedSet, SeedTable } from '#contracts/seed.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { closingStatements, openingStatements } from './seed-script.ts';

/** For psql, started in the folder of the files: psql -f load.sql. To be made after the files, whose rows it follows. */
export function* loadingScript(
  schema: DatabaseSchema,
  set: SeedSet,
  fileOf: (table: SeedTable) => string,
): Generator<string, void, undefined> {
  yield* openingStatements(schema, set);
  yield '\n';
  for (const table of set.tables) {
    const columns = table.columns.map(quoteIdentifier).join(', ');
    yield `\\copy ${quoteQualified(table.schema, table.name)} (${columns}) FROM '${fileOf(table)}' WITH (FORMAT csv, HEADER)\n`;
  }
  yield* closingStatements(schema, set);
}
