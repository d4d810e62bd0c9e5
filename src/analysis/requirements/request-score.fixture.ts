import type { Registry } from '#analysis/domains/domain.ts';
import { readRequirements } from './read-requirements.ts';
import { registryFixture } from './registry.fixture.ts';

/** A request, the domains that it speaks of, and the features or options that it names. */
export interface RequestCase {
  readonly text: string;
  readonly domains: readonly string[];
  /** Ids of features, or of options that stand for the same thing in a domain. */
  readonly asks: readonly string[];
}

export interface RequestScore {
  /** Domains that are wanted, found, and both; requests in which all are right and none is too much. */
  readonly wanted: number;
  readonly found: number;
  readonly right: number;
  readonly exact: number;
  /** Features and options that are asked for, named, and both. */
  readonly asked: number;
  readonly named: number;
  readonly met: number;
  /** Words of which nothing was made. */
  readonly left: number;
  /** What was read wrongly, a line each. */
  readonly misses: readonly string[];
}

/** How well requests are understood. `idOf`: the id by which the cases call a domain. */
export function scoreRequests(
  cases: readonly RequestCase[],
  registry: Registry,
  idOf: (id: string) => string = (id) => id,
): RequestScore {
  const sum = { wanted: 0, found: 0, right: 0, exact: 0, asked: 0, named: 0, met: 0, left: 0 };
  const misses: string[] = [];
  for (const { text, domains: wanted, asks } of cases) {
    const read = readRequirements(text, registry);
    const found = read.domains.map(({ domain }) => idOf(domain.id));
    const named = [
      ...read.features.map(({ feature }) => feature),
      ...registry.features.filter(({ id }) => read.settings.some(({ what }) => what === id)),
      ...read.options.flatMap(({ option, assumed }) => (assumed ? [] : [option])),
    ];
    const core = read.domains.flatMap(({ domain }) => [
      ...Object.keys(domain.part.entities ?? {}).map((entity) => entity.replaceAll('_', ' ')),
      ...Object.values(domain.synonyms ?? {}).flat(),
    ]);
    const right = wanted.filter((one) => found.includes(one)).length;
    const isMeant = (one: { readonly id: string; readonly words: readonly string[] }, ask: string) =>
      one.id === ask || one.words.some((word) => wordsOf(ask).includes(word));
    const met = asks.filter(
      (ask) => named.some((one) => isMeant(one, ask)) || core.some((word) => wordsOf(ask).includes(word)),
    ).length;
    const surplus = named.filter((one) => !asks.some((ask) => isMeant(one, ask))).length;
    sum.wanted += wanted.length;
    sum.found += found.length;
    sum.right += right;
    sum.exact += right === wanted.length && found.length === wanted.length ? 1 : 0;
    sum.asked += asks.length;
    sum.named += met + surplus;
    sum.met += met;
    sum.left += read.notUnderstood.length;
    if (right < wanted.length || found.length > right || met < asks.length) {
      misses.push(
        `${text}\n    ${found.join(' ')} (${wanted.join(' ')}) | ${named.map(({ id }) => id).join(' ')} (${asks.join(' ')})`,
      );
    }
  }
  return { ...sum, misses };
}

/** Words for what a case asks: those of the feature or option of that id in the library of the tests. */
function wordsOf(ask: string): readonly string[] {
  const options = registryFixture.domains.flatMap((domain) => domain.options);
  return [...registryFixture.features, ...options].flatMap(({ id, words }) => (id === ask ? words : []));
}
