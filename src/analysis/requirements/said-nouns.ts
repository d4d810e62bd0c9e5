import { attributeFormKnown } from './attribute-words.ts';
import type { Fact } from './fact.ts';
import type { KnownEntities } from './known-entities.ts';
import type { NounPhrase } from './noun-phrase.ts';
import { roleNouns } from './word-classes.ts';
import { nameOf } from './word-forms.ts';

/** Which nouns of the facts are entities, and which entity each stands for. */
export interface SaidNouns {
  /** The entity that a phrase means; `role` where it is called otherwise. */
  readonly entityOf: (phrase: NounPhrase) => { readonly entity: string; readonly role?: string } | undefined;
  /** The attribute's name for a phrase that is one. */
  readonly attributeOf: (phrase: NounPhrase) => string;
  /** Has it a time of its own, so that the same two may be paired again? */
  readonly happensAgain: (entity: string) => boolean;
}

/** `isFeature`: is it something that is known by itself, as tags or comments? */
export function saidNouns(
  facts: readonly Fact[],
  known: KnownEntities,
  isFeature: (phrase: NounPhrase) => boolean,
): SaidNouns {
  const parts = partNames(facts, known);
  const said = new Set([
    ...sharedTails(facts),
    ...facts.flatMap((fact) =>
      entitiesSaid(fact, facts, isFeature).map(
        (phrase) => parts.get(phrase.name) ?? standing(phrase.name, known) ?? phrase.name,
      ),
    ),
  ]);
  // "vehicles with a plate" of a fragment is an entity only if it is known as one, or has what only things have.
  const entityOf: SaidNouns['entityOf'] = (phrase) => {
    const part = parts.get(phrase.name);
    if (part !== undefined && (said.has(part) || known.entities[part] !== undefined)) return { entity: part };
    if (said.has(phrase.name) || known.entities[phrase.name] !== undefined) return { entity: phrase.name };
    const other = known.synonyms.get(phrase.name);
    if (other !== undefined) return { entity: other, role: phrase.name };
    if (phrase.words.length < 2) return undefined;
    const tail = nameOf(phrase.words.slice(-1));
    if (tail === undefined) return undefined;
    const entity = standing(tail, known) ?? (said.has(tail) ? tail : undefined);
    return entity === undefined ? undefined : { entity, role: phrase.name };
  };
  const timed = new Set(
    facts.flatMap((fact) => {
      const isTimed = fact.kind === 'have' && /^(?:date|moment)/.test(attributeFormKnown(fact.item.name) ?? '');
      const what = isTimed ? fact.of : fact.kind === 'no-overlap' ? fact.what : undefined;
      return what === undefined ? [] : [what.name];
    }),
  );
  return { entityOf, attributeOf, happensAgain: (entity) => timed.has(entity) };
}

/** "lines" of an order are order lines, in the whole request. */
function partNames(facts: readonly Fact[], known: KnownEntities): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const fact of facts) {
    if (fact.kind !== 'have' || !partNouns.has(fact.item.name) || known.entities[fact.item.name] !== undefined)
      continue;
    const owner = standing(fact.of.name, known) ?? fact.of.name;
    const joined = `${owner}_${fact.item.name}`;
    if (!names.has(fact.item.name) && (fact.item.plural || fact.item.least !== undefined))
      names.set(fact.item.name, joined);
  }
  return names;
}

const partNouns: ReadonlySet<string> = new Set(['line', 'item', 'entry', 'detail', 'row', 'line_item']);

/** "a departure port and an arrival port": two of one kind, so there are ports. */
function sharedTails(facts: readonly Fact[]): readonly string[] {
  const owners = new Map<string, Set<string>>();
  for (const fact of facts) {
    if (fact.kind !== 'have' || !fact.firm || fact.item.plural || fact.item.words.length < 2) continue;
    const tail = nameOf(fact.item.words.slice(-1));
    if (
      tail === undefined ||
      attributeFormKnown(tail) !== undefined ||
      attributeFormKnown(fact.item.name) !== undefined
    )
      continue;
    const key = `${fact.of.name} ${tail}`;
    owners.set(key, (owners.get(key) ?? new Set()).add(fact.item.name));
  }
  return [...owners].flatMap(([key, names]) => (names.size > 1 ? [key.split(' ')[1] ?? ''] : []));
}

/** An entity of the domains by its name or another word for it. */
function standing(name: string, known: KnownEntities): string | undefined {
  return known.entities[name] === undefined ? known.synonyms.get(name) : name;
}

function entitiesSaid(
  fact: Fact,
  facts: readonly Fact[],
  isFeature: (phrase: NounPhrase) => boolean,
): readonly NounPhrase[] {
  switch (fact.kind) {
    case 'entity':
      return isFeature(fact.what) ? [] : [fact.what];
    case 'have':
      return [...(isOwner(fact, facts) ? [fact.of] : []), ...(isThing(fact, facts, isFeature) ? [fact.item] : [])];
    case 'belong':
      return [fact.from, ...(fact.role === undefined ? [fact.to] : [])];
    case 'meet':
      return [fact.one, fact.other];
    case 'values':
      return isAttributeSomewhere(fact.of.name, facts) ? [] : [fact.of];
    case 'no-overlap':
    case 'only-one':
      return [fact.what, ...(fact.per === undefined ? [] : [fact.per])];
    case 'history':
      return fact.of === undefined ? [] : [fact.of];
    case 'describe':
      return fact.of === undefined ? [] : [fact.of];
    case 'subtype':
      return [fact.what, fact.of];
  }
}

/** "each driver has", or "drivers with a plate": not "an app with drivers". */
function isOwner({ of, item, firm }: Extract<Fact, { kind: 'have' }>, facts: readonly Fact[]): boolean {
  if (firm) return true;
  if (of.determiner === 'each' || (item.determiner === 'their' && of.plural)) return true;
  const own = facts.some((one) => one.kind !== 'have' && 'of' in one && one.of?.name === of.name);
  return (
    own ||
    (of.plural && (!item.plural || isPluralAttribute(item)) && attributeFormKnown(attributeOf(item)) !== undefined)
  );
}

/** Said as something of its own: "has vehicles", "has one profile". */
function isThing(
  { of, item, firm }: Extract<Fact, { kind: 'have' }>,
  facts: readonly Fact[],
  isFeature: (phrase: NounPhrase) => boolean,
): boolean {
  if (isFeature(item) || isPluralAttribute(item) || isSelf(of, item)) return false;
  if (
    facts.some(
      (one) => one.kind === 'have' && one.of.name === item.name && one !== undefined && one.item.name !== item.name,
    )
  )
    return true;
  if (item.plural && item.least !== undefined && item.most !== undefined && attributeFormKnown(item.name) !== undefined)
    return false;
  if (
    item.plural &&
    attributeFormKnown(attributeOf(item)) === 'count' &&
    item.most !== undefined &&
    item.least !== undefined
  )
    return false;
  if (item.least !== undefined && attributeFormKnown(item.name) === undefined) return true;
  if (item.plural) return firm || item.determiner === 'their';
  if (item.one && attributeFormKnown(item.name) === undefined) return true;
  return false;
}

/** "a parent category" of a category, "subcategories". */
export function isSelf(of: NounPhrase, item: NounPhrase): boolean {
  return (
    item.name === `parent_${of.name}` ||
    item.name === 'parent' ||
    item.name === `sub${of.name}` ||
    item.name === `sub_${of.name}` ||
    item.name === `child_${of.name}`
  );
}

function isAttributeSomewhere(name: string, facts: readonly Fact[]): boolean {
  return facts.some((fact) => fact.kind === 'have' && !fact.item.plural && fact.item.name === name);
}

export function isPluralAttribute(phrase: NounPhrase): boolean {
  return phrase.plural && pluralAttributes.has(phrase.words.at(-1) ?? '');
}

export function isRole(phrase: NounPhrase): boolean {
  return roleNouns.has(phrase.words.at(-1) ?? '') || roleNouns.has(phrase.name);
}

/** Attributes keep their plural: notes, instructions. */
function attributeOf(phrase: NounPhrase): string {
  if (isPluralAttribute(phrase)) return phrase.words.join('_').replaceAll(/[^a-z0-9_]+/g, '_');
  return phrase.plural && !phrase.name.endsWith('_count') && phrase.least !== undefined
    ? `${phrase.name}_count`
    : phrase.name;
}

const pluralAttributes: ReadonlySet<string> = new Set(
  'notes remarks details instructions contents terms directions credits points calories preferences settings symptoms allergies findings initials coordinates lyrics horsepower metadata feedback content'.split(
    ' ',
  ),
);
