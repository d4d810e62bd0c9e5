/** The name that was probably meant: at most a third of its letters differ. The first of equals wins. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const measured = names.map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }));
  const [nearest] = measured.toSorted((a, b) => a.distance - b.distance);
  if (nearest === undefined) return undefined;
  return nearest.distance <= Math.max(2, Math.ceil(nearest.name.length / 3)) ? nearest.name : undefined;
}

/** Letters to insert, delete or replace (Levenshtein 1966). */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
