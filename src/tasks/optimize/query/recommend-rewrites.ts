import { describeIndex } from '#analysis/index-words.ts';
import { count, percent } from '#analysis/plan-words.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import { timeGain, trialEvidence } from './proof.ts';
import type { TwinSearch } from './search-in-twin.ts';
import type { RewriteTrial } from './try-rewrites.ts';
import type { RowTrial } from './try-with-rows.ts';

/** The best equivalent rewrite that each step spoke for, and the best of those that change the contract. */
export function recommendRewrites(
  trials: readonly RewriteTrial[],
  { query, wide, rows }: { readonly query: string; readonly wide: TwinSearch; readonly rows: RowTrial },
): readonly Recommendation[] {
  return [bestRewrite(trials, 'equivalent'), bestRewrite(trials, 'changes-contract')].flatMap((one) =>
    one === undefined ? [] : [recommendation(one, query, wide, rows)],
  );
}

/** It does without a new index what the best new index does: then it is the better answer. */
export function sparesIndex(one: RewriteTrial | undefined, { search }: TwinSearch, { trial }: RowTrial): boolean {
  if (one === undefined || one.indexes.length > 0 || search.chosen.length === 0) return false;
  if (one.trial !== undefined && trial !== undefined)
    return one.trial.after.median <= trial.after.median * nearlyAsGood + 0.05;
  return (one.cost?.after ?? Number.POSITIVE_INFINITY) <= search.cost * nearlyAsGood;
}

const nearlyAsGood = 1.25;

/** Measured before estimated, then the cheapest. */
export function bestRewrite(
  trials: readonly RewriteTrial[],
  kind: RewriteTrial['rewrite']['class'] = 'equivalent',
): RewriteTrial | undefined {
  const kept = trials.filter(
    ({ rewrite, outcome }) => rewrite.class === kind && (outcome === 'proven' || outcome === 'estimated'),
  );
  const rank = ({ trial, cost }: RewriteTrial) => trial?.after.median ?? cost?.after ?? 0;
  const measured = kept.filter(({ outcome }) => outcome === 'proven');
  return (measured.length > 0 ? measured : kept).toSorted((one, other) => rank(one) - rank(other))[0];
}

function recommendation(one: RewriteTrial, query: string, wide: TwinSearch, rows: RowTrial): Recommendation {
  const { rewrite, trial, comparison, indexes } = one;
  const words = indexes.map(describeIndex).join(' and ');
  return {
    title: `Write the query anew: ${inner(rewrite.what.replace(/\.$/, ''))}`,
    changes: [{ kind: 'rewrite-query', from: query, to: rewrite.text, why: rewrite.why }],
    because: [
      rewrite.why,
      ...(rewrite.preconditions.length === 0 ? [] : [`It rests on: ${rewrite.preconditions.join('; ')}.`]),
      ...(rewrite.contract === undefined ? [] : [`It changes the contract: ${rewrite.contract}`]),
      ...(indexes.length === 0 && wide.search.chosen.length > 0
        ? ['It was tried without the new index: it stands in its place, not beside it.']
        : []),
    ],
    proof: [
      ...costOf(one, wide),
      ...(comparison === undefined ? [] : [comparisonEvidence(comparison)]),
      ...(trial === undefined || rows.run === undefined ? [] : trialEvidence(rows.run, trial).slice(0, 2)),
    ],
    gain:
      trial === undefined
        ? `the planner's cost from ${count(one.cost?.before ?? 0)} to ${count(one.cost?.after ?? 0)}; not measured`
        : timeGain(trial),
    cost: [
      'the text in your application changes',
      ...(words === '' ? [] : [`it was tried with an index on ${words}, which must be made too`]),
    ].join('; '),
    risk: rewrite.class === 'equivalent' ? 'low' : 'medium',
    effort: rewrite.class === 'equivalent' ? 'low' : 'medium',
    confidence: confidence(one),
  };
}

function costOf({ cost, search }: RewriteTrial, wide: TwinSearch): readonly Evidence[] {
  if (cost === undefined) return [];
  const by = wide.whatIf.by;
  return [{ level: (search ?? wide).level, by, what: 'plan cost', ...cost, unit: 'cost' }];
}

export function comparisonEvidence({ verdict, databases, withRows, notes, by }: Comparison): Evidence {
  const outcome = { same: 'The same rows on all.', differs: 'Other rows on one of them.', unknown: 'Not decided.' };
  return {
    level: 'simulated',
    by: by ?? 'small made-up databases',
    what: 'databases compared on',
    after: databases,
    note: [
      `${outcome[verdict]} They keep every constraint of the schema; the query gave rows on ${count(withRows)} of them.`,
      ...notes,
    ].join(' '),
  };
}

function confidence({ trial, comparison, rewrite }: RewriteTrial): number {
  const seen = comparison === undefined ? 0.5 : Math.min(1, comparison.withRows / 100);
  const start = trial === undefined ? 0.6 : 0.85;
  const lost =
    (rewrite.class === 'equivalent' ? 0 : 0.1) + (trial?.sameRows === 'unknown' ? 0.05 : 0) + (1 - seen) * 0.1;
  return Math.round(Math.max(0.05, start - lost) * 100) / 100;
}

/** What a rewrite brings whose caller must change with it: worth a word in the answer. */
export function contractSentence(trials: readonly RewriteTrial[]): readonly string[] {
  const best = bestRewrite(trials, 'changes-contract');
  return best === undefined ? [] : [`If its caller changes with it: ${inner(rewriteSentence(best))}`];
}

/** A sentence after a colon; a keyword of SQL stays as it is. */
function inner(sentence: string): string {
  return /^[A-Z][a-z ]/.test(sentence) ? `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` : sentence;
}

/** "Written anew (…): 58 ms to 0.95 ms, 61 times faster, the same rows on 500 made-up databases." */
export function rewriteSentence(one: RewriteTrial): string {
  const { rewrite, trial, cost, comparison } = one;
  const gain =
    trial === undefined
      ? `the planner's cost falls from ${count(cost?.before ?? 0)} to ${count(cost?.after ?? 0)} (${percent(1 - (cost?.after ?? 0) / (cost?.before ?? 1))} less)`
      : timeGain(trial);
  const same = comparison === undefined ? '' : `, the same rows on ${count(comparison.databases)} made-up databases`;
  const words = one.indexes.map(describeIndex).join(' and ');
  const beside = words === '' ? '' : `, with an index on ${words}`;
  return `Written anew (${rewrite.rule.replaceAll('-', ' ')}${beside}): ${gain}${same}.`;
}
