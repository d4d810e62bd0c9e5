import type { NounPhrase } from './noun-phrase.ts';
import { nounPhrase } from './noun-phrase.ts';
import type { Quantity } from './requirements.ts';
import { numberOf, type Sentence } from './tokenise.ts';

export interface QuantityReading {
  readonly quantity: Quantity;
  readonly words: readonly number[];
}

/**
 * Volumes, rates, growth and how long rows are kept: "5M users", "200 orders a second", "grows 20 % a year", "keep for
 * 90 days". `taken`: words that mean something else already.
 */
export function readQuantities(
  sentence: Sentence,
  taken: ReadonlySet<number>,
  entityOf: (phrase: NounPhrase) => string | undefined,
): readonly QuantityReading[] {
  const found: QuantityReading[] = [];
  const word = (at: number) => sentence[at]?.word ?? '';
  /** The last entity that the sentence names before this place. */
  const entityBefore = (end: number) => {
    for (let at = end - 1; at >= 0; at--) {
      const phrase = nounPhrase(sentence, at);
      const entity = phrase === undefined ? undefined : entityOf(phrase);
      if (entity !== undefined) return entity;
    }
    return undefined;
  };
  for (let at = 0; at < sentence.length; at++) {
    const token = sentence[at];
    const plainNumber = numberOf(token);
    if (token === undefined || plainNumber === undefined || taken.has(token.at)) continue;
    // A limit is no volume: "at most 5".
    if (/^(?:most|least|than|between|only|exactly|maximum|minimum)$/.test(word(at - 1))) continue;
    const scale = scales.get(word(at + 1));
    const value = plainNumber * (scale ?? 1);
    let to = at + (scale === undefined ? 1 : 2);
    const reading = (
      what: Quantity['what'],
      amount: number,
      end: number,
      entity?: string,
      start = at,
    ): QuantityReading => {
      const said = sentence.slice(start, end);
      return {
        quantity: {
          ...(entity === undefined ? {} : { entity }),
          what,
          value: amount,
          words: said.map(({ text }) => text).join(' '),
        },
        words: said.map((one) => one.at),
      };
    };
    const percent = token.text.endsWith('%') || word(to) === '%' || word(to) === 'percent';
    if (percent) {
      const end = token.text.endsWith('%') ? to : to + 1;
      const near = sentence.slice(Math.max(0, at - 4), end + 5);
      const grows = near.findIndex(({ word: one }) => /^(?:grow|grows|growing|growth|increase|increases)$/.test(one));
      if (grows >= 0) {
        const per = periodAt(sentence, end);
        const start = Math.min(at, Math.max(0, at - 4) + grows);
        found.push(
          reading(
            'growth',
            value * (per === undefined ? 1 : year / per.seconds),
            per?.to ?? end,
            entityBefore(at),
            start,
          ),
        );
      }
      continue;
    }
    const unit = seconds(word(to));
    if (unit !== undefined) {
      const start = keepStart(sentence, at);
      if (start !== undefined) found.push(reading('keepDays', (value * unit) / day, to + 1, entityBefore(at), start));
      continue;
    }
    const phrase = nounPhrase(sentence, to);
    if (phrase === undefined || phrase.determiner !== 'none') continue;
    const entity = entityOf(phrase);
    const kind = /^(?:read|query|request|lookup)$/.test(phrase.name)
      ? 'reads'
      : /^(?:write|insert|update)$/.test(phrase.name)
        ? 'writes'
        : undefined;
    to = at + (scale === undefined ? 1 : 2) + Math.max(1, phrase.words.length);
    const per = periodAt(sentence, Math.max(to, phrase.to)) ?? periodAt(sentence, to);
    if (entity === undefined && kind === undefined && per === undefined && value < 100) continue;
    // "two visits" is no volume.
    if (per === undefined && scale === undefined && token.kind === 'word') continue;
    const end = per?.to ?? (entity === undefined && kind === undefined ? at + (scale === undefined ? 1 : 2) : to);
    if (per !== undefined && kind !== undefined) found.push(reading(kind, value / per.seconds, end));
    else if (per !== undefined && per.seconds <= 60) found.push(reading('perSecond', value / per.seconds, end, entity));
    else if (per !== undefined) found.push(reading('perYear', (value * year) / per.seconds, end, entity));
    else found.push(reading('rows', value, end, entity));
    at = end - 1;
  }
  return found;
}

const day = 86_400;
const year = 365 * day;

/** "a second", "per day", "/s", "every month", "daily". */
function periodAt(sentence: Sentence, at: number): { readonly seconds: number; readonly to: number } | undefined {
  const word = (offset: number) => sentence[at + offset]?.word ?? '';
  const once = adverbs.get(word(0));
  if (once !== undefined) return { seconds: once, to: at + 1 };
  if (!/^(?:a|an|per|each|every|\/|in)$/.test(word(0))) return undefined;
  const offset = word(0) === 'in' && word(1) === 'a' ? 2 : 1;
  const unit = seconds(word(offset));
  return unit === undefined ? undefined : { seconds: unit, to: at + offset + 1 };
}

function seconds(word: string): number | undefined {
  return units.get(word.replace(/s$/, ''));
}

const units: ReadonlyMap<string, number> = new Map([
  ['second', 1],
  ['sec', 1],
  ['minute', 60],
  ['min', 60],
  ['hour', 3600],
  ['day', day],
  ['week', 7 * day],
  ['month', year / 12],
  ['quarter', year / 4],
  ['year', year],
]);
const adverbs: ReadonlyMap<string, number> = new Map([
  ['daily', day],
  ['weekly', 7 * day],
  ['monthly', year / 12],
  ['yearly', year],
  ['annually', year],
  ['hourly', 3600],
]);
const scales: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['millions', 1e6],
  ['billion', 1e9],
  ['hundred', 100],
]);

/** Where "keep it for" begins before a span of time. */
function keepStart(sentence: Sentence, at: number): number | undefined {
  for (let back = at - 1; back >= Math.max(0, at - 7); back--) {
    if (
      /^(?:keep|keeps|kept|retain|retained|retention|delete|deleted|purge|purged|expire|expires|archive|archived|store|stored)$/.test(
        sentence[back]?.word ?? '',
      )
    ) {
      return back;
    }
  }
  return undefined;
}
