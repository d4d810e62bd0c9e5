import { percent } from '#analysis/plan-words.ts';
import type { EngineNeed, EngineRequirements, WorkloadGroup, WorkloadKind } from '#vocabulary/engine-requirements.ts';
import type { Candidate } from './assess-engines.ts';
import { type Choice, chooseEngines } from './choose-engines.ts';
import { type Criterion, criteria } from './criteria.ts';
import { figureTurns } from './figure-turns.ts';
import { nameOf } from './find-engine.ts';
import { answerOf, type TurningPoint } from './turning-point.ts';
import { scaled, weightsOf } from './weights.ts';

/** All turning points, the nearest first; of those that lead to the same engines, the nearest two. */
export function turningPoints(
  candidates: readonly Candidate[],
  asked: EngineRequirements,
  choice: Choice,
): readonly TurningPoint[] {
  const now = answerOf(choice);
  const turn = (
    kind: TurningPoint['kind'],
    when: string,
    distance: number,
    changed: EngineRequirements,
  ): readonly TurningPoint[] => {
    const next = chooseEngines(candidates, changed);
    const leadsTo = answerOf(next);
    return next.main === undefined || leadsTo.join() === now.join() ? [] : [{ kind, when, leadsTo, distance }];
  };
  const found = [
    ...figureTurns(candidates, asked, now),
    ...needs
      .filter(
        ([need, , kinds]) =>
          !asked.needs.includes(need) && kinds.some((kind) => kind === 'any' || kind === choice.groups[0]?.kind),
      )
      .flatMap(([need, when, , figures]) =>
        turn('need', when, 2, { ...asked, ...figures, needs: [...asked.needs, need] }),
      ),
    ...asked.workloads.flatMap((group) =>
      specialTurns(group, asked).flatMap(([when, changed]) => turn('need', when, 2, changed)),
    ),
    ...removals(asked).flatMap(([when, changed]) => turn('removal', when, 2, changed)),
    ...places(asked).flatMap(([when, changed]) => turn('place', when, 2.5, changed)),
    ...others(choice).flatMap((id) => turn('team', `if ${nameOf(id)} ran already`, 3, { ...asked, existing: [id] })),
    ...weightTurns(candidates, asked, choice),
  ];
  return thinned(found.toSorted((one, other) => one.distance - other.distance));
}

function thinned(turns: readonly TurningPoint[]): readonly TurningPoint[] {
  return turns.filter(
    ({ leadsTo }, at) => turns.slice(0, at).filter((one) => one.leadsTo.join() === leadsTo.join()).length < 2,
  );
}

/** Needs that one may have left unsaid, with the kinds of work in which they come up. */
const needs: readonly (readonly [
  need: EngineNeed,
  when: string,
  kinds: readonly (WorkloadKind | 'any')[],
  figures?: Partial<EngineRequirements>,
])[] = [
  ['horizontal-writes', 'if writes must spread over nodes', ['any']],
  [
    'hot-updates',
    'if the same rows are updated 20,000 times a second',
    ['transactions', 'documents', 'rankings'],
    { writesPerSecond: 20_000 },
  ],
  [
    'row-transactions',
    'if several entries must change together',
    ['documents', 'events', 'key-value', 'sessions', 'time-series', 'search'],
  ],
  ['joins', 'if joins are needed', ['documents', 'events', 'key-value', 'time-series', 'search', 'analytics']],
  ['expiry', 'if entries must expire on their own', ['documents', 'events', 'key-value', 'time-series']],
  ['flexible-schema', 'if fields vary from entry to entry', ['transactions', 'events', 'key-value']],
  ['geo', 'if areas and distances are asked for', ['transactions', 'documents', 'search']],
  ['durable', 'if nothing acknowledged may be lost', ['sessions', 'rankings', 'key-value', 'search']],
  ['offline-sync', 'if copies that were apart must merge later', ['transactions', 'documents']],
];

type Change = readonly [when: string, changed: EngineRequirements];

/** The specialist's word for a kind of work that is there without it. */
function specialTurns(group: WorkloadGroup, asked: EngineRequirements): readonly Change[] {
  const words: Partial<Record<WorkloadKind, string>> = {
    search: 'if search must forgive typos or show facets',
    'time-series': 'if old series must be thinned out and compressed',
  };
  const put = (changed: WorkloadGroup) => ({
    ...asked,
    workloads: asked.workloads.map((one) => (one.kind === group.kind ? changed : one)),
  });
  const when = words[group.kind];
  if (when !== undefined && group.special !== true) return [[when, put({ ...group, special: true })]];
  if (group.kind === 'graph' && (group.depth ?? 99) < 3)
    return [['if paths are 3 steps and longer', put({ ...group, depth: 3 })]];
  return [];
}

/** Without one thing that was said. */
function removals(asked: EngineRequirements): readonly Change[] {
  const { consistency, licence, latencyMs, regions, hosting = {}, workloads } = asked;
  const place: readonly (readonly [keyof typeof hosting, string])[] = [
    ['cloud', 'if it need not run on that cloud'],
    ['managed', 'if you run it yourself'],
    ['serverless', 'if instances may be sized'],
    ['selfHosted', 'if a cloud may run it'],
    ['embedded', 'if a server may be asked over the network'],
    ['manyClouds', 'if it may be tied to one cloud'],
  ];
  return [
    ...asked.needs.map(
      (need): Change => [
        `without the need "${need.replaceAll('-', ' ')}"`,
        { ...asked, needs: asked.needs.filter((one) => one !== need) },
      ],
    ),
    ...(workloads.length < 2
      ? []
      : workloads.map(
          ({ kind }): Change => [
            `without ${kind.replace('-', ' ')}`,
            { ...asked, workloads: workloads.filter((one) => one.kind !== kind) },
          ],
        )),
    ...(consistency === 'strong'
      ? [['if stale reads are fine', { ...asked, consistency: 'eventual' }] satisfies Change]
      : []),
    ...(licence === undefined ? [] : [['with any licence', { ...asked, licence: undefined }] satisfies Change]),
    ...(latencyMs === undefined ? [] : [['with slower reads', { ...asked, latencyMs: undefined }] satisfies Change]),
    ...(regions?.writes === 'all'
      ? [['if one region writes', { ...asked, regions: { ...regions, writes: 'one' } }] satisfies Change]
      : []),
    ...place.flatMap(([key, when]): readonly Change[] =>
      hosting[key] === undefined ? [] : [[when, { ...asked, hosting: { ...hosting, [key]: undefined } }]],
    ),
    ...asked.existing.map(
      (id): Change => [
        `if ${nameOf(id)} were not in use`,
        { ...asked, existing: asked.existing.filter((one) => one !== id) },
      ],
    ),
    ...asked.skills.map(
      (id): Change => [
        `if the team did not know ${nameOf(id)}`,
        { ...asked, skills: asked.skills.filter((one) => one !== id) },
      ],
    ),
  ];
}

function places(asked: EngineRequirements): readonly Change[] {
  const { hosting = {}, regions, consistency } = asked;
  const put = (added: typeof hosting): EngineRequirements => ({ ...asked, hosting: { ...hosting, ...added } });
  return [
    ...(hosting.cloud === undefined && hosting.selfHosted !== true && hosting.embedded !== true
      ? [
          ['if it is managed on AWS', put({ cloud: 'aws', managed: true })] satisfies Change,
          ['if it is managed on Google Cloud', put({ cloud: 'google', managed: true })] satisfies Change,
          ['if it is serverless on AWS', put({ cloud: 'aws', serverless: true })] satisfies Change,
        ]
      : []),
    ...(hosting.selfHosted === true
      ? []
      : [['if it must run on your own machines', { ...asked, hosting: { selfHosted: true } }] satisfies Change]),
    ...(hosting.embedded === true
      ? []
      : [
          [
            'if it runs inside one application, without a network',
            { ...asked, hosting: { embedded: true } },
          ] satisfies Change,
        ]),
    ...(regions?.writes === 'all'
      ? []
      : [
          [
            'if several regions must write at once',
            { ...asked, regions: { count: 2, writes: 'all' } },
          ] satisfies Change,
        ]),
    ...(consistency === 'strong'
      ? []
      : [['if every read must see the last write', { ...asked, consistency: 'strong' }] satisfies Change]),
    ...(asked.licence === undefined
      ? [['if it must be open source', { ...asked, licence: 'open-source' }] satisfies Change]
      : []),
  ];
}

/** The best that are not chosen: what a team has at hand turns a near race. */
function others({ ranking, main }: Choice): readonly string[] {
  return ranking
    .filter(({ id, failed }) => failed.length === 0 && id !== main)
    .slice(0, 5)
    .map(({ id }) => id);
}

/** The smallest factor of one weight at which another engine has the best score. */
function weightTurns(
  candidates: readonly Candidate[],
  asked: EngineRequirements,
  choice: Choice,
): readonly TurningPoint[] {
  const able = choice.ranking.filter(({ failed }) => failed.length === 0);
  if (choice.by !== 'score' || able.length < 2) return [];
  const base = weightsOf(asked);
  return criteria.flatMap((criterion): readonly TurningPoint[] => {
    for (const factor of [1.25, 1.5, 2, 3, 4, 6, 0.75, 0.5, 0.25]) {
      const weights = scaled((one) => base[one] * (one === criterion ? factor : 1));
      const next = chooseEngines(candidates, asked, { weights });
      if (next.main === undefined || next.main === choice.main) continue;
      const distance = factor > 1 ? factor : 1 / factor;
      return [
        {
          kind: 'weight',
          when: weightWords(criterion, base[criterion], weights[criterion]),
          leadsTo: answerOf(next),
          distance,
        },
      ];
    }
    return [];
  });
}

function weightWords(criterion: Criterion, before: number, after: number): string {
  return `if ${criterion} weighs ${percent(after)} instead of ${percent(before)}`;
}
