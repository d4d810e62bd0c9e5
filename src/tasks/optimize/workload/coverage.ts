import { count, countOf, duration, percent } from '#analysis/plan-words.ts';
import { type LoadShares, sum } from '#analysis/workload-report/load-shares.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import type { Section } from '#vocabulary/section.ts';
import type { Settings } from '#vocabulary/settings.ts';

type LeftOut = QueryLoad['leftOut'][number];

const reasons: Readonly<Record<LeftOut['why'], string>> = {
  session: 'transactions, settings, EXPLAIN',
  catalog: 'reading of the catalogs, as drivers and dbwright do it',
  hidden: 'statements of other roles that this one may not see',
  unparsed: 'texts that do not parse',
  other: 'DDL, COPY and the like',
  rare: 'statements beyond those that are kept, called least',
  failed: 'statements that ended in an error',
};

/** What the figures are of, and which part of the whole: first of all, so that one knows how far to trust the rest. */
export function coverage(load: QueryLoad, { wholeMs, covered }: LoadShares, settings: Settings | undefined): Section {
  const { statements, origins, files, leftOut } = load;
  const isTimed = wholeMs > 0;
  const calls = sum(statements, (one) => one.calls);
  const taken = isTimed ? `, ${duration(covered * wholeMs)} of ${duration(wholeMs)}` : '';
  const items = [
    ...(origins.length === 0 ? [] : [`Read from ${origins.join(', ')}`]),
    ...windowWords(load, wholeMs),
    `${countOf(statements.length, 'statement')} with ${countOf(calls, 'call')}${taken}`,
    ...leftOut
      .toSorted((one, other) => other.milliseconds - one.milliseconds || other.calls - one.calls)
      .map((one) => `Left out: ${leftOutWords(one, wholeMs)}`),
    ...slowOnly(load, settings),
    ...(load.unread.length === 0
      ? []
      : [`What weakens it besides stands under “Not seen” (${countOf(load.unread.length, 'note')})`]),
    ...files.flatMap(({ name, statements: read }) =>
      files.length < 2 ? [] : [`${name}: ${countOf(read, 'statement')}`],
    ),
  ];
  return {
    kind: 'list',
    title: `What this is of: ${isTimed ? `${percent(covered)} of the time` : 'calls, without times'}`,
    items,
  };
}

function leftOutWords({ why, statements, calls, milliseconds }: LeftOut, wholeMs: number): string {
  const share = wholeMs === 0 || milliseconds === 0 ? '' : `, ${percent(milliseconds / wholeMs)} of the time`;
  return `${reasons[why]} (${countOf(statements, 'statement')}, ${countOf(calls, 'call')}${share})`;
}

/** "From 1 March 10:00 to 2 March 10:00 (24 h): 0.4 statements at work at any moment, on average" */
function windowWords({ window }: QueryLoad, wholeMs: number): readonly string[] {
  if (window === undefined) return ['When the counting began is not known, so there are no rates'];
  const { since, until, seconds } = window;
  const busy = seconds <= 0 || wholeMs === 0 ? '' : `: ${atWork(wholeMs / 1000 / seconds)}`;
  return [`${moment(since)} to ${moment(until)} (${span(seconds)})${busy}`];
}

function atWork(sessions: number): string {
  return sessions < 0.05
    ? 'hardly ever a statement at work'
    : `${countOf(sessions, 'statement')} at work at a time, on average`;
}

export function moment(at: string): string {
  return at
    .replace('T', ' ')
    .replace(/(:\d\d)(?:\.\d+)?(?=Z|[+-]\d|$)/, '$1')
    .replace(/Z$/, ' UTC');
}

/** "45 s", "12 min", "7 h", "30 days". */
export function span(seconds: number): string {
  if (seconds < 120) return `${count(seconds)} s`;
  if (seconds < 7200) return `${count(Math.round(seconds / 60))} min`;
  return seconds < 172_800 ? `${count(Math.round(seconds / 3600))} h` : `${count(Math.round(seconds / 86_400))} days`;
}

/** A log of slow statements alone tells nothing of the many short ones. */
function slowOnly({ statements }: QueryLoad, settings: Settings | undefined): readonly string[] {
  const isLogged = statements.some(({ from }) => from.includes('logged'));
  if (!isLogged || statements.some(({ from }) => from.includes('counted'))) return [];
  const { value = '' } = settings?.['log_min_duration_statement'] ?? {};
  if (value === '' || /^(?:0|-1)/.test(value)) return [];
  return [
    `The server logs only statements that take ${value} and more (log_min_duration_statement): the short ones are missing`,
  ];
}
