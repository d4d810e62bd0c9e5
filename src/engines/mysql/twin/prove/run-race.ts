import { setTimeout as pause } from 'node:timers/promises';
import type { TwinConnection } from '#engines/mysql/twin/connection.ts';
import type { EndCheck } from '#engines/sql/design/end-checks.ts';
import { attemptAll, brokenChecks, fill, type Race } from '#engines/sql/design/try-scenarios.ts';
import { trialSession } from './trial-session.ts';

interface RaceRequest {
  readonly open: () => Promise<TwinConnection>;
  readonly given: readonly string[];
  readonly sides: readonly [readonly string[], readonly string[]];
  readonly checks: readonly EndCheck[];
  /** Puts the database back as it was. */
  readonly reset: () => Promise<void>;
}

/** Long enough for a statement that waits for nothing; one that waits for a lock goes on after the other's commit. */
const HEAD_START_MS = 30;

/** Both sessions do their work before either commits, under each level of isolation that servers are run with. */
export async function runRace(connection: TwinConnection, request: RaceRequest): Promise<Race> {
  const { open, given, sides, checks, reset } = request;
  const main = trialSession(connection);
  const rounds: Race['rounds'][number][] = [];
  for (const level of ['REPEATABLE READ', 'READ COMMITTED'] as const) {
    const connections = await Promise.all([open(), open()]);
    try {
      const [early] = await fill(main, given);
      if (early !== undefined) return { early: { message: early.message, isRefusal: true }, rounds: [] };
      const [first, second] = connections.map(trialSession);
      if (first === undefined || second === undefined) return { rounds };
      for (const one of [first, second]) {
        await attemptAll(one, [`SET SESSION TRANSACTION ISOLATION LEVEL ${level}`, 'BEGIN', 'SELECT 1']);
      }
      const before = await attemptAll(first, sides[0]);
      const other = attemptAll(second, sides[1]);
      await Promise.race([other, pause(HEAD_START_MS)]);
      const ends = [
        before === undefined ? await first.attempt('COMMIT') : await rolledBack(first, before),
        (await other) ?? (await second.attempt('COMMIT')),
      ];
      const failures = ends.filter((failure) => failure !== undefined);
      rounds.push({ how: level, failures, broken: await brokenChecks(main, checks) });
    } finally {
      await Promise.all(connections.map((one) => one.close()));
      await reset();
    }
  }
  return { rounds };
}

/** What the first holds is let go, so that the second need not wait for the end. */
async function rolledBack<T>(session: ReturnType<typeof trialSession>, failure: T): Promise<T> {
  await session.attempt('ROLLBACK');
  return failure;
}
