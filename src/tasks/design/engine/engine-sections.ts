import { criteria } from '#analysis/engine-choice/criteria.ts';
import { percent } from '#analysis/plan-words.ts';
import type { Section } from '#vocabulary/section.ts';
import type { LayoutPart } from './engine-contract.ts';
import type { EngineDetails, Obstacle, RankedEngine } from './engine-report.ts';

const shownRivals = 4;
const shownOut = 5;
const shownTurns = 8;

export function summarize({
  engine,
  nearest,
  chosenBy,
  companions,
  confidence,
  ranking,
  unserved,
}: EngineDetails): string {
  if (engine === undefined) {
    const closest = ranking.find((one) => one.engine === nearest);
    return `No engine of ${ranking.length} meets every requirement. The nearest is ${nearest}, but for: ${(closest?.disqualified ?? []).map(({ asks }) => asks).join('; ')}.`;
  }
  const beside = companions.map((one) => `${one.engine} for ${one.kinds.map(plain).join(' and ')}`);
  const others = beside.length === 0 ? '' : `, with ${beside.join(' and ')}`;
  const lost =
    unserved.length === 0 ? '' : ` Nothing here serves ${unserved.map(plain).join(' and ')} under these conditions.`;
  return `${engine}${others}: ${reasons[chosenBy]}. It stays first in ${percent(confidence.share)} of ${confidence.trials} trials with other weights and doubtful facts.${lost}`;
}

const reasons = {
  existing: 'it runs already and meets every must',
  skills: 'the team knows it and it meets every must',
  default: 'the default, and no stated need speaks against it',
  score: 'the best score of those that meet every must',
  none: 'nothing meets every must',
} as const;

export function engineSections(details: EngineDetails, parts: readonly LayoutPart[]): readonly Section[] {
  return [
    recommended(details),
    ...beside(details),
    disqualified(details),
    scores(details),
    turns(details),
    understood(details),
    ...notUnderstood(details),
    ...parts.flatMap(layout),
    ...(details.contractType.length === 0
      ? []
      : [{ kind: 'list', title: 'How the types map', items: details.contractType } satisfies Section]),
  ];
}

function recommended(details: EngineDetails): Section {
  const name = details.engine ?? details.nearest ?? '';
  const mine = details.ranking.find(({ engine }) => engine === name);
  const best = Object.entries(mine?.scores ?? {})
    .map(([criterion, score]) => ({ criterion, part: score * (details.weights[criterion] ?? 0), score }))
    .toSorted((one, other) => other.part - one.part)
    .slice(0, 4);
  const higher = details.ranking.filter(
    ({ disqualified, score }) => disqualified.length === 0 && score > (mine?.score ?? 0),
  );
  return {
    kind: 'list',
    title: details.engine === undefined ? `Nearest: ${name}` : `Recommended: ${name}`,
    items: [
      ...(details.engine === undefined ? [] : [`Why: ${reasons[details.chosenBy]}.`]),
      `Its score is ${figure(mine?.score ?? 0)}, most of it from ${best.map(({ criterion, score }) => `${criterion} ${figure(score)}`).join(', ')}.`,
      ...(higher.length === 0 || details.chosenBy === 'score'
        ? []
        : [
            `By score alone ${higher
              .slice(0, 3)
              .map(({ engine, score }) => `${engine} (${figure(score)})`)
              .join(
                ', ',
              )} would come first: not reason enough to ${details.chosenBy === 'default' ? 'leave the default' : 'change what is there'}.`,
          ]),
      ...details.beyond,
      ...(mine?.strained ?? []).map((wish) => `Not quite: ${wish}.`),
      ...(details.managedAs === undefined ? [] : [`Managed: ${details.managedAs}`]),
      ...(details.confidence.rivals.length === 0
        ? []
        : [
            `In the other trials: ${details.confidence.rivals
              .slice(0, 4)
              .map(({ engine, share }) => `${engine} ${percent(share)}`)
              .join(', ')}.`,
          ]),
    ],
  };
}

function beside({ companions, engine = '' }: EngineDetails): readonly Section[] {
  return companions.map((one) => ({
    kind: 'list',
    title: `Beside it: ${one.engine}, for ${one.kinds.map(plain).join(' and ')}`,
    items: [
      ...one.because.map((obstacle) => quote(obstacle, `${engine} does not meet`)),
      ...one.inStep.map((way) => `In step: ${way}`),
      ...(one.managedAs === undefined ? [] : [`Managed: ${one.managedAs}`]),
    ],
  }));
}

/** Those that one would have thought of, in full; the rest by name. */
function disqualified({ ranking, expected }: EngineDetails): Section {
  const near = ['PostgreSQL', ...expected];
  const out = ranking
    .filter((one) => one.disqualified.length > 0)
    .toSorted((one, other) => Number(near.includes(other.engine)) - Number(near.includes(one.engine)));
  const shown = out.slice(0, shownOut);
  const rest = out.slice(shownOut);
  const wants = [...new Set(rest.map(firstWant))];
  return {
    kind: 'list',
    title: `Disqualified: ${out.length} of ${ranking.length}`,
    items: [
      ...shown.map(({ engine, disqualified }) =>
        disqualified
          .slice(0, 2)
          .map((one, at) => quote(one, at === 0 ? `${engine} does not meet` : 'Nor'))
          .join('. '),
      ),
      ...wants.map((want) => {
        const names = rest.filter((one) => firstWant(one) === want).map(({ engine }) => engine);
        return `For want of "${want}": ${names.join(', ')}.`;
      }),
      ...(out.length === 0 ? ['None: every engine meets the musts.'] : []),
    ],
  };
}

function firstWant({ disqualified }: RankedEngine): string {
  return disqualified[0]?.asks ?? '';
}

/** `first`: the sentence that names what is not met, up to the fact. */
function quote({ asks, words, source, date, basis }: Obstacle, first: string): string {
  if (source === '') return `${first} what is wanted: ${words}.`;
  return `${first} "${asks}". ${capital(words)}${basis === 'judged' ? ', judged' : ''}. ${source} (${date})`;
}

function scores({ ranking, weights, engine, nearest }: EngineDetails): Section {
  const able = ranking.filter(({ disqualified }) => disqualified.length === 0);
  const chosen = ranking.filter((one) => one.engine === (engine ?? nearest));
  const columns = [...chosen, ...able.filter((one) => !chosen.includes(one))].slice(0, shownRivals);
  const row = (criterion: string) => [
    criterion,
    percent(weights[criterion] ?? 0),
    ...columns.map((one) => figure(one.scores[criterion] ?? 0)),
  ];
  return {
    kind: 'table',
    title: 'Scores (0 to 1) and weights',
    columns: [
      { name: 'criterion', align: 'left' },
      { name: 'weight', align: 'right' },
      ...columns.map((one: RankedEngine) => ({ name: one.engine, align: 'right' as const })),
    ],
    rows: [
      ...criteria.toSorted((one, other) => (weights[other] ?? 0) - (weights[one] ?? 0)).map(row),
      ['in all', '', ...columns.map(({ score }) => figure(score))],
    ],
  };
}

function turns({ turningPoints }: EngineDetails): Section {
  // What a team runs turns every near race: two of these are enough.
  const team = turningPoints.filter(({ kind }) => kind === 'team').slice(2);
  const items = turningPoints
    .filter((one) => !team.includes(one))
    .slice(0, shownTurns)
    .map(({ when, engines }) => {
      const [main = '', ...others] = engines;
      return `${main}${others.length === 0 ? '' : ` with ${others.join(' and ')}`}: ${when}.`;
    });
  return {
    kind: 'list',
    title: 'What would change the answer',
    items: items.length === 0 ? ['No single change that was tried.'] : items,
  };
}

function understood({ understood, assumed }: EngineDetails): Section {
  return {
    kind: 'list',
    title: 'Understood',
    items: [
      ...understood.map(({ words, says }) => `"${words}": ${says}`),
      ...assumed.map((sentence) => `Assumed: ${sentence}`),
    ],
  };
}

function notUnderstood({ notUnderstood: words }: EngineDetails): readonly Section[] {
  return words.length === 0 ? [] : [{ kind: 'list', title: 'Not understood, and so not weighed', items: words }];
}

function layout({ engine, design }: LayoutPart): readonly Section[] {
  const title = `${engine}: ${plain(design.kind)}`;
  const code = (name: string, statements: readonly string[]): readonly Section[] =>
    statements.length === 0
      ? []
      : [{ kind: 'code', title: `${title}, ${name}`, language: 'sql', code: statements.join('\n\n') }];
  return [
    { kind: 'text', title: `Layout in ${title}`, paragraphs: [design.says] },
    ...code('schema', design.schema),
    { kind: 'list', title: `${title}, indexes`, items: [...design.indexes] },
    ...code('examples', design.examples),
    { kind: 'list', title: `${title}, tips`, items: [...design.tips] },
  ];
}

function figure(score: number): string {
  return score.toFixed(2);
}

function plain(kind: string): string {
  return kind.replace('-', ' ');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
