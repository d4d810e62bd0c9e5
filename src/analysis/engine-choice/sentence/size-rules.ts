import { byteWords } from '#analysis/engine-choice/byte-words.ts';
import { count } from '#analysis/plan-words.ts';
import { type Meaning, numberOf, numberWords, type SentenceRule, says } from './sentence-rule.ts';

const pattern = (source: string) => new RegExp(source, 'gi');
const exponents: Readonly<Record<string, number>> = {
  kb: 3,
  mb: 6,
  gb: 9,
  tb: 12,
  pb: 15,
  kilobytes: 3,
  megabytes: 6,
  gigabytes: 9,
  terabytes: 12,
  petabytes: 15,
};
const size = '(\\d[\\d,]*(?:\\.\\d+)?)\\s*([kmgtp]b|kilobytes|megabytes|gigabytes|terabytes|petabytes)\\b';

/** How much there is: bytes, things, people. */
export const sizeRules: readonly SentenceRule[] = [
  says(
    pattern(
      `\\b(?:pdfs?|images|photos|pictures|videos|files|attachments|blobs|uploads)\\b(?: (?:files?|documents?))?(?: (?:of|up to|to)(?: up to)? ${size})?`,
    ),
    'files: they belong in object storage (S3 and the like), their keys and properties here',
    { workloads: [{ kind: 'transactions' }] },
  ),
  {
    words: pattern(`${size}\\s*(?:per|a|each|\\/)\\s*day\\b`),
    read: ([, figure = '0', unit = 'gb'], { before, after }) => {
      const daily = Number(figure.replace(/,/g, '')) * 10 ** (exponents[unit.toLowerCase()] ?? 9);
      const { says: words, patch } = dataOf(daily * 30, `${before.slice(-40)} ${after.slice(0, 30)}`);
      return { says: `${byteWords(daily)} a day: with 30 days kept, ${words}`, patch };
    },
  },
  {
    words: pattern(
      `(?:\\b(?:items?|values?|documents?|objects?|rows?|records?|payloads?)\\s+(?:of|up to|to)\\s+(?:up to\\s+)?)?${size}(?:\\s+(?:each|apiece|per (?:item|document|row|record|key)))?`,
    ),
    read: ([whole, figure = '0', unit = 'mb'], { before, after }) => {
      const bytes = Number(figure.replace(/,/g, '')) * 10 ** (exponents[unit.toLowerCase()] ?? 6);
      const isItem =
        /\b(?:each|apiece|per \w+)$|^(?:items?|values?|documents?|objects?|rows?|records?|payloads?)\s/i.test(whole);
      if (isItem) return { says: `items of ${byteWords(bytes)}`, patch: { itemBytes: bytes } };
      return dataOf(bytes, `${before.slice(-40)} ${after.slice(0, 30)}`);
    },
  },
  {
    words: /\bpetabytes?(?:[- ]scale)?\b/gi,
    read: (_, { before, after }) => dataOf(1e15, `${before.slice(-40)} ${after.slice(0, 30)}`),
  },
  {
    words: /\bterabytes\b/gi,
    read: (_, { before, after }) => dataOf(5e12, `${before.slice(-40)} ${after.slice(0, 30)}`),
  },
  {
    words: pattern(`\\b${numberWords}\\s+(?:(?:image|text|document|word|sentence) )?(embeddings?|vectors)\\b`),
    read: ([, many]) => ({
      says: `vectors: ${count(numberOf(many))}`,
      patch: { workloads: [{ kind: 'vector', items: numberOf(many) }] },
    }),
  },
  {
    words: pattern(`\\b${numberWords}\\s+(relationships|edges|nodes in the graph|connections)\\b`),
    read: ([, many]) => ({
      says: `graph with ${count(numberOf(many))} relationships`,
      patch: { workloads: [{ kind: 'graph', items: numberOf(many) }] },
    }),
  },
  {
    words: pattern(
      `\\b${numberWords}\\s+(?:(?:daily|monthly|active|concurrent|registered) )*(users?|people|customers?|players?|members?|visitors?|subscribers?|accounts|tenants?|students?|patients?|employees|staff|drivers|contacts)\\b`,
    ),
    read: ([, many, who = 'users']) => ({ says: `${count(numberOf(many))} ${who}`, patch: { users: numberOf(many) } }),
  },
  {
    words: pattern(
      `\\b${numberWords}\\s+(?:[a-z]+ )?(products?|listings?|documents?|posts?|articles?|pages|items?|objects|books?|rows|records?|messages|images|files|entries|keys|sensors?|devices?|meters?|places|songs|recipes|profiles|passages|tweets)\\b`,
    ),
    read: ([, many, what = 'items']) => ({
      says: `${count(numberOf(many))} ${what}`,
      patch: { items: numberOf(many) },
    }),
  },
  says(
    /\b(?:massive|planet|internet|hyper)[- ]scale\b|\bmassive(?: data| volumes?)?\b/gi,
    'massive: 100 TB, writes spread over nodes',
    {
      dataVolume: 'massive',
      needs: ['horizontal-writes'],
    },
  ),
  says(/\bbig data\b|\bhuge\b|\bvery large\b/gi, 'large: terabytes', { dataVolume: 'large' }),
];

/** Bytes that stand beside a warehouse, analysts or logs are of that work; others are of everything. */
function dataOf(bytes: number, near: string): Meaning {
  if (!/\blogs\b/i.test(near) && /\b(?:warehouse|analy\w+|bi|history|olap)\b/i.test(near)) {
    return { says: `analytics over ${byteWords(bytes)}`, patch: { workloads: [{ kind: 'analytics', bytes }] } };
  }
  return { says: `${byteWords(bytes)} of data`, patch: { bytes } };
}
