import { normal, type Random, seededRandom } from '#analysis/row-generator/random.ts';
import type { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import { assessEngines } from './assess-engines.ts';
import type { Choice } from './choose-engines.ts';
import { criteria } from './criteria.ts';
import type { Hurdle, Values } from './hurdle.ts';
import { hurdlesOf } from './hurdles.ts';
import { type EngineSheet, type FactName, judgedFacts } from './sheet.ts';
import { scaled, type Weights, weightsOf } from './weights.ts';

export interface Confidence {
  /** Share of the trials in which the chosen engine came first. */
  readonly share: number;
  readonly trials: number;
  /** Who came first in the others, the most frequent first. */
  readonly rivals: readonly { readonly id: string; readonly share: number }[];
}

/** Trials that put the error of a share below 3 points. */
const trials = 200;

/** What moving away costs: the chosen engine is left only for one that scores better by this much. */
const lead: Readonly<Record<Choice['by'], number>> = { existing: 0.2, skills: 0.1, default: 0.1, score: 0, none: 0 };

/** How tightly the drawn weights lie about the given ones: a weight of 0.2 has a deviation of 0.05. */
const concentration = 60;

/** Chance that a fact is one step off, by what it rests on. */
const doubt = { stated: 0.02, judged: 0.1 } as const;
/** Deviation of a figure's logarithm. */
const spread = { stated: 0.1, judged: 0.4 } as const;
const spreadOfRequest = 0.25;

/**
 * How often the chosen engine stays first when the weights are drawn anew (Dirichlet), facts are a step off and
 * figures of the request are a little different. The same request draws the same trials.
 */
export function confidenceOf(choice: Choice, sheets: readonly EngineSheet[], asked: EngineRequirements): Confidence {
  if (choice.main === undefined) return { share: 0, trials, rivals: [] };
  const random = seededRandom(JSON.stringify(asked));
  const base = weightsOf(asked);
  const wins = new Map<string, number>();
  for (let trial = 0; trial < trials; trial++) {
    const shaken = shakeRequest(asked, random);
    const candidates = sheets.map((sheet) => ({ id: sheet.id, values: shakeFacts(sheet, random) }));
    const question = {
      asked: shaken,
      groups: groupsOf(choice),
      hurdles: inScope(hurdlesOf(shaken), choice),
      weights: drawWeights(base, random),
    };
    const able = assessEngines(candidates, question).filter(({ failed }) => failed.length === 0);
    const best = able[0];
    if (best === undefined) continue;
    const held = able.find(({ id }) => id === choice.main);
    const first = held !== undefined && held.utility + lead[choice.by] >= best.utility ? held : best;
    wins.set(first.id, (wins.get(first.id) ?? 0) + 1);
  }
  const shares = [...wins]
    .map(([id, won]) => ({ id, share: won / trials }))
    .toSorted((one, other) => other.share - one.share);
  return {
    share: (wins.get(choice.main) ?? 0) / trials,
    trials,
    rivals: shares.filter(({ id, share }) => id !== choice.main && share >= 0.02),
  };
}

/** The main store of several answers for its own work only. */
function groupsOf({ groups, companions, unserved }: Choice): Choice['groups'] {
  return companions.length + unserved.length === 0 ? groups : groups.slice(0, 1);
}

function inScope(hurdles: readonly Hurdle[], choice: Choice): readonly Hurdle[] {
  const known = new Set(choice.hurdles.map(({ id }) => id));
  return hurdles.filter(({ id }) => known.has(id));
}

function shakeFacts(sheet: EngineSheet, random: Random): Values {
  const shaken = Object.entries(sheet.facts).map(([name, { value, basis }]) => [
    name,
    shake(name as FactName, value, basis, random),
  ]);
  return Object.fromEntries(shaken);
}

const degrees: readonly Values[FactName][] = ['no', 'partial', 'yes'];

function shake(name: FactName, value: Values[FactName], basis: 'stated' | 'judged', random: Random): Values[FactName] {
  if (name === 'since') return value;
  if (typeof value === 'number') {
    if (judgedFacts.has(name) && value <= 5 && name !== 'readMs')
      return random() < 0.3 ? clamp(value + (random() < 0.5 ? -1 : 1)) : value;
    return value * Math.exp(normal(random) * spread[basis]);
  }
  const at = degrees.indexOf(value);
  if (at < 0 || random() >= doubt[basis]) return value;
  return degrees[at === 1 ? (random() < 0.5 ? 0 : 2) : 1] ?? value;
}

function clamp(level: number): number {
  return Math.min(5, Math.max(1, level));
}

function shakeRequest(asked: EngineRequirements, random: Random): EngineRequirements {
  const about = (figure: number | undefined) =>
    figure === undefined ? undefined : figure * Math.exp(normal(random) * spreadOfRequest);
  return {
    ...asked,
    users: about(asked.users),
    readsPerSecond: about(asked.readsPerSecond),
    writesPerSecond: about(asked.writesPerSecond),
    requestsPerSecond: about(asked.requestsPerSecond),
    bytes: about(asked.bytes),
    workloads: asked.workloads.map((group) => ({
      ...group,
      items: about(group.items),
      bytes: about(group.bytes),
      writesPerSecond: about(group.writesPerSecond),
    })),
  };
}

/** One draw of a Dirichlet distribution about the given weights: gamma variates, brought to a sum of 1. */
function drawWeights(base: Weights, random: Random): Weights {
  const drawn = new Map(criteria.map((criterion) => [criterion, gamma(base[criterion] * concentration, random)]));
  return scaled((criterion) => Math.max(1e-9, drawn.get(criterion) ?? 0));
}

/** Marsaglia and Tsang, A simple method for generating gamma variables, 2000. */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
