/** A column's values, row by row: what a driver or a CSV reader gives. */
export interface ColumnValues {
  readonly name: string;
  readonly values: ArrayLike<unknown>;
}

/** A column with a small number in place of each value. Equal numbers: equal values. */
export interface EncodedColumn {
  readonly name: string;
  /** 0 is NULL, values count from 1. */
  readonly codes: Int32Array;
  /** Different values, NULL not counted. */
  readonly distinct: number;
  readonly nulls: number;
}

/** Numbers the values of the rows told. NULL and undefined are the same; 1 and '1' are not. */
export function encodeColumn({ name, values }: ColumnValues, rows: Int32Array): EncodedColumn {
  const codes = new Int32Array(rows.length);
  const known = new Map<unknown, number>();
  let nulls = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const value = values[rows[at] as number];
    if (value === null || value === undefined) {
      nulls += 1;
      continue;
    }
    const identity = typeof value === 'object' ? objectIdentity(value) : value;
    let code = known.get(identity);
    if (code === undefined) {
      code = known.size + 1;
      known.set(identity, code);
    }
    codes[at] = code;
  }
  return { name, codes, distinct: known.size, nulls };
}

/** Dates, documents, arrays and bytes are what they say. */
export function objectIdentity(value: object): string {
  if (value instanceof Date) return `\u0000date ${value.getTime()}`;
  if (value instanceof Uint8Array) return `\u0000bytes ${value.join()}`;
  return `\u0000${JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))}`;
}
