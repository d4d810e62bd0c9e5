import type { Fact } from './fact.ts';
import { valuesAt } from './limits.ts';
import { type NounPhrase, nounList, nounPhrase } from './noun-phrase.ts';
import { isVerbHere } from './nouns-at.ts';
import { readState } from './read-state.ts';
import type { Sentence } from './tokenise.ts';
import { type Verb, verbOf } from './verbs.ts';
import { withoutHaving } from './without-having.ts';
import { adverbs, haveVerbs, optionalWords, uniqueWords } from './word-classes.ts';

export interface PredicateReading {
  readonly facts: readonly Fact[];
  readonly to: number;
  readonly objects?: readonly NounPhrase[];
}

/** What is said of these subjects from this place on: a verb and what belongs to it. */
export function readPredicate(
  sentence: Sentence,
  start: number,
  subjects: readonly NounPhrase[],
  system: boolean,
): PredicateReading | undefined {
  const word = (at: number) => sentence[at]?.word ?? '';
  const last = subjects.at(-1);
  let at = start;
  let modal = '';
  let optional = false;
  let negated = false;
  const skip = () => {
    while (adverbs.has(word(at)) || optionalWords.has(word(at)) || word(at) === 'not') {
      if (optionalWords.has(word(at))) optional = true;
      if (word(at) === 'not' || word(at) === 'never') negated = true;
      at++;
    }
  };
  skip();
  if (/^(?:can|may|must|should|will|cannot|could|might)$/.test(word(at))) {
    modal = word(at++);
    if (modal === 'cannot') negated = true;
    skip();
  }
  const words = (from: number, to: number) =>
    [
      ...new Set([
        ...(last === undefined || system ? [] : subjects.map(({ from, to }) => [from, to])),
        [start, at],
        [from, to],
      ]),
    ].flatMap(([a = 0, b = 0]) => sentence.slice(a, b).map((token) => token.at));
  const each = (make: (subject: NounPhrase) => readonly Fact[]) => (system ? [] : subjects.flatMap(make));

  // has, consists of, is made of
  const has = haveLength(sentence, at, modal !== '', last?.plural ?? false);
  if (has > 0 && !negated) {
    at += has;
    const list = nounList(sentence, at);
    if (list.items.length === 0) return undefined;
    if (system) {
      const things = list.items.filter((item) => item.plural);
      return {
        to: list.to,
        objects: list.items,
        facts: things.map((what) => ({ kind: 'entity', what, firm: false, words: words(what.from, what.to) })),
      };
    }
    const both = uniqueAfter(sentence, list.to);
    const identified = sentence.slice(start, at).some((token) => token.word === 'identified');
    const made = sentence.slice(start, at).some((token) => token.word === 'made');
    return {
      to: both ?? list.to,
      objects: list.items,
      facts: each((of) => [
        ...list.items.map((item): Fact => {
          const said = words(item.from, item.to);
          // A dish is made of ingredients, which other dishes are made of as well.
          if (made && item.plural) return { kind: 'meet', one: of, other: item, words: said };
          return {
            kind: 'have',
            of,
            item: both === undefined && !identified ? item : { ...item, unique: true },
            optional: optional || modal === 'may' || modal === 'might',
            firm: true,
            words: both === undefined ? said : [...said, ...placesBetween(sentence, list.to, both)],
          };
        }),
      ]),
    };
  }
  if (/^(?:is|are|be|has|have|been)$/.test(word(at))) {
    while (/^(?:is|are|be|has|have|been)$/.test(word(at))) at++;
    skip();
    return readState(sentence, at, { subjects, system, modal, negated, optional, words });
  }
  if (negated) return undefined;

  // goes through the stages new, screening and hired
  if (/^(?:go|goes|move|moves|pass|passes|run|runs)$/.test(word(at)) && word(at + 1) === 'through') {
    let from = at + 2;
    while (/^(?:the|these|following|several)$/.test(word(from))) from++;
    const attribute = nounPhrase(sentence.slice(0, from + 1), from);
    const isState = /^(?:stage|state|status|phase|step)$/.test(attribute?.name ?? '');
    const read = valuesAt(sentence, isState ? from + 1 : from);
    if (read !== undefined && read.values.length > 1) {
      const said = { values: read.values, words: words(start, read.to) };
      return {
        to: read.to,
        facts: each((of) => [
          {
            kind: 'values',
            of,
            ...(isState && attribute !== undefined ? { attribute: { ...attribute, plural: false } } : {}),
            ...said,
          },
        ]),
      };
    }
  }

  // belongs to, goes to, reports to, works for, lives in
  if (/^takes?$/.test(word(at)) && word(at + 1) === 'place') at++;
  if (
    /^(?:place|belongs?|reports?|goes|go|refers?|works?|lives?|comes?|points?|relates?|leads?|runs?|stands?|lies?|plays?|sits?|stays?|happens?|takes)$/.test(
      word(at),
    ) &&
    /^(?:to|for|in|at|from|on|with)$/.test(word(at + 1))
  ) {
    const verb = word(at);
    at += 2;
    const object = nounPhrase(sentence, at);
    if (object === undefined) return undefined;
    return {
      to: object.to,
      objects: [object],
      facts: each((from) => [
        {
          kind: 'belong',
          from,
          to: object,
          many: object.many,
          optional,
          ...(verb.startsWith('report') ? { role: object.name } : {}),
          words: words(start, object.to),
        },
      ]),
    };
  }

  // places, attends, treats
  const signs = /^signs?$/.test(word(at)) && word(at + 1) === 'up';
  // "can fly several planes": after "can" any word is a verb that has an object.
  const verb: Verb | undefined = signs
    ? { kind: 'meets', pairing: 'registration' }
    : (verbOf(word(at)) ??
      (onceLength(sentence, at + 1) > 0 ? { kind: 'meets' } : undefined) ??
      (modal !== '' && nounPhrase(sentence, at + 1)?.counted === true ? { kind: 'meets' } : undefined));
  if (
    verb !== undefined &&
    last !== undefined &&
    !system &&
    (modal !== '' || onceLength(sentence, at + 1) > 0 || isVerbHere(sentence, at, last.plural, true))
  ) {
    let moved = 1;
    while (moved < 3 && particles.test(word(at + moved)) && !/^(?:most|least|to)$/.test(word(at + moved + 1))) moved++;
    const once = onceLength(sentence, at + 1);
    if (once > 0) moved = once + 1;
    at += moved;
    const list = nounList(sentence, at);
    if (list.items.length === 0) return undefined;
    const facts: Fact[] = [];
    for (const who of subjects) {
      for (const what of list.items) {
        const claimed = words(what.from, what.to);
        const loose =
          modal === '' &&
          who.determiner !== 'each' &&
          who.determiner !== 'a' &&
          what.most === undefined &&
          !what.counted;
        if (verb.kind === 'makes' && once === 0 && moved === 1 && (what.many || what.determiner === 'a')) {
          facts.push({
            kind: 'belong',
            from: what,
            to: who,
            many: false,
            optional: false,
            ...(loose ? { loose } : {}),
            words: claimed,
          });
        } else if ((verb.kind === 'meets' && (what.many || who.many) && what.plural) || once > 0) {
          facts.push({
            kind: 'meet',
            ...(loose ? { loose } : {}),
            one: who,
            other: what,
            ...(verb.pairing === undefined ? {} : { pairing: verb.pairing }),
            ...(what.most === undefined ? {} : { most: what.most }),
            words: claimed,
          });
        } else if (verb.kind === 'meets' && moved > 1 && !what.plural) {
          facts.push({ kind: 'belong', from: who, to: what, many: false, optional, words: claimed });
        } else if (what.plural) {
          facts.push({ kind: 'entity', what, firm: false, words: claimed });
          if (who.plural) facts.push({ kind: 'entity', what: who, firm: false, words: claimed });
        }
      }
    }
    // "to members": whom it is done for is something of its own as well.
    let to = list.to;
    if (/^(?:to|for|from)$/.test(word(to))) {
      const third = nounPhrase(sentence, to + 1);
      if (third?.plural) {
        facts.push({ kind: 'entity', what: third, firm: false, words: words(third.from, third.to) });
        to = third.to;
      }
    }
    return {
      to,
      objects: facts.some(({ kind }) => kind === 'meet') ? list.items.map(withoutHaving) : list.items,
      facts,
    };
  }
  return undefined;
}

const particles = /^(?:in|on|for|to|with|at|as|by|up|out)$/;

/** "only once per", "once for each": how many words. */
function onceLength(sentence: Sentence, at: number): number {
  const [first = '', second = '', third = ''] = sentence.slice(at, at + 3).map(({ word }) => word);
  const only = first === 'only' ? 1 : 0;
  if ((only === 1 ? second : first) !== 'once') return 0;
  return /^(?:per|for|in|on)$/.test(only === 1 ? third : second) ? only + 2 : 0;
}

/** How many words say "has" here; 0 where none does. */
function haveLength(sentence: Sentence, at: number, modal: boolean, many: boolean): number {
  const word = (offset: number) => sentence[at + offset]?.word ?? '';
  if (/^(?:consists?|composed)$/.test(word(0)) && word(1) === 'of') return 2;
  if (
    /^(?:is|are|be)$/.test(word(0)) &&
    /^(?:composed|made|described|identified|characterized|characterised)$/.test(word(1))
  ) {
    if (word(2) === 'up' && /^(?:of|from)$/.test(word(3))) return 4;
    if (/^(?:of|from)$/.test(word(2)) || (word(2) === 'by' && /^(?:desc|char|ident)/.test(word(1)))) return 3;
  }
  if (/^(?:has|have)$/.test(word(0))) return /^(?:to|been)$/.test(word(1)) ? 0 : 1;
  // "a ticket records the entry time"
  if (!haveVerbs.has(word(0)) && !/^(?:records|stores|keeps|tracks|lists|states)$/.test(word(0))) return 0;
  return modal || isVerbHere(sentence, at, many, true) ? 1 : 0;
}

/** ", both unique", "which are unique": the place after it. */
function uniqueAfter(sentence: Sentence, start: number): number | undefined {
  let at = start;
  if (sentence[at]?.text === ',') at++;
  while (/^(?:both|all|each|which|that|is|are|must|be)$/.test(sentence[at]?.word ?? '')) at++;
  return at > start && uniqueWords.has(sentence[at]?.word ?? '') && at + 1 === sentence.length ? at + 1 : undefined;
}

function placesBetween(sentence: Sentence, from: number, to: number): readonly number[] {
  return sentence.slice(from, to).map((token) => token.at);
}
