export interface Majority<T, V> {
  readonly style: V;
  readonly followers: readonly T[];
  /** The others, each with its own style. */
  readonly deviants: readonly { readonly item: T; readonly style: V }[];
}

/** Fewer, and nothing can be called a habit. */
const fewestItems = 6;
const leastShare = 0.75;

/** What most items have in common, where there is such a thing; items without a style do not vote. */
export function majority<T, V>(items: readonly T[], styleOf: (item: T) => V | undefined): Majority<T, V> | undefined {
  const voting = items.flatMap((item) => {
    const style = styleOf(item);
    return style === undefined ? [] : [{ item, style }];
  });
  if (voting.length < fewestItems) return undefined;
  const counts = new Map<V, number>();
  for (const { style } of voting) counts.set(style, (counts.get(style) ?? 0) + 1);
  const [first] = [...counts].sort((one, other) => other[1] - one[1]);
  if (first === undefined || first[1] / voting.length < leastShare) return undefined;
  return {
    style: first[0],
    followers: voting.filter(({ style }) => style === first[0]).map(({ item }) => item),
    deviants: voting.filter(({ style }) => style !== first[0]),
  };
}
