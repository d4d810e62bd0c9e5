import type { Domain, DomainOption } from '#analysis/domains/domain.ts';
import type { PhraseMatch } from './phrase-index.ts';
import type { Negation } from './requirements.ts';
import type { Sentence, Token } from './tokenise.ts';

export interface ReadOption {
  readonly domain: Domain;
  readonly option: DomainOption;
  readonly because: readonly string[];
  readonly assumed: boolean;
  readonly words: readonly number[];
}

/** What of the chosen domains is asked for, taken as is usual, or not wanted. */
export function optionsOf(
  domains: readonly Domain[],
  matches: readonly PhraseMatch[],
  sentences: readonly Sentence[],
  negated: readonly { readonly words: ReadonlySet<number>; readonly text: string }[],
  find: (sentence: Sentence) => readonly PhraseMatch[],
): {
  readonly options: readonly ReadOption[];
  readonly negations: readonly { readonly negation: Negation; readonly words: readonly number[] }[];
} {
  const negations = negated.flatMap(({ words, text }) => {
    const found = sentences.flatMap((sentence) => find(sentence.filter(({ at }) => words.has(at))));
    if (found.length === 0) return [];
    const meanings = found.flatMap((match) => match.meanings);
    return [
      {
        negation: {
          words: text,
          features: unique(meanings.flatMap((one) => (one.kind === 'feature' ? [one.feature.id] : []))),
          options: meanings.flatMap((one) =>
            one.kind === 'option' && domains.includes(one.domain)
              ? [{ domain: one.domain.id, option: one.option.id }]
              : [],
          ),
          domains: unique(meanings.flatMap((one) => (one.kind === 'domain' ? [one.domain.id] : []))),
          entities: unique(
            meanings.flatMap((one) =>
              one.kind === 'hint' && one.entity !== undefined && domains.includes(one.domain) ? [one.entity] : [],
            ),
          ),
        },
        words: found.flatMap(({ tokens }) => tokens.map(({ at }) => at)),
      },
    ];
  });
  const isUnwanted = (domain: Domain, option: DomainOption) =>
    negations.some(({ negation }) =>
      negation.options.some((one) => one.domain === domain.id && one.option === option.id),
    );
  const options = domains.flatMap((domain) =>
    domain.options.flatMap((option): readonly ReadOption[] => {
      const asking = matches.filter(({ meanings }) =>
        meanings.some((one) => one.kind === 'option' && one.domain === domain && one.option === option),
      );
      if (isUnwanted(domain, option) && asking.length === 0) return [];
      if (asking.length === 0 && !option.usual) return [];
      return [
        {
          domain,
          option,
          because: phrasesOf(asking),
          assumed: asking.length === 0,
          words: asking.flatMap(({ tokens }) => tokens.map(({ at }) => at)),
        },
      ];
    }),
  );
  return { options, negations };
}

/** The words of a request that phrases stand for. */
export function phrasesOf(matches: readonly PhraseMatch[]): readonly string[] {
  return unique(matches.map(({ tokens }) => tokens.map(({ text }: Token) => text).join(' ')));
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
