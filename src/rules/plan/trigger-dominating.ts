import { weighPlan } from '#analysis/plan-weights.ts';
import { count, duration, percent } from '#analysis/plan-words.ts';
import { type TriggerRun, triggerKind, writingNode } from '#analysis/trigger-costs.ts';
import { defineRule } from '#contracts/rule.ts';
import { planFinding } from '#rules/plan-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

const id = 'trigger-dominating';
const source = 'https://www.postgresql.org/docs/18/trigger-definition.html';

/** Below a fifth of the statement its own work is what counts. */
const leastPart = 0.2;
const leastMs = 1;

export const triggerDominating = defineRule({
  id,
  summary: 'The triggers of a table take a fifth of the statement’s time or more.',
  needs: ['plan'],
  likes: ['schema'],
  engines: ['postgres'],
  source,
  *check({ plan, schema }) {
    const weights = weighPlan(plan);
    const runs = plan.triggers.filter((run) => triggerKind(run, schema) === 'user');
    const spent = runs.reduce((sum, { ms = 0 }) => sum + ms, 0);
    const [worst] = [...runs].sort((one, other) => (other.ms ?? 0) - (one.ms ?? 0));
    const share = spent / weights.total;
    if (worst === undefined || weights.by !== 'time' || spent < leastMs || share < leastPart) return;
    const node = writingNode(plan, worst.relation);
    const weight = weights.nodes.find((one) => one.node.id === node.id);
    if (weight === undefined) return;
    const others = runs.length > 1 ? `; all ${count(runs.length)} triggers ${duration(spent)}` : '';
    yield planFinding({
      rule: { id, source },
      weights,
      weight,
      share,
      message: `Trigger ${worst.name} was run ${count(worst.calls)} times and took ${duration(worst.ms ?? 0)}${others}, ${percent(share)} of the statement`,
      why: 'A row-level trigger is called anew for every row, and each query in it is planned and run on its own; EXPLAIN shows only the sum.',
      advice: adviceFor(worst, schema),
      observed: { what: 'time in triggers', value: spent, unit: 'ms' },
    });
  },
});

function adviceFor(run: TriggerRun, schema: DatabaseSchema | undefined): string {
  const definition = schema?.objects.find(
    ({ kind, name, table }) => kind === 'trigger' && name === run.name && table === (run.relation ?? table),
  )?.definition;
  const called = /EXECUTE (?:FUNCTION|PROCEDURE) ([\w."]+)/i.exec(definition ?? '')?.[1];
  const perRow = definition === undefined ? run.calls > 1 : /FOR EACH ROW/i.test(definition);
  const body = called === undefined ? 'its function' : `the function ${called}`;
  return `No statement is proposed, because the remedy is in ${body}: ${
    perRow
      ? 'do the work once for the whole statement (FOR EACH STATEMENT with REFERENCING NEW TABLE AS …), or let a WHEN condition call it only for rows that matter.'
      : 'see which of its queries is slow.'
  } auto_explain.log_nested_statements shows the plans of the queries in it.`;
}
