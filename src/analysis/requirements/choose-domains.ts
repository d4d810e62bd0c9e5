import type { Domain } from '#analysis/domains/domain.ts';
import type { Meaning, PhraseMatch } from './phrase-index.ts';
import { isPlural } from './word-forms.ts';

export interface ChosenDomain {
  readonly domain: Domain;
  readonly because: readonly PhraseMatch[];
}

/**
 * The domains that a request speaks of: those that are named, else the one that most of its words belong to, and then
 * any other that explains several words which nothing else does. `defined`: words by which the request itself says what
 * there is, so that they call for no domain. `isExplicit`: it describes so much by itself that only a named domain is taken.
 */
export function chooseDomains(
  matches: readonly PhraseMatch[],
  defined: ReadonlySet<number>,
  isExplicit: boolean,
): readonly ChosenDomain[] {
  const free = matches.filter(({ tokens }) => !tokens.every(({ at }) => defined.has(at)));
  const chosen = new Map<Domain, PhraseMatch[]>();
  for (const match of free) {
    const named = match.meanings.filter((meaning) => meaning.kind === 'domain');
    for (const { domain } of named) chosen.set(domain, [...(chosen.get(domain) ?? []), match]);
  }
  // "restaurants" of a food delivery: a thing of the one, not the other domain.
  for (const [domain, because] of [...chosen]) {
    const isThing = (match: PhraseMatch) =>
      match.tokens.length === 1 &&
      isPlural(match.tokens[0]?.word ?? '') &&
      match.meanings.some(
        (one) =>
          one.kind === 'hint' && one.entity !== undefined && one.domain !== domain && isSure(one.domain, match, chosen),
      );
    if (because.every(isThing)) chosen.delete(domain);
  }
  for (let round = 0; round < 3 && !isExplicit; round++) {
    const left = free.filter(({ meanings }) => !meanings.some((meaning) => isExplained(meaning, chosen)));
    const byWeight = (alsoFeatures: number) =>
      candidates(left, alsoFeatures).toSorted((a, b) => b.weight - a.weight)[0];
    const [likely, ifAll] = [byWeight(0.3), byWeight(1)];
    // Where nothing else tells the domain, what could be a feature of any tells it.
    const best = chosen.size === 0 && (likely === undefined || likely.weight < 0.9) ? ifAll : likely;
    const least =
      chosen.size === 0 ? 0.9 : best !== undefined && best.own > 0 && !isKin(best.domain, chosen) ? 1.3 : 1.7;
    if (best === undefined || best.weight < least || (best.because.length < 2 && !best.isTold)) break;
    chosen.set(best.domain, [...best.because]);
  }
  return [...chosen].map(([domain, because]) => ({ domain, because }));
}

/** A shop and a marketplace have so much in common that words of one may mean the other. */
function isKin(domain: Domain, chosen: ReadonlyMap<Domain, unknown>): boolean {
  const names = Object.keys(domain.part.entities ?? {});
  return [...chosen.keys()].some(({ part }) => names.filter((name) => part.entities?.[name] !== undefined).length > 5);
}

/** Chosen for another word than this one. */
function isSure(domain: Domain, match: PhraseMatch, chosen: ReadonlyMap<Domain, readonly PhraseMatch[]>): boolean {
  return (chosen.get(domain) ?? []).some((one) => one.key !== match.key);
}

/** A word that a chosen domain, or a feature, accounts for. */
function isExplained(meaning: Meaning, chosen: ReadonlyMap<Domain, unknown>): boolean {
  return meaning.kind !== 'feature' && chosen.has(meaning.domain);
}

interface Candidate {
  readonly domain: Domain;
  readonly weight: number;
  /** Words that no other domain has. */
  readonly own: number;
  /** One word is enough. */
  readonly isTold: boolean;
  readonly because: readonly PhraseMatch[];
}

function candidates(matches: readonly PhraseMatch[], featureWeight: number): readonly Candidate[] {
  const found = new Map<Domain, { weight: number; own: number; isTold: boolean; because: Map<string, PhraseMatch> }>();
  for (const match of matches) {
    const domains = new Set(match.meanings.flatMap((meaning) => (meaning.kind === 'feature' ? [] : [meaning.domain])));
    const isFeature = match.meanings.some(({ kind }) => kind === 'feature');
    for (const domain of domains) {
      const one = found.get(domain) ?? { weight: 0, own: 0, isTold: false, because: new Map<string, PhraseMatch>() };
      // What many domains know tells little.
      const weight = (isFeature ? featureWeight : 1) / domains.size;
      if (!one.because.has(match.key)) {
        one.weight += weight;
        if (weight >= 1) one.own++;
        // "payroll": a part of a domain that tells the domain too.
        const tells = match.meanings.some((meaning) => meaning.kind === 'hint' && meaning.entity === undefined);
        const isPart = match.meanings.some(({ kind }) => kind === 'option');
        if (domains.size === 1 && tells && isPart) {
          one.isTold = true;
          one.weight += 1;
        }
      }
      if (weight >= 0.15) one.because.set(match.key, match);
      found.set(domain, one);
    }
  }
  return [...found].map(([domain, { because, ...one }]) => ({ domain, ...one, because: [...because.values()] }));
}
