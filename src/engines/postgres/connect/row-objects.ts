import type { PortalResult, TableResult } from './wire.ts';

/** Rows with their values by column name; of two columns with one name the last stays. */
export function inObjects({ fields, rows, truncated }: TableResult): PortalResult {
  return {
    // fromEntries makes own properties of all names, `__proto__` too.
    rows: rows.map((row) => Object.fromEntries(fields.map((field, at) => [field.name, row[at]]))),
    truncated: truncated !== undefined,
  };
}
