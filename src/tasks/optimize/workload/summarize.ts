import { count, countOf, duration, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { LoadComparison } from '#analysis/workload-report/compare-loads.ts';
import type { LoadShares } from '#analysis/workload-report/load-shares.ts';
import { fewestThatTake } from '#analysis/workload-report/rank-statements.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import type { WorkloadDetails } from './workload-report.ts';

/** So much of the time is nearly all that there is to win. */
const most = 0.8;
/** Below this a part that nobody saw may hold the answer. */
const enough = 0.9;

/** What takes the time, in one sentence; then what else must be known. */
export function summarize(
  load: QueryLoad,
  shares: LoadShares,
  { repeats }: Pick<WorkloadDetails, 'repeats'>,
  comparison: LoadComparison | undefined,
): string {
  const { statements } = load;
  if (statements.length === 0) {
    return shares.wholeCalls === 0
      ? 'Nothing was run in the time that this is of.'
      : `No statement is left to look at: ${shares.wholeCalls === 1 ? 'the only call was' : `all ${countOf(shares.wholeCalls, 'call')} were`} left out.`;
  }
  const worse = comparison?.changes.filter((one) => one.worse.length > 0).length ?? 0;
  return [
    shares.wholeMs > 0 ? whatTakesTime(load, shares) : whatIsCalled(load),
    ...(shares.covered < enough
      ? [`Only ${percent(shares.covered)} of all could be looked at; what was left out is listed below.`]
      : []),
    ...(repeats.length === 0
      ? []
      : [`${countOf(repeats.length, 'statement')} ${repeats.length === 1 ? 'is' : 'are'} run once per row.`]),
    ...(comparison === undefined
      ? []
      : [
          comparison.changes.length === 0
            ? 'It has no statement in common with the baseline.'
            : worse === 0
              ? 'Nothing got worse since the baseline.'
              : `Since the baseline ${countOf(worse, 'statement')} got worse.`,
        ]),
  ].join(' ');
}

function whatTakesTime({ statements }: QueryLoad, shares: LoadShares): string {
  const [first] = statements;
  const seenMs = shares.wholeMs * shares.covered;
  const few = fewestThatTake(statements, seenMs, most);
  const number = few.statements.length;
  const whole = duration(shares.wholeMs);
  const leading = first === undefined ? '' : `“${shortSql(first.normalized, 70)}”`;
  const its = first === undefined ? '' : percent(shares.shareOf(first) ?? 0);
  if (number === 1)
    return `One of ${countOf(statements.length, 'statement')} takes ${its} of the time (${whole}): ${leading}.`;
  const taken = percent((few.share * seenMs) / shares.wholeMs);
  return `${count(number)} of ${countOf(statements.length, 'statement')} take ${taken} of the time (${whole}); the first alone ${its}: ${leading}.`;
}

/** A file of SQL has no times. */
function whatIsCalled({ statements }: QueryLoad): string {
  return `${countOf(statements.length, 'statement')} without times: a log or pg_stat_statements would tell which of them matter.`;
}
