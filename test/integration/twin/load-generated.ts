import { createHash } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeneratedRows } from '#analysis/row-generator.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';

/** Loads generated rows by COPY from files, with every constraint in force; gives the number of rows and their hash. */
export async function loadGenerated(
  connection: TwinConnection,
  generated: GeneratedRows,
): Promise<{ readonly rows: number; readonly hash: string; readonly making: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-rows-'));
  chmodSync(folder, 0o755);
  const hash = createHash('sha256');
  let rows = 0;
  let making = 0;
  try {
    for (const { schema, name, columns, batches } of generated.tables) {
      const file = join(folder, 'rows');
      const handle = openSync(file, 'w', 0o644);
      const started = performance.now();
      for (const batch of batches()) {
        const text = batch.map((row) => `${row.map(copyText).join('\t')}\n`).join('');
        rows += batch.length;
        hash.update(text);
        writeSync(handle, text);
      }
      making += performance.now() - started;
      closeSync(handle);
      const names = columns.map(quoteIdentifier).join(', ');
      await connection.query(`COPY ${quoteQualified(schema, name)} (${names}) FROM ${quoteLiteral(file)}`);
    }
    for (const update of generated.updates) {
      const set = update.columns.map(
        (column, at) => `${quoteIdentifier(column)} = $${update.keyColumns.length + at + 1}`,
      );
      const where = update.keyColumns.map((column, at) => `${quoteIdentifier(column)} = $${at + 1}`);
      for (const batch of update.batches()) {
        for (const values of batch) {
          hash.update(values.join('\t'));
          await connection.query(
            `UPDATE ${quoteQualified(update.schema, update.name)} SET ${set.join(', ')} WHERE ${where.join(' AND ')}`,
            values,
          );
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { rows, hash: hash.digest('hex'), making };
}

/** https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS */
function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return value.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
}
