import type { Assessment } from '#analysis/engine-choice/assess-engines.ts';
import { byteWords } from '#analysis/engine-choice/byte-words.ts';
import { type Choice, defaultEngine } from '#analysis/engine-choice/choose-engines.ts';
import type { Confidence } from '#analysis/engine-choice/confidence.ts';
import { inStep } from '#analysis/engine-choice/designs/in-step.ts';
import { engineSheets } from '#analysis/engine-choice/engine-sheets.ts';
import { quoteFact } from '#analysis/engine-choice/fact-words.ts';
import { nameOf } from '#analysis/engine-choice/find-engine.ts';
import type { Hurdle } from '#analysis/engine-choice/hurdle.ts';
import { managedForm, managedForms } from '#analysis/engine-choice/managed-forms.ts';
import type { TurningPoint } from '#analysis/engine-choice/turning-point.ts';
import { weightsOf } from '#analysis/engine-choice/weights.ts';
import type { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import type { EngineDetails, Obstacle } from './engine-report.ts';
import type { Request } from './read-request.ts';

export interface Decided {
  readonly request: Request;
  readonly choice: Choice;
  readonly confidence: Confidence;
  readonly turns: readonly TurningPoint[];
}

export function engineDetails({ request, choice, confidence, turns }: Decided): EngineDetails {
  const { asked } = request;
  const main = choice.main ?? nearest(choice)?.id;
  const form = main === undefined ? undefined : formOf(main, asked);
  return {
    ...(choice.main === undefined ? {} : { engine: nameOf(choice.main) }),
    ...(choice.main === undefined && main !== undefined ? { nearest: nameOf(main) } : {}),
    chosenBy: choice.by,
    ...(form === undefined ? {} : { managedAs: form }),
    companions: choice.companions.map(({ id, kinds, because }) => {
      const theirs = formOf(id, asked);
      return {
        engine: nameOf(id),
        kinds: [...kinds],
        because: choice.main === undefined ? [] : because.map((hurdle) => obstacle(choice.main ?? id, hurdle)),
        ...(theirs === undefined ? {} : { managedAs: theirs }),
        inStep: kinds.map((kind) => inStep(kind, nameOf(choice.main ?? id), nameOf(id))),
      };
    }),
    expected: [...asked.existing, ...asked.skills].map(nameOf),
    unserved: choice.unserved.map(({ kind }) => kind),
    weights: Object.fromEntries(Object.entries(weightsOf(asked)).map(([name, weight]) => [name, places(weight)])),
    ranking: choice.ranking.map((one) => ({
      engine: nameOf(one.id),
      score: places(one.utility),
      scores: Object.fromEntries(Object.entries(one.scores).map(([name, score]) => [name, places(score)])),
      disqualified: one.failed
        .filter(({ asks }, at) => one.failed.findIndex((other) => other.asks === asks) === at)
        .map((hurdle) => obstacle(one.id, hurdle)),
      strained: one.strained.map(({ asks }) => asks),
    })),
    confidence: {
      share: places(confidence.share),
      trials: confidence.trials,
      rivals: confidence.rivals.map(({ id, share }) => ({ engine: nameOf(id), share: places(share) })),
    },
    turningPoints: turns.map(({ kind, when, leadsTo, distance }) => ({
      kind,
      when,
      engines: leadsTo.map(nameOf),
      distance: places(distance),
    })),
    understood: request.readings.map(({ words, says }) => ({ words, says })),
    notUnderstood: [...request.unread],
    assumed: [...request.assumed],
    requirements: { ...asked },
    beyond: [...beyond(asked)],
    contractType: [...contractNotes(choice, asked)],
  };
}

/** Fewest musts missed; of those the default, then the best score. */
export function nearest({ ranking }: Choice): Assessment | undefined {
  const isDefault = ({ id }: Assessment) => Number(id === defaultEngine);
  return ranking.toSorted(
    (one, other) =>
      one.failed.length - other.failed.length || isDefault(other) - isDefault(one) || other.utility - one.utility,
  )[0];
}

/** The form on the cloud that was named; all of them where none was. */
function formOf(id: string, { hosting = {} }: EngineRequirements): string | undefined {
  if (hosting.embedded === true || hosting.selfHosted === true) return undefined;
  const form = managedForm(id, hosting.cloud ?? 'any');
  if (form === undefined) return undefined;
  if (hosting.cloud !== undefined) return `${form.name}: ${form.note}. ${form.source}`;
  const all = managedForms.filter(({ of }) => of.includes(id)).map(({ name }) => name);
  return `${all.join(', ')}.`;
}

function obstacle(id: string, { asks, origin, fact, id: hurdle }: Hurdle): Obstacle {
  const sheet = engineSheets.find((one) => one.id === id);
  if (sheet === undefined || hurdle === 'avoid') {
    return { asks, origin, fact: hurdle, words: 'ruled out in the request', source: '', date: '', basis: 'stated' };
  }
  const { words, source, date, basis } = quoteFact(sheet, fact);
  return { asks, origin, fact, words, source, date, basis };
}

/** What the six types of the contract cannot say, and where two published selection matrices disagree. */
function contractNotes({ main, groups }: Choice, asked: EngineRequirements): readonly string[] {
  const sheet = engineSheets.find(({ id }) => id === main);
  const isSeries = groups.some(({ kind }) => kind === 'time-series');
  const isOther = sheet !== undefined && !sheet.kind.startsWith(sheet.type);
  return [
    ...(isOther ? [`${sheet.name}: ${sheet.kind}. Of the contract’s six types the nearest is "${sheet.type}".`] : []),
    ...(isSeries
      ? [
          `Selection matrices disagree on time series: one puts them under wide-column (Cassandra, ScyllaDB), another under TimescaleDB and InfluxDB. Here the second holds while one cluster takes the points and thins them out; the first from about ${(500_000).toLocaleString('en-US')} points a second, where several regions write, or where writes must spread over nodes${asked.bytes === undefined ? '' : ` (${byteWords(asked.bytes)} alone do not ask for it)`}.`,
        ]
      : []),
  ];
}

function places(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Engines outside the sheets that are made for such a request. */
function beyond({ needs, workloads, regions, consistency }: EngineRequirements): readonly string[] {
  const isRows = needs.includes('row-transactions') || workloads.some(({ kind }) => kind === 'transactions');
  const isSpread = needs.includes('horizontal-writes') || (regions?.writes === 'all' && consistency === 'strong');
  if (!isRows || !isSpread) return [];
  return [
    'Distributed SQL (CockroachDB, Google Spanner, YugabyteDB, Aurora DSQL, PostgreSQL with Citus) is made for transactions over several nodes or regions; it has no fact sheet here and was not weighed.',
  ];
}
