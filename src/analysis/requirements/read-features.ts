import type { Domain, Feature } from '#analysis/domains/domain.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';
import { mainEntity } from './main-entity.ts';
import type { FeatureOn } from './model-facts.ts';
import { type NounPhrase, nounList, nounPhrase } from './noun-phrase.ts';
import type { PhraseMatch } from './phrase-index.ts';
import type { Sentence } from './tokenise.ts';

export interface ReadFeature {
  readonly feature: Feature;
  readonly on?: string;
  /** Nobody said of what. */
  readonly assumed: boolean;
  readonly because: readonly string[];
  readonly words: readonly number[];
}

/**
 * The features that are asked for, and of which entity each is said: "comments on tickets", "product reviews", "each
 * film has tags"; where it is not said, of what the request is about.
 */
export function featuresOf(said: {
  readonly sentences: readonly Sentence[];
  readonly matches: readonly PhraseMatch[];
  /** Words that an option of a domain stands for. */
  readonly taken: ReadonlySet<number>;
  readonly saidOn: readonly FeatureOn[];
  readonly chosen: readonly Domain[];
  readonly entities: Readonly<Record<string, EntitySource>>;
  readonly entityOf: (phrase: NounPhrase) => string | undefined;
}): readonly ReadFeature[] {
  const found = new Map<string, ReadFeature>();
  for (const { tokens, meanings } of said.matches) {
    const feature = meanings.find((one) => one.kind === 'feature')?.feature;
    const words = tokens.map(({ at }) => at);
    if (feature === undefined || words.every((at) => said.taken.has(at))) continue;
    // What a domain has at its heart needs no feature.
    const isThere =
      meanings.some((one) => one.kind === 'hint' && said.chosen.includes(one.domain)) ||
      meanings.some((one) => one.kind === 'domain');
    const sentence = said.sentences.find((one) => one.some(({ at }) => at === words[0])) ?? [];
    const on = feature.needsEntity ? entitiesBeside(sentence, words, said) : [];
    if (isThere && on.length === 0) continue;
    const main = () => (feature.needsEntity ? mainEntity(said.chosen, said.entities, wantsOf(feature)) : undefined);
    for (const target of on.length > 0 ? on : [main()]) {
      const key = `${feature.id} ${target ?? ''}`;
      const before = found.get(key);
      const because = tokens.map(({ text }) => text).join(' ');
      found.set(key, {
        feature,
        ...(target === undefined ? {} : { on: target }),
        assumed: target !== undefined && on.length === 0,
        because: [...new Set([...(before?.because ?? []), because])],
        words: [...(before?.words ?? []), ...words],
      });
    }
  }
  return [...found.values()];
}

function entitiesBeside(
  sentence: Sentence,
  words: readonly number[],
  {
    saidOn,
    entityOf,
    matches,
  }: {
    readonly saidOn: readonly FeatureOn[];
    readonly entityOf: (phrase: NounPhrase) => string | undefined;
    readonly matches: readonly PhraseMatch[];
  },
): readonly string[] {
  const features = new Set(
    matches.flatMap(({ tokens, meanings }) =>
      meanings.some(({ kind }) => kind === 'feature') ? tokens.map(({ at }) => at) : [],
    ),
  );
  const said = sentence.filter(({ at }) => words.includes(at)).map(({ word }) => word);
  const last = said.at(-1) ?? '';
  const first = sentence.findIndex(({ at }) => at === words[0]);
  const after = sentence.findIndex(({ at }) => at === words.at(-1)) + 1;
  // "comments on tickets", "soft delete of products and orders"; in "comments on posts and tags" tags are wanted too.
  if (/^(?:on|of|for|to)$/.test(sentence[after]?.word ?? '')) {
    const [phrase, ...others] = nounList(sentence, after + 1).items;
    const entity = phrase === undefined ? undefined : entityOf(phrase);
    const also = others.filter(({ from, to }) => !sentence.slice(from, to).some(({ at }) => features.has(at)));
    if (entity !== undefined) return [entity, ...also.flatMap((other) => entityOf(other) ?? [])];
  }
  // "product reviews"
  const before = sentence[first - 1];
  if (before?.kind === 'word') {
    const phrase = nounPhrase([before], 0);
    const entity = phrase === undefined ? undefined : entityOf(phrase);
    if (entity !== undefined) return [entity];
  }
  // "articles with tags", "each film has tags"
  const on = saidOn.find(({ phrase }) => phrase.words.at(-1) === last)?.on;
  return on === undefined ? [] : [on];
}

function wantsOf({ id }: Feature): 'words' | 'states' | 'anything' {
  return id === 'translations' ? 'words' : id === 'workflow' ? 'states' : 'anything';
}
