import type { Registry } from '#analysis/domains/domain.ts';
import { isPlural } from '#analysis/plural.ts';
import type { ChosenDomain } from './choose-domains.ts';
import type { PhraseMatch } from './phrase-index.ts';
import type { Sentence, Token } from './tokenise.ts';
import { nameOf } from './word-forms.ts';

export const tenantDomain = 'multi-tenant-saas';

/** "Each clinic is a tenant" asks for software for many tenants, without its name. */
export function withTenantDomain(
  chosen: readonly ChosenDomain[],
  said: readonly (readonly number[])[],
  matches: readonly PhraseMatch[],
  { domains }: Registry,
): readonly ChosenDomain[] {
  const domain = domains.find(({ id }) => id === tenantDomain);
  if (said.length === 0 || domain === undefined || chosen.some((one) => one.domain === domain)) return chosen;
  return [
    ...chosen,
    { domain, because: matches.filter(({ tokens }) => tokens.some(({ at }) => said.flat().includes(at))) },
  ];
}

/** What people call the tenants, and where the request says so. */
export interface TenantNoun {
  /** Singular, snake_case. */
  readonly noun: string;
  readonly words: readonly number[];
}

/**
 * What people call the tenants, where a request is for many of them: "for many garden centres", "for 2,000 companies",
 * "every shop has its own products", "each clinic is a tenant", "tenants are companies".
 */
export function tenantNouns(sentences: readonly Sentence[]): readonly TenantNoun[] {
  return sentences.flatMap((sentence) => {
    const words = sentence.filter(({ text }) => text !== '-');
    return words.flatMap((_, at) => {
      const length = nounLength(words, at);
      const tokens = words.slice(at, at + length);
      const noun = length === 0 ? undefined : nameOf(tokens.map(({ word }) => word));
      return noun === undefined || persons.test(noun) ? [] : [{ noun, words: tokens.map((token) => token.at) }];
    });
  });
}

const persons = /^(?:user|customer|client|person|people|member|employee|agent|student|patient|guest|visitor|thing)$/;

/** Words of the noun that begins here and names the tenants; 0: none does. */
function nounLength(words: readonly Token[], at: number): number {
  const [before, one, next, then, last] = [at - 1, at, at + 1, at + 2, at + 3].map((place) => words[place]?.word ?? '');
  if (words[at]?.kind !== 'word') return 0;
  if (/^(?:each|every)$/.test(before ?? '')) {
    const hasOwn =
      /^(?:has|have|gets|with)$/.test(next ?? '') && /^(?:its|their|an?)$/.test(then ?? '') && last === 'own';
    const isTenant = next === 'is' && /^(?:an?|our|its)$/.test(then ?? '') && last === 'tenant';
    return hasOwn || isTenant ? 1 : 0;
  }
  const isMany = isPlural(one ?? '') === true;
  const isCounted = words[at - 1]?.kind === 'number' || /^(?:many|several|multiple|different)$/.test(before ?? '');
  // "garden centres": one word before the plural belongs to it.
  const length = isMany ? 1 : words[at + 1]?.kind === 'word' && isPlural(next ?? '') === true ? 2 : 0;
  if (isCounted && length > 0 && isForWhom(words, at, length)) return length;
  if (!isMany) return 0;
  const areTenants = next === 'are' && (then === 'tenants' || last === 'tenants');
  return areTenants || (before === 'are' && words[at - 2]?.word === 'tenants') ? 1 : 0;
}

/** "for many salons", "many shops on one platform". */
function isForWhom(words: readonly Token[], at: number, length: number): boolean {
  const after = at + length;
  return words[at - 2]?.word === 'for' || (words[after]?.word === 'on' && words[after + 1]?.word === 'one');
}
