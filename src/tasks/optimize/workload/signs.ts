import { count, duration, percent, times } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { loadRepeats } from '#analysis/workload-report/load-repeats.ts';
import type { LoadShares } from '#analysis/workload-report/load-shares.ts';
import { outlineDifference, planOutline } from '#analysis/workload-report/plan-outline.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { Section } from '#vocabulary/section.ts';
import type { WorkloadDetails } from './workload-report.ts';

/** Statements that are run once per row, by the order in a log or by their counts. */
export function repeatsOf(load: QueryLoad): WorkloadDetails['repeats'] {
  const seen = (load.repeats?.repeated ?? []).map((one) => ({
    fingerprint: one.fingerprint,
    normalized: one.normalized,
    by: 'seen' as const,
    executions: one.repeats.total,
    ...(one.milliseconds === undefined ? {} : { milliseconds: one.milliseconds.total }),
    ...(one.parent === undefined ? {} : { parent: one.parent.normalized }),
  }));
  const counted = loadRepeats(load).map(({ statement, parent }) => ({
    fingerprint: statement.fingerprint,
    normalized: statement.normalized,
    by: 'counted' as const,
    executions: statement.calls,
    ...(statement.milliseconds === undefined ? {} : { milliseconds: statement.milliseconds.total }),
    parent: parent.normalized,
  }));
  return [...seen, ...counted];
}

export function repeatsTable(repeats: WorkloadDetails['repeats'], { wholeMs }: LoadShares): readonly Section[] {
  if (repeats.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Run once per row (dbwright optimize n-plus-one writes the one statement instead)',
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'executions', align: 'right' },
        { name: 'share', align: 'right' },
        { name: 'for the rows of', align: 'left' },
        { name: 'known by', align: 'left' },
      ],
      rows: repeats
        .slice(0, 10)
        .map(({ normalized, executions, milliseconds, parent, by }) => [
          shortSql(normalized, 80),
          count(executions),
          milliseconds === undefined || wholeMs === 0 ? '' : percent(milliseconds / wholeMs),
          parent === undefined ? '' : shortSql(parent, 60),
          by === 'seen' ? 'their order' : 'their counts',
        ]),
    },
  ];
}

/** Statements whose plans came in several shapes, with what tells these apart. */
export function flipsTable({ statements }: QueryLoad): readonly Section[] {
  const flips = statements.filter(({ plans }) => plans.length > 1).slice(0, 5);
  if (flips.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Several plans for one statement (auto_explain)',
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'seen', align: 'right' },
        { name: 'mean', align: 'right' },
        { name: 'longest', align: 'right' },
        { name: 'plan', align: 'left' },
      ],
      rows: flips.flatMap(planRows),
    },
  ];
}

/** The commonest plan first; of the others what they do in its place. */
function planRows({ normalized, plans }: LoadStatement): string[][] {
  const [usual] = plans;
  const steps = usual === undefined ? [] : planOutline(usual.text);
  return plans
    .slice(0, 4)
    .map(({ executions, milliseconds, text }, at) => [
      at === 0 ? shortSql(normalized, 70) : '',
      times(executions),
      milliseconds === undefined ? '' : duration(milliseconds.mean),
      milliseconds === undefined ? '' : duration(milliseconds.max),
      at === 0 ? steps.join(', ') : outlineDifference(planOutline(text), steps),
    ]);
}
