import type { Predicate } from '#vocabulary/resolved-query.ts';
import { rowsRead, type Scan } from './table-size.ts';

/** Conditions on one column (or expression) of one scan, and the share of the table's rows that meets them all. */
export interface Share {
  readonly column: string | undefined;
  readonly predicates: readonly Predicate[];
  readonly selectivity: number;
}

/**
 * The share of rows that each column's conditions let through. What one scan let through is shared out evenly (in
 * logarithms) among its columns: nothing in a plan says which of them did more. An analyzed index scan tells at least
 * the index's conditions from the filter.
 */
export function sharesOf(
  scan: Scan,
  predicates: readonly Predicate[],
  tableRows: number,
  isUnique: (column: string) => boolean,
): readonly Share[] {
  const { node } = scan;
  const out = rowsOut(scan);
  if (out === undefined || tableRows <= 0 || predicates.length === 0) return [];
  // A look-up by a unique column is one row by itself: it leaves nothing to share out.
  const unique = predicates.some(({ column, kind }) => kind === 'equality' && column !== undefined && isUnique(column));
  const read = node.type === 'Seq Scan' ? undefined : rowsRead(scan);
  const inIndex = (predicate: Predicate) => {
    const condition = node.conditions.index ?? node.conditions.recheck ?? '';
    return predicate.columns.some((column) => mentions(condition, column));
  };
  const joined = /\$\d|\w+\.\w+/.test(stripStrings(node.conditions.index ?? node.conditions.recheck ?? ''));
  if (read !== undefined && read > 0) {
    const indexed = unique || joined ? [] : split(predicates.filter(inIndex), read / tableRows, tableRows);
    return [
      ...indexed,
      ...split(
        predicates.filter((predicate) => !inIndex(predicate)),
        out / read,
        tableRows,
      ),
    ];
  }
  return unique || joined ? [] : split(predicates, out / tableRows, tableRows);
}

/** Rows that one loop of a scan inside a nested loop found: the table's rows over it are the key's distinct values. */
export function rowsPerLookup(scan: Scan): number | undefined {
  return rowsRead(scan) ?? scan.node.estimated?.rows;
}

/** True where the plan's condition compares the column, bare or qualified. */
export function mentions(condition: string, column: string): boolean {
  const quoted = `"${column.replaceAll('"', '""')}"`;
  const bare = stripStrings(condition);
  if (bare.includes(quoted)) return true;
  const name = column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w"$])${name}(?![\\w"$(])`).test(bare);
}

function rowsOut({ node, divisor, stoppable }: Scan): number | undefined {
  if (node.actual !== undefined && node.actual.loops > 0 && !stoppable) {
    return node.actual.rows * (node.parallelAware ? node.actual.loops : 1);
  }
  return node.estimated === undefined ? undefined : node.estimated.rows * (node.parallelAware ? divisor : 1);
}

function split(predicates: readonly Predicate[], selectivity: number, tableRows: number): readonly Share[] {
  const groups = new Map<string, Predicate[]>();
  for (const predicate of predicates) {
    const key = predicate.column ?? predicate.text;
    groups.set(key, [...(groups.get(key) ?? []), predicate]);
  }
  const least = 0.5 / tableRows;
  const total = Math.min(1, Math.max(least, selectivity));
  const each = total ** (1 / Math.max(1, groups.size));
  return [...groups.values()].map((group) => ({
    column: group[0]?.column,
    predicates: group,
    selectivity: each,
  }));
}

function stripStrings(condition: string): string {
  return condition.replace(/'(?:[^']|'')*'/g, "''").replace(/::[a-z_ ]+(?:\[\])?/g, '');
}
