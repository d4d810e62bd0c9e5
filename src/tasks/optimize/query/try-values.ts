import { planShape } from '#analysis/plan-shape.ts';
import { baseRelationNodes } from '#analysis/plan-walk.ts';
import { count, nodeName, percent } from '#analysis/plan-words.ts';
import { valueVariants } from '#analysis/value-variants.ts';
import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Section } from '#vocabulary/section.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { TwinSearch } from './search-in-twin.ts';

/** The query with other values, as the planner of the twin sees it. */
export interface ValueTrial {
  readonly words: string;
  /** Share of the table's rows; absent for the generic plan, which is made for any value. */
  readonly share?: number;
  readonly plan: Plan;
  readonly cost: number;
  /** With what is recommended. */
  readonly costAfter?: number;
}

/**
 * What the planner would do for the commonest, a middling and the rarest value, and, where the query has parameters, for
 * none in particular: a plan that is best for one may be the worst for another.
 * https://www.postgresql.org/docs/18/sql-prepare.html
 */
export async function tryValues(
  { whatIf, search }: TwinSearch,
  request: {
    readonly query: QueryText;
    readonly resolved: ResolvedQuery;
    readonly statistics: Statistics | undefined;
    readonly context: Context;
  },
): Promise<readonly ValueTrial[]> {
  const { query, resolved, statistics, context } = request;
  const variants = valueVariants(resolved, query, statistics).flat();
  if (variants.length === 0) return [];
  context.progress({ message: 'asking the planner about other values' });
  const ask = async (words: string, text: QueryText, share?: number): Promise<readonly ValueTrial[]> => {
    try {
      const before = await whatIf.ask({ query: text, indexes: [] });
      const after = search.chosen.length === 0 ? undefined : await whatIf.ask({ query: text, indexes: search.chosen });
      return [
        {
          words,
          plan: before.plan,
          cost: before.cost,
          ...(share === undefined ? {} : { share }),
          ...(after === undefined ? {} : { costAfter: after.cost }),
        },
      ];
    } catch (error) {
      // A value that the statistics print and the query's type does not take.
      if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
      return [];
    }
  };
  const tried: ValueTrial[] = [];
  for (const { words, query: text, share } of variants) tried.push(...(await ask(words, text, share)));
  const generic = resolved.parameters.length === 0 ? [] : await ask('any (generic plan)', { ...query, parameters: {} });
  return [...tried, ...generic];
}

export function valueSections(trials: readonly ValueTrial[]): readonly Section[] {
  if (trials.length === 0) return [];
  const hasAfter = trials.some(({ costAfter }) => costAfter !== undefined);
  return [
    {
      kind: 'table',
      place: 'after',
      title: 'With other values',
      columns: [
        { name: 'value', align: 'left' },
        { name: 'rows', align: 'right' },
        { name: 'cost', align: 'right' },
        ...(hasAfter ? [{ name: 'with the index', align: 'right' as const }] : []),
        { name: 'reads', align: 'left' },
      ],
      rows: trials.map(({ words, share, cost, costAfter, plan }) => [
        words,
        share === undefined ? '' : percent(share),
        count(cost),
        ...(hasAfter ? [costAfter === undefined ? '' : count(costAfter)] : []),
        reads(plan),
      ]),
    },
  ];
}

function reads(plan: Plan): string {
  const names = [...new Set(baseRelationNodes(plan).map(nodeName))];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

/** The planner goes other ways for other values; one plan for all of them is the wrong one for some. */
export function unstablePlan(trials: readonly ValueTrial[], resolved: ResolvedQuery): readonly Finding[] {
  const known = trials.filter(({ share }) => share !== undefined);
  const generic = trials.find(({ share }) => share === undefined);
  const [common] = known.toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0));
  const other = known.find(({ plan }) => common !== undefined && planShape(plan) !== planShape(common.plan));
  if (common === undefined || other === undefined) return [];
  const misfit =
    generic === undefined ? undefined : known.find(({ plan }) => planShape(plan) !== planShape(generic.plan));
  return [
    {
      rule: 'plan-depends-on-value',
      severity: misfit === undefined ? 'info' : 'warning',
      at: 'the query',
      message: `For ${common.words} (${percent(common.share ?? 0)} of the rows) the planner reads ${reads(common.plan)}, for ${other.words} (${percent(other.share ?? 0)}) it reads ${reads(other.plan)}.`,
      why:
        misfit === undefined
          ? 'What was found for one value need not hold for another: look at the costs with other values.'
          : `A prepared statement may change to one plan for all values after five runs, and that one is not the best for ${misfit.words}.`,
      evidence: [
        {
          level: 'simulated',
          by: 'the planner of the twin',
          what: 'plan cost, commonest and other value',
          before: common.cost,
          after: other.cost,
          unit: 'cost',
          source: 'https://www.postgresql.org/docs/18/sql-prepare.html',
        },
      ],
      changes:
        misfit === undefined ? [] : [{ kind: 'set-setting', name: 'plan_cache_mode', value: 'force_custom_plan' }],
      advice:
        misfit === undefined
          ? 'No statement is proposed: with a plan made for each value the server chooses rightly. Keep it so (no force_generic_plan), and test with common and rare values.'
          : 'With plan_cache_mode = force_custom_plan the statement is planned anew for each value.',
      fingerprint: `plan-depends-on-value|${resolved.relations.map(({ name }) => name).join(',')}`,
    },
  ];
}
