import type { Fact } from './fact.ts';
import { limitAt, valuesAt } from './limits.ts';
import { type NounPhrase, nounPhrase } from './noun-phrase.ts';
import type { PredicateReading } from './read-predicate.ts';
import type { Sentence } from './tokenise.ts';
import { isParticiple } from './verbs.ts';
import { withoutHaving } from './without-having.ts';
import { adverbs, optionalWords, uniqueWords } from './word-classes.ts';

interface Said {
  readonly subjects: readonly NounPhrase[];
  readonly system: boolean;
  readonly modal: string;
  readonly negated: boolean;
  readonly optional: boolean;
  readonly words: (from: number, to: number) => readonly number[];
}

/** What follows "is": assigned to one, unique, between 1 and 5, draft or sent. */
export function readState(sentence: Sentence, start: number, said: Said): PredicateReading | undefined {
  const { subjects, system, modal, negated, words } = said;
  const word = (at: number) => sentence[at]?.word ?? '';
  const each = (make: (subject: NounPhrase) => readonly Fact[]) => (system ? [] : subjects.flatMap(make));
  const describe = (what: Partial<Extract<Fact, { kind: 'describe' }>>, to: number): PredicateReading => ({
    to,
    facts: each((item) => [
      { kind: 'describe', ...(item.of === undefined ? {} : { of: item.of }), item, ...what, words: words(start, to) },
    ]),
  });
  let at = start;
  // "is optional": the word was taken with the verb.
  if (said.optional && (sentence[at] === undefined || sentence[at]?.kind === 'sign'))
    return describe({ optional: true }, at);
  if (negated) {
    if (word(at) === 'negative') return describe({ min: 0 }, at + 1);
    const limit = limitAt(sentence, at);
    if (limit !== undefined && limit.side !== undefined) {
      return describe(limit.side === 'below' ? { min: limit.value } : { max: limit.value }, limit.to);
    }
    if (/^(?:empty|null|missing)$/.test(word(at))) return describe({ optional: false }, at + 1);
    return undefined;
  }
  if (uniqueWords.has(word(at))) return describe({ unique: true }, at + 1);
  if (optionalWords.has(word(at)) && at + 1 >= sentence.length - 1) return describe({ optional: true }, at + 1);
  if (/^(?:required|mandatory|obligatory)$/.test(word(at))) return describe({ optional: false }, at + 1);
  if (word(at) === 'positive') return describe({ above: 0 }, at + 1);
  const limit = limitAt(sentence, at);
  if (limit !== undefined) {
    const { min, max, above, to } = limit;
    return describe(
      {
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        ...(above === undefined ? {} : { above }),
      },
      to,
    );
  }

  // part of, in, placed by, assigned to
  let length = 0;
  if (word(at) === 'part' && word(at + 1) === 'of') length = 2;
  else if (/^(?:a|the)$/.test(word(at)) && /^(?:part|member)$/.test(word(at + 1)) && word(at + 2) === 'of') length = 3;
  else if (/^(?:in|on|at|for|from)$/.test(word(at))) length = 1;
  else if (isParticiple(word(at)) || /^(?:related|specific|unique|part|responsible)$/.test(word(at))) {
    if (/^(?:to|by|in|at|on|from|with|for|of|into)$/.test(word(at + 1))) length = 2;
    else if (/^(?:to|by|in|at|on|from|with|for)$/.test(word(at + 2)) && adverbs.has(word(at + 1))) length = 3;
  }
  if (length > 0) {
    const object = nounPhrase(sentence, at + length);
    if (object !== undefined && object.determiner !== 'their') {
      at += length;
      const by = word(at - 1) === 'by';
      const vague = object.determiner === 'none' && !object.plural && !object.one;
      return {
        to: object.to,
        objects: vague ? [] : [object.counted ? withoutHaving(object) : object],
        facts: vague
          ? []
          : each((from) => [
              {
                kind: 'belong',
                from,
                to: object,
                // "Orders are placed by customers": each of them by one.
                many: object.counted || (object.many && !by && !from.plural),
                optional: said.optional || modal === 'may',
                words: words(start, object.to),
              },
            ]),
      };
    }
  }

  // draft, sent or paid
  const values = valuesAt(sentence, at);
  if (values !== undefined && values.values.length > 1) {
    return {
      to: values.to,
      facts: each((of) => [
        of.of === undefined
          ? { kind: 'values', of, values: values.values, words: words(start, values.to) }
          : { kind: 'values', of: of.of, attribute: of, values: values.values, words: words(start, values.to) },
      ]),
    };
  }
  // a percentage, a vehicle
  const form = nounPhrase(sentence, at);
  if (form === undefined || !/^(?:a|the|none)$/.test(form.determiner) || form.plural) return undefined;
  return {
    to: form.to,
    facts: each((item) => [
      {
        kind: 'describe',
        ...(item.of === undefined ? {} : { of: item.of }),
        item,
        form,
        ...form.bounds,
        words: words(form.from, form.to),
      },
    ]),
  };
}
