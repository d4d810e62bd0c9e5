import type { ColumnType } from '#analysis/column-type.ts';
import { valueScale } from '#analysis/value-scale.ts';
import { accepts, type ColumnDomain, fullDomain } from './column-domain.ts';
import type { ValueOf } from './evaluate.ts';
import type { Random } from './random.ts';
import { likePattern, regexPattern, type TextPattern } from './text-pattern.ts';

/**
 * The values of a column, numbered. A caller may hand in one of its own for a column (names, addresses, …); its values
 * are taken where they fit the column's conditions.
 */
export interface ValueSource {
  /** Different ordinals below this give different values. */
  readonly count: number;
  /** The value as COPY takes it. It may look at the row, as long as different ordinals never give the same value. */
  readonly at: (ordinal: number, value?: ValueOf) => string;
  /** The ordinals that are taken lie evenly over all of them, else at the beginning. */
  readonly isSpread?: boolean;
  /** A value as common as such values are, for columns that may repeat theirs; undefined: none comes to mind. */
  readonly draw?: (site: DrawSite) => string | null | undefined;
  /** Columns that it looks at: they are made before. */
  readonly reads?: readonly string[];
  /** `at` may give a value twice now and then: it is remembered what was given. */
  readonly mayRepeat?: boolean;
  /** What is too long may be cut. */
  readonly mayCut?: boolean;
}

/** The row and the bounds for which a value is drawn. */
export interface DrawSite {
  readonly random: Random;
  readonly row: number;
  readonly rows: number;
  /** What stands in the row so far. */
  readonly value: ValueOf;
  /** What the conditions leave. */
  readonly domain: ColumnDomain;
  /** When the youngest of its parents came to be, in milliseconds; undefined where that is not known. */
  readonly since: number | undefined;
}

/** Where values without conditions lie: on the scale, from stated volumes, statistics, or guesses. */
export interface PlausibleRange {
  readonly min: number;
  readonly max: number;
}

/** Plain values that fit a domain; undefined: there are none, or none are known for the type. */
export function plainSource(domain: ColumnDomain, plausible: PlausibleRange): ValueSource | undefined {
  const { only, scale, type } = domain;
  if (only !== undefined) return listed(only.filter((value) => accepts(domain, value)));
  const pattern = textPattern(domain);
  if (pattern !== undefined) return { count: pattern.count, at: pattern.nth, isSpread: true };
  if (scale !== undefined) return scaled(domain, plausible);
  switch (type.family) {
    case 'text':
      return texts(domain);
    case 'uuid':
      return { count: 2 ** 48, at: uuid };
    case 'json':
      return { count: Number.MAX_SAFE_INTEGER, at: (ordinal) => json(domain.jsonType, ordinal) };
    case 'bytes':
      return { count: 2 ** 40, at: (ordinal) => `\\x${bytes(domain, ordinal)}` };
    case 'network':
      return network(type.base);
    case 'words':
      return { count: 1e12, at: (ordinal) => `'word${ordinal}':1 'thing${ordinal % 97}':2` };
    case 'bits':
      return bits(type.length ?? 16);
    case 'point':
      return { count: 1e9, at: (ordinal) => `(${ordinal % 1000},${Math.floor(ordinal / 1000)})` };
    case 'array':
      return arrays(domain);
    case 'range':
    case 'multirange':
      return ranges(type);
    case 'composite':
      return composites(type);
    default:
      return undefined;
  }
}

function listed(values: readonly string[]): ValueSource | undefined {
  return values.length === 0
    ? undefined
    : { count: values.length, at: (ordinal) => values[ordinal % values.length] ?? '' };
}

function scaled(domain: ColumnDomain, plausible: PlausibleRange): ValueSource | undefined {
  const { scale } = domain;
  if (scale === undefined || domain.min > domain.max + scale.step * 1e-6) return undefined;
  const { step } = scale;
  let [min, max] = [Math.max(domain.min, plausible.min), Math.min(domain.max, plausible.max)];
  if (min > max) {
    // What conditions ask for lies elsewhere: as many values, next to the end that is nearer.
    const width = plausible.max - plausible.min;
    const isAbove = domain.min > plausible.max;
    min = isAbove ? domain.min : Math.max(domain.min, domain.max - width);
    max = isAbove ? Math.min(domain.max, domain.min + width) : domain.max;
  }
  // What lies between two values of the grid is none.
  const places = Math.round(1 / step);
  const first = step < 1 ? Math.ceil(min * places - 1e-6) / places : Math.ceil(min / step - 1e-9) * step;
  const count = Math.floor((max - first) / step + 1e-6) + 1;
  if (count < 1) return undefined;
  const excluded = new Set(domain.excluded);
  const at = (ordinal: number) => scale.toText(first + (ordinal % count) * step);
  if (excluded.size === 0) return { count, at, isSpread: true };
  const skipped = new Set<number>();
  for (const value of excluded) {
    const number = scale.toNumber(value);
    if (number !== undefined && number >= first && number <= max) skipped.add(Math.round((number - first) / step));
  }
  const gaps = [...skipped].sort((a, b) => a - b);
  if (gaps.length >= count) return undefined;
  const jump = (ordinal: number) => gaps.reduce((moved, gap) => (gap <= moved ? moved + 1 : moved), ordinal);
  return { count: count - gaps.length, at: (ordinal) => at(jump(ordinal % (count - gaps.length))), isSpread: true };
}

/** The first pattern that has to match; its texts are tested against the other conditions later. */
function textPattern({ patterns, minLength, maxLength, type }: ColumnDomain): TextPattern | undefined {
  if (type.family !== 'text') return undefined;
  const wanted = patterns.filter(({ negated }) => !negated);
  // What is anchored at both ends says more than what is not.
  const [best] = wanted.toSorted((a, b) => weight(b) - weight(a));
  if (best === undefined) return undefined;
  if (best.form === 'like') return likePattern(best.pattern, minLength, maxLength);
  const short = maxLength < 20 ? 2 : 6;
  return regexPattern(best.pattern, short);
}

function weight({ form, pattern }: ColumnDomain['patterns'][number]): number {
  if (form === 'like') return pattern.replace(/%/g, '').length / 100;
  return (pattern.startsWith('^') ? 1 : 0) + (pattern.endsWith('$') ? 1 : 0) + pattern.length / 1000;
}

/** `email 000017`: the column's name and a number; letters alone where there is no room for that. */
function texts(domain: ColumnDomain): ValueSource {
  const { minLength, maxLength, letters } = domain;
  const cased = (text: string) => (letters === 'upper' ? text.toUpperCase() : text);
  const name = domain.name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, Math.max(0, Math.min(16, maxLength - 12)));
  if (maxLength >= 10 && minLength <= 60) {
    const width = Math.max(minLength - name.length - 1, 1);
    const separator = name === '' ? '' : '_';
    return { count: 1e9, at: (ordinal) => cased(`${name}${separator}${String(ordinal).padStart(width, '0')}`) };
  }
  const length = Math.max(minLength, Math.min(maxLength, 8), maxLength === 0 ? 0 : 1);
  const width = Math.min(length, 9);
  const count = 36 ** width;
  return {
    count: maxLength === 0 ? 1 : count,
    at: (ordinal) => (length === 0 ? '' : cased(code(ordinal, width).padStart(length, 'a'))),
  };
}

const letters36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

function code(ordinal: number, width: number): string {
  let text = '';
  for (let rest = ordinal, at = 0; at < width; at++) {
    text = (letters36[rest % 36] ?? '') + text;
    rest = Math.floor(rest / 36);
  }
  return text;
}

function uuid(ordinal: number): string {
  // Scattered as real ones are: a multiplication by an odd number permutes the first 32 bits.
  const low = ordinal % 2 ** 32;
  const head = (Math.imul(low, 0x9e37_79b1) >>> 0).toString(16).padStart(8, '0');
  const tail = Math.floor(ordinal / 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return `${head}-${tail.slice(0, 4)}-4${tail.slice(5)}-8${head.slice(0, 3)}-${head.slice(3)}${tail.slice(4)}${head.slice(0, 3)}`;
}

function json(type: string | undefined, ordinal: number): string {
  switch (type) {
    case 'array':
      return `[${ordinal}, ${ordinal % 7}]`;
    case 'string':
      return `"text ${ordinal}"`;
    case 'number':
      return String(ordinal);
    case 'boolean':
      return ordinal % 2 === 0 ? 'true' : 'false';
    case 'null':
      return 'null';
    default:
      return `{"n": ${ordinal}, "kind": "k${ordinal % 7}"}`;
  }
}

function bytes({ minLength, maxLength }: ColumnDomain, ordinal: number): string {
  const length = Math.max(minLength, Math.min(maxLength, 12));
  return ordinal
    .toString(16)
    .padStart(length * 2, '0')
    .slice(-length * 2);
}

function network(base: string): ValueSource {
  const hex = (ordinal: number, pairs: number) =>
    (
      ordinal
        .toString(16)
        .padStart(pairs * 2, '0')
        .match(/../g) ?? []
    )
      .slice(-pairs)
      .join(':');
  if (base === 'macaddr') return { count: 2 ** 40, at: (ordinal) => `02:${hex(ordinal, 5)}` };
  if (base === 'macaddr8') return { count: 2 ** 48, at: (ordinal) => `02:00:${hex(ordinal, 6)}` };
  return {
    count: 2 ** 24,
    at: (ordinal) => `10.${Math.floor(ordinal / 65_536) % 256}.${Math.floor(ordinal / 256) % 256}.${ordinal % 256}`,
  };
}

function bits(length: number): ValueSource {
  const width = Math.min(length, 40);
  return { count: 2 ** width, at: (ordinal) => ordinal.toString(2).padStart(length, '0').slice(-length) };
}

function arrays(domain: ColumnDomain): ValueSource {
  const [least, most] = domain.elements;
  const element = domain.type.element;
  const inner = element && memberSource(domain.name, element);
  if (inner === undefined) return { count: least > 0 ? 0 : 1, at: () => '{}' };
  return {
    count: inner.count,
    at: (ordinal) => {
      const length = Math.max(least, Math.min(most, 1 + (ordinal % 3)));
      const members = Array.from({ length }, (_, at) => inner.at(ordinal + at * 7));
      return `{${members.map(quoted).join(',')}}`;
    },
  };
}

function quoted(text: string): string {
  return /^[\w.:+-]+$/.test(text) && !/^null$/i.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function memberSource(name: string, type: ColumnType): ValueSource | undefined {
  return plainSource(fullDomain(name, type, false), plainRange(type));
}

/** For values that nobody has described: small numbers, times of the year 2025. */
function plainRange(type: ColumnType): PlausibleRange {
  const year = Date.UTC(2025, 0, 1);
  if (type.family === 'date' || type.family === 'timestamp') return { min: year, max: year + 364 * 86_400_000 };
  if (type.family === 'time' || type.family === 'interval') return { min: 0, max: 86_399_000 };
  return { min: 1, max: 10_000 };
}

/** Ranges that do not touch: the n-th begins where the one before has ended, so that they fit an EXCLUDE … WITH &&. */
function ranges(type: ColumnType): ValueSource | undefined {
  const scale = type.element && valueScale(type.element);
  if (scale === undefined || type.element === undefined) return undefined;
  const isTime = type.element.family === 'date' || type.element.family === 'timestamp';
  const width = type.element.family === 'timestamp' ? 3_600_000 : type.element.family === 'date' ? 86_400_000 : 1;
  const start = isTime ? Date.UTC(2020, 0, 1) : 0;
  const count = Math.floor((scale.greatest - start) / width) - 1;
  const at = (ordinal: number) =>
    `[${scale.toText(start + ordinal * width)},${scale.toText(start + (ordinal + 1) * width)})`;
  return { count, at: type.family === 'multirange' ? (ordinal) => `{${at(ordinal)}}` : at };
}

function composites(type: ColumnType): ValueSource | undefined {
  const sources = (type.attributes ?? []).map((attribute) => memberSource('value', attribute));
  if (sources.some((source) => source === undefined)) return undefined;
  const member = (source: ValueSource | undefined, ordinal: number) =>
    `"${(source?.at(source.count > ordinal ? ordinal : ordinal % Math.max(1, source.count)) ?? '').replace(/[\\"]/g, '$&$&')}"`;
  return {
    count: Math.max(1, ...sources.map((source) => source?.count ?? 1)),
    at: (ordinal) => `(${sources.map((source) => member(source, ordinal)).join(',')})`,
  };
}
