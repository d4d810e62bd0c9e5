import type { Domain, Feature } from '#analysis/domains/domain.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';
import { mainEntity } from './main-entity.ts';
import type { FeatureOn } from './model-facts.ts';
import { type NounPhrase, nounPhrase } from './noun-phrase.ts';
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
    const on = feature.needsEntity ? entityBeside(sentence, words, said) : undefined;
    if (isThere && on === undefined) continue;
    const target = feature.needsEntity ? (on ?? mainEntity(said.chosen, said.entities, wantsOf(feature))) : undefined;
    const key = `${feature.id} ${target ?? ''}`;
    const before = found.get(key);
    const because = tokens.map(({ text }) => text).join(' ');
    found.set(key, {
      feature,
      ...(target === undefined ? {} : { on: target }),
      assumed: target !== undefined && on === undefined,
      because: [...new Set([...(before?.because ?? []), because])],
      words: [...(before?.words ?? []), ...words],
    });
  }
  return [...found.values()];
}

function entityBeside(
  sentence: Sentence,
  words: readonly number[],
  {
    saidOn,
    entityOf,
  }: { readonly saidOn: readonly FeatureOn[]; readonly entityOf: (phrase: NounPhrase) => string | undefined },
): string | undefined {
  const said = sentence.filter(({ at }) => words.includes(at)).map(({ word }) => word);
  const last = said.at(-1) ?? '';
  const first = sentence.findIndex(({ at }) => at === words[0]);
  const after = sentence.findIndex(({ at }) => at === words.at(-1)) + 1;
  // "comments on tickets", "photos of properties"
  if (/^(?:on|of|for|to)$/.test(sentence[after]?.word ?? '')) {
    const phrase = nounPhrase(sentence, after + 1);
    const entity = phrase === undefined ? undefined : entityOf(phrase);
    if (entity !== undefined) return entity;
  }
  // "product reviews"
  const before = sentence[first - 1];
  if (before?.kind === 'word') {
    const phrase = nounPhrase([before], 0);
    const entity = phrase === undefined ? undefined : entityOf(phrase);
    if (entity !== undefined) return entity;
  }
  // "articles with tags", "each film has tags"
  return saidOn.find(({ phrase }) => phrase.words.at(-1) === last)?.on;
}

function wantsOf({ id }: Feature): 'words' | 'states' | 'anything' {
  return id === 'translations' ? 'words' : id === 'workflow' ? 'states' : 'anything';
}
