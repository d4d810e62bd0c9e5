import { percent } from '#analysis/plan-words.ts';
import { type TrialFigure, throughputOf, trialFigures } from '#analysis/server-settings/server-trial-outcome.ts';
import type { TrialServer } from '#analysis/server-settings/server-trial-plan.ts';
import { sizeWords } from '#analysis/server-settings/setting-amount.ts';
import type { Section } from '#vocabulary/section.ts';
import { type ServersTried, workOf } from './try-servers.ts';

/** What each server counted while it did the same work, then what such a trial can show and what it cannot. */
export function serverSections({ trial, plan }: Extract<ServersTried, { readonly kind: 'tried' }>): readonly Section[] {
  const rounds = trial.servers[0]?.rounds.length ?? 0;
  const figures = trialFigures(trial);
  return [
    {
      kind: 'table',
      title: `Tried on throw-away servers: the same ${workOf(trial)} on each`,
      columns: [
        { name: 'settings', align: 'left' },
        ...figures.map(({ what }) => ({ name: what, align: 'right' as const })),
        { name: 'transactions a second', align: 'right' },
      ],
      rows: plan.servers.map((_, at) => {
        const { median, least, most } = throughputOf(trial, at);
        return [
          settingsOf(plan.servers, at),
          ...figures.map((figure) => shown(figure, figure.values[at] ?? 0)),
          `${whole(median)} (${whole(least)} to ${whole(most)})`,
        ];
      }),
    },
    {
      kind: 'text',
      title: 'What that trial can show',
      paragraphs: [
        `${trial.sessions} sessions that wait for no client change one row, read four and add one in each transaction, on ${sizeWords(trial.bytes)} of made-up tables, on ${trial.by}: ${rounds} rounds in turns. Counts are of all rounds together, speed is the median of the rounds with the least and the most.`,
        [...plan.scale, ...trial.notes].join(' '),
        'It shows which way a setting works, and by how much on this workload. It does not show your hardware, your rows or your statements: how many bytes and how much time you save, your own counters will tell. A commit does not wait for the disk there, and autovacuum is off.',
      ].filter((text) => text !== ''),
    },
  ];
}

/** Of the first server those in which the others differ; of the others what is changed. */
function settingsOf(servers: readonly TrialServer[], at: number): string {
  const now = servers[0]?.settings ?? {};
  const mine = servers[at]?.settings ?? {};
  const names = Object.keys(now).filter((name) =>
    at === 0 ? servers.some(({ settings }) => settings[name] !== now[name]) : mine[name] !== now[name],
  );
  const words = names.map((name) => `${name} ${mine[name]}`).join(', ');
  return at === 0 ? `as they are: ${words}` : servers[at]?.faults.length === 1 ? words : (servers[at]?.title ?? words);
}

function shown({ name, unit }: TrialFigure, value: number): string {
  if (name === 'hits') return percent(value);
  return unit === 'bytes' ? sizeWords(value) : whole(value);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
