import type { Fact } from './fact.ts';
import { valuesAt } from './limits.ts';
import { type NounPhrase, nounPhrase } from './noun-phrase.ts';
import type { Sentence } from './tokenise.ts';
import { isPlural, nameOf } from './word-forms.ts';

/** Sentences that say what must never be: overlaps, two that are active, and the states that there are. */
export function readRule(
  sentence: Sentence,
  at: number,
): { readonly facts: readonly Fact[]; readonly to: number; readonly subject?: readonly NounPhrase[] } | undefined {
  return (
    overlapRule(sentence, at) ??
    twiceRule(sentence, at) ??
    onlyOneRule(sentence, at) ??
    valuesRule(sentence, at) ??
    historyRule(sentence, at)
  );
}

/** "Bookings of a room cannot overlap", "no two shifts of a nurse may overlap". */
function overlapRule(sentence: Sentence, start: number) {
  const word = (at: number) => sentence[at]?.word ?? '';
  const at = word(start) === 'no' && word(start + 1) === 'two' ? start + 2 : word(start) === 'two' ? start + 1 : start;
  const what = nounPhrase(sentence, at);
  if (what === undefined) return undefined;
  const next = word(what.to) === 'for' || word(what.to) === 'per' ? nounPhrase(sentence, what.to + 1) : undefined;
  let end = next?.to ?? what.to;
  if (at === start && !/^(?:cannot|can't|must|may|should|can|never|do)$/.test(word(end))) return undefined;
  while (/^(?:cannot|can't|must|may|should|can|never|not|do|ever)$/.test(word(end))) end++;
  if (!/^overlap(?:s|ping)?$/.test(word(end))) return undefined;
  const per = next ?? what.of;
  const fact: Fact = {
    kind: 'no-overlap',
    what,
    ...(per === undefined ? {} : { per }),
    words: placesOf(sentence, start, end + 1),
  };
  return { facts: [fact], to: end + 1, subject: [what] };
}

/** "A vet cannot have two visits at the same time". */
function twiceRule(sentence: Sentence, start: number) {
  const word = (at: number) => sentence[at]?.word ?? '';
  const per = nounPhrase(sentence, start);
  if (per === undefined || !/^(?:cannot|can't|must|may|can)$/.test(word(per.to))) return undefined;
  const text = sentence.slice(per.to).map((token) => token.word);
  const not = /^(?:cannot|can't)$/.test(text[0] ?? '') ? 1 : text[1] === 'not' || text[1] === 'never' ? 2 : 0;
  if (not === 0) return undefined;
  const at = per.to + not + 1;
  const what = nounPhrase(sentence, at);
  if (what === undefined || !(/^(?:two|several|multiple|more)$/.test(word(at)) || what.plural)) return undefined;
  const rest = sentence
    .slice(what.to, what.to + 4)
    .map((token) => token.word)
    .join(' ');
  const length = rest.startsWith('at the same time') ? 4 : rest.startsWith('at once') ? 2 : 0;
  if (length === 0) return undefined;
  const end = what.to + length;
  return {
    facts: [{ kind: 'no-overlap', what, per, words: placesOf(sentence, start, end) } satisfies Fact],
    to: end,
    subject: [per],
  };
}

/** "only one contract of an employee can be active", "an employee can have only one active contract". */
function onlyOneRule(sentence: Sentence, start: number) {
  const word = (at: number) => sentence[at]?.word ?? '';
  if (word(start) === 'only' && word(start + 1) === 'one') {
    const what = nounPhrase(sentence, start + 2);
    if (what === undefined) return undefined;
    let end = what.to;
    let per = what.of;
    if (/^(?:per|for)$/.test(word(end))) {
      per = nounPhrase(sentence, end + 1) ?? per;
      end = per?.to ?? end;
    }
    let state = what.states[0];
    if (/^(?:can|may|is|must|should)$/.test(word(end))) {
      while (/^(?:can|may|is|must|should|be|the|marked|as)$/.test(word(end))) end++;
      if (state === undefined) state = nameOf([word(end)]);
      end++;
    }
    if (state === undefined) return undefined;
    const fact: Fact = {
      kind: 'only-one',
      what,
      ...(per === undefined ? {} : { per }),
      state,
      words: placesOf(sentence, start, end),
    };
    return { facts: [fact], to: end, subject: [what] };
  }
  const per = nounPhrase(sentence, start);
  if (per === undefined) return undefined;
  let at = per.to;
  while (/^(?:can|may|must|has|have|only|at)$/.test(word(at))) at++;
  const said = sentence.slice(per.to, at).map((token) => token.word);
  if (!said.some((one) => one === 'has' || one === 'have')) return undefined;
  const most = word(at) === 'most';
  if (!(most || said.includes('only')) || word(at + (most ? 1 : 0)) !== 'one') return undefined;
  const what = nounPhrase(sentence, at + (most ? 2 : 1));
  const state = what?.states[0];
  if (what === undefined || state === undefined) return undefined;
  const end = word(what.to) === 'at' ? what.to : what.to;
  return {
    facts: [{ kind: 'only-one', what, per, state, words: placesOf(sentence, start, end) } satisfies Fact],
    to: end,
    subject: [per],
  };
}

/** "Invoices have a status: draft, sent or paid", "the status of an order is new or paid" (without brackets). */
function valuesRule(sentence: Sentence, start: number) {
  const word = (at: number) => sentence[at]?.word ?? '';
  const of = nounPhrase(sentence, start);
  if (of === undefined || !/^(?:has|have)$/.test(word(of.to))) return undefined;
  const attribute = nounPhrase(sentence, of.to + 1);
  if (attribute === undefined || attribute.plural) return undefined;
  const opens =
    sentence[attribute.to]?.text === ':'
      ? 1
      : word(attribute.to) === 'of'
        ? 1
        : /^(?:which|that)$/.test(word(attribute.to)) && /^(?:is|can)$/.test(word(attribute.to + 1))
          ? word(attribute.to + 1) === 'can'
            ? 3
            : 2
          : 0;
  if (opens === 0) return undefined;
  const read = valuesAt(sentence, attribute.to + opens);
  if (read === undefined || read.values.length < 2) return undefined;
  const fact: Fact = { kind: 'values', of, attribute, values: read.values, words: placesOf(sentence, start, read.to) };
  return { facts: [fact], to: read.to, subject: [of] };
}

/** "a history of the price of each product", "salary history of employees", "price history". */
function historyRule(sentence: Sentence, start: number) {
  const word = (at: number) => sentence[at]?.word ?? '';
  let at = start;
  while (/^(?:we|keep|keeps|store|track|record|want|to|need|the|a|full|complete|with|,|and)$/.test(word(at))) at++;
  if (word(at) === 'history' && word(at + 1) === 'of') {
    const item = nounPhrase(sentence, at + 2);
    if (item === undefined) return undefined;
    return {
      facts: [
        {
          kind: 'history',
          item,
          ...(item.of === undefined ? {} : { of: item.of }),
          words: placesOf(sentence, at, item.to),
        } satisfies Fact,
      ],
      to: item.to,
    };
  }
  const phrase = nounPhrase(sentence, at);
  if (
    phrase === undefined ||
    phrase.words.length < 2 ||
    !/^histor(?:y|ies)$/.test(phrase.words.at(-1) ?? '') ||
    phrase.of === undefined
  )
    return undefined;
  const words = phrase.words.slice(0, -1);
  const name = nameOf(words);
  if (name === undefined) return undefined;
  return {
    facts: [
      {
        kind: 'history',
        item: { ...phrase, name, words, plural: isPlural(words.at(-1) ?? '') },
        of: phrase.of,
        words: placesOf(sentence, at, phrase.to),
      } satisfies Fact,
    ],
    to: phrase.to,
  };
}

function placesOf(sentence: Sentence, from: number, to: number): readonly number[] {
  return sentence.slice(from, to).map((token) => token.at);
}
