import type { Domain, DomainOption, Feature, Registry } from '#analysis/domains/domain.ts';
import type { Sentence, Token } from './tokenise.ts';
import { functionWords, wrappingWords } from './word-classes.ts';
import { baseForm, stem } from './word-forms.ts';

/** What a phrase may mean. */
export type Meaning = Readonly<
  | { kind: 'domain'; domain: Domain }
  | { kind: 'option'; domain: Domain; option: DomainOption }
  | { kind: 'feature'; feature: Feature }
  /** It makes a domain likely, no more: an entity of it, another word for one, a hint. */
  | { kind: 'hint'; domain: Domain; entity?: string }
>;

/** A phrase of the registry where it stands in a request. */
export interface PhraseMatch {
  readonly tokens: readonly Token[];
  /** The phrase in one spelling, by which two places are told to say the same. */
  readonly key: string;
  readonly meanings: readonly Meaning[];
}

/** Finds the registry's phrases in sentences, the longest first; endings, hyphens and spelling do not matter. */
export function phraseIndex(registry: Registry): (sentence: Sentence) => readonly PhraseMatch[] {
  const exact = new Map<string, Meaning[]>();
  const loose = new Map<string, string>();
  const singles: string[] = [];
  const add = (phrase: string, meaning: Meaning) => {
    const words = phrase
      .toLowerCase()
      .replaceAll('_', ' ')
      .split(/[\s/-]+/)
      .filter((word) => word !== '');
    if (words.length === 0) return;
    const key = words.map(phraseForm).join('');
    const there = exact.get(key);
    if (there === undefined) exact.set(key, [meaning]);
    else if (!there.some((one) => sameMeaning(one, meaning))) there.push(meaning);
    const cut = words.map(stem).join('');
    if ((words.length > 1 || key.length > 8) && !loose.has(cut)) loose.set(cut, key);
    if (meaning.kind !== 'hint' && key.length > 6) singles.push(key);
  };
  for (const domain of registry.domains) {
    for (const word of [domain.id, ...domain.words]) add(word, { kind: 'domain', domain });
    for (const option of domain.options) {
      for (const word of option.words) add(word, { kind: 'option', domain, option });
    }
    for (const entity of Object.keys(domain.part.entities ?? {})) add(entity, { kind: 'hint', domain, entity });
    for (const [entity, words] of Object.entries(domain.synonyms ?? {})) {
      for (const word of words) add(word, { kind: 'hint', domain, entity });
    }
    for (const hint of domain.hints ?? []) add(hint, { kind: 'hint', domain });
    for (const option of domain.options) {
      for (const entity of Object.keys(option.part.entities ?? {})) add(entity, { kind: 'hint', domain, entity });
    }
  }
  for (const feature of registry.features) {
    for (const word of [feature.id, ...feature.words]) add(word, { kind: 'feature', feature });
  }
  return (sentence) => {
    const words = sentence.filter(({ text }) => text !== '-');
    const bases = words.map((token) => (token.kind === 'sign' ? '' : phraseForm(token.word)));
    const stems = words.map(({ word, kind }) => (kind === 'sign' ? '' : stem(word)));
    const meaningsOf = (at: number, length: number): readonly [string, readonly Meaning[]] | undefined => {
      const key = bases.slice(at, at + length).join('');
      const found = exact.get(key);
      if (found !== undefined) return [key, found];
      if (length === 1 && key.length < 7) return undefined;
      const near = loose.get(stems.slice(at, at + length).join(''));
      return near === undefined ? undefined : [near, exact.get(near) ?? []];
    };
    const matches: PhraseMatch[] = [];
    for (let at = 0; at < words.length; at++) {
      const stop = words.findIndex(({ kind }, index) => index >= at && kind === 'sign');
      const longest = Math.min(6, (stop < 0 ? words.length : stop) - at);
      for (let length = longest; length > 0; length--) {
        const [first] = words.slice(at, at + 1);
        if (length === 1 && functionWords.has(first?.word ?? '')) continue;
        const found =
          meaningsOf(at, length) ??
          (length === 1 ? misspelt(first?.word ?? '', bases[at] ?? '', singles, exact) : undefined);
        if (found === undefined) continue;
        matches.push({ tokens: words.slice(at, at + length), key: found[0], meanings: found[1] });
        if (length > 1) matches.push(...namedWithin(words, bases, at, length, found[1], exact));
        at += length - 1;
        break;
      }
    }
    return matches;
  };
}

/** "bank accounts" is a thing of banking, and "bank" names it. */
function namedWithin(
  words: readonly Token[],
  bases: readonly string[],
  start: number,
  length: number,
  meanings: readonly Meaning[],
  exact: ReadonlyMap<string, readonly Meaning[]>,
): readonly PhraseMatch[] {
  if (meanings.some(({ kind }) => kind === 'domain')) return [];
  return words.slice(start, start + length).flatMap((token, index) => {
    const key = bases[start + index] ?? '';
    const named = (exact.get(key) ?? []).filter(
      (one) => one.kind === 'domain' && meanings.some((other) => other.kind === 'hint' && other.domain === one.domain),
    );
    return named.length === 0 ? [] : [{ tokens: [token], key, meanings: named }];
  });
}

/** As `baseForm`; how many does not matter: "three languages" is "several languages". */
function phraseForm(word: string): string {
  const isMany =
    /^(?:several|multiple|many|various|different|numerous|two|three|four|five|six|seven|eight|nine|ten)$/.test(word);
  return isMany ? 'several' : baseForm(word);
}

function sameMeaning(one: Meaning, other: Meaning): boolean {
  return (
    one.kind === other.kind &&
    ('domain' in one ? one.domain.id : '') === ('domain' in other ? other.domain.id : '') &&
    ('option' in one ? one.option.id : '') === ('option' in other ? other.option.id : '') &&
    ('feature' in one ? one.feature.id : '') === ('feature' in other ? other.feature.id : '')
  );
}

/** "resturant", "markteplace": one letter too few, too many, or two that changed places. */
function misspelt(
  word: string,
  key: string,
  singles: readonly string[],
  exact: ReadonlyMap<string, readonly Meaning[]>,
): readonly [string, readonly Meaning[]] | undefined {
  if (word.length < 7 || functionWords.has(word) || wrappingWords.has(word)) return undefined;
  const meant = singles.find((one) => isNear(key, one));
  return meant === undefined ? undefined : [meant, exact.get(meant) ?? []];
}

function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [a, b] = [one.slice(start), other.slice(start)];
  if (a.length === b.length) return a.length >= 2 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.length < b.length ? a === b.slice(1) : a.slice(1) === b;
}
