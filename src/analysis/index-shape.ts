/** What a GIN index breaks its values into: array elements, trigrams, words, keys and values of JSON. */
export interface GinElements {
  /** Mean number of different elements in a row. */
  readonly perRow: number;
  /** How many different ones there are in all. */
  readonly distinct: number;
  /** Bytes of one. */
  readonly width: number;
  /** Shares of the rows that hold the most common ones. */
  readonly commonFrequencies: readonly number[];
  /** The others, where more is known than their number: so many, each in this share of the rows. */
  readonly others?: readonly { readonly count: number; readonly share: number }[];
}

/** One attribute of an index: what its size depends on. */
export interface IndexKeySize {
  /** As the server prints it: `character varying(80)`. */
  readonly type: string;
  /** Average bytes of a value that is not null, its header included, as in pg_stats. */
  readonly width?: number;
  /** Bytes to which its values are aligned; 1 for short strings and numerics. Follows from the type where it is known. */
  readonly alignment?: number;
  /** Share of the rows, 0 … 1. */
  readonly nullFraction?: number;
  /** Share of the table's rows that have a value, where a predicate leaves the others out of the index. */
  readonly present?: number;
  /** How many different values among the rows. */
  readonly distinct?: number;
  /** Shares of the rows that hold the most common values. */
  readonly commonFrequencies?: readonly number[];
  /** Bytes of values from the smallest to the greatest, each standing for as many rows; better than `width`. */
  readonly widths?: readonly number[];
  /** Distances between values that part the others (not the most common) into groups of as many rows. */
  readonly distances?: { readonly each: readonly number[]; readonly whole: boolean };
  /** Rows that ANALYZE read to tell `distinct`, and of how many. */
  readonly sample?: { readonly rows: number; readonly of: number };
  /** -1 … 1, physical against logical order. */
  readonly correlation?: number;
  /** Name of the operator class: `int4_bloom_ops`. */
  readonly operatorClass?: string;
  /** Whether equal keys are equal byte for byte; follows from the type where it is absent. */
  readonly deduplicates?: boolean;
  /** GIN: what the values are broken into. */
  readonly elements?: GinElements;
}

export interface IndexShape {
  readonly method: string;
  readonly unique: boolean;
  /** Rows in the index: those of a partial index only. */
  readonly rows: number;
  readonly keys: readonly IndexKeySize[];
  readonly include: readonly IndexKeySize[];
  /** 8-kB pages of the table. */
  readonly heapPages: number;
  /** Percent; the method's default where it is absent. */
  readonly fillfactor?: number;
  /** Rows of the whole table, where the index is a partial one. */
  readonly tableRows?: number;
  /** Major version of the server that builds it; the newest where it is absent. */
  readonly major?: number;
  /** BRIN. */
  readonly pagesPerRange?: number;
}

export interface IndexSize {
  /** 8-kB pages of the main fork. */
  readonly pages: number;
  /** B-tree: levels above the leaves. */
  readonly treeLevel?: number;
}
