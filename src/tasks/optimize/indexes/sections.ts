import { describeIndex } from '#analysis/index-words.ts';
import { planShape } from '#analysis/plan-shape.ts';
import { count, countOf, duration, kilobytes, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { Section } from '#vocabulary/section.ts';
import { helpedStatements } from './helped-statements.ts';
import type { MeasuredSets } from './measure-sets.ts';
import type { ChangedPlan } from './plan-changed.ts';
import { amount } from './recommend.ts';
import type { LoadSearch } from './search-load.ts';
import type { Service } from './services.ts';
import type { Settlement } from './settle-sets.ts';
import type { PassedOver } from './study-load.ts';

const mostRows = 20;
const mostShapes = 8;

export interface SectionRequest {
  readonly search: LoadSearch;
  readonly settlement: Settlement;
  readonly measured: MeasuredSets | undefined;
  readonly services: readonly Service[];
  readonly planned: ReadonlyMap<number, ChangedPlan>;
  readonly passedOver: readonly PassedOver[];
  /** Statements that read no rows: no index can help them. */
  readonly rowless: number;
}

export function sections(request: SectionRequest): readonly Section[] {
  return [
    ...indexTable(request),
    ...timeTable(request),
    ...statementTable(request),
    ...hurtTable(request),
    ...shapeList(request),
    ...curveTable(request),
    ...searchList(request),
    ...passedOverList(request),
  ];
}

const verdicts: Readonly<Record<Service['verdict'], string>> = {
  recommended: 'yes',
  'on-paper': 'gains only on paper',
  beyond: 'brings little more',
};

function indexTable({ services, search }: SectionRequest): readonly Section[] {
  if (services.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Indexes',
      columns: [
        { name: '', align: 'left' },
        { name: 'index', align: 'left' },
        { name: 'size', align: 'right' },
        { name: 'gain', align: 'right' },
        { name: 'writes pay', align: 'right' },
        { name: 'statements', align: 'right' },
        { name: 'recommended', align: 'left' },
      ],
      rows: services
        .slice(0, mostRows)
        .map(({ change, index, bytes, gain, tax, serves, verdict }) => [
          change,
          change === 'drop' ? index.name : describeIndex(index),
          kilobytes(bytes / 1024),
          percent(gain / Math.max(search.result.base, 1e-9)),
          tax === 0 ? '' : `${change === 'drop' ? 'saves ' : ''}${amount(tax, search)}`,
          count(serves.length),
          verdicts[verdict],
        ]),
    },
  ];
}

function timeTable({ measured, search }: SectionRequest): readonly Section[] {
  if (measured === undefined) return [];
  const last = measured.sets.length - 1;
  const rows = measured.trial.statements.flatMap((statement, at) => {
    const item = search.weighed.items[measured.items[at] ?? -1];
    if (statement.kind === 'failed' || item === undefined) return [];
    const medians = statement.under.map(({ median }) => median);
    const saved = ((medians[0] ?? 0) - (medians[last] ?? 0)) * item.studied.statement.calls * item.sample.share;
    const words = item.sample.words === undefined ? '' : ` [${item.sample.words}]`;
    const cells = [
      `${shortSql(item.studied.statement.normalized, 70)}${words}`,
      ...statement.under.map(({ median, milliseconds }) => `${duration(median)} ±${spread(milliseconds)}`),
      statement.sameRows === true ? 'same' : statement.sameRows === false ? 'NOT the same' : 'not compared',
    ];
    return [{ saved, cells }];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      title: `Measured in ${measured.run.rowsFrom}, in turns, medians`,
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'as it is', align: 'right' },
        ...measured.sets.slice(1).map((set, at) => ({
          name:
            at === measured.sets.length - 2 && at > 0 ? `all ${set.length}` : `with ${countOf(set.length, 'index')}`,
          align: 'right' as const,
        })),
        { name: 'rows', align: 'left' },
      ],
      rows: rows
        .toSorted((a, b) => b.saved - a.saved)
        .slice(0, mostRows)
        .map(({ cells }) => cells),
    },
  ];
}

/** Half of the middle half, in percent of the median. */
function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  return percent((at(0.75) - at(0.25)) / 2 / Math.max(at(0.5), 0.001));
}

function statementTable({ search, services }: SectionRequest): readonly Section[] {
  if (services.length === 0) return [];
  const helped = helpedStatements(search);
  const rows = helped.map(({ studied, words, share, before, after, gain }) => ({
    gain,
    cells: [
      `${shortSql(studied.statement.normalized, 80)}${words}`,
      count(Math.max(1, Math.round(studied.statement.calls * share))),
      count(before),
      count(after),
    ],
  }));
  if (rows.length === 0) return [];
  const statements = new Set(helped.map(({ studied }) => studied)).size;
  return [
    {
      kind: 'table',
      place: 'after',
      title: `Statements that are helped (${statements}${rows.length > mostRows ? `; the first ${mostRows} rows` : ''})`,
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'calls', align: 'right' },
        { name: 'plan cost', align: 'right' },
        { name: 'afterwards', align: 'right' },
        { name: 'of the gain', align: 'right' },
      ],
      rows: rows.slice(0, mostRows).map(({ cells, gain }) => [
        ...cells,
        percent(
          gain /
            Math.max(
              1e-9,
              rows.reduce((sum, one) => sum + one.gain, 0),
            ),
        ),
      ]),
    },
  ];
}

/** The costliest of those whose plans go another way. */
function shapeList({ search, planned }: SectionRequest): readonly Section[] {
  const changed = [...planned].flatMap(([at, { before, after }]) => {
    const item = search.weighed.items[at];
    const [from, to] = [planShape(before.plan), planShape(after.plan)];
    if (item === undefined || from === to) return [];
    return [{ text: item.studied.statement.normalized, from, to, gain: (before.cost - after.cost) * item.weight }];
  });
  const shown = changed
    .toSorted((a, b) => b.gain - a.gain)
    .filter(({ text }, at, all) => all.findIndex((other) => other.text === text) === at)
    .slice(0, mostShapes);
  if (shown.length === 0) return [];
  return [
    {
      kind: 'list',
      place: 'after',
      title: 'Plans that go another way',
      items: shown.map(
        ({ text, from, to }) => `${shortSql(text, 60)}: ${shortSql(from, 150)} becomes ${shortSql(to, 150)}`,
      ),
    },
  ];
}

function hurtTable({ settlement, search }: SectionRequest): readonly Section[] {
  const rows = settlement.hurt.flatMap(({ item, by, before, after }) => {
    const { studied, sample } = search.weighed.items[item] ?? {};
    if (studied === undefined || sample === undefined) return [];
    const figure = (value: number) => (by === 'time' ? duration(value) : count(value));
    return [
      [shortSql(studied.statement.normalized, 80), by === 'time' ? 'time' : 'plan cost', figure(before), figure(after)],
    ];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Statements that get more than 10 % worse',
      columns: [
        { name: 'statement', align: 'left' },
        { name: 'by', align: 'left' },
        { name: 'before', align: 'right' },
        { name: 'after', align: 'right' },
      ],
      rows: rows.slice(0, mostRows),
    },
  ];
}

function curveTable({ search }: SectionRequest): readonly Section[] {
  const { curve, base } = search.result;
  if (curve.length < 2) return [];
  return [
    {
      kind: 'table',
      place: 'after',
      title: 'Gain against number and bytes of indexes',
      columns: [
        { name: 'indexes', align: 'right' },
        { name: 'bytes', align: 'right' },
        { name: 'cost left', align: 'right' },
        { name: 'added', align: 'left' },
      ],
      rows: curve.map(({ indexes, bytes, cost }, at) => {
        const known = curve[at - 1]?.indexes ?? [];
        const added = indexes.filter((one) => !known.includes(one));
        const names = added.flatMap((one) => search.offered[one]?.index ?? []).map(describeIndex);
        return [count(indexes.length), kilobytes(bytes / 1024), percent(cost / Math.max(base, 1e-9)), names.join('; ')];
      }),
    },
  ];
}

/** Where there was nothing to search for, nothing is said. */
function searchList({ search, rowless }: SectionRequest): readonly Section[] {
  const { result, offered, weighed, planner } = search;
  if (result.base === 0) return [];
  const { violations, refused } = result;
  const candidates = offered.filter(({ exists }) => !exists).length;
  return [
    {
      kind: 'list',
      place: 'after',
      title: 'How it was searched',
      items: [
        `${countOf(weighed.items.length, 'text')} with values, ${countOf(candidates, 'candidate')}, ${countOf(planner.questions(), 'question')} to the planner; ${count(result.skipped)} ${result.skipped === 1 ? 'was' : 'were'} settled by earlier answers.`,
        `No set of these candidates costs less than ${percent(result.lowerBound / Math.max(result.base, 1e-9))} of what the load costs now; this one costs ${percent(result.cost / Math.max(result.base, 1e-9))}: the optimality gap is at most ${percent(result.gap)}.`,
        ...(rowless === 0
          ? []
          : [
              `${countOf(rowless, 'statement')} more ${rowless === 1 ? 'reads' : 'read'} no rows that an index could find.`,
            ]),
        ...(result.complete ? [] : ['The search was ended early: more time may find a better set (--time).']),
        ...(violations.count === 0
          ? []
          : [
              `${countOf(violations.count, 'time')} the planner asked more for more indexes, by up to ${percent(violations.worst)}: the bound holds but for that.`,
            ]),
        ...(refused.length === 0
          ? []
          : [`${countOf(refused.length, 'candidate')} could not be made: ${refused[0]?.why ?? ''}`]),
        ...weighed.outOfProportion
          .slice(0, 5)
          .map(
            ({ studied, factor }) =>
              `${shortSql(studied.statement.normalized, 70)} takes ${count(factor)} times the time that its cost explains: it may wait for locks or for a disk.`,
          ),
      ],
    },
  ];
}

function passedOverList({ passedOver }: SectionRequest): readonly Section[] {
  if (passedOver.length === 0) return [];
  return [
    {
      kind: 'list',
      place: 'after',
      title: `Statements that could not be looked at (${passedOver.length})`,
      items: passedOver.slice(0, mostRows).map(({ statement, why }) => `${shortSql(statement.normalized, 80)}: ${why}`),
    },
  ];
}
