import { guardedAsk } from './ask.ts';
import { chokepoint } from './chokepoint.ts';
import type { GuardSetup } from './guard-setup.ts';
import { guardedPlan } from './guarded-plan.ts';
import type { Lines } from './lines.ts';
import type { PostgresSession } from './session.ts';

/** A session on the lines of a target. */
export function openSession(lines: Lines, setup: GuardSetup): PostgresSession {
  return {
    engine: 'postgres',
    server: setup.server,
    bounds: setup.bounds,
    ...chokepoint(lines, setup.bounds),
    ask: guardedAsk(lines, setup),
    plan: guardedPlan(lines, setup),
    inSnapshot: (work) => lines.inSnapshot(setup.bounds, (within) => work(openSession(within, setup))),
    close: lines.close,
  };
}
