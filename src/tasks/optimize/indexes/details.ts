import { planShape } from '#analysis/plan-shape.ts';
import type { QueryPlanRecord } from '#vocabulary/query-plan-record.ts';
import type { MeasuredSets } from './measure-sets.ts';
import type { ChangedPlan } from './plan-changed.ts';
import type { IndexesDetails } from './report-schema.ts';
import type { LoadSearch } from './search-load.ts';
import type { Service } from './services.ts';
import type { PassedOver } from './study-load.ts';

export function detailsOf(parts: {
  readonly search: LoadSearch;
  readonly services: readonly Service[];
  readonly measured: MeasuredSets | undefined;
  readonly planned: ReadonlyMap<number, ChangedPlan>;
  readonly records: readonly QueryPlanRecord[];
  readonly passedOver: readonly PassedOver[];
}): IndexesDetails {
  const { search, services, measured, planned, records, passedOver } = parts;
  const { result, weighed, offered } = search;
  const nameOf = (at: number) => offered[at]?.index.name ?? '';
  const last = measured === undefined ? 0 : measured.sets.length - 1;
  return {
    unit: weighed.unit,
    base: result.base,
    cost: result.cost,
    lowerBound: result.lowerBound,
    gap: result.gap,
    complete: result.complete,
    candidates: offered.filter(({ exists }) => !exists).length,
    questions: { asked: result.asked, settled: result.skipped, violations: { ...result.violations } },
    curve: result.curve.map(({ indexes, bytes, cost }) => ({ indexes: indexes.map(nameOf), bytes, cost })),
    indexes: services.map(({ index, change, verdict, bytes, gain, tax }) => ({
      index,
      change,
      verdict,
      bytes,
      gain,
      tax,
    })),
    statements: weighed.items.flatMap(({ studied, sample, weight }, at) => {
      const cost = result.itemCosts[at];
      if (cost === undefined) return [];
      const { fingerprint, normalized: text, calls } = studied.statement;
      const timed = measured?.trial.statements[measured.items.indexOf(at)];
      const under = timed?.kind === 'measured' ? timed.under : undefined;
      const plans = planned.get(at);
      const [first, final] = [under?.[0], under?.[last]];
      return [
        {
          fingerprint,
          text,
          calls: calls * sample.share,
          cost,
          weight,
          ...(sample.words === undefined ? {} : { values: sample.words }),
          uses: (plans?.after.used ?? []).map(nameOf),
          ...(plans === undefined
            ? {}
            : { shape: { before: planShape(plans.before.plan), after: planShape(plans.after.plan) } }),
          ...(first === undefined || final === undefined
            ? {}
            : { milliseconds: { before: first.median, after: final.median } }),
        },
      ];
    }),
    passedOver: passedOver.map(({ statement, why }) => ({ text: statement.normalized, why })),
    refused: result.refused.map(({ index, why }) => ({ index: nameOf(index), why })),
    plans: [...records],
  };
}
