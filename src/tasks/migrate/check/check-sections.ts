import { count, duration, kilobytes } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { Section } from '#vocabulary/section.ts';
import type { CheckDetails, CheckedStep } from './check-report.ts';

/** Of thousands of statements so many are shown; the report's details hold all. */
const most = 60;

/** `all`: those that nobody waits for too. */
export function checkSections({ steps, disagreements, rehearsedBy }: CheckDetails, all: boolean): readonly Section[] {
  const isTold = ({ verdict, error }: CheckedStep) =>
    error !== undefined || verdict === 'blocks' || verdict === 'queues';
  const shown = steps.filter((step) => all || isTold(step));
  return [
    ...(shown.length === 0 ? [] : [stepTable(shown, { all, isRun: rehearsedBy !== undefined })]),
    ...(disagreements.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            title: 'Where the manual and the twin disagree (the twin is believed)',
            place: 'after' as const,
            items: disagreements.slice(0, 20),
          },
        ]),
  ];
}

interface Column {
  readonly name: string;
  readonly of: (step: CheckedStep) => string;
}

const identity: readonly Column[] = [
  { name: 'Where', of: ({ file, line }) => `${file.replace(/^.*[\\/]/, '')}:${line}` },
  { name: 'Statement', of: ({ statement }) => shortSql(statement, 48) },
];

const effects: readonly Column[] = [
  { name: 'Others cannot', of: barred },
  { name: 'Meanwhile', of: done },
  { name: 'Takes', of: ({ seconds }) => (seconds === undefined ? '' : between(seconds)) },
];

const costs: readonly Column[] = [
  { name: 'WAL', of: ({ walBytes }) => (walBytes === undefined ? '' : kilobytes(walBytes / 1024)) },
  { name: 'Rows', of: ({ rows }) => (rows === undefined ? '' : count(rows)) },
];

/** A column in which nothing stands is left out. */
function stepTable(
  shown: readonly CheckedStep[],
  { all, isRun }: { readonly all: boolean; readonly isRun: boolean },
): Section {
  const verdict: Column = {
    name: 'Verdict',
    of: ({ verdict: kind, seen, error }) =>
      error !== undefined ? 'fails' : isRun && !seen ? `${kind}, not run` : kind,
  };
  const columns = [...identity, verdict, ...effects, ...(all ? costs : [])].filter(({ of }) =>
    shown.some((step) => of(step) !== ''),
  );
  const rows = shown.slice(0, most).map((step) => columns.map(({ of }) => of(step)));
  const rest = shown.length - most;
  return {
    kind: 'table',
    title: all ? 'What each statement does' : 'Statements that others wait for',
    columns: columns.map(({ name }) => ({ name, align: 'left' })),
    rows: rest > 0 ? [...rows, columns.map((_, at) => (at === 0 ? `${rest} more` : ''))] : rows,
  };
}

/** `read or write orders, customers; write items` */
function barred({ locks, error }: CheckedStep): string {
  if (error !== undefined) return error;
  const tables = (blocks: string) =>
    locks.filter((one) => one.blocks === blocks).map(({ relation }) => short(relation));
  return [['read or write', tables('reads and writes')] as const, ['write', tables('writes')] as const]
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} ${firstOf(names)}`)
    .join('; ');
}

/** `orders read; orders_pkey built` */
function done({ work }: CheckedStep): string {
  return (['rewritten', 'read', 'built'] as const)
    .map((what) => [what, work.filter((one) => one.what === what).map(({ name }) => short(name))] as const)
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${firstOf(names)} ${what}`)
    .join('; ');
}

function between({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${duration(low * 1000)} … ${duration(high * 1000)}`;
}

function short(name: string): string {
  return name.replace(/^public\./, '');
}

function firstOf(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
}
