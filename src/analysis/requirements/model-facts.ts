import type { ModelPart } from '#analysis/domains/domain.ts';
import { plural } from '#analysis/plural.ts';
import { attributeFormKnown } from './attribute-words.ts';
import { type EntityDrafts, entityDrafts } from './entity-drafts.ts';
import type { Fact } from './fact.ts';
import type { KnownEntities } from './known-entities.ts';
import type { NounPhrase } from './noun-phrase.ts';
import { addAttribute, describeAttribute, setValues } from './said-attribute.ts';
import { isPluralAttribute, isRole, isSelf, type SaidNouns, saidNouns } from './said-nouns.ts';
import { addHistory, addNoOverlap, addOnlyOne } from './said-rules.ts';

/** What is known by itself and was said of an entity: comments on a ticket. */
export interface FeatureOn {
  readonly phrase: NounPhrase;
  readonly on: string;
}

export interface ModelledFacts {
  readonly part: ModelPart;
  readonly featuresOn: readonly FeatureOn[];
  /** Words of the request that went into it. */
  readonly words: ReadonlySet<number>;
}

/** The entities, attributes, references and rules that the facts say, as an addition to those that are known. */
export function modelFacts(
  facts: readonly Fact[],
  known: KnownEntities,
  isFeature: (phrase: NounPhrase) => boolean,
): ModelledFacts {
  const nouns = saidNouns(facts, known, isFeature);
  const drafts = entityDrafts(known);
  const featuresOn: FeatureOn[] = [];
  const words = new Set<number>();
  const meetings = new Set<Fact>();
  const take = (fact: Fact, done: boolean) => {
    if (done) for (const word of fact.words) words.add(word);
  };
  // Entities first, then their attributes, then what rests on both.
  for (const fact of facts) if (fact.kind === 'have' && hasBothWays(fact, facts, nouns)) meetings.add(fact);
  for (const kinds of order) {
    for (const fact of facts) {
      if (!kinds.includes(fact.kind)) continue;
      switch (fact.kind) {
        case 'entity':
          take(fact, addEntity(fact.what, nouns, drafts));
          break;
        case 'have': {
          const of = nouns.entityOf(fact.of)?.entity;
          if (of === undefined) break;
          if (isFeature(fact.item) && nouns.entityOf(fact.item)?.entity === undefined) {
            featuresOn.push({ phrase: fact.item, on: of });
            take(fact, true);
          } else if (meetings.has(fact)) {
            take(fact, addMeeting(fact.of, fact.item, undefined, nouns, drafts));
          } else take(fact, addHave(fact, of, nouns, drafts));
          break;
        }
        case 'belong':
          take(fact, addBelong(fact, facts, nouns, drafts));
          break;
        case 'meet':
          take(fact, addMeeting(fact.one, fact.other, fact.pairing, nouns, drafts, fact.most));
          break;
        case 'values':
          take(fact, setValues(fact, nouns, drafts));
          break;
        case 'describe':
          take(fact, describeAttribute(fact, facts, nouns, drafts));
          break;
        case 'no-overlap':
          take(fact, addNoOverlap(fact, nouns, drafts));
          break;
        case 'only-one':
          take(fact, addOnlyOne(fact, nouns, drafts));
          break;
        case 'history':
          take(fact, addHistory(fact, nouns, drafts));
          break;
        case 'subtype':
          break;
      }
    }
  }
  const { entities, invariants } = drafts.finish();
  return { part: { entities, invariants: [...invariants] }, featuresOn, words };
}

const order: readonly (readonly Fact['kind'][])[] = [
  ['entity'],
  ['have', 'belong', 'meet'],
  ['values', 'describe'],
  ['history', 'no-overlap', 'only-one'],
];

function addEntity(what: NounPhrase, nouns: SaidNouns, drafts: EntityDrafts): boolean {
  const found = nouns.entityOf(what);
  if (found === undefined) return false;
  drafts.entity(found.entity);
  return true;
}

function addHave(
  { of: ofPhrase, item, optional, firm }: Extract<Fact, { kind: 'have' }>,
  of: string,
  nouns: SaidNouns,
  drafts: EntityDrafts,
): boolean {
  drafts.entity(of);
  if (isSelf(ofPhrase, item)) {
    drafts.reference(of, 'parent', of, { optional: true });
    drafts.rule({ kind: 'acyclic', entity: of, parent: 'parent', says: `A ${spoken(of)} cannot be below itself.` });
    return true;
  }
  const found = isPluralAttribute(item) ? undefined : nouns.entityOf(item);
  const attribute = nouns.attributeOf(item);
  const isTail = found?.role?.endsWith(`_${found.entity}`);
  if (found === undefined || (isTail === true && item.plural)) {
    if (!firm && (attributeFormKnown(attribute) === undefined || (item.plural && !isPluralAttribute(item))))
      return false;
    addAttribute(of, item, optional, nouns, drafts);
    return true;
  }
  const { entity: itself, role } = found;
  if (!item.plural && item.least === undefined && !(item.one && !isRole(item))) {
    // "a departure port": a way to something that is there.
    return drafts.reference(of, role ?? itself, itself, { optional: optional || item.optional }) !== undefined;
  }
  drafts.entity(itself);
  const cascade = itself.startsWith(`${of}_`);
  const back = drafts.referenceTo(itself, of) ?? drafts.reference(itself, of, of, { unique: item.one, cascade });
  if (back === undefined) return false;
  addCount(itself, back, of, item, drafts);
  return true;
}

/** "at most 11 players", "at least one line". */
function addCount(
  entity: string,
  per: string,
  of: string,
  { most, least }: Pick<NounPhrase, 'most' | 'least'>,
  drafts: EntityDrafts,
): void {
  if (most !== undefined && Number.isInteger(most)) {
    drafts.rule({
      kind: 'count-at-most',
      entity,
      per,
      limit: most,
      says: `A ${spoken(of)} has at most ${most} ${spoken(plural(entity))}.`,
    });
  }
  if (least !== undefined && least >= 1) {
    drafts.rule({ kind: 'at-least-one', entity, per, says: `A ${spoken(of)} needs at least one ${spoken(entity)}.` });
  }
}

function addBelong(
  { from, to, role, many, optional, loose }: Extract<Fact, { kind: 'belong' }>,
  facts: readonly Fact[],
  nouns: SaidNouns,
  drafts: EntityDrafts,
): boolean {
  const one = nouns.entityOf(from);
  const other = nouns.entityOf(to);
  if (one === undefined) return false;
  if (other === undefined || (role !== undefined && !drafts.isNew(one.entity) && other === undefined)) {
    // "each employee reports to a manager", where managers are nothing else.
    if (role === undefined) return false;
    drafts.reference(one.entity, role, one.entity, { optional: true });
    drafts.rule({
      kind: 'acyclic',
      entity: one.entity,
      parent: role,
      says: `A ${spoken(one.entity)} cannot be above itself.`,
    });
    return true;
  }
  if (many) return addMeeting(from, to, undefined, nouns, drafts);
  // "Owners bring their pets" says less than "a pet can have several owners".
  if (loose === true && meetElsewhere(one.entity, other.entity, facts, nouns)) return true;
  drafts.entity(one.entity);
  drafts.entity(other.entity);
  const reverse = facts.some(
    (fact) =>
      fact.kind === 'belong' &&
      fact.many &&
      nouns.entityOf(fact.from)?.entity === other.entity &&
      nouns.entityOf(fact.to)?.entity === one.entity,
  );
  if (reverse && one.entity !== other.entity) return true;
  return (
    drafts.reference(
      one.entity,
      one.entity === other.entity ? `parent_${other.entity}` : (other.role ?? other.entity),
      other.entity,
      {
        optional,
      },
    ) !== undefined
  );
}

function meetElsewhere(one: string, other: string, facts: readonly Fact[], nouns: SaidNouns): boolean {
  return facts.some((fact) => {
    if (fact.kind === 'have') {
      const pair = [nouns.entityOf(fact.of)?.entity, nouns.entityOf(fact.item)?.entity];
      return pair.includes(one) && pair.includes(other) && hasBothWays(fact, facts, nouns);
    }
    if (fact.kind !== 'meet' || fact.loose === true) return false;
    const pair = [nouns.entityOf(fact.one)?.entity, nouns.entityOf(fact.other)?.entity];
    return pair.includes(one) && pair.includes(other);
  });
}

/** Both may have many of the other: an entity of its own, identified by the two. */
function addMeeting(
  first: NounPhrase,
  second: NounPhrase,
  pairing: string | undefined,
  nouns: SaidNouns,
  drafts: EntityDrafts,
  most?: number,
): boolean {
  const one = nouns.entityOf(first)?.entity;
  const other = nouns.entityOf(second)?.entity;
  if (one === undefined || other === undefined) return false;
  drafts.entity(one);
  drafts.entity(other);
  if (one === other) {
    const link = `${one}_link`;
    const roles = [one, `other_${one}`];
    for (const role of roles) drafts.reference(link, role, one, { cascade: true });
    drafts.key(link, roles);
    drafts.check(link, 'not_itself', `${roles[0]}_id <> ${roles[1]}_id`, `A ${spoken(one)} is not paired with itself.`);
    return true;
  }
  const turned = `${other}_${one}`;
  const name = pairing ?? (drafts.referenceTo(turned, one) === undefined ? `${one}_${other}` : turned);
  const roles = [one, other].map(
    (entity) => drafts.referenceTo(name, entity) ?? drafts.reference(name, entity, entity, { cascade: true }),
  );
  const [from, to] = roles;
  if (from === undefined || to === undefined) return false;
  for (const item of second.having) addAttribute(name, item, false, nouns, drafts);
  // A rental of the same car by the same customer may be there twice.
  if (!nouns.happensAgain(name)) drafts.key(name, [from, to]);
  if (most !== undefined || second.least !== undefined)
    addCount(name, from, one, { ...second, ...(most === undefined ? {} : { most }) }, drafts);
  return true;
}

/** "A doctor has many patients" beside "a patient has several doctors". */
function hasBothWays(fact: Extract<Fact, { kind: 'have' }>, facts: readonly Fact[], nouns: SaidNouns): boolean {
  if (!fact.item.plural) return false;
  const one = nouns.entityOf(fact.of)?.entity;
  const other = nouns.entityOf(fact.item)?.entity;
  if (one === undefined || other === undefined || one === other) return false;
  return facts.some((back) => {
    const [from, to] =
      back.kind === 'have' && back.item.plural
        ? [back.of, back.item]
        : back.kind === 'meet'
          ? [back.one, back.other]
          : back.kind === 'belong' && back.many
            ? [back.from, back.to]
            : [];
    if (from === undefined || to === undefined) return false;
    const [a, b] = [nouns.entityOf(from)?.entity, nouns.entityOf(to)?.entity];
    return (a === other && b === one) || (back.kind === 'meet' && a === one && b === other);
  });
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}
