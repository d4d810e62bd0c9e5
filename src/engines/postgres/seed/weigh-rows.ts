import { setImmediate } from 'node:timers/promises';
import { nameOf } from '#analysis/fabricate/stated-tables.ts';
import type { Context } from '#contracts/context.ts';
import type { SeedSet } from '#contracts/seed.ts';
import type { SeedWeight } from '#contracts/seed-weight.ts';
import { copyLines, type RowDigest, rowDigest } from './row-texts.ts';
import { updatesOf } from './seed-script.ts';

type Batches = Iterable<readonly (readonly (string | null)[])[]>;

/** Makes all rows, counts them and sums them up, and keeps none. */
export async function weighRows(set: SeedSet, context: Context): Promise<SeedWeight> {
  const digest = rowDigest();
  const all = set.tables.reduce((sum, { rows }) => sum + rows, 0);
  const tables: SeedWeight['tables'][number][] = [];
  let before = 0;
  for (const { schema, name, columns, batches } of set.tables) {
    const place = `${schema}.${name}`;
    context.progress({ message: `making the rows of ${place}`, share: Math.min(1, before / Math.max(1, all)) });
    digest.begin(place, columns);
    tables.push({ schema, name, columns, ...(await weigh(batches(), digest, context.signal)) });
    before += tables.at(-1)?.rows ?? 0;
  }
  const updates = updatesOf(set);
  for (const update of updates) {
    digest.begin(`${nameOf(update)} ${update.constraint}`, [...update.keyColumns, ...update.columns]);
    await weigh(update.batches(), digest, context.signal);
  }
  return {
    tables,
    updates: updates.map(({ schema, name, columns }) => ({ schema, name, columns })),
    digest: digest.end(),
  };
}

async function weigh(
  batches: Batches,
  digest: RowDigest,
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  let [rows, bytes] = [0, 0];
  for (const batch of batches) {
    const lines = copyLines(batch);
    digest.add(lines);
    rows += batch.length;
    bytes += Buffer.byteLength(lines);
    // Others get their turn, and who raises the signal is heard.
    await setImmediate();
    signal.throwIfAborted();
  }
  return { rows, bytes };
}
