import { planView } from '#analysis/plan-view.ts';
import { count, kilobytes } from '#analysis/plan-words.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { Section } from '#vocabulary/section.ts';
import type { CandidateNote, QueryDetails } from './query-report.ts';

/** Of the candidates, as many as a reader wants to see. */
const mostShown = 8;

/** The answer's matter, laid out: the query, its plan, why no index helps, what was tried, the plan afterwards. */
export function sections(query: string, details: QueryDetails, chosen: ReadonlySet<string>): readonly Section[] {
  const { plan, planFrom, planAfter, bottlenecks, whyNoIndex, notes } = details;
  return [
    { kind: 'code', title: 'Query', language: 'sql', code: query.trim() },
    ...(plan === undefined ? [] : [planSection('Plan', plan, planFrom)]),
    ...list('Where the work is', bottlenecks),
    ...list('Why no index', whyNoIndex),
    ...tried(details, chosen),
    ...(planAfter === undefined
      ? []
      : [{ ...planSection('Plan afterwards', planAfter, afterFrom(details)), place: 'after' as const }]),
    ...list('Keep in mind', notes).map((section) => ({ ...section, place: 'after' as const })),
  ];
}

function planSection(title: string, plan: Plan, from: string): Section {
  return { kind: 'plan', title, plan: planView(plan, from) };
}

function afterFrom({ measuredAfter, planAfter, planFrom }: QueryDetails): string {
  if (measuredAfter !== undefined && planAfter?.analyzed === false) return 'where the indexes were built, estimated';
  return measuredAfter === undefined ? 'the statistics twin, with what is recommended, estimated' : planFrom;
}

function list(title: string, items: readonly string[]): readonly Section[] {
  return items.length === 0 ? [] : [{ kind: 'list', title, items: [...items] }];
}

function tried(
  { candidates, costBefore, questions, questionsSaved, plan }: QueryDetails,
  chosen: ReadonlySet<string>,
): readonly Section[] {
  if (candidates.length === 0 || costBefore === undefined) return [];
  const ranked = candidates.toSorted(
    (a, b) => Number(chosen.has(b.index.name)) - Number(chosen.has(a.index.name)) || price(a) - price(b),
  );
  const more = ranked.length > mostShown ? `, ${mostShown} shown` : '';
  return [
    {
      kind: 'table',
      place: 'after',
      title: `Indexes tried (${candidates.length}${more}; ${count(questions)} questions, ${count(questionsSaved)} saved)`,
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
            outcome(one, chosen),
          ]),
      ],
    },
  ];
}

function price({ cost }: CandidateNote): number {
  return cost ?? Number.POSITIVE_INFINITY;
}

function outcome({ index, used, refused }: CandidateNote, chosen: ReadonlySet<string>): string {
  if (chosen.has(index.name)) return 'chosen';
  if (refused !== undefined) return `cannot be made: ${refused}`;
  return used ? 'not needed' : 'not used';
}
