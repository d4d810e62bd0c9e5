import { countOf } from '#analysis/plan-words.ts';
import { problem } from '#contracts/problem-error.ts';
import type { RefusedRows, SeedProof } from '#contracts/seed.ts';

/** More of a table's rows than this share are not left out in silence: then its constraint was not understood at all. */
const mostLeftOut = 0.5;

/**
 * Problem `unsupported` where rows that a server refuses cannot simply be left out: all of them were not loaded, or most
 * of a table was refused, or it is the whole that is refused at the end of the transaction.
 */
export function checkProof(proof: SeedProof): void {
  const { refused, accepted, without, isWhole } = proof;
  if (refused.length === 0) return;
  const isLast = refused.some(({ table }) => ![...without.keys()].some((place) => place.startsWith(table)));
  const emptied = Object.keys(accepted).find((table) => {
    const left = without.get(table)?.size ?? 0;
    return left > mostLeftOut * (left + (accepted[table] ?? 0));
  });
  if (isWhole && !isLast && emptied === undefined) return;
  const [worst] = refused
    .filter(({ table }) => emptied === undefined || table === emptied)
    .toSorted((a, b) => b.rows - a.rows);
  throw problem(
    'unsupported',
    `Rows were made that the server refuses: ${words(worst ?? refused[0])}`,
    isWhole
      ? 'The condition could not be followed. Write it in a way that can be read off the schema (a CHECK on columns), or load the rows while triggers do not fire (--triggers off).'
      : 'Ask for fewer rows, or for more of them to be tried (--proof): up to that number each row is tried, and what is refused is left out. Triggers are told not to fire by --triggers off.',
  );
}

function words(refused: RefusedRows | undefined): string {
  if (refused === undefined) return 'no reason was given.';
  const { table, by, message, rows } = refused;
  return `${countOf(rows, 'row')} of ${table || 'the database'}, by ${by}: ${message}`;
}
