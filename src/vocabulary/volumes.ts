import { z } from 'zod';

/** How a column's values are spread, where no data is there to be counted. */
export const ColumnVolume = z
  .strictObject({
    /** How many different values; left out: told from keys, type and name. */
    distinct: z.number().int().positive().optional(),
    /** Share of NULLs, 0 … 1. */
    nulls: z.number().min(0).max(1).optional(),
    /** Named values with their shares, 0 … 1 of the rows; the rest is spread over the others. */
    values: z.record(z.string(), z.number().min(0).max(1)).optional(),
    /** The k-th most common value is as frequent as 1/k^skew (Zipf); 0: all alike. */
    skew: z.number().min(0).max(4).optional(),
    min: z.union([z.number(), z.string()]).optional(),
    max: z.union([z.number(), z.string()]).optional(),
    /** Physical against logical order, -1 … 1. */
    correlation: z.number().min(-1).max(1).optional(),
    /** Bytes of a value. */
    width: z.number().positive().optional(),
  })
  .readonly();
export type ColumnVolume = z.infer<typeof ColumnVolume>;

export const TableVolume = z
  .strictObject({
    rows: z.number().int().nonnegative(),
    columns: z.record(z.string(), ColumnVolume).default({}),
  })
  .readonly();
export type TableVolume = z.infer<typeof TableVolume>;

/** Stated sizes of a database that has no data yet, by table (`orders` or `app.orders`). */
export const Volumes = z.strictObject({ tables: z.record(z.string(), TableVolume) }).readonly();
export type Volumes = z.infer<typeof Volumes>;
