import { count, countOf, duration } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { FormNote } from './n-plus-one-report.ts';
import type { Repetition } from './repetition.ts';
import { bestForm } from './try-forms.ts';

/** The one statement in place of many, where there is one. */
export function recommend(repetition: Repetition): readonly Recommendation[] {
  const best = bestForm(repetition.forms);
  if (best === undefined) return [];
  const { normalized, code } = repetition;
  const { query, verdict } = best;
  const places = code.map(({ loop }) => `${loop.file}:${loop.line}`);
  return [
    {
      title: `One statement in place of many: ${shortSql(normalized, 50)}`,
      changes: [{ kind: 'rewrite-query', from: normalized, to: query.text, why: query.what }],
      because: [
        query.what,
        ...(query.contract === undefined ? [] : [query.contract]),
        ...(query.preconditions.length === 0 ? [] : [`It rests on: ${query.preconditions.join('; ')}.`]),
        ...(places.length === 0 ? [] : [`The loop stands at ${places.join(', ')}.`]),
      ],
      proof: [proofOf(best)],
      gain: gainOf(repetition),
      cost: 'The loop in your application changes',
      risk: verdict === 'same' ? 'low' : 'medium',
      effort: 'medium',
      confidence: confidenceOf(repetition, best),
    },
  ];
}

export function proofOf({ verdict, why, comparison }: FormNote): Evidence {
  if (comparison === undefined) {
    return { level: 'derived', by: 'the text of the statement', what: 'the same rows', note: why };
  }
  const { by, databases, withRows, notes } = comparison;
  const seen = `They keep every constraint of the schema; there were rows on ${countOf(withRows, 'database')} of them.`;
  return {
    level: 'simulated',
    by: by ?? 'small made-up databases',
    what: verdict === 'same' ? 'databases with the same rows' : 'databases compared on',
    after: databases,
    note: [`Several keys, absent ones, NULL and duplicates among them. ${seen}`, ...notes].join(' '),
  };
}

function gainOf({ seen, counted }: Repetition): string {
  if (seen !== undefined) {
    const { repeats, bursts, milliseconds } = seen;
    const saved = repeats.total - bursts;
    const time = milliseconds === undefined ? '' : `; they took ${duration(milliseconds.total)} in the server`;
    return `${count(repeats.total)} executions become ${count(bursts)}, ${countOf(saved, 'round trip')} less${time}; not timed`;
  }
  const calls = counted?.statement.calls ?? 0;
  return `about ${count(calls)} calls become ${count(counted?.parent.calls ?? 0)}; not timed`;
}

function confidenceOf({ seen, code }: Repetition, { verdict, comparison }: FormNote): number {
  const start = seen === undefined ? 0.5 : 0.85;
  const proven = verdict === 'same' && (comparison?.withRows ?? 0) >= 100 ? 0.05 : verdict === 'same' ? 0 : -0.2;
  const found = code.some(({ by }) => by === 'statement') ? 0.05 : 0;
  return Math.round(Math.min(0.95, start + proven + found) * 100) / 100;
}
