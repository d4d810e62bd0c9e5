/** 1.2.0 is 1.2, and 2 comes before 10. */
export function flywayVersionOrder(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, other] = [left[at] ?? '0', right[at] ?? '0'];
    if (one !== other) return one.length - other.length || (one < other ? -1 : 1);
  }
  return 0;
}

function partsOf(version: string): readonly string[] {
  return version.split(/[._]/).map((part) => part.replace(/^0+(?=.)/, ''));
}
