import type { Domain, ModelPart } from '#analysis/domains/domain.ts';
import { attributeOf, joinEntities, referenceOf } from '#analysis/domains/join-entities.ts';
import { neverTheSame, prefixes, sameThings } from '#analysis/domains/merge-nouns.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';
import { renamePart, renameTargets } from './rename-part.ts';

/** The parts of one domain: its core and the options that are taken. */
export interface DomainParts {
  readonly domain: Domain;
  readonly parts: readonly ModelPart[];
}

export interface SeparatedDomain extends DomainParts {
  /** Entity -> the name that it has beside those of the domains before. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Entity -> the domains that call something else so. */
  readonly others: ReadonlyMap<string, readonly Domain[]>;
  /** Entity, by the name that it has now -> the domains before that mean the same thing by it. */
  readonly shared: ReadonlyMap<string, readonly Domain[]>;
}

export interface SeparatedDomains {
  readonly domains: readonly SeparatedDomain[];
  /** What several domains mean: all that each says of it. */
  readonly joined: Readonly<Record<string, EntitySource>>;
}

/** One thing that a noun means, and who means it. */
interface Sense {
  readonly name: string;
  readonly owners: readonly Domain[];
  /** Its references lead to the names that are taken in the end. */
  readonly entity: EntitySource;
}

/**
 * Domains side by side: what two mean by one word is one thing where a person would keep it once (the product that is
 * sold and stocked); else (the order of a shop and that of a restaurant) the later one's gets a name of its own, and so
 * does all that refers to it.
 */
export function separateDomains(domains: readonly DomainParts[]): SeparatedDomains {
  const senses = new Map<string, readonly Sense[]>();
  const separated = domains.map(({ domain, parts }): SeparatedDomain => {
    const own = mergeParts('', parts).entities;
    const chosen = sensesOf(domain, own, senses);
    const taken = new Set([...[...senses.values()].flat().map(({ name }) => name), ...Object.keys(own)]);
    const renamed = new Map<string, string>();
    const shared = new Map<string, readonly Domain[]>();
    const others = new Map<string, readonly Domain[]>();
    for (const noun of Object.keys(own)) {
      const sense = chosen.get(noun);
      if (sense !== undefined) shared.set(sense.name, sense.owners);
      else if (senses.has(noun))
        others.set(
          noun,
          (senses.get(noun) ?? []).flatMap(({ owners }) => owners),
        );
      const name = sense?.name ?? (senses.has(noun) || isTaken(noun, senses) ? freshName(domain, noun, taken) : noun);
      taken.add(name);
      if (name !== noun) renamed.set(noun, name);
    }
    for (const [noun, entity] of Object.entries(own)) {
      const sense = chosen.get(noun);
      const named = { ...entity, references: renameTargets(entity, renamed) };
      const apart = (senses.get(noun) ?? []).filter((one) => one !== sense);
      const joined = sense === undefined ? named : (joinEntities(sense.entity, named) ?? sense.entity);
      const name = renamed.get(noun) ?? noun;
      senses.set(noun, [...apart, { name, owners: [...(sense?.owners ?? []), domain], entity: joined }]);
    }
    return { domain, parts: parts.map((part) => renamePart(part, own, renamed)), renamed, others, shared };
  });
  const several = [...senses.values()].flat().filter(({ owners }) => owners.length > 1);
  return {
    domains: separated.map((one) => ({ ...one, parts: withOwnSummaries(one, separated) })),
    joined: Object.fromEntries(several.map(({ name, entity }) => [name, entity])),
  };
}

/** Noun -> what it means already. A thing that refers to something else is not the same thing. */
function sensesOf(
  domain: Domain,
  own: Readonly<Record<string, EntitySource>>,
  senses: ReadonlyMap<string, readonly Sense[]>,
): ReadonlyMap<string, Sense> {
  const chosen = new Map<string, Sense>();
  for (const [noun, entity] of Object.entries(own)) {
    const sense = senses.get(noun)?.find((one) => isMeant(noun, domain, entity, one));
    if (sense !== undefined) chosen.set(noun, sense);
  }
  for (let changed = true; changed; ) {
    changed = false;
    const name = (noun: string) => chosen.get(noun)?.name ?? (senses.has(noun) ? '' : noun);
    for (const [noun, { entity }] of chosen) {
      const isAway = Object.entries(own[noun]?.references ?? {}).some(([role, written]) => {
        const there = entity.references?.[role];
        return there !== undefined && name(referenceOf(written)?.to ?? '') !== referenceOf(there)?.to;
      });
      if (isAway) changed = chosen.delete(noun);
    }
  }
  return chosen;
}

function isMeant(noun: string, domain: Domain, entity: EntitySource, { owners, entity: known }: Sense): boolean {
  if (neverTheSame.has(noun)) return false;
  const group =
    noun === 'user'
      ? []
      : sameThings[noun]?.find((ids) => ids.includes(domain.id) && owners.every(({ id }) => ids.includes(id)));
  // Where the references lead is compared when all senses are chosen.
  const bare = (one: EntitySource) => ({ ...one, references: {} });
  return group === undefined ? print(entity) === print(known) : joinEntities(bare(known), bare(entity)) !== undefined;
}

/** All that tells what an entity is, without the words about it and how many there are. */
function print({ attributes = {}, references = {}, description: _, volume: __, ...rest }: EntitySource): string {
  const of = <T extends { readonly description?: string | undefined }>(one: T | undefined) => {
    const { description: ___, ...told } = one ?? {};
    return told;
  };
  const sorted = <T>(record: Readonly<Record<string, T>>) =>
    Object.entries(record).toSorted(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([
    sorted(rest),
    sorted(attributes).map(([name, written]) => [name, of(attributeOf(written))]),
    sorted(references).map(([role, written]) => [role, of(referenceOf(written))]),
  ]);
}

function isTaken(name: string, senses: ReadonlyMap<string, readonly Sense[]>): boolean {
  return [...senses.values()].flat().some((sense) => sense.name === name);
}

/** `restaurant_order`: a word of the domain that the entity does not say itself. */
function freshName(domain: Domain, name: string, taken: ReadonlySet<string>): string {
  const words = [...(prefixes[domain.id] ?? []), ...domain.id.split('-')];
  const made = words.filter((word) => !name.split('_').includes(word)).map((word) => `${word}_${name}`);
  return made.find((one) => !taken.has(one)) ?? `${domain.id.replaceAll('-', '_')}_${name}`;
}

/** Two prepared reads of one name: the later one's gets the domain's word. */
function withOwnSummaries(one: SeparatedDomain, all: readonly SeparatedDomain[]): readonly ModelPart[] {
  const before = all.slice(0, all.indexOf(one)).flatMap(({ parts }) => parts);
  const taken = new Set(before.flatMap(({ summaries = [] }) => summaries.map(({ name }) => name)));
  if (taken.size === 0) return one.parts;
  return one.parts.map((part) => ({
    ...part,
    ...(part.summaries === undefined
      ? {}
      : {
          summaries: part.summaries.map((summary) =>
            taken.has(summary.name) ? { ...summary, name: freshName(one.domain, summary.name, taken) } : summary,
          ),
        }),
  }));
}
