import type { FunctionalDependency } from './functional-dependency.ts';

/**
 * Do the relations, joined again, give exactly the rows of the table that they were cut from, whatever the rows?
 * The chase of Aho, Beeri and Ullman, "The theory of joins in relational databases" (1979).
 */
export function isLossless(
  attributes: readonly string[],
  relations: readonly (readonly string[])[],
  dependencies: readonly FunctionalDependency[],
): boolean {
  const at = new Map(attributes.map((name, index) => [name, index]));
  const places = (names: readonly string[]) => names.flatMap((name) => at.get(name) ?? []);
  // A row for each relation: 0 is the known value of a column, any other number an unknown one.
  const rows = relations.map((relation, index) => attributes.map((name) => (relation.includes(name) ? 0 : index + 1)));
  const rules = dependencies.map(({ determinant, dependent }) => [places(determinant), places(dependent)] as const);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [from, to] of rules) {
      const seen = new Map<string, number[]>();
      for (const row of rows) {
        const key = from.map((column) => row[column]).join();
        const first = seen.get(key);
        if (first === undefined) seen.set(key, row);
        else changed = equate(rows, first, row, to) || changed;
      }
    }
    if (rows.some((row) => row.every((symbol) => symbol === 0))) return true;
  }
  return rows.some((row) => row.every((symbol) => symbol === 0));
}

function equate(rows: readonly number[][], one: number[], other: number[], columns: readonly number[]): boolean {
  let changed = false;
  for (const column of columns) {
    const [least, most] = [one[column] ?? 0, other[column] ?? 0].sort((a, b) => a - b) as [number, number];
    if (least === most) continue;
    changed = true;
    for (const row of rows) if (row[column] === most) row[column] = least;
  }
  return changed;
}
