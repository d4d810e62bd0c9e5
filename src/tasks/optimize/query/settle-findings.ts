import { describeIndex } from '#analysis/index-words.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Verdict } from './verdict.ts';

/**
 * A rule proposes an index from one node's sight. Where indexes were tried, the trial has the last word: the proposal
 * gives way to the chosen index on that table, or goes, and the finding says so.
 */
export function settleFindings(findings: readonly Finding[], verdict: Verdict, wasTried: boolean): readonly Finding[] {
  if (!wasTried) return findings;
  const chosen = verdict.kind === 'proven' || verdict.kind === 'estimated' ? verdict.indexes : [];
  return findings.map((finding) => {
    const proposed = finding.changes.flatMap((change) => (change.kind === 'create-index' ? [change.index] : []));
    if (proposed.length === 0) return finding;
    const others = finding.changes.filter(({ kind }) => kind !== 'create-index');
    const fitting = chosen.filter((index) => proposed.some(({ table }) => table === index.table));
    const words =
      fitting.length > 0
        ? `Of the indexes that were tried, ${fitting.map(describeIndex).join(' and ')} ${fitting.length === 1 ? 'serves' : 'serve'} the whole query best.`
        : 'Nothing: it was tried, and no index on this table makes the query faster.';
    return {
      ...finding,
      changes: [...others, ...fitting.map((index) => ({ kind: 'create-index' as const, index }))],
      advice: words,
    };
  });
}
