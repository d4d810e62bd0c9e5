/** A database of a few rows. Values are texts as the server reads them; null is NULL. */
export interface SmallDatabase {
  /** In loading order. */
  readonly tables: readonly SmallTable[];
  /** Values of $1, $2 … by number. */
  readonly parameters: Readonly<Record<string, string | null>>;
  /** Zone of the session. */
  readonly timeZone: string;
}

export interface SmallTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly SmallRow[];
  /** Foreign keys in circles, filled in when all rows are there: row `from` of this table refers to row `to` of `parent`. */
  readonly links: readonly SmallLink[];
}

export type SmallRow = readonly (string | null)[];

export interface SmallLink {
  readonly columns: readonly string[];
  readonly parent: { readonly schema: string; readonly name: string };
  readonly referenced: readonly string[];
  readonly from: number;
  readonly to: number;
}
