import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '#engines/postgres/connect.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { binariesOf, startTestServer } from '../../servers.ts';
import { as, testContext } from '../postgres/reading.ts';
import type { AttackCase, Attacker } from './attack-case.ts';
import { attackCases } from './attacks.ts';
import { brightPath, shadowedPath } from './hostile/relations.ts';
import { hostileServerSettings, prepareHostileDatabase } from './hostile-database.ts';
import { majorsToTry } from './majors.ts';
import { type Ask, type AttackOutcome, casesFor, runAttacks } from './run-attacks.ts';
import { unguarded } from './unguarded.ts';
import { changes, openWorld, type World } from './world.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';

const bounds = Bounds.parse({
  statementMs: 3_000,
  lockMs: 500,
  rows: 1_000,
  bytes: 4_000_000,
  temporaryBytes: 32_000_000,
});

describe.each(majorsToTry())('PostgreSQL %i', (major) => {
  const skipped = binariesOf(major) === undefined && process.env['CI'] !== 'true';
  let server: EmbeddedServer;
  let world: World;
  beforeAll(async () => {
    if (skipped) return;
    server = await startTestServer({ major, settings: hostileServerSettings });
    await prepareHostileDatabase(server);
    world = await openWorld(server);
  });
  afterAll(async () => {
    await world?.close();
    await server?.stop();
  });

  test.skipIf(skipped)('no attack passes the guard', { timeout: 1_800_000 }, async () => {
    // In the gate the newest major gets a third, the others and the owner less; the full run tries everything.
    const outcomes = [
      ...(await attackThroughTheGuard('administrator', sampleOf(attackCases, major === 18 ? 3 : 8))),
      ...(await attackThroughTheGuard('owner', sampleOf(attackCases, 8))),
    ];
    const passed = outcomes.filter((outcome) => outcome.passed.length > 0);
    console.log(`PostgreSQL ${major}: ${outcomes.length} attacks: ${passed.length} passed`);
    expect(passed.map(told)).toEqual([]);
  });

  // Without it a case might be harmless by a slip of the pen, and its refusal would prove nothing.
  test.skipIf(skipped)('without the guard the same attacks do harm', { timeout: 1_800_000 }, async () => {
    const cases = sampleOf(
      attackCases.filter(({ control }) => control !== false),
      10,
    );
    const harmless: string[] = [];
    let count = 0;
    for (const attacker of ['administrator', 'owner'] as const) {
      // One of the two is enough, and the administrator can do more.
      const own = casesFor(cases, { as: attacker, server }).filter((one) => one.as[0] === attacker);
      const { ask, close } = unguarded(loginOf(attacker));
      const limits = { statementMs: bounds.statementMs, temporaryBytes: Number.MAX_SAFE_INTEGER };
      const done = await runAttacks({ ask, as: attacker, server, world, ...limits }, own);
      await close();
      count += done.length;
      harmless.push(
        ...done.filter((outcome) => !didHarm(outcome)).map((outcome) => `${told(outcome)} ${outcome.reply}`),
      );
    }
    console.log(`PostgreSQL ${major}: ${count} controls: ${harmless.length} did no harm`);
    expect(harmless).toEqual([]);
  });

  const loginOf = (attacker: Attacker) => as(server.url, attacker === 'owner' ? 'owner' : 'postgres');

  async function attackThroughTheGuard(
    attacker: Attacker,
    cases: readonly AttackCase[],
  ): Promise<readonly AttackOutcome[]> {
    await world.run(shadowedPath);
    const before = await world.observe();
    const session = await connect(loginOf(attacker), { bounds }, testContext());
    const ask: Ask = (text, parameters = {}) => session.ask({ text, parameters });
    try {
      expect(changes(before, await world.observe()), 'what connecting alone does').toEqual([]);
      await world.run(brightPath);
      await world.endAttackers();
      // The connection that was ended may not know it yet.
      await ask('SELECT 1').catch(() => undefined);
      const { statementMs, temporaryBytes } = bounds;
      const outcomes = await runAttacks({ ask, as: attacker, server, world, statementMs, temporaryBytes }, cases);
      await expect(ask("SELECT 'alive' AS x")).resolves.toMatchObject({ rows: [['alive']] });
      return outcomes;
    } finally {
      await session.close();
    }
  }
});

/** In the gate one of `every`, which DBWRIGHT_SEED moves; in the full run all. */
function sampleOf(cases: readonly AttackCase[], every: number): readonly AttackCase[] {
  const seed = Number(process.env['DBWRIGHT_SEED'] ?? 0);
  return cases.filter((_, at) => full || at % every === seed % every);
}

/** For an attack that may be answered, the answer without the guard is no harm by itself. */
function didHarm({ attack, passed }: AttackOutcome): boolean {
  return attack.harm === 'seen'
    ? passed.some((reason) => !/answered/.test(reason))
    : passed.length > 0 || attack.harm === 'bounded';
}

function told({ attack, as: attacker, passed, milliseconds }: AttackOutcome): string {
  return `${attack.class} / ${attack.name} (${attacker}, ${milliseconds} ms): ${passed.join('; ')}`;
}
