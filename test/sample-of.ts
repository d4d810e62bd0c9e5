/**
 * The gate's sample of a long list: always the same, another with DBWRIGHT_SEED=…; all of it with DBWRIGHT_FULL=1.
 */
export function sampleOf<T>(list: readonly T[], size: number): readonly T[] {
  if (process.env['DBWRIGHT_FULL'] === '1' || list.length <= size) return list;
  let state = Number(process.env['DBWRIGHT_SEED'] ?? 1) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const left = [...list];
  return Array.from({ length: size }, () => left.splice(Math.floor(next() * left.length), 1)).flat();
}
