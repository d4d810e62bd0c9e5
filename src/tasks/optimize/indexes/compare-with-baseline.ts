import { z } from 'zod';
import { compareBaseline } from '#analysis/compare-baseline.ts';
import { countOf } from '#analysis/plan-words.ts';
import type { Baseline } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Finding } from '#vocabulary/finding.ts';
import { QueryPlanRecord } from '#vocabulary/query-plan-record.ts';
import type { PassedOver } from './study-load.ts';

const Earlier = z.object({ plans: z.array(QueryPlanRecord) });

/** How the plans differ from those of the baseline; nothing where there is none. Problem `invalid` where it holds no plans. */
export function compareWithBaseline(
  baseline: Baseline | undefined,
  now: { readonly records: readonly QueryPlanRecord[]; readonly failed: readonly PassedOver[]; readonly by: string },
): { readonly findings: readonly Finding[]; readonly sentences: readonly string[]; readonly worse: readonly string[] } {
  if (baseline === undefined) return { findings: [], sentences: [], worse: [] };
  const how = 'Make one: dbwright optimize indexes … --format json --out base.json';
  if (baseline.kind === 'export') throw problem('invalid', 'The baseline is an export, which holds no plans.', how);
  const read = Earlier.safeParse(baseline.report.details);
  if (!read.success)
    throw problem('invalid', 'The baseline holds no plans: it is no report of `optimize indexes`.', how);
  const findings = compareBaseline(read.data.plans, now.records, { failed: now.failed, by: now.by });
  const regressions = findings.filter(({ regression }) => regression === true);
  const looked = countOf(now.records.length, 'statement');
  return {
    findings,
    sentences: [
      regressions.length === 0
        ? `None of ${looked} got worse than in the baseline.`
        : `${countOf(regressions.length, 'regression')} against the baseline, of ${looked}.`,
    ],
    worse: now.records.flatMap(({ fingerprint }) =>
      regressions.some((one) => one.fingerprint.includes(fingerprint)) ? [fingerprint] : [],
    ),
  };
}
