import { count, countOf } from '#analysis/plan-words.ts';
import { sum } from '#analysis/workload-report/load-shares.ts';
import { defineRule } from '#contracts/rule.ts';
import { fingerprint } from '#rules/fingerprint.ts';

const id = 'forgotten-statements';
const source = 'https://www.postgresql.org/docs/18/pgstatstatements.html';

/** It forgets a twentieth at a time; half full it forgot long ago, when less was kept. */
const full = 0.8;
/** Twice as many, and at least the twofold of the default: an entry takes about a kilobyte. */
const least = 10_000;

export const forgottenStatements = defineRule({
  id,
  summary: 'The server forgets statements, since it keeps too few.',
  needs: ['workload'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ workload, settings }) {
    const { forgotten = 0, statements, leftOut } = workload;
    if (forgotten === 0) return;
    const kept = statements.length + sum(Object.values(leftOut), (share) => share.statements);
    const most = Number(settings?.['pg_stat_statements.max']?.value ?? Number.NaN);
    // It counts the statements of all databases: of this one there may be far fewer.
    if (kept < full * most) return;
    const value = Math.max(least, 2 * (Number.isNaN(most) ? kept : most));
    yield {
      rule: id,
      severity: 'warning',
      at: 'pg_stat_statements.max',
      message: `It forgot its rarest statements ${countOf(forgotten, 'time')}, as it keeps no more than ${Number.isNaN(most) ? 'pg_stat_statements.max' : count(most)}; ${count(kept)} are there now.`,
      why: 'What is forgotten and comes again is counted from nothing: totals are too small, shares are wrong, and each time the server forgets, all statements wait.',
      evidence: [
        {
          level: 'measured',
          by: workload.origin,
          what: 'times that statements were forgotten',
          before: forgotten,
          unit: 'times',
          source,
        },
      ],
      changes: [{ kind: 'alter-system', name: 'pg_stat_statements.max', value: String(value), effect: 'restart' }],
      advice:
        'First see whether many texts are one statement (many-texts-of-one-statement): then more room fills up as well. Each entry takes about a kilobyte of shared memory.',
      fingerprint: fingerprint(id, []),
    };
  },
});
