import type { Domain, Registry } from '#analysis/domains/domain.ts';
import { type ChosenDomain, chooseDomains } from './choose-domains.ts';
import type { Fact } from './fact.ts';
import { type KnownEntities, knownEntities } from './known-entities.ts';
import { modelFacts } from './model-facts.ts';
import type { NounPhrase } from './noun-phrase.ts';
import { type PhraseMatch, phraseIndex } from './phrase-index.ts';
import { type AccessPhrase, accessPattern, readAccess } from './read-access.ts';
import { readClauses } from './read-clauses.ts';
import { featuresOf, type ReadFeature } from './read-features.ts';
import { readNegations } from './read-negations.ts';
import { optionsOf, phrasesOf } from './read-options.ts';
import { readQuantities } from './read-quantities.ts';
import { isOfAll, readSettings } from './read-settings.ts';
import { tenantDomain, tenantNouns, withTenantDomain } from './read-tenants.ts';
import type { Requirements } from './requirements.ts';
import { saidNouns } from './said-nouns.ts';
import { type Sentence, tokenise } from './tokenise.ts';
import { notUnderstood } from './unclaimed-words.ts';
import { systemWords } from './word-classes.ts';

/** What a request in plain English asks for. Pure, and the same for the same words. */
export function readRequirements(text: string, registry: Registry): Requirements {
  const sentences = tokenise(text);
  const find = phraseIndex(registry);
  const claimed = new Set<number>();
  const claim = (words: Iterable<number>) => {
    for (const word of words) claimed.add(word);
  };

  const negated = sentences.flatMap((sentence) => readNegations(sentence));
  const isNegated = (at: number) => negated.some(({ words }) => words.has(at));
  const named = sentences.flatMap((sentence) => readSettings(sentence));
  for (const { words } of named) claim(words);
  // "Not multi-tenant", "without soft delete": what is not wanted is as it is without a word.
  const settings = named.filter(({ words }) => !words.some(isNegated));
  const wanted = sentences.map((sentence) => sentence.filter(({ at }) => !isNegated(at)));
  const matches = wanted.flatMap(find);
  const access = wanted.flatMap(readAccess);
  const read = new Set(access.flatMap(({ words }) => words));

  const { facts } = factsOf(
    wanted.map((sentence) => without(sentence, read)),
    matches,
  );
  const chosen = withTenantDomain(
    chooseDomains(matches, definedWords(facts), describesMuch(facts)),
    settings.flatMap(({ setting, words }) => (setting.what === 'multi-tenant' ? [words] : [])),
    matches,
    registry,
  );
  for (const { because } of chosen) for (const { tokens } of because) claim(tokens.map(({ at }) => at));
  const { options, negations } = optionsOf(
    chosen.map(({ domain }) => domain),
    matches,
    sentences,
    negated,
    find,
  );
  for (const { words } of options) claim(words);
  for (const { words } of negations) claim(words);

  // "for many hairdressers, each with their own staff": the hairdressers are the tenants.
  const tenants = chosen.some(({ domain }) => domain.id === tenantDomain) ? tenantNouns(wanted) : [];
  for (const { words } of tenants) claim(words);
  const known = knownEntities(
    [...chosen.map(({ domain }) => domain.part), ...options.map(({ option }) => option.part)],
    [...chosen.map(({ domain }) => domain.synonyms ?? {}), { tenant: tenants.map(({ noun }) => noun) }],
  );
  claim(
    wordsOfKnown(
      matches,
      known,
      chosen.map(({ domain }) => domain),
    ),
  );
  const isFeature = featureTest(
    matches,
    options.flatMap(({ words }) => words),
  );
  const told = facts.filter((fact) => !isOfWholes(fact, chosen, matches));
  const modelled = modelFacts(told, known, isFeature);
  claim(modelled.words);
  const nouns = saidNouns(told, withSaid(known, modelled.part), isFeature);
  const world = withSaid(known, modelled.part);
  const entityOf = (phrase: NounPhrase) => nouns.entityOf(phrase)?.entity;
  const features = featuresOf({
    sentences: wanted,
    matches,
    taken: new Set(options.flatMap(({ words }) => words)),
    saidOn: modelled.featuresOn,
    chosen: chosen.map(({ domain }) => domain),
    entities: world.entities,
    entityOf,
  });
  for (const { words } of features) claim(words);
  const patterns = access.flatMap((phrase) => patternOf(phrase, world, entityOf, nouns.attributeOf) ?? []);
  for (const { words } of patterns) claim(words);
  const quantities = wanted.flatMap((sentence) => readQuantities(sentence, modelled.words, entityOf));
  for (const { words } of quantities) claim(words);

  // "Soft delete of products" is said of them alone, "soft delete" of the whole.
  const isOfSome = features.some(({ feature, assumed }) => feature.id === 'soft-delete' && !assumed);
  const taken = settings
    .map(({ setting }) => setting)
    .filter((one) => one.what !== 'soft-delete' || !isOfSome || isOfAll(one.words));
  const isOfWhole = ({ feature, assumed }: ReadFeature) =>
    taken.some(
      ({ what }) =>
        (what === 'multi-tenant' && feature.id === 'multi-tenancy') ||
        (what === 'soft-delete' && feature.id === 'soft-delete' && assumed),
    );

  return {
    domains: chosen.map(({ domain, because }) => ({ domain, because: phrasesOf(because) })),
    options: options.map(({ domain, option, because, assumed }) => ({ domain, option, because, assumed })),
    features: features.filter((one) => !isOfWhole(one)).map(({ words: _, ...one }) => one),
    entities: modelled.part,
    quantities: quantities.map(({ quantity }) => quantity),
    access: patterns.map(({ pattern }) => pattern),
    negations: negations.map(({ negation }) => negation),
    settings: distinctSettings(taken),
    notUnderstood: notUnderstood(sentences, claimed),
  };
}

/** What the sentences say of entities; `it` and `they` go back to the sentence before. */
function factsOf(sentences: readonly Sentence[], matches: readonly PhraseMatch[]): { readonly facts: readonly Fact[] } {
  const named = new Set(
    matches.flatMap(({ tokens, meanings }) =>
      meanings.some(({ kind }) => kind === 'domain') ? tokens.map(({ at }) => at) : [],
    ),
  );
  const isContext = (phrase: NounPhrase, sentence: Sentence) => {
    if (phrase.determiner === 'each') return false;
    if (sentence[phrase.from]?.word === 'our' && !phrase.plural) return true;
    // "Product analytics (page views, sessions)": the brackets tell of what it is made.
    const said = sentence.slice(phrase.from, phrase.from + phrase.words.length);
    if (phrase.brackets.length > 0 && said.length > 1 && said.every(({ at }) => named.has(at))) return true;
    const last = phrase.words.at(-1) ?? '';
    if (
      systemWords.has(last) &&
      (phrase.words.length === 1 || !/^(?:shop|organization|organisation|company|business|firm|tool)$/.test(last))
    )
      return true;
    return (
      sentence.slice(phrase.from, phrase.from + phrase.words.length + 2).some(({ at }) => named.has(at)) &&
      !phrase.plural
    );
  };
  const facts: Fact[] = [];
  let subject: readonly NounPhrase[] = [];
  for (const sentence of sentences) {
    const reading = readClauses(sentence, subject, isContext);
    facts.push(...reading.facts);
    if (reading.subject.length > 0) subject = reading.subject;
  }
  return { facts };
}

/**
 * "for salons with an online shop and support tickets", "warehouses with bins, purchase orders": the whole has a part that
 * is known; no salon supports tickets, and no warehouse purchases orders.
 */
function isOfWholes(fact: Fact, chosen: readonly ChosenDomain[], matches: readonly PhraseMatch[]): boolean {
  const isLoose = fact.kind === 'have' ? !fact.firm : fact.kind === 'meet' && fact.loose === true;
  if (!isLoose) return false;
  const isTaken = (domain: Domain) => chosen.some((one) => one.domain === domain);
  return matches.some(
    ({ tokens, meanings }) =>
      tokens.length > 1 &&
      meanings.some((one) => (one.kind === 'domain' || one.kind === 'option') && isTaken(one.domain)) &&
      // A part of the phrase is enough: "warehouses with bins, purchase" was cut out of it.
      tokens.some(({ at }) => fact.words.includes(at)),
  );
}

/** Does the request say of two things or more what they have? */
function describesMuch(facts: readonly Fact[]): boolean {
  const owners = facts.flatMap((fact) => (fact.kind === 'have' && fact.firm ? [fact.of.name] : []));
  return new Set(owners).size > 1;
}

/** Words by which the request itself says what there is. */
function definedWords(facts: readonly Fact[]): ReadonlySet<number> {
  return new Set(
    facts.flatMap((fact) => {
      if (fact.kind === 'entity' || (fact.kind === 'have' && !fact.firm)) return [];
      // "No two reservations overlap" is said of bookings, whatever they are.
      if (fact.kind === 'no-overlap' && !describesMuch(facts)) return [];
      if (fact.kind === 'describe' && fact.form !== undefined) return [];
      if ((fact.kind === 'belong' || fact.kind === 'meet') && fact.loose === true) return [];
      return fact.words;
    }),
  );
}

/** Words that call an entity of the chosen domains by its name. */
function wordsOfKnown(
  matches: readonly PhraseMatch[],
  known: KnownEntities,
  domains: readonly Domain[],
): readonly number[] {
  return matches.flatMap(({ tokens, meanings }) =>
    meanings.some(
      (one) =>
        one.kind === 'hint' &&
        domains.includes(one.domain) &&
        (one.entity === undefined || known.entities[one.entity] !== undefined),
    )
      ? tokens.map(({ at }) => at)
      : [],
  );
}

/** Is the phrase's last word that of a feature, which no option of a domain stands for? */
function featureTest(matches: readonly PhraseMatch[], taken: readonly number[]): (phrase: NounPhrase) => boolean {
  const keys = new Set(
    matches.flatMap(({ tokens, meanings }) =>
      meanings.some(({ kind }) => kind === 'feature') || tokens.every(({ at }) => taken.includes(at))
        ? [tokens.map(({ word }) => word).join(' ')]
        : [],
    ),
  );
  return (phrase) => {
    const words = phrase.words.join(' ');
    return keys.has(words) || keys.has(phrase.words.at(-1) ?? '');
  };
}

function patternOf(
  phrase: AccessPhrase,
  world: KnownEntities,
  entityOf: (phrase: NounPhrase) => string | undefined,
  attributeOf: (phrase: NounPhrase) => string,
) {
  const pattern = accessPattern(phrase, {
    entityOf,
    attributeOf,
    attributes: (entity) => Object.keys(world.entities[entity]?.attributes ?? {}),
    referenceTo: (entity, to) =>
      Object.entries(world.entities[entity]?.references ?? {}).find(
        ([, written]) => (typeof written === 'string' ? /^[a-z0-9_]+/.exec(written)?.[0] : written.to) === to,
      )?.[0],
    hasCreated: (entity) => (world.entities[entity]?.timestamps ?? 'both') !== 'none',
  });
  return pattern === undefined ? undefined : [{ pattern, words: phrase.words }];
}

function withSaid(known: KnownEntities, part: Requirements['entities']): KnownEntities {
  return { entities: knownEntities([{ entities: known.entities }, part], []).entities, synonyms: known.synonyms };
}

function without(sentence: Sentence, words: ReadonlySet<number>): Sentence {
  return sentence.filter(({ at }) => !words.has(at));
}

function distinctSettings<T extends { readonly what: string; readonly value?: string }>(
  settings: readonly T[],
): readonly T[] {
  return settings.filter(
    (one, at) => settings.findIndex((other) => other.what === one.what && other.value === one.value) === at,
  );
}
