import type { LoadSample, LoadStatement } from '#vocabulary/query-load.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { openParameters } from './open-parameters.ts';
import { type ParameterChoices, parameterChoices, ranks } from './parameter-choices.ts';

/**
 * The texts with values that stand for a statement's executions: those that were seen, else its $1, $2 … filled with a
 * common, a middling and a rare value of the columns that they are compared with, at most three. A value is asked as
 * often as rows hold it: that is a guess, and the shares follow from it. Ranges are asked narrow more often than wide.
 * What nothing is known of stays open, to be planned generically. `given` wins over all; literals are never altered.
 * Never empty; the shares sum to 1.
 */
export function chooseValues(
  statement: LoadStatement,
  resolved: ResolvedQuery,
  statistics: Statistics | undefined,
  given: Readonly<Record<string, string>> = {},
): readonly LoadSample[] {
  const seen = statement.samples.filter((sample) => openIn(sample).length === 0);
  const hasGiven = (text: string) => openParameters(text).some((number) => given[number] !== undefined);
  if (seen.length > 0) return seen.map((sample) => (hasGiven(sample.text) ? withGiven(sample, given) : sample));

  const text = statement.samples[0]?.text ?? statement.normalized;
  const open = openParameters(text);
  if (open.length === 0) return [{ text, parameters: {}, share: 1, from: 'written' }];
  const own = Object.fromEntries(
    open.flatMap((number) => (given[number] === undefined ? [] : [[number, given[number]]])),
  );
  const choices = open
    .filter((number) => own[number] === undefined)
    .flatMap((number) => parameterChoices(Number(number), resolved, statistics) ?? []);
  const [main] = choices.toSorted((one, other) => weightOf(other) - weightOf(one));
  if (main === undefined) {
    const isGiven = Object.keys(own).length === open.length;
    return [{ text, parameters: own, share: 1, from: isGiven ? 'given' : 'unknown' }];
  }
  const sum = main.values.reduce((total, { weight }) => total + weight, 0);
  return main.values.map(({ rank, weight, words }) => ({
    text,
    parameters: { ...Object.fromEntries(choices.map((one) => [String(one.number), valueAt(one, rank)])), ...own },
    share: sum > 0 ? weight / sum : 1 / main.values.length,
    from: rank,
    words,
  }));
}

function openIn({ text, parameters }: LoadSample): readonly string[] {
  return openParameters(text).filter((number) => parameters[number] === undefined);
}

function withGiven(sample: LoadSample, given: Readonly<Record<string, string>>): LoadSample {
  const own = openParameters(sample.text).flatMap((number) =>
    given[number] === undefined ? [] : [[number, given[number]] as const],
  );
  return { ...sample, parameters: { ...sample.parameters, ...Object.fromEntries(own) }, from: 'given' };
}

/** The one whose values are most unlike decides how the executions part. */
function weightOf({ values, decides }: ParameterChoices): number {
  if (!decides) return 0;
  const weights = values.map(({ weight }) => weight);
  return values.length + Math.max(...weights) - Math.min(...weights);
}

/** The value of this rank, or the nearest that there is. */
function valueAt({ values }: ParameterChoices, rank: (typeof ranks)[number]): string {
  const wanted = ranks.indexOf(rank);
  const [nearest] = values.toSorted(
    (one, other) => Math.abs(ranks.indexOf(one.rank) - wanted) - Math.abs(ranks.indexOf(other.rank) - wanted),
  );
  return nearest?.value ?? '';
}
