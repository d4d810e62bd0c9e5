/** Rows of a table as texts, which are taken once. */
export interface TextRows {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly batches: () => Iterable<readonly (readonly (string | null)[])[]>;
}
