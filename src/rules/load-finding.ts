import { duration, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { loadShares } from '#analysis/workload-report/load-shares.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import { fingerprint } from './fingerprint.ts';

/** Of the time: below this a statement is harmless, whatever it does. */
const leastShare = 0.01;

/** Statements that matter: they take one part in a hundred of the time or more. Where nothing is timed, none is told apart. */
export function heavyStatements(load: QueryLoad): readonly LoadStatement[] {
  const { shareOf, wholeMs } = loadShares(load);
  return wholeMs === 0 ? load.statements : load.statements.filter((one) => (shareOf(one) ?? 0) >= leastShare);
}

export interface LoadVerdict {
  readonly rule: { readonly id: string; readonly source: string };
  readonly load: QueryLoad;
  readonly statement: LoadStatement;
  /** One sentence with the figures and without the point; the share of the time is added. */
  readonly message: string;
  readonly why: string;
  readonly changes?: readonly Change[];
  readonly advice?: string;
  readonly severity?: Severity;
  /** The figure that shows the fault. */
  readonly observed: { readonly what: string; readonly value: number; readonly unit: string };
}

/** A finding about one statement of a load, worded as all of them are. */
export function loadFinding(verdict: LoadVerdict): Finding {
  const { rule, load, statement, observed } = verdict;
  const share = loadShares(load).shareOf(statement);
  const stake =
    share === undefined ? '' : ` (${percent(share)} of the time, ${duration(statement.milliseconds?.total ?? 0)})`;
  return {
    rule: rule.id,
    severity: verdict.severity ?? 'warning',
    at: shortSql(statement.normalized),
    message: `${verdict.message}${stake}.`,
    why: verdict.why,
    evidence: [evidenceOf(load, statement, observed, rule.source)],
    changes: [...(verdict.changes ?? [])],
    ...(verdict.advice === undefined ? {} : { advice: verdict.advice }),
    ...(share === undefined ? {} : { share }),
    fingerprint: fingerprint(rule.id, [statement.fingerprint]),
    ...(statement.place === undefined ? {} : { place: statement.place }),
  };
}

function evidenceOf(
  { origins }: QueryLoad,
  { from }: LoadStatement,
  { what, value, unit }: LoadVerdict['observed'],
  source: string,
): Evidence {
  const isWritten = from.every((one) => one === 'written');
  return {
    level: isWritten ? 'derived' : 'measured',
    by: origins.join(', ') || 'the load',
    what,
    before: Math.round(value * 1000) / 1000,
    unit,
    source,
  };
}
