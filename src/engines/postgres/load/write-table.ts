import type { SeedTable } from '#contracts/seed.ts';
import type { Wire } from '#engines/postgres/connect/wire.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { copyLines, type RowDigest } from '#engines/postgres/seed/row-texts.ts';
import { insertStatement } from '#engines/postgres/seed/seed-script.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { checkTaken } from './check-taken.ts';

export interface TableWriting {
  readonly table: SeedTable;
  readonly schema: DatabaseSchema;
  readonly form: 'copy' | 'insert';
  readonly digest: RowDigest;
  /** So many more are sent. */
  readonly tell: (rows: number) => void;
}

/** Rows of one COPY: for each the server remembers in memory which foreign keys it has still to check. */
const copied = 100_000;
const inserted = 500;

type Line = { readonly wire: Wire; readonly signal: AbortSignal };

/** All rows of a table. Problem `conflict` where the server took fewer than were sent, as a trigger can have it. */
export async function writeTable(line: Line, writing: TableWriting): Promise<void> {
  const { table, form, digest } = writing;
  digest.begin(`${table.schema}.${table.name}`, table.columns);
  await (form === 'copy' ? copyTable(line, writing) : insertTable(line, writing));
}

async function copyTable({ wire, signal }: Line, { table, digest, tell }: TableWriting): Promise<void> {
  const place = quoteQualified(table.schema, table.name);
  const statement = `COPY ${place} (${table.columns.map(quoteIdentifier).join(', ')}) FROM STDIN`;
  const batches = table.batches()[Symbol.iterator]();
  for (let next = batches.next(); next.done !== true; ) {
    let sent = 0;
    const pieces = function* (): Generator<string, void, undefined> {
      for (; next.done !== true && sent < copied; next = batches.next()) {
        const lines = copyLines(next.value);
        digest.add(lines);
        sent += next.value.length;
        tell(next.value.length);
        yield lines;
      }
    };
    checkTaken(await wire.copyIn(statement, pieces(), signal), sent, place);
  }
}

async function insertTable({ wire, signal }: Line, { table, schema, digest, tell }: TableWriting): Promise<void> {
  for (const batch of table.batches()) {
    digest.add(copyLines(batch));
    for (let from = 0; from < batch.length; from += inserted) {
      signal.throwIfAborted();
      const rows = batch.slice(from, from + inserted);
      const [taken] = await wire.command(
        `WITH taken AS (${insertStatement(schema, table, rows)} RETURNING 1) SELECT pg_catalog.count(*) AS rows FROM taken`,
      );
      checkTaken(Number(taken?.['rows']), rows.length, quoteQualified(table.schema, table.name));
    }
    tell(batch.length);
  }
}
