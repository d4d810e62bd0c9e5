import { baseRelationNodes, walkPlan } from '#analysis/plan-walk.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { planFinding } from '#rules/plan-finding.ts';
import type { Plan } from '#vocabulary/plan.ts';

const id = 'incomplete-instrumentation';
const source = 'https://www.postgresql.org/docs/18/sql-explain.html';

export const incompleteInstrumentation = defineRule({
  id,
  summary: 'The plan was taken without what tells where the time went: ANALYZE, TIMING, BUFFERS or the time of reads.',
  needs: ['plan'],
  likes: ['server'],
  engines: ['postgres'],
  source,
  *check({ plan, server }) {
    // Of a live server dbwright asks for estimates only: that is no omission of anybody.
    if (server !== undefined && !plan.analyzed) return;
    const weights = weighPlan(plan);
    const [weight] = weights.nodes;
    const lack = lacking(plan);
    if (weight === undefined || lack === undefined) return;
    yield planFinding({
      rule: { id, source },
      weights,
      weight,
      share: 1,
      severity: 'info',
      message: lack.message,
      why: lack.why,
      advice: lack.advice,
      observed: { what: lack.what, value: 0, unit: '' },
    });
  },
});

/** Reading so many blocks (1.6 MB) may be felt. */
const manyBlocks = 200;

interface Lack {
  readonly what: string;
  readonly message: string;
  readonly why: string;
  readonly advice: string;
}

const again =
  'No statement is proposed, because the query itself must be run: take the plan with EXPLAIN (ANALYZE, BUFFERS, VERBOSE, SETTINGS, FORMAT JSON)';

/** The first thing that is lacking; what comes after it cannot be judged yet. */
function lacking(plan: Plan): Lack | undefined {
  // A planner with a unit of its own has no such options.
  if (plan.costUnit !== undefined) return undefined;
  if (!plan.analyzed) {
    return {
      what: 'nodes measured',
      message: 'The plan was only estimated: how many rows came and how long each step took is not known',
      why: 'The planner’s costs rest on its own estimates; where these are wrong, the costs are wrong with them, and only a run shows it.',
      advice: `${again}; of a query that writes, inside a transaction that is rolled back.`,
    };
  }
  if (plan.root.actual?.totalMs === undefined && plan.root.actual?.loops !== 0) {
    return {
      what: 'nodes timed',
      message: 'The query was run without TIMING: how long each step took is not known',
      why: 'Without times each step is weighed by the planner’s cost, which need not be what it took.',
      advice: `${again}, without TIMING OFF.`,
    };
  }
  const nodes = walkPlan(plan).map(({ node }) => node);
  // What another server read it does not tell.
  const reads = baseRelationNodes(plan).some(
    ({ type, actual }) => type !== 'Foreign Scan' && (actual?.rows ?? 0) * (actual?.loops ?? 0) > 0,
  );
  if (reads && nodes.every(({ buffers }) => buffers === undefined)) {
    return {
      what: 'blocks counted',
      message: 'The query was run without BUFFERS: how many blocks each step touched and read is not known',
      why: 'Times differ from run to run with what is cached; blocks do not, and tell a slow disk from too much work.',
      advice: `${again}.`,
    };
  }
  const read = plan.root.buffers?.sharedRead ?? 0;
  if (read >= manyBlocks && nodes.every(({ io }) => io === undefined)) {
    return {
      what: 'reads timed',
      message: `${countOf(read, 'block')} had to be read and track_io_timing is off: how long reading them took is not known`,
      why: 'Without it the time of a step that waits for the disk looks like the time of one that computes.',
      advice:
        'No statement is proposed for the whole server: SET track_io_timing = on (a superuser, or who was granted it) for the session that takes the plan; pg_test_timing shows whether the clock is quick enough to leave it on, as it mostly is.',
    };
  }
  return undefined;
}
