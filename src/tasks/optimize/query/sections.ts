import { describeIndex } from '#analysis/index-words.ts';
import { planView } from '#analysis/plan-view.ts';
import { count, kilobytes } from '#analysis/plan-words.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { Section } from '#vocabulary/section.ts';
import type { CandidateNote, QueryDetails } from './query-report.ts';

/** Of the candidates, and of the places where the work is, as many as a reader wants to see. */
const mostShown = 8;
const mostPlaces = 4;

/** What the search chose, and whether running the query bore it out. */
export interface Choice {
  readonly chosen: readonly IndexDefinition[];
  readonly isRecommended: boolean;
}

/**
 * The answer's matter, laid out. Short things that the answer rests on stand before it: the query, where its work is, why
 * no index helps. What one looks up stands behind: what weakens the answer, both plans, what was tried.
 */
export function sections(query: string, details: QueryDetails, choice: Choice): readonly Section[] {
  const { plan, planFrom, planAfter, bottlenecks, whyNoIndex, notes } = details;
  const behind = [
    ...list('Keep in mind', notes),
    ...(plan === undefined ? [] : [planSection('Plan', plan, planFrom)]),
    ...(planAfter === undefined ? [] : [planSection(afterTitle(choice), planAfter, afterFrom(details))]),
    ...tried(details, choice),
  ];
  const more = bottlenecks.length - mostPlaces;
  return [
    { kind: 'code', title: 'Query', language: 'sql', code: query.trim() },
    ...list('Where the work is', [
      ...bottlenecks.slice(0, mostPlaces),
      ...(more > 0 ? [`${count(more)} more with less each: see the plan.`] : []),
    ]),
    ...list('Why no index', [...new Set(whyNoIndex)]),
    ...behind.map((section) => ({ ...section, place: 'after' as const })),
  ];
}

function planSection(title: string, plan: Plan, from: string): Section {
  return { kind: 'plan', title, plan: planView(plan, from) };
}

function afterTitle({ chosen, isRecommended }: Choice): string {
  return isRecommended ? 'Plan afterwards' : `Plan with ${chosen.map(describeIndex).join(' and ')}, not recommended`;
}

function afterFrom({ measuredAfter, planAfter, planFrom }: QueryDetails): string {
  if (measuredAfter !== undefined && planAfter?.analyzed === false) return 'where the indexes were built, estimated';
  return measuredAfter === undefined ? 'the statistics twin, with what is recommended, estimated' : planFrom;
}

function list(title: string, items: readonly string[]): readonly Section[] {
  return items.length === 0 ? [] : [{ kind: 'list', title, items: [...items] }];
}

function tried({ candidates, costBefore, plan }: QueryDetails, choice: Choice): readonly Section[] {
  if (candidates.length === 0 || costBefore === undefined) return [];
  const chosen = new Set(choice.chosen.map(({ name }) => name));
  const ranked = candidates.toSorted(
    (a, b) => Number(chosen.has(b.index.name)) - Number(chosen.has(a.index.name)) || price(a) - price(b),
  );
  const more = ranked.length > mostShown ? `, ${mostShown} shown` : '';
  return [
    {
      kind: 'table',
      title: `Indexes tried (${candidates.length}${more})`,
      columns: [
        { name: 'index', align: 'left' },
        { name: plan?.costUnit ?? 'cost', align: 'right' },
        { name: 'size', align: 'right' },
        { name: '', align: 'left' },
      ],
      rows: [
        ['none', count(costBefore), '', ''],
        ...ranked
          .slice(0, mostShown)
          .map((one) => [
            one.text,
            one.cost === undefined ? '' : count(one.cost),
            one.bytes === undefined ? '' : kilobytes(one.bytes / 1024),
            outcome(one, chosen, choice.isRecommended),
          ]),
      ],
    },
  ];
}

function price({ cost }: CandidateNote): number {
  return cost ?? Number.POSITIVE_INFINITY;
}

function outcome({ index, used, refused }: CandidateNote, chosen: ReadonlySet<string>, isRecommended: boolean): string {
  if (chosen.has(index.name)) return isRecommended ? 'chosen' : 'chosen by cost, no gain when run';
  if (refused !== undefined) return `cannot be made: ${refused}`;
  return used ? 'not needed' : 'not used';
}
