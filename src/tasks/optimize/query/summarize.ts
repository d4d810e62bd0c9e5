import { describeIndex } from '#analysis/index-words.ts';
import { count, countOf, duration, percent } from '#analysis/plan-words.ts';
import type { Finding } from '#vocabulary/finding.ts';
import { costName, timeGain } from './proof.ts';
import type { TwinSearch } from './search-in-twin.ts';
import type { RowTrial } from './try-with-rows.ts';
import { isCheap, type Verdict } from './verdict.ts';

/** One or two sentences that answer: what makes this query faster? */
export function summarize(request: {
  readonly verdict: Verdict;
  readonly search: TwinSearch | undefined;
  readonly rows: RowTrial;
  readonly whyNoIndex: readonly string[];
  readonly findings: readonly Finding[];
}): string {
  const [gravest] = request.findings.filter(({ severity }) => severity !== 'info');
  const alsoFound =
    request.verdict.kind === 'none' && gravest !== undefined ? [gravest.message.replace(/[^.!?]$/, '$&.')] : [];
  return [answer(request), ...alsoFound].join(' ');
}

function answer({ verdict, search, rows, whyNoIndex }: Parameters<typeof summarize>[0]): string {
  if (verdict.kind === 'none') return [noIndex(search), ...whyNoIndex.slice(0, 1)].join(' ');
  const words = verdict.indexes.map(describeIndex).join(' and ');
  const subject = `${verdict.indexes.length === 1 ? 'An index' : 'Indexes'} on ${words}`;
  switch (verdict.kind) {
    case 'proven': {
      const { sameRows, before, after } = verdict.trial;
      const same = sameRows === true ? `, the same ${countOf(after.rows, 'row')}` : '';
      const runs = countOf(Math.min(before.milliseconds.length, after.milliseconds.length), 'run');
      return `${subject}: ${timeGain(verdict.trial)} (median of ${runs} on ${rows.run?.rowsFrom}${same}).`;
    }
    case 'estimated': {
      const { base, cost } = search?.search ?? { base: 1, cost: 1 };
      const why = rows.unseen[0]?.why ?? 'There is no database with rows to measure in.';
      const share = percent((base - cost) / base);
      const name = search === undefined ? 'the cost' : costName(search);
      return `${subject}: ${name} falls from ${count(base)} to ${count(cost)} (${share} less). Not measured: ${why.replace(/^(No|There) /, (word) => word.toLowerCase())}`;
    }
    case 'paper': {
      const { before, after } = verdict.trial;
      const medians = `${duration(before.median)} before, ${duration(after.median)} after`;
      const { base, cost } = search?.search ?? { base: 0, cost: 0 };
      const gains = verdict.indexes.length === 1 ? 'gains' : 'gain';
      return `No index is recommended. ${words} ${gains} only on paper: ${search?.whatIf.costUnit ?? 'cost'} ${count(base)} to ${count(cost)}, but the median was ${medians}.`;
    }
    case 'differs':
      return `No index is recommended: with ${words} the query gave other rows, so its result is not determined.`;
    case 'derived':
      return `${subject} is what the conditions call for, but nothing could be tried: take it as a guess.`;
  }
}

function noIndex(search: TwinSearch | undefined): string {
  if (search === undefined) return 'No index is recommended.';
  const { tried, lowerBound, base } = search.search;
  if (tried.length <= 1) return 'No index is recommended: none is worth trying.';
  if (isCheap(search))
    return search.whatIf.costUnit === undefined
      ? `No index is recommended: the planner rates the query at a cost of ${count(base)}, which is next to nothing.`
      : `No index is recommended: the query is estimated at ${count(base)} ${search.whatIf.costUnit}, which is next to nothing.`;
  const best = (base - lowerBound) / Math.max(base, 0.001);
  return best < 0.001
    ? `No index helps: none that was tried lowers ${costName(search)}.`
    : `No index helps: all candidates together lower ${costName(search)} by ${percent(best)}.`;
}
