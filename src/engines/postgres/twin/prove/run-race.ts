import { setTimeout as pause } from 'node:timers/promises';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import { attemptAll, fill, type Race } from '#engines/sql/design/try-scenarios.ts';
import { countOn } from './count-on.ts';
import { trialSession } from './trial-session.ts';

interface RaceRequest {
  readonly open: () => Promise<TwinConnection>;
  readonly fixture: readonly string[];
  readonly given: readonly string[];
  readonly sides: readonly [readonly string[], readonly string[]];
}

/** Long enough for a statement that waits for nothing; one that waits for a lock goes on after the other's commit. */
const HEAD_START_MS = 30;

/** Both sessions do their work before either commits, under both levels of isolation that lock rows. */
export async function runRace(connection: TwinConnection, { open, fixture, given, sides }: RaceRequest): Promise<Race> {
  const main = trialSession(connection);
  const rounds: Race['rounds'][number][] = [];
  for (const level of ['READ COMMITTED', 'REPEATABLE READ'] as const) {
    const connections = await Promise.all([open(), open()]);
    try {
      const [early] = await fill(main, given);
      if (early !== undefined) return { early: { message: early.message, isRefusal: true }, rounds: [] };
      await countOn(connection);
      const [first, second] = connections.map(trialSession);
      if (first === undefined || second === undefined) return { rounds };
      // The snapshot of both is taken before either does anything.
      for (const one of [first, second]) await attemptAll(one, [`BEGIN ISOLATION LEVEL ${level}`, 'SELECT 1']);
      const before = await attemptAll(first, sides[0]);
      const other = attemptAll(second, sides[1]);
      await Promise.race([other, pause(HEAD_START_MS)]);
      const ended = before ?? (await first.attempt('COMMIT'));
      // What a failed one holds is let go, so that the other need not wait for the end.
      if (ended !== undefined) await first.attempt('ROLLBACK');
      const ends = [ended, (await other) ?? (await second.attempt('COMMIT'))];
      rounds.push({ how: level, failures: ends.filter((failure) => failure !== undefined), broken: [] });
    } finally {
      await Promise.all(connections.map((one) => one.close()));
      await empty(connection);
      await fill(main, fixture);
      await countOn(connection);
    }
  }
  return { rounds };
}

async function empty(connection: TwinConnection): Promise<void> {
  const tables = await connection.query(
    `SELECT string_agg(format('%I', c.relname), ', ') AS names FROM pg_class AS c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
  );
  await connection.query(`TRUNCATE ${String(tables[0]?.['names'])} RESTART IDENTITY CASCADE`);
}
