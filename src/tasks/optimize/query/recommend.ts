import { findTable } from '#analysis/find-table.ts';
import { indexPrice } from '#analysis/index-price.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { count, duration, kilobytes, percent } from '#analysis/plan-words.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import { costEvidence, costName, derivedEvidence, timeGain, trialEvidence } from './proof.ts';
import type { TwinSearch } from './search-in-twin.ts';
import type { RowTrial } from './try-with-rows.ts';
import type { Verdict } from './verdict.ts';

export interface RecommendRequest {
  readonly verdict: Verdict;
  readonly search: TwinSearch | undefined;
  readonly rows: RowTrial;
  readonly schema: DatabaseSchema;
  /** Each weakens the confidence. */
  readonly doubts: {
    readonly unresolved: boolean;
    readonly generic: boolean;
    readonly inferred: boolean;
    readonly planned: boolean;
  };
}

/** The one recommendation to create the chosen indexes; none where they were not borne out. */
export function recommendIndexes(request: RecommendRequest): readonly Recommendation[] {
  const { verdict, search, rows, schema } = request;
  if (verdict.kind === 'none' || verdict.kind === 'paper' || verdict.kind === 'differs') return [];
  const { indexes } = verdict;
  const sizes = 'trial' in verdict ? verdict.trial.bytes : (search?.search.bytes ?? {});
  return [
    {
      title: title(indexes),
      changes: indexes.map((index) => ({ kind: 'create-index', index })),
      because: [...reasons(verdict, search, rows)],
      proof: [
        ...(search === undefined ? [derivedEvidence(indexes)] : costEvidence(search)),
        ...(verdict.kind === 'proven' && rows.run !== undefined ? trialEvidence(rows.run, verdict.trial) : []),
      ],
      gain: gain(verdict, search),
      cost: indexes
        .map((index) => {
          const table = findTable(schema, { schema: index.schema, name: index.table });
          const price = indexPrice(index, table, sizes[index.name], schema.indexing);
          return indexes.length === 1 ? price : `${describeIndex(index)}: ${price}`;
        })
        .join('. '),
      risk: 'low',
      effort: 'low',
      confidence: confidence(request),
    },
  ];
}

function title(indexes: readonly IndexDefinition[]): string {
  const words = indexes.map(describeIndex);
  return words.length === 1 ? `Create an index on ${words[0]}` : `Create ${words.length} indexes: ${words.join('; ')}`;
}

function reasons(verdict: Verdict, search: TwinSearch | undefined, rows: RowTrial): readonly string[] {
  if (search === undefined) return ['The conditions of the query call for it; nothing could be tried.'];
  const { asked, skipped, certain } = search.search;
  const complete = certain ? 'no smaller set is as good' : 'the search was cut short';
  const questions = `${count(asked)} questions to the planner, ${count(skipped)} more settled by earlier answers`;
  if (rows.enough !== undefined) {
    const { larger } = rows.enough;
    const words = `${duration(larger.after.median)} with ${kilobytes(sum(larger.bytes) / 1024)} of indexes`;
    return [
      `The planner rates another set higher, but built and measured it brings next to nothing more (${words}): this one is enough.`,
    ];
  }
  const built = verdict.kind === 'proven' ? ' It was then built and measured.' : '';
  return [`It is the smallest set that comes close to the best plan (${questions}; ${complete}).${built}`];
}

function sum(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((all, one) => all + one, 0);
}

function gain(verdict: Verdict, search: TwinSearch | undefined): string {
  if (verdict.kind === 'proven') return timeGain(verdict.trial);
  if (search === undefined) return 'not known: nothing could be tried';
  const { base, cost } = search.search;
  return `${costName(search)} from ${count(base)} to ${count(cost)} (${percent((base - cost) / base)} less); not measured`;
}

/** From the best proof there is, less what could not be seen. */
function confidence({ verdict, search, rows, doubts }: RecommendRequest): number {
  const measured = rows.run?.level === 'measured' ? 0.95 : 0.85;
  const start = verdict.kind === 'proven' ? measured : verdict.kind === 'estimated' ? 0.6 : doubts.planned ? 0.3 : 0.2;
  const lost =
    (search?.replay?.agrees === false ? 0.2 : 0) +
    ((search?.doubts.length ?? 0) > 0 || (search?.whatIf.level === 'derived' && !doubts.inferred) ? 0.1 : 0) +
    (verdict.kind === 'proven' && verdict.trial.sameRows === 'unknown' ? 0.05 : 0) +
    (doubts.unresolved ? 0.1 : 0) +
    (doubts.generic ? 0.1 : 0) +
    (doubts.inferred ? 0.15 : 0);
  return Math.round(Math.max(0.05, start - lost) * 100) / 100;
}
