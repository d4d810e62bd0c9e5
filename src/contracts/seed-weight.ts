/** What rows come to, when all of them were made. */
export interface SeedWeight {
  /** In loading order. */
  readonly tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly columns: readonly string[];
    readonly rows: number;
    /** As text. */
    readonly bytes: number;
  }[];
  /** Foreign keys that are filled in when all tables are loaded. */
  readonly updates: readonly { readonly schema: string; readonly name: string; readonly columns: readonly string[] }[];
  /** Tells the rows from any others. */
  readonly digest: string;
}
