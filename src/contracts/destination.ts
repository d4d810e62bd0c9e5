import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

/** What the rows are for, and where they go. */
export interface DestinationQuestion {
  readonly schema: DatabaseSchema;
  /** Those that get rows. */
  readonly tables: readonly { readonly schema: string; readonly name: string }[];
  readonly withoutTriggers: boolean;
}

/** A database that rows are to be loaded into: looked at, and not changed. */
export interface Destination {
  /** Without secrets: "PostgreSQL 18.4 at localhost:5432, database shop_dev, as dev". */
  readonly place: string;
  /**
   * Problem `denied` (read-only, or what the login lacks, with the remedy) or `conflict` (tables that are missing, differ
   * or hold rows), where the rows could not be loaded; else what happens beside.
   */
  readonly examine: (question: DestinationQuestion) => Promise<{
    /** `orders_guard on app.orders`: those that are to fire, or to be put to sleep. */
    readonly triggers: readonly string[];
    /** Quoted names of the sequences behind the tables' columns. */
    readonly sequences: readonly string[];
  }>;
}
