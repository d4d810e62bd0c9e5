import { recordPlan } from '#analysis/record-plan.ts';
import type { Context } from '#contracts/context.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryPlanRecord } from '#vocabulary/query-plan-record.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { askPlanner } from './ask-planner.ts';
import type { PassedOver, Studied } from './study-load.ts';
import { itemsOf, queriesOf } from './weigh-load.ts';

/** How every statement is planned as things are: what a later run is compared with. */
export async function recordPlans(
  whatIf: WhatIf,
  studied: readonly Studied[],
  facts: { readonly schema: DatabaseSchema; readonly statistics: Statistics | undefined; readonly context: Context },
): Promise<{ readonly records: readonly QueryPlanRecord[]; readonly failed: readonly PassedOver[] }> {
  const { schema, statistics, context } = facts;
  const items = itemsOf(studied);
  const planner = askPlanner(whatIf, queriesOf(items), [], context.signal);
  const plans = new Map<Studied, { readonly plan: Plan; readonly share: number }[]>();
  const costs = new Map<Studied, number>();
  const failed: PassedOver[] = [];
  for (const [at, { studied: one, sample }] of items.entries()) {
    context.progress({ message: `planning ${items.length} statements as things are`, share: at / items.length });
    try {
      const { plan, cost } = await planner.plan(at, []);
      plans.set(one, [...(plans.get(one) ?? []), { plan, share: sample.share }]);
      costs.set(one, (costs.get(one) ?? 0) + cost * sample.share * one.statement.calls);
    } catch (error) {
      if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
      if (!failed.some(({ statement }) => statement === one.statement)) {
        failed.push({ statement: one.statement, why: error.message });
      }
    }
  }
  const all = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
  const known = statistics === undefined ? {} : { statistics };
  const records = [...plans].map(([one, own]) => {
    const weight = (costs.get(one) ?? 0) / Math.max(all, 1e-9);
    return recordPlan({ statement: one.statement, plans: own, weight, schema, ...known });
  });
  return { records, failed };
}
