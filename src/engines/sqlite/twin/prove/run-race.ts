import { copyFile, rm } from 'node:fs/promises';
import type { EndCheck } from '#engines/sql/design/end-checks.ts';
import { attemptAll, brokenChecks, fill, type Race } from '#engines/sql/design/try-scenarios.ts';
import { openTrial } from './open-trial.ts';

interface RaceRequest {
  readonly given: readonly string[];
  readonly sides: readonly [readonly string[], readonly string[]];
  readonly checks: readonly EndCheck[];
}

/**
 * Two connections to one file, a copy of the one that is filled and that nobody writes to meanwhile. The second begins while the first has written and
 * not committed: it is told that the file is locked, and tries again when the first is done, as every application does.
 */
export async function runRace(
  filled: string,
  path: string,
  { given, sides, checks }: RaceRequest,
  signal: AbortSignal,
): Promise<Race> {
  await copyFile(filled, path);
  const [first, second] = [openTrial(path, signal), openTrial(path, signal)];
  try {
    const [early] = await fill(first.session, given);
    if (early !== undefined) return { early: { message: early.message, isRefusal: true }, rounds: [] };
    const one = await attemptAll(first.session, ['BEGIN IMMEDIATE', ...sides[0]]);
    const tooSoon = await second.session.attempt('BEGIN IMMEDIATE');
    if (tooSoon === undefined) await second.session.attempt('ROLLBACK');
    const ended = one ?? (await first.session.attempt('COMMIT'));
    if (ended !== undefined) await first.session.attempt('ROLLBACK');
    const other = await attemptAll(second.session, ['BEGIN IMMEDIATE', ...sides[1], 'COMMIT']);
    if (other !== undefined) await second.session.attempt('ROLLBACK');
    const failures = [ended, other].filter((failure) => failure !== undefined);
    const how = tooSoon === undefined ? 'one after the other' : 'the second waited for the first';
    return { rounds: [{ how, failures, broken: await brokenChecks(second.session, checks) }] };
  } finally {
    await Promise.all([first.close(), second.close()]);
    await rm(path, { force: true });
  }
}
