import type { Fact } from './fact.ts';
import { type NounPhrase, nounList, nounPhrase } from './noun-phrase.ts';
import { isVerbHere } from './nouns-at.ts';
import { readPredicate } from './read-predicate.ts';
import { readRule } from './read-rule.ts';
import { afterSeparator } from './separators.ts';
import type { Sentence } from './tokenise.ts';
import { pronouns, relatives, systemWords, trackVerbs } from './word-classes.ts';

/** Facts of a clause, and the first place of the sentence after it. */
export interface ClauseReading {
  readonly facts: readonly Fact[];
  readonly to: number;
  /** Of whom the next clause speaks, if it does not say so. */
  readonly subject?: readonly NounPhrase[];
  /** Its last noun, of which "which" and "who" speak. */
  readonly last?: readonly NounPhrase[];
}

/**
 * What a sentence says of entities, clause by clause. `isContext`: does the phrase name the application, or a kind of
 * application, and no thing in it?
 */
export function readClauses(
  sentence: Sentence,
  before: readonly NounPhrase[],
  isContext: (phrase: NounPhrase, sentence: Sentence) => boolean,
): { readonly facts: readonly Fact[]; readonly subject: readonly NounPhrase[] } {
  const facts: Fact[] = [];
  let subject = before;
  /** What "which" speaks of: the last noun. */
  let last = before;
  let at = 0;
  while (at < sentence.length) {
    const reading: ClauseReading | undefined =
      readColonList(sentence, at, isContext) ??
      readRule(sentence, at) ??
      readTracking(sentence, at, subject) ??
      readStatement(sentence, at, subject, last, isContext) ??
      readFragment(sentence, at, isContext);
    if (reading === undefined || reading.to <= at) {
      at++;
      continue;
    }
    facts.push(...reading.facts);
    if (reading.subject !== undefined && reading.subject.length > 0) subject = reading.subject;
    last = reading.last ?? reading.subject ?? last;
    at = reading.to;
  }
  return { facts, subject };
}

/** Places in the request of the words of these phrases, and of those between `from` and `to`. */
export function wordsOf(sentence: Sentence, from: number, to: number): readonly number[] {
  return sentence.slice(from, to).map((token) => token.at);
}

/** "Horses: name, colour, birth date (optional)"; "a chess club: members, tournaments and games". */
function readColonList(
  sentence: Sentence,
  at: number,
  isContext: (phrase: NounPhrase, sentence: Sentence) => boolean,
): ClauseReading | undefined {
  if (at !== 0) return undefined;
  const colon = sentence.findIndex(({ text }) => text === ':');
  if (colon < 1) return undefined;
  const start = sentence[0]?.text === '-' || sentence[0]?.text === '*' ? 1 : 0;
  const list = nounList(sentence, colon + 1);
  if (list.items.length === 0) return undefined;
  const single = list.items.filter((item) => !item.plural).length;
  const head = nounPhrase(sentence, start);
  if (head !== undefined && head.to === colon && !isContext(head, sentence) && single * 2 >= list.items.length) {
    if (list.to < sentence.length) return undefined;
    return {
      to: list.to,
      subject: [head],
      facts: list.items.map((item) => ({
        kind: 'have',
        of: head,
        item,
        optional: false,
        firm: true,
        words: [...wordsOf(sentence, start, head.to), ...wordsOf(sentence, item.from, item.to)],
      })),
    };
  }
  // A list of things, where nothing before it says what they are.
  if (single * 2 >= list.items.length || list.items.length < 2) return undefined;
  for (let back = 0; back < colon; back++) {
    const phrase = nounPhrase(sentence, back);
    if (phrase === undefined) continue;
    if (phrase.plural || isContext(phrase, sentence)) return undefined;
    back = phrase.to - 1;
  }
  return {
    to: list.to,
    subject: list.items.slice(-1),
    facts: list.items.flatMap((item): readonly Fact[] => [
      ...(item.plural
        ? [{ kind: 'entity', what: item, firm: false, words: wordsOf(sentence, item.from, item.to) } as const]
        : []),
      ...ofFacts(sentence, item),
      ...havingFacts(sentence, item),
    ]),
  };
}

/** "copies of books", in a list of things. */
function ofFacts(sentence: Sentence, item: NounPhrase): readonly Fact[] {
  if (item.of?.plural !== true || !item.plural) return [];
  const words = wordsOf(sentence, item.from, item.to);
  return [{ kind: 'belong', from: item, to: item.of, many: false, optional: false, loose: true, words }];
}

/** "We track drivers and their vehicles", "there are ships", "store the following: … of each patient". */
function readTracking(
  sentence: Sentence,
  start: number,
  before: readonly NounPhrase[],
  afterSubject = false,
): ClauseReading | undefined {
  const word = (at: number) => sentence[at]?.word ?? '';
  let at = start;
  if (word(at) === 'there' && /^(?:is|are)$/.test(word(at + 1))) at += 2;
  else {
    if (/^(?:we|i|they|it|that|which|to|must|should|will|can|for|want|wants|need|needs|also)$/.test(word(at))) at++;
    while (/^(?:must|should|will|can|want|wants|need|needs|to|also|have|be|able)$/.test(word(at))) at++;
    if (!trackVerbs.has(word(at)) || (at === start && start > 0 && !afterSubject && !isGerund(word(at))))
      return undefined;
    at++;
    if (word(at) === 'track' && word(at + 1) === 'of') at += 2;
    while (/^(?:the|following|of|all|our|:|information|data|about|on)$/.test(word(at))) {
      if (word(at) === 'all' || word(at) === 'our' || word(at) === 'the') {
        const rest = word(at + 1);
        if (rest !== 'following') break;
      }
      at++;
    }
  }
  const list = nounList(sentence, at);
  if (list.items.length === 0) return undefined;
  const last = list.items.at(-1);
  if (last?.of?.determiner === 'each' || (last?.of !== undefined && list.items.every((item) => !item.plural))) {
    const of = last.of;
    return {
      to: list.to,
      subject: [of],
      facts: list.items.map((item) => ({
        kind: 'have',
        of,
        item,
        optional: false,
        firm: true,
        words: [...wordsOf(sentence, of.from, of.to), ...wordsOf(sentence, item.from, item.to)],
      })),
    };
  }
  const facts: Fact[] = [];
  let owner = before.at(-1);
  for (const item of list.items) {
    const words = wordsOf(sentence, item.from, item.to);
    if (item.determiner === 'their' && owner !== undefined) {
      facts.push({ kind: 'have', of: owner, item, optional: false, firm: false, words });
    } else if (item.plural || item.determiner === 'each') {
      owner = item;
      facts.push({ kind: 'entity', what: item, firm: false, words });
    }
    facts.push(...ofFacts(sentence, item), ...havingFacts(sentence, item));
  }
  const rest = owner === undefined ? undefined : readPerAndColon(sentence, list.to, owner);
  return {
    to: rest?.to ?? list.to,
    facts: [...facts, ...(rest?.facts ?? [])],
    ...(owner === undefined ? {} : { subject: [owner] }),
  };
}

/** "measurements for each probe: value, unit and time". */
function readPerAndColon(sentence: Sentence, start: number, of: NounPhrase): ClauseReading | undefined {
  const facts: Fact[] = [];
  let at = start;
  if (/^(?:for|per|of)$/.test(sentence[at]?.word ?? '')) {
    const to = nounPhrase(sentence, at + 1);
    if (to !== undefined && (to.determiner === 'each' || sentence[at]?.word === 'per')) {
      at = to.to;
      const words = wordsOf(sentence, start, at);
      facts.push({ kind: 'belong', from: of, to: { ...to, many: false }, many: false, optional: false, words });
    }
  }
  if (sentence[at]?.text === ':') {
    const list = nounList(sentence, at + 1);
    if (list.items.length > 0 && list.to === sentence.length) {
      at = list.to;
      for (const item of list.items) {
        const words = wordsOf(sentence, item.from, item.to);
        facts.push({ kind: 'have', of, item, optional: false, firm: true, words });
      }
    }
  }
  return at === start ? undefined : { facts, to: at };
}

function isGerund(word: string): boolean {
  return word.endsWith('ing');
}

/** A subject and what is said of it. */
function readStatement(
  sentence: Sentence,
  start: number,
  before: readonly NounPhrase[],
  lastNoun: readonly NounPhrase[],
  isContext: (phrase: NounPhrase, sentence: Sentence) => boolean,
): ClauseReading | undefined {
  const word = (at: number) => sentence[at]?.word ?? '';
  const isRelative = relatives.has(word(start)) && lastNoun.length > 0;
  let subjects: readonly NounPhrase[] = [];
  let at = start;
  if ((pronouns.has(word(at)) || relatives.has(word(at))) && before.length > 0) {
    subjects = isRelative ? lastNoun : before;
    at++;
  } else if (/^(?:we|i)$/.test(word(at))) {
    at++;
  } else {
    const list = nounList(sentence, at);
    subjects = list.items;
    at = list.to;
    if (subjects.length === 0) {
      // "… and has a name": of the same subject.
      const continued = afterSeparator(sentence, start);
      if (continued === undefined || before.length === 0) return undefined;
      subjects = before;
      at = continued;
      if (
        !/^(?:has|have|is|are|belongs?|can|may|must|goes|contains?|features?)$/.test(word(at)) &&
        !isVerbHere(sentence, at, before.at(-1)?.plural ?? false, true)
      )
        return undefined;
    }
  }
  if (word(at) === ',') at++;
  const system = subjects.every(
    (one) => isContext(one, sentence) || (systemWords.has(one.name) && one.determiner !== 'each'),
  );
  const tracking = system && trackVerbs.has(word(at)) ? readTracking(sentence, at, before, true) : undefined;
  if (tracking !== undefined) return tracking;
  const reading = readPredicate(sentence, at, subjects, system);
  if (reading === undefined) return undefined;
  return {
    to: reading.to,
    facts: [
      ...(system ? [] : subjects.flatMap((one) => havingFacts(sentence, one))),
      ...reading.facts,
      ...(reading.objects ?? []).flatMap((one) => havingFacts(sentence, one)),
    ],
    ...(reading.objects === undefined ? {} : { last: reading.objects.slice(-1) }),
    // "a weight, which is positive, and lives in": then the clause before goes on.
    ...(isRelative ? {} : system ? { subject: reading.objects?.slice(-1) ?? [] } : { subject: subjects }),
  };
}

/** "products with reviews and a weight", without a verb. */
function readFragment(
  sentence: Sentence,
  start: number,
  isContext: (phrase: NounPhrase, sentence: Sentence) => boolean,
): ClauseReading | undefined {
  const { items, to } = nounList(sentence, start);
  const [first] = items;
  if (first === undefined) return undefined;
  if (isContext(first, sentence)) {
    // What an application comes with is a list of its own.
    return { to: first.having[0]?.from ?? first.to, facts: [] };
  }
  return { to, facts: items.flatMap((item) => havingFacts(sentence, item)), subject: items.slice(-1) };
}

/** "vehicles with a plate": what is said of a noun on the spot. */
export function havingFacts(sentence: Sentence, phrase: NounPhrase): readonly Fact[] {
  return phrase.having.flatMap((item): readonly Fact[] => [
    {
      kind: 'have',
      of: phrase,
      item,
      optional: false,
      firm: phrase.determiner === 'each' || phrase.brackets.length > 0,
      words: [...wordsOf(sentence, phrase.from, item.from), ...wordsOf(sentence, item.from, item.to)],
    },
    ...havingFacts(sentence, item),
  ]);
}
