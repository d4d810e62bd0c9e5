import { weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName, percent } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'conflicting-insert';
const source = 'https://www.postgresql.org/docs/18/sql-insert.html#SQL-ON-CONFLICT';

const fewest = 100;
const many = 1000;

export const conflictingInsert = defineRule({
  id,
  summary: 'Half of the rows to be inserted or more are there already.',
  needs: ['plan'],
  likes: ['query'],
  engines: ['postgres'],
  source,
  *check({ plan, query }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const resolution = node.extra['Conflict Resolution'];
      const conflicting = figure(node, 'Conflicting Tuples');
      const tried = figure(node, 'Tuples Inserted') + conflicting;
      const share = weight.share * (conflicting / Math.max(1, tried));
      if (typeof resolution !== 'string' || conflicting < fewest || conflicting < tried / 2) continue;
      // A condition on DO UPDATE leaves rows alone that need no change: that is the remedy already.
      const updates = resolution.toUpperCase() === 'UPDATE';
      const adds = updates && addsUp(query?.text ?? '');
      if (updates && node.extra['Conflict Filter'] !== undefined) continue;
      // Counting up is what DO UPDATE is for, as long as some rows are new.
      if (adds && (conflicting < many || conflicting < 0.99 * tried)) continue;
      if (share < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(node)} tried ${countOf(tried, 'row')}, of which ${count(conflicting)} (${percent(conflicting / tried)}) were there already and were ${updates ? 'updated' : 'thrown away'}`,
        why: updates
          ? 'Each of these rows gets a new version, with a dead one behind it, its entries in the log and often in every index, even where nothing in it changes.'
          : 'Each of these rows is made, has its defaults and sequence numbers spent and is looked up in the unique index, only to be dropped.',
        advice: adds
          ? 'No statement is proposed, because the remedy is another form of the query: where nearly all rows are known, UPDATE … FROM the rows first, which joins them at once instead of trying an insertion for each (and spending a sequence number), and INSERT … ON CONFLICT only those that it did not find.'
          : updates
            ? 'No statement is proposed, because the remedy is another form of the query: add WHERE (t.a, t.b) IS DISTINCT FROM (excluded.a, excluded.b) to DO UPDATE, so that rows that stay as they are are not written.'
            : 'No statement is proposed, because the remedy is another form of the query: leave the known rows out with NOT EXISTS in the SELECT and keep ON CONFLICT for the few that come in between.',
        observed: { what: 'conflicting rows', value: conflicting, unit: 'rows' },
      });
    }
  },
});

/** `seen = words.seen + excluded.seen`: every row changes, and that is what it is for. */
function addsUp(text: string): boolean {
  return /\bdo\s+update\s+set\b.*(?:[+*-]|\|\|)/is.test(text.replace(/'(?:[^']|'')*'|--.*$/gm, ''));
}

function figure({ extra }: PlanNode, name: string): number {
  const value = extra[name];
  return typeof value === 'number' ? value : 0;
}
