import type { SeedSet } from '#contracts/seed.ts';

/** Rows that were handed out, by table, in loading order. */
export interface RowTally {
  readonly rows: Map<string, number>;
}

/** The same rows, counted as they are taken. */
export function countedSet<Set extends SeedSet>(set: Set, tally: RowTally): Set {
  return {
    ...set,
    tables: set.tables.map((table) => ({
      ...table,
      *batches() {
        const name = `${table.schema}.${table.name}`;
        let rows = 0;
        tally.rows.set(name, rows);
        for (const batch of table.batches()) {
          rows += batch.length;
          tally.rows.set(name, rows);
          yield batch;
        }
      },
    })),
  };
}
