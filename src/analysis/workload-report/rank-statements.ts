import type { LoadStatement } from '#vocabulary/query-load.ts';

/** What statements are ranked by. */
export type Measure = 'time' | 'calls' | 'mean' | 'read' | 'temp' | 'wal' | 'planning';

/** ms, calls, 8-kB blocks or bytes, over all calls (mean: of one); 0 where nobody counted. */
export const measured: Readonly<Record<Measure, (statement: LoadStatement) => number>> = {
  time: ({ milliseconds }) => milliseconds?.total ?? 0,
  calls: ({ calls }) => calls,
  mean: ({ milliseconds }) => milliseconds?.mean ?? 0,
  read: ({ counted }) => counted?.blocks.sharedRead ?? 0,
  temp: ({ counted }) => (counted === undefined ? 0 : counted.blocks.tempRead + counted.blocks.tempWritten),
  wal: ({ counted }) => counted?.wal?.bytes ?? 0,
  planning: ({ counted }) => counted?.planning?.totalMs ?? 0,
};

/** Less of the whole than this is not worth a line. */
const leastShare = 0.01;

/** The first `most` by a measure, without those that make up less than one part in a hundred of it. */
export function rankStatements(
  statements: readonly LoadStatement[],
  measure: Measure,
  most: number,
): readonly LoadStatement[] {
  const of = measured[measure];
  const whole = measure === 'mean' ? 0 : statements.reduce((total, one) => total + of(one), 0);
  return statements
    .filter((one) => of(one) > 0 && of(one) >= whole * leastShare)
    .toSorted((one, other) => of(other) - of(one))
    .slice(0, most);
}

/** The fewest statements that take `share` of the time together, those that take the most first. */
export function fewestThatTake(
  statements: readonly LoadStatement[],
  wholeMs: number,
  share: number,
): { readonly statements: readonly LoadStatement[]; readonly share: number } {
  const ranked = statements.toSorted((one, other) => measured.time(other) - measured.time(one));
  let taken = 0;
  for (const [at, one] of ranked.entries()) {
    taken += measured.time(one);
    if (taken >= wholeMs * share) return { statements: ranked.slice(0, at + 1), share: taken / wholeMs };
  }
  return { statements: ranked, share: wholeMs === 0 ? 0 : taken / wholeMs };
}
