import { count, countOf, duration, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { LoadComparison, StatementChange } from '#analysis/workload-report/compare-loads.ts';
import type { Figures } from '#analysis/workload-report/window-figures.ts';
import type { Section } from '#vocabulary/section.ts';
import { moment, span } from './coverage.ts';

const mostRows = 10;

/** What became of the load since the baseline. */
export function comparisonSections(comparison: LoadComparison | undefined): readonly Section[] {
  if (comparison === undefined) return [];
  const { changes } = comparison;
  const told = changes.filter(({ worse, better }) => worse.length + better.length > 0);
  return [
    { kind: 'list', title: 'Against the baseline', items: [...overview(comparison, told), ...windowItems(comparison)] },
    ...table(
      'Worse than in the baseline',
      told.filter(({ worse }) => worse.length > 0),
    ),
    ...table(
      'Better than in the baseline',
      told.filter(({ worse }) => worse.length === 0),
    ),
    ...met('New since the baseline', comparison.fresh, comparison.after.milliseconds),
    ...met('No longer called', comparison.gone, comparison.before.milliseconds),
  ];
}

function windowItems({ kind, before, after, growth }: LoadComparison): readonly string[] {
  const side = (name: string, { since, until, seconds, calls, milliseconds }: LoadComparison['before']) => {
    const when = since === undefined || until === undefined ? '' : ` from ${moment(since)} to ${moment(until)}`;
    const rate =
      seconds === undefined || milliseconds === 0 ? '' : `, ${duration((milliseconds / seconds) * 60)} a minute`;
    const how = seconds === undefined ? '' : ` (${span(seconds)})`;
    return `${name}${when}${how}: ${countOf(calls, 'call')}, ${duration(milliseconds)}${rate}`;
  };
  return [
    side('Before', before),
    side('Now', after),
    ...(kind === 'since'
      ? ['The counters were not reset in between: what is compared is what was counted since the baseline']
      : []),
    ...(growth === undefined
      ? []
      : [
          `In the middle, a statement is called ${count(Math.round(growth * 100) / 100)} times as often: growth beside that is told`,
        ]),
  ];
}

function overview({ changes, fresh, gone }: LoadComparison, told: readonly StatementChange[]): readonly string[] {
  const worse = told.filter((one) => one.worse.length > 0).length;
  return [
    `${countOf(changes.length, 'statement')} compared: ${count(worse)} worse, ${count(told.length - worse)} better, ${count(changes.length - told.length)} as before; ${count(fresh.length)} new, ${count(gone.length)} no longer called`,
  ];
}

function table(title: string, changes: readonly StatementChange[]): readonly Section[] {
  if (changes.length === 0) return [];
  const shown = changes.slice(0, mostRows);
  return [
    {
      kind: 'table',
      title: changes.length > mostRows ? `${title} (${mostRows} of ${count(changes.length)})` : title,
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'mean before', align: 'right' },
        { name: 'now', align: 'right' },
        { name: 'blocks', align: 'right' },
        { name: 'rows', align: 'right' },
        { name: 'calls', align: 'right' },
        { name: 'of the time', align: 'right' },
      ],
      rows: shown.map(({ normalized, before, after, factors, share }) => [
        shortSql(normalized, 80),
        mean(before),
        mean(after),
        factors.blocks === undefined ? '' : factor(factors.blocks),
        factors.rows === undefined ? '' : factor(factors.rows),
        factors.calls === undefined ? '' : factor(factors.calls),
        percent(share),
      ]),
    },
  ];
}

function met(title: string, all: readonly Figures[], wholeMs: number): readonly Section[] {
  const heavy = all.filter(({ milliseconds }) => wholeMs === 0 || (milliseconds ?? 0) >= wholeMs * 0.01);
  if (heavy.length === 0) return [];
  return [
    {
      kind: 'table',
      title:
        heavy.length < all.length
          ? `${title} (${count(heavy.length)} of ${count(all.length)}: from 1 % of the time on)`
          : title,
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'calls', align: 'right' },
        { name: 'mean', align: 'right' },
        { name: 'time', align: 'right' },
        { name: 'share', align: 'right' },
      ],
      rows: heavy
        .slice(0, mostRows)
        .map((one) => [
          shortSql(one.normalized, 80),
          count(one.calls),
          mean(one),
          one.milliseconds === undefined ? '' : duration(one.milliseconds),
          one.milliseconds === undefined || wholeMs === 0 ? '' : percent(one.milliseconds / wholeMs),
        ]),
    },
  ];
}

function mean({ calls, milliseconds }: Figures): string {
  return milliseconds === undefined || calls === 0 ? '' : duration(milliseconds / calls);
}

/** "× 2.5". */
function factor(value: number): string {
  return `× ${count(Math.round(value * 100) / 100)}`;
}
