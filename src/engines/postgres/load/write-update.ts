import { nameOf } from '#analysis/fabricate/stated-tables.ts';
import type { GeneratedUpdate } from '#analysis/row-generator/deferred-update.ts';
import type { Wire } from '#engines/postgres/connect/wire.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import { copyLines, type RowDigest } from '#engines/postgres/seed/row-texts.ts';
import { updateStatement } from '#engines/postgres/seed/seed-script.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { checkTaken } from './check-taken.ts';

/** Rows of one UPDATE. */
const together = 500;

/** Foreign keys that could not be filled before the table that they refer to. */
export async function writeUpdate(
  { wire, signal }: { readonly wire: Wire; readonly signal: AbortSignal },
  {
    update,
    schema,
    digest,
  }: { readonly update: GeneratedUpdate; readonly schema: DatabaseSchema; readonly digest: RowDigest },
): Promise<void> {
  digest.begin(`${nameOf(update)} ${update.constraint}`, [...update.keyColumns, ...update.columns]);
  for (const batch of update.batches()) {
    digest.add(copyLines(batch));
    for (let from = 0; from < batch.length; from += together) {
      signal.throwIfAborted();
      const rows = batch.slice(from, from + together);
      const [taken] = await wire.command(
        `WITH taken AS (${updateStatement(schema, update, rows)} RETURNING 1) SELECT pg_catalog.count(*) AS rows FROM taken`,
      );
      checkTaken(Number(taken?.['rows']), rows.length, quoteQualified(update.schema, update.name));
    }
  }
}
