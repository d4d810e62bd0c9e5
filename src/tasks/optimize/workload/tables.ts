import { count, duration, kilobytes, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { type LoadShares, sum } from '#analysis/workload-report/load-shares.ts';
import { type Measure, measured, rankStatements } from '#analysis/workload-report/rank-statements.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { Section } from '#vocabulary/section.ts';
import type { WorkloadDetails } from './workload-report.ts';

type Column = { readonly name: string; readonly align: 'left' | 'right' };
const words = (name: string): Column => ({ name, align: 'left' });
const figure = (name: string): Column => ({ name, align: 'right' });

/** Rows of the tables that only support the first one. */
const mostBeside = 5;
const width = 80;

/** Statements have one number in all tables: their place by time. */
function numbers(load: QueryLoad): (statement: LoadStatement) => string {
  const places = new Map(load.statements.map((one, at) => [one, at + 1]));
  return (statement) => `#${places.get(statement) ?? '?'}`;
}

/** What takes the time; without times, what is called most. */
export function topTable(load: QueryLoad, shares: LoadShares, top: number): readonly Section[] {
  const number = numbers(load);
  const isTimed = shares.wholeMs > 0;
  const ranked = rankAll(load.statements, isTimed ? 'time' : 'calls', top);
  if (ranked.length === 0) return [];
  const rest = load.statements.length - ranked.length;
  const hasRows = ranked.some(({ counted }) => counted !== undefined);
  const title = isTimed ? 'Statements by time' : 'Statements by calls';
  return [
    {
      kind: 'table',
      title: rest === 0 ? title : `${title} (${count(ranked.length)} of ${count(load.statements.length)})`,
      columns: [
        figure(''),
        words('statement'),
        ...(isTimed ? [figure('share'), figure('time')] : []),
        figure('calls'),
        ...(isTimed ? [figure('mean')] : []),
        ...(hasRows ? [figure('rows/call')] : []),
      ],
      rows: ranked.map((one) => [
        number(one),
        shortSql(one.normalized, 120),
        ...(isTimed ? [percent(shares.shareOf(one) ?? 0), duration(measured.time(one))] : []),
        count(one.calls),
        ...(isTimed ? [duration(measured.mean(one))] : []),
        ...(hasRows ? [one.counted === undefined ? '' : count(one.counted.rows / Math.max(1, one.calls))] : []),
      ]),
    },
  ];
}

/** All of the first `top`, small as they may be. */
function rankAll(statements: readonly LoadStatement[], measure: Measure, top: number): readonly LoadStatement[] {
  return statements
    .toSorted((one, other) => measured[measure](other) - measured[measure](one))
    .filter((one) => measured[measure](one) > 0)
    .slice(0, top);
}

interface Beside {
  readonly title: string;
  readonly measure: Measure;
  /** What stands behind the statement: its heading, and the words for it. */
  readonly figures: readonly (readonly [string, (statement: LoadStatement) => string])[];
}

const each = ({ calls }: LoadStatement, of: number) => of / Math.max(1, calls);
/** Nothing where nobody timed it: a statement of a file. */
const timed =
  (of: (statement: LoadStatement) => number) =>
  (one: LoadStatement): string =>
    one.milliseconds === undefined ? '' : duration(of(one));
const asBlocks = (blocks: number) => kilobytes(blocks * 8);

const besides: readonly Beside[] = [
  {
    title: 'By calls',
    measure: 'calls',
    figures: [
      ['calls', ({ calls }) => count(calls)],
      ['mean', timed(measured.mean)],
    ],
  },
  {
    title: 'By the time of one call',
    measure: 'mean',
    figures: [
      ['mean', (one) => duration(measured.mean(one))],
      ['longest', ({ milliseconds }) => (milliseconds?.max === undefined ? '' : duration(milliseconds.max))],
      ['calls', ({ calls }) => count(calls)],
    ],
  },
  {
    title: 'By what had to be read into the cache',
    measure: 'read',
    figures: [
      ['read', (one) => asBlocks(measured.read(one))],
      ['each call', (one) => asBlocks(each(one, measured.read(one)))],
      ['not in the cache', (one) => percent(missed(one))],
      ['waited', ({ counted }) => (counted?.io === undefined ? '' : duration(counted.io.readMs))],
    ],
  },
  {
    title: 'By temporary files',
    measure: 'temp',
    figures: [
      ['written', ({ counted }) => asBlocks(counted?.blocks.tempWritten ?? 0)],
      ['each call', (one) => asBlocks(each(one, one.counted?.blocks.tempWritten ?? 0))],
    ],
  },
  {
    title: 'By write-ahead log',
    measure: 'wal',
    figures: [
      ['written', (one) => kilobytes(measured.wal(one) / 1024)],
      ['each call', (one) => kilobytes(each(one, measured.wal(one)) / 1024)],
      ['whole blocks', ({ counted }) => count(counted?.wal?.fullPageImages ?? 0)],
    ],
  },
  {
    title: 'By planning',
    measure: 'planning',
    figures: [
      ['planning', (one) => duration(measured.planning(one))],
      [
        'each',
        ({ counted }) => duration((counted?.planning?.totalMs ?? 0) / Math.max(1, counted?.planning?.plans ?? 1)),
      ],
      ['running', (one) => duration(measured.time(one))],
    ],
  },
];

function missed({ counted }: LoadStatement): number {
  if (counted === undefined) return 0;
  const { sharedHit, sharedRead } = counted.blocks;
  return sharedRead / Math.max(1, sharedHit + sharedRead);
}

/** What is less in all is not worth a table: a megabyte in blocks or bytes, a hundredth of the time. */
function least(measure: Measure, wholeMs: number): number {
  if (measure === 'read' || measure === 'temp') return 128;
  if (measure === 'wal') return 1_048_576;
  return measure === 'planning' ? wholeMs / 100 : 0;
}

/** The other ways to rank them, each short; one that says nothing more than the first table is left out. */
export function besideTables(load: QueryLoad, shares: LoadShares, top: number): readonly Section[] {
  const number = numbers(load);
  const shown = new Set(rankAll(load.statements, shares.wholeMs > 0 ? 'time' : 'calls', top));
  return besides
    .filter(({ measure }) => sum(load.statements, measured[measure]) >= least(measure, shares.wholeMs))
    .flatMap(({ title, measure, figures }): readonly Section[] => {
      const ranked = rankStatements(load.statements, measure, Math.min(top, mostBeside));
      // Calls and means stand in the first table too.
      const isKnown = (measure === 'calls' || measure === 'mean') && ranked.every((one) => shown.has(one));
      if (ranked.length === 0 || isKnown) return [];
      return [
        {
          kind: 'table',
          place: 'after',
          title,
          columns: [figure(''), words('statement'), ...figures.map(([name]) => figure(name))],
          rows: ranked.map((one) => [
            number(one),
            shortSql(one.normalized, width),
            ...figures.map(([, say]) => say(one)),
          ]),
        },
      ];
    });
}

/** Time lost per table, those that matter. */
export function perTable({ tables, sharedBy }: WorkloadDetails): readonly Section[] {
  const heavy = tables.filter(({ share }) => share >= 0.01).slice(0, 10);
  if (heavy.length === 0) return [];
  const how = sharedBy === 'cost' ? 'by the costs of the plans' : 'evenly';
  return [
    {
      kind: 'table',
      title: `Time by table (a statement’s time is shared out ${how} over its tables)`,
      columns: [words('table'), figure('share'), figure('time'), figure('statements'), figure('calls')],
      rows: heavy.map(({ schema, name, share, milliseconds, statements, calls }) => [
        schema === 'public' ? name : `${schema}.${name}`,
        percent(share),
        duration(milliseconds),
        count(statements),
        count(calls),
      ]),
    },
  ];
}

/** The first ones whole, as they are cut everywhere else. */
export function wholeTexts(load: QueryLoad, top: number): readonly Section[] {
  const long = load.statements
    .slice(0, Math.min(top, 10))
    .map((one, at) => ({ at: at + 1, text: one.normalized.trim() }))
    .filter(({ text }) => shortSql(text, width) !== text);
  if (long.length === 0) return [];
  const code = long
    .map(({ at, text }) => `-- #${at}\n${text.length > 2000 ? `${text.slice(0, 1999)}…` : text};`)
    .join('\n\n');
  return [{ kind: 'code', place: 'after', title: 'The statements in full', language: 'sql', code }];
}
