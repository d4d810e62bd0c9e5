import type { FactName, Facts } from '#contracts/facts.ts';
import type { GatherRequest, Reading } from './gather.ts';
import { makeExport } from './make-export.ts';

/** Facts that an export holds where they can be had: they must not stand in the way of the rest. */
export function extrasOf({ engine, exported, needs, spared = [] }: GatherRequest): readonly FactName[] {
  const counted = ['workload', 'usage', 'counters'] as const;
  return counted.filter(
    (fact) =>
      !needs.includes(fact) &&
      !spared.includes(fact) &&
      (exported === undefined ? engine[fact] : exported[fact]) !== undefined,
  );
}

/** What the other facts are, in one piece. */
export function readSnapshot(request: GatherRequest, facts: Partial<Facts>): Reading<'snapshot'> {
  const { engine, redact, exported, context, spared = [] } = request;
  const { server, settings = {}, schema, statistics, workload, usage, counters } = facts;
  if (server === undefined || schema === undefined || statistics === undefined) {
    return { absent: 'There is no database to export.', remedy: 'Give --url.' };
  }
  const parts = {
    ...{ server, settings, schema, statistics },
    ...(workload === undefined || spared.includes('workload') ? {} : { workload }),
    ...(usage === undefined ? {} : { usage }),
    ...(counters === undefined ? {} : { counters }),
  };
  const takenAt = exported?.takenAt ?? context.clock().toISOString();
  return { value: makeExport(parts, { takenAt, redact, redactSql: engine.parse?.redact }) };
}
