/** How alike two names are, 0 … 1: the share of their letter pairs that both have (Dice). https://doi.org/10.2307/1932409 */
export function alikeNames(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  if (left.length === 0 || right.length === 0) return a === b ? 1 : 0;
  const open = [...right];
  let shared = 0;
  for (const pair of left) {
    const at = open.indexOf(pair);
    if (at < 0) continue;
    open.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (left.length + right.length);
}

function pairsOf(name: string): readonly string[] {
  const letters = name.toLowerCase();
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2));
}

/** Members of both lists, of those of the longer one; 0 where there are none. */
export function sharedPart(a: readonly string[], b: readonly string[]): number {
  const wanted = new Set(b);
  return a.filter((one) => wanted.has(one)).length / Math.max(1, a.length, b.length);
}
