import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { QueryPlanRecord, SequentialScan } from '#vocabulary/query-plan-record.ts';
import { count, countOf, percent, times } from './plan-words.ts';
import { shortSql } from './short-sql.ts';

export interface BaselineOptions {
  /** A plan is costlier from this many times the cost on. */
  readonly costTolerance?: number;
  /** … and where it costs at least so much more, in the planner's units (1: one page read in order). */
  readonly leastCost?: number;
  /** Smaller tables may be read whole. */
  readonly leastPages?: number;
  /** The same where the pages are unknown. */
  readonly leastRows?: number;
  /** Who planned: "statistics twin, PostgreSQL 18.4". */
  readonly by?: string;
  /** Statements that could not be planned this time: a column that is gone, say. */
  readonly failed?: readonly FailedStatement[];
}

export interface FailedStatement {
  readonly statement: Pick<QueryPlanRecord, 'fingerprint' | 'normalized' | 'place'>;
  readonly why: string;
}

type Limits = Required<BaselineOptions>;

const usual: Limits = {
  costTolerance: 1.1,
  leastCost: 25,
  leastPages: 64,
  leastRows: 10_000,
  by: 'the planner',
  failed: [],
};

/** Of the rows that are read, a filter that keeps no more would be better served by an index. */
const selective = 0.1;

/**
 * How the plans of a workload changed since a baseline: tables that are read whole now, plans that cost more, plans that
 * only go another way, new statements that read a large table whole, and statements that fail now. Equal input gives nothing, and the order of
 * the records does not matter. Worst first.
 */
export function compareBaseline(
  before: readonly QueryPlanRecord[],
  after: readonly QueryPlanRecord[],
  options: BaselineOptions = {},
): readonly Finding[] {
  const limits = { ...usual, ...options };
  const known = byFingerprint(before);
  const planned = [...byFingerprint(after).values()].flatMap((now) => {
    const was = known.get(now.fingerprint);
    return was === undefined ? newStatement(now, limits) : changes(was, now, limits);
  });
  return [...planned, ...failures(known, limits)].sort(
    (one, other) => rank(one) - rank(other) || (other.share ?? 0) - (one.share ?? 0) || byName(one, other),
  );
}

/** A statement that was recorded twice counts once, with its costliest plan. */
function byFingerprint(records: readonly QueryPlanRecord[]): ReadonlyMap<string, QueryPlanRecord> {
  const key = (record: QueryPlanRecord) => JSON.stringify(record);
  const sorted = [...records].sort((one, other) => one.cost - other.cost || (key(one) < key(other) ? -1 : 1));
  return new Map(sorted.map((record) => [record.fingerprint, record]));
}

function rank({ regression, severity }: Finding): number {
  return (regression === true ? 0 : 3) + { critical: 0, warning: 1, info: 2 }[severity];
}

function byName(one: Finding, other: Finding): number {
  return one.fingerprint < other.fingerprint ? -1 : 1;
}

/** Of the statements that the baseline could plan; each once. */
function failures(known: ReadonlyMap<string, QueryPlanRecord>, { failed, by }: Limits): readonly Finding[] {
  const sorted = [...failed].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? 1 : -1));
  const found = new Map(sorted.map((one) => [one.statement.fingerprint, one]));
  return [...found.values()].flatMap(({ statement: now, why }): readonly Finding[] => {
    const was = known.get(now.fingerprint);
    if (was === undefined) return [];
    return [
      {
        rule: 'failing-statement',
        severity: 'critical',
        at: named(now),
        message: `${statement(now)} could be planned in the baseline, and cannot any more: ${why}`,
        why: 'What the application sends would fail: something that it names is gone or is called otherwise.',
        evidence: [{ level: 'simulated', by, what: 'plan', before: was.shape, after: 'none' }],
        changes: [],
        advice: 'Keep what it names until no running version of the application asks for it, or change the statement.',
        share: was.weight,
        fingerprint: `failing-statement|${now.fingerprint}`,
        regression: true,
        ...placeOf(now),
      },
    ];
  });
}

function changes(was: QueryPlanRecord, now: QueryPlanRecord, limits: Limits): readonly Finding[] {
  const scans = now.sequentialScans.filter(
    (scan) => isLarge(scan, limits) && !was.sequentialScans.some(({ table }) => table === scan.table),
  );
  // Where the planner reads a table whole and the plan is no costlier, an index would not have been better.
  const isWorse = now.cost > was.cost * 1.01;
  if (scans.length > 0) return scans.map((scan) => newScan(was, now, scan, isWorse, limits));
  const isCostlier = now.cost > was.cost * limits.costTolerance && now.cost - was.cost >= limits.leastCost;
  if (isCostlier) return [costlierPlan(was, now, limits)];
  // A little more is told as a change only where the plan is another one.
  return was.shape === now.shape ? [] : [changedPlan(was, now, limits)];
}

function isLarge({ pages, rows, kept = 0 }: SequentialScan, { leastPages, leastRows }: Limits): boolean {
  return pages === undefined ? (rows ?? kept) >= leastRows : pages >= leastPages;
}

function newScan(
  was: QueryPlanRecord,
  now: QueryPlanRecord,
  scan: SequentialScan,
  isWorse: boolean,
  { by }: Limits,
): Finding {
  return {
    rule: 'new-sequential-scan',
    severity: isWorse ? gravity(was, now) : 'info',
    at: scan.table,
    message: `${statement(now)} reads ${sized(scan)} from end to end now, and did not before: ${costs(was, now)}.${lost(was, now)}`,
    why: isWorse
      ? 'Each execution reads every page of the table, and the time grows with the table.'
      : 'The planner finds this no costlier than the way through an index, so that nothing is lost today.',
    evidence: [costEvidence(was, now, by), shapeEvidence(was, now, by)],
    changes: [],
    advice: adviceFor(was, now),
    share: now.weight,
    fingerprint: `new-sequential-scan|${now.fingerprint}|${scan.table}`,
    ...(isWorse ? { regression: true } : {}),
    ...placeOf(now),
  };
}

function costlierPlan(was: QueryPlanRecord, now: QueryPlanRecord, { by }: Limits): Finding {
  const isSame = was.shape === now.shape;
  return {
    rule: 'costlier-plan',
    severity: gravity(was, now),
    at: named(now),
    message: `${statement(now)} costs ${factor(was, now)} as much as in the baseline: ${costs(was, now)}${isSame ? ', by the same plan' : ', by another plan'}.${lost(was, now)}`,
    why: isSame
      ? 'The plan goes the same way and reads more: its tables or their statistics have grown, or an index holds other columns.'
      : 'The way that the planner took before is gone or looks costlier to it.',
    evidence: [costEvidence(was, now, by), ...(isSame ? [] : [shapeEvidence(was, now, by)])],
    changes: [],
    advice: isSame
      ? 'Compare the indexes of its tables with the baseline; if only the data grew, write the baseline anew.'
      : adviceFor(was, now),
    share: now.weight,
    fingerprint: `costlier-plan|${now.fingerprint}`,
    regression: true,
    ...placeOf(now),
  };
}

function changedPlan(was: QueryPlanRecord, now: QueryPlanRecord, { by }: Limits): Finding {
  return {
    rule: 'changed-plan',
    severity: 'info',
    at: named(now),
    message: `${statement(now)} goes another way than in the baseline: ${costs(was, now)}.${lost(was, now)}`,
    why: 'The cost is about the same or less; it is told so that a surprise in production can be traced.',
    evidence: [costEvidence(was, now, by), shapeEvidence(was, now, by)],
    changes: [],
    share: now.weight,
    fingerprint: `changed-plan|${now.fingerprint}`,
    ...placeOf(now),
  };
}

function newStatement(now: QueryPlanRecord, limits: Limits): readonly Finding[] {
  return now.sequentialScans
    .filter((scan) => isLarge(scan, limits) && now.cost >= limits.leastCost)
    .map((scan): Finding => {
      const { rows, kept } = scan;
      const share = rows === undefined || rows <= 0 || kept === undefined ? undefined : kept / rows;
      const isSelective = share !== undefined && share <= selective;
      const keeps =
        share === undefined
          ? ''
          : ` to keep ${share >= 1 ? 'all of them' : `${countOf(kept ?? 0, 'row')} (${percent(share)})`}`;
      return {
        rule: 'new-statement-without-index',
        severity: isSelective ? 'warning' : 'info',
        at: scan.table,
        message: `${statement(now)} is not in the baseline, and reads ${sized(scan)} from end to end${keeps}: cost ${count(now.cost)}.`,
        why: isSelective
          ? 'It wants few rows and has no index that finds them, so that each execution reads every page.'
          : 'It wants a good part of the table, so that an index may not help; each execution reads every page.',
        evidence: [{ level: 'simulated', by: limits.by, what: 'plan cost', after: now.cost, unit: 'cost' }],
        changes: [],
        ...(isSelective ? { advice: 'Give it an index, or a condition that an index of today serves.' } : {}),
        share: now.weight,
        fingerprint: `new-statement-without-index|${now.fingerprint}|${scan.table}`,
        ...(isSelective ? { regression: true } : {}),
        ...placeOf(now),
      };
    });
}

/** From ten times the cost on. */
function gravity(was: QueryPlanRecord, now: QueryPlanRecord): Finding['severity'] {
  return now.cost >= was.cost * 10 ? 'critical' : 'warning';
}

function costs(was: QueryPlanRecord, now: QueryPlanRecord): string {
  return `cost ${count(was.cost)} before, ${count(now.cost)} now`;
}

/** A plan that was free is no measure: then the figures speak alone. */
function factor(was: QueryPlanRecord, now: QueryPlanRecord): string {
  const ratio = was.cost > 0 ? now.cost / was.cost : Number.POSITIVE_INFINITY;
  if (!Number.isFinite(ratio)) return 'many times';
  return ratio < 2 ? percent(ratio) : times(ratio);
}

function lost(was: QueryPlanRecord, now: QueryPlanRecord): string {
  const gone = was.indexes.filter((index) => !now.indexes.includes(index));
  const come = now.indexes.filter((index) => !was.indexes.includes(index));
  return [
    ...(gone.length === 0 ? [] : [` It no longer goes through ${listed(gone)}.`]),
    ...(come.length === 0 ? [] : [` It goes through ${listed(come)} now.`]),
  ].join('');
}

function adviceFor(was: QueryPlanRecord, now: QueryPlanRecord): string {
  const gone = was.indexes.filter((index) => !now.indexes.includes(index));
  return gone.length === 0
    ? 'Compare the schema and the statistics with those of the baseline.'
    : `See what became of ${listed(gone)}: dropped, other columns, or a condition that no longer fits.`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

function sized({ table, rows, pages }: SequentialScan): string {
  const figures = [
    ...(rows === undefined ? [] : [countOf(rows, 'row')]),
    ...(pages === undefined ? [] : [countOf(pages, 'page')]),
  ];
  return figures.length === 0 ? table : `${table} (${figures.join(', ')})`;
}

type Named = FailedStatement['statement'];

function statement({ normalized, place }: Named): string {
  return `${place === undefined ? 'The statement' : `The statement at ${place.file}:${place.line}`} (${shortSql(normalized, 80)})`;
}

function named({ normalized, place }: Named): string {
  return place === undefined ? shortSql(normalized, 80) : `${place.file}:${place.line}`;
}

function placeOf({ place }: Named): Pick<Finding, 'place'> {
  return place === undefined ? {} : { place };
}

function costEvidence(was: QueryPlanRecord, now: QueryPlanRecord, by: string): Evidence {
  return { level: 'simulated', by, what: 'plan cost', before: was.cost, after: now.cost, unit: 'cost' };
}

function shapeEvidence(was: QueryPlanRecord, now: QueryPlanRecord, by: string): Evidence {
  return { level: 'simulated', by, what: 'plan', before: was.shape, after: now.shape };
}
