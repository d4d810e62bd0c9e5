import type { AccessPattern } from '#vocabulary/access-pattern.ts';
import { type NounPhrase, nounList, nounPhrase } from './noun-phrase.ts';
import { numberOf, type Sentence } from './tokenise.ts';

/** A read as it was said, before it is known which entity it is of. */
export interface AccessPhrase {
  readonly what: NounPhrase;
  readonly of?: NounPhrase;
  readonly by: readonly NounPhrase[];
  readonly searches: boolean;
  readonly newestFirst: boolean;
  readonly limit?: number;
  readonly text: string;
  readonly words: readonly number[];
}

/** "list open orders of a customer, newest first", "search products by name", "the latest 20 messages of a chat". */
export function readAccess(sentence: Sentence): readonly AccessPhrase[] {
  const found: AccessPhrase[] = [];
  for (let at = 0; at < sentence.length; at++) {
    const phrase = accessAt(sentence, at);
    if (phrase === undefined) continue;
    found.push(phrase.access);
    at = phrase.to - 1;
  }
  return found;
}

function accessAt(
  sentence: Sentence,
  start: number,
): { readonly access: AccessPhrase; readonly to: number } | undefined {
  const word = (at: number) => sentence[at]?.word ?? '';
  let at = start;
  const verb = word(at);
  const latest = /^(?:latest|newest|recent)$/.test(verb);
  if (!latest && !readVerbs.test(verb)) return undefined;
  at++;
  if (verb === 'look' && word(at) === 'up') at++;
  if (verb === 'search' && word(at) === 'for') at++;
  let newestFirst = latest;
  let limit: number | undefined;
  while (
    /^(?:all|the|their|my|most|latest|newest|recent|last|top|me|his|its|a|an)$/.test(word(at)) ||
    numberOf(sentence[at]) !== undefined
  ) {
    if (/^(?:latest|newest|recent|last)$/.test(word(at))) newestFirst = true;
    limit = numberOf(sentence[at]) ?? limit;
    at++;
  }
  const what = nounPhrase(sentence, at);
  if (what === undefined) return undefined;
  at = what.to;
  let of = what.of;
  let by: readonly NounPhrase[] = [];
  let told = newestFirst || of !== undefined;
  for (;;) {
    const next = word(at) === ',' ? at + 1 : at;
    if (/^(?:by|ordered|sorted)$/.test(word(next))) {
      const sorted = word(next) !== 'by';
      const list = nounList(sentence, sorted ? next + 2 : next + 1);
      if (list.items.length === 0) break;
      // "by start time, newest first": what looks like one more column is the order.
      const columns = list.items.filter(({ name }) => !/^(?:newest|latest|most)/.test(name));
      newestFirst ||= columns.length < list.items.length;
      if (sorted) newestFirst ||= columns.some(({ name }) => /date|time|_at$/.test(name));
      else by = [...by, ...columns];
      at = list.to;
    } else if (/^(?:newest|latest|most)$/.test(word(next)) && /^(?:first|recent)$/.test(word(next + 1))) {
      newestFirst = true;
      at = next + 2 + (word(next + 2) === 'first' ? 1 : 0);
    } else if (/^(?:for|from|in|of)$/.test(word(next)) && of === undefined && next === at) {
      const owner = nounPhrase(sentence, next + 1);
      if (owner === undefined) break;
      of = owner;
      at = owner.to;
    } else break;
    told = true;
  }
  if (!told) return undefined;
  const tokens = sentence.slice(start, at);
  return {
    to: at,
    access: {
      what,
      ...(of === undefined ? {} : { of }),
      by,
      searches: /^search/.test(verb),
      newestFirst,
      ...(limit === undefined ? {} : { limit }),
      text: tokens
        .map(({ text }) => text)
        .join(' ')
        .replaceAll(' ,', ','),
      words: tokens.map((token) => token.at),
    },
  };
}

const readVerbs =
  /^(?:list|lists|show|shows|find|finds|search|searches|look|fetch|display|browse|filter|query|lookup|searching|finding|listing|see|view)$/;

/** The pattern over entities that are there; undefined where it names something that is not. */
export function accessPattern(
  { what, of, by, searches, newestFirst, limit, text }: AccessPhrase,
  world: {
    readonly entityOf: (phrase: NounPhrase) => string | undefined;
    readonly attributes: (entity: string) => readonly string[];
    /** Its role. */
    readonly referenceTo: (entity: string, to: string) => string | undefined;
    readonly attributeOf: (phrase: NounPhrase) => string;
    readonly hasCreated: (entity: string) => boolean;
  },
): AccessPattern | undefined {
  const entity = world.entityOf(what);
  if (entity === undefined) return undefined;
  const names = world.attributes(entity);
  const compared: string[] = [];
  let search: string | undefined;
  let sortedBy: string | undefined;
  const owner = of === undefined ? undefined : world.entityOf(of);
  if (of !== undefined && owner === undefined) return undefined;
  if (owner !== undefined && owner !== entity) {
    const role = world.referenceTo(entity, owner);
    if (role === undefined) return undefined;
    compared.push(role);
  }
  for (const phrase of by) {
    const name = world.attributeOf(phrase);
    const attribute = names.includes(name) ? name : names.find((one) => one.endsWith(`_${name}`));
    const other = attribute === undefined ? world.entityOf(phrase) : undefined;
    const role = other === undefined ? undefined : world.referenceTo(entity, other);
    if (attribute === undefined && role === undefined) return undefined;
    if (newestFirst && attribute !== undefined && /(?:_at|_on|_time|date|^date|^time)$/.test(attribute)) {
      sortedBy ??= attribute;
      continue;
    }
    if (searches && attribute !== undefined && /name|title|text|description|body|notes/.test(attribute))
      search ??= attribute;
    else compared.push(attribute ?? role ?? '');
  }
  const moment =
    sortedBy ??
    names.find((one) => /^(?:placed|sent|posted|published|occurred|recorded|measured|started|starts)_at$/.test(one)) ??
    (world.hasCreated(entity) ? 'created_at' : undefined);
  const order = newestFirst && moment !== undefined ? [`-${moment}`] : [];
  if (compared.length === 0 && search === undefined && order.length === 0) return undefined;
  return {
    name: text,
    entity,
    by: [...new Set(compared)],
    order,
    ...(search === undefined ? {} : { search }),
    ...(limit === undefined ? (order.length > 0 ? { limit: 20 } : {}) : { limit: Math.max(1, Math.round(limit)) }),
  };
}
