import { type CacheLanguage, cacheCode, cacheLanguages } from '#analysis/cache-code.ts';
import { count, kilobytes } from '#analysis/plan-words.ts';
import type { CacheStrategy } from '#vocabulary/cache-strategy.ts';
import type { Section } from '#vocabulary/section.ts';

const answers = { yes: 'The answer can be cached.', 'with-care': 'The answer can be cached, with care.' } as const;

/** Whether and how to cache the answer; the code where a language was asked for. */
export function cacheSections(
  strategy: CacheStrategy,
  { query, language }: { readonly query: string; readonly language: CacheLanguage | undefined },
): readonly Section[] {
  const { cacheable, why, key, ttl, invalidate, stampede, bytes } = strategy;
  if (cacheable === 'no') {
    return [{ kind: 'text', place: 'after', title: 'Caching', paragraphs: [['No.', ...why].join(' ')] }];
  }
  const code = language && cacheCode(query, strategy, language);
  return [
    {
      kind: 'list',
      place: 'after',
      title: 'Caching',
      items: [
        [answers[cacheable], ...why].join(' '),
        ...(key === undefined ? [] : [`Key: ${key.pattern}${bytes === undefined ? '' : ` (${sizes(bytes)})`}`]),
        ...(ttl === undefined ? [] : [`Time limit: ${seconds(ttl.seconds)}. ${ttl.why}`]),
        ...invalidate.map(stale),
        ...(stampede === undefined ? [] : [`Many callers at once: ${stampede.why}`]),
        ...(language === undefined ? [`The code for it: --cache ${cacheLanguages.join(' or --cache ')}.`] : []),
      ],
    },
    ...(language === undefined || code === undefined
      ? []
      : [{ kind: 'code' as const, place: 'after' as const, title: 'Caching, as code', language, code }]),
  ];
}

function stale({ table, columns, keyedBy }: CacheStrategy['invalidate'][number]): string {
  const update = columns.length === 0 ? '' : `, or UPDATE of ${columns.join(', ')}`;
  const whose = keyedBy === undefined ? '' : `; only the answer for the row’s ${keyedBy}`;
  return `Stale on INSERT or DELETE in ${table}${update}${whose}.`;
}

function sizes({ each, keys }: NonNullable<CacheStrategy['bytes']>): string {
  const one = each < 1024 ? 'less than 1 kB each' : `about ${kilobytes(each / 1024)} each`;
  return keys === undefined || keys <= 1
    ? one
    : `${one}; at most ${count(keys)} keys, ${kilobytes((each * keys) / 1024)}`;
}

function seconds(value: number): string {
  if (value < 120) return `${value} s`;
  return value < 7200 ? `${Math.round(value / 60)} min` : `${Math.round(value / 3600)} h`;
}
