import type { Column } from '#vocabulary/database-schema.ts';
import type { Predicate } from '#vocabulary/resolved-query.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import type { Share } from './selectivity.ts';

type Guess = Partial<
  Pick<ColumnStatistics, 'nullFraction' | 'distinct' | 'mostCommonValues' | 'mostCommonFrequencies' | 'histogram'>
>;

/**
 * What ANALYZE would have to have found, so that the planner estimates the share for these conditions. Undefined where
 * statistics cannot bring that about: patterns, ranges of text, expressions.
 */
export function guessColumn(column: Column, share: Share, tableRows: number): Guess | undefined {
  const { predicates, selectivity } = share;
  const [first] = predicates;
  if (first === undefined) return undefined;
  const ranges = predicates.filter(({ kind }) => kind === 'range');
  if (ranges.length > 0) return guessRange(column, ranges, selectivity, tableRows);
  switch (first.kind) {
    case 'equality':
      return guessEquality(literals(first.value), selectivity, tableRows);
    case 'in':
      return guessEquality(literals(first.value), selectivity, tableRows);
    case 'inequality': {
      const values = literals(first.value);
      return values.length === 1 ? guessEquality(values, 1 - selectivity, tableRows) : undefined;
    }
    case 'is-null':
      return { nullFraction: selectivity };
    case 'is-not-null':
      return { nullFraction: 1 - selectivity };
    case 'boolean': {
      const wanted = isNegative(first) ? 'f' : 't';
      const other = wanted === 't' ? 'f' : 't';
      return { distinct: 2, mostCommonValues: [wanted, other], mostCommonFrequencies: [selectivity, 1 - selectivity] };
    }
    default:
      return undefined;
  }
}

function isNegative(predicate: Predicate): boolean {
  return /\bnot\b|\bfalse\b/i.test(`${predicate.operator} ${predicate.text} ${predicate.value ?? ''}`);
}

function guessEquality(values: readonly string[], selectivity: number, tableRows: number): Guess {
  const distinct = Math.min(tableRows, Math.max(2, Math.round(Math.max(values.length, 1) / selectivity)));
  if (values.length === 0) return { distinct };
  const unlike = [...new Set(values)];
  const frequency = selectivity / unlike.length;
  return {
    distinct: Math.max(distinct, unlike.length + 1),
    mostCommonValues: unlike,
    mostCommonFrequencies: unlike.map(() => frequency),
  };
}

/**
 * A histogram with equal steps in which the literals stand where they must: the planner interpolates within a step.
 * It holds no share for less than a hundredth of a step, so a small share needs many.
 */
function guessRange(
  column: Column,
  ranges: readonly Predicate[],
  selectivity: number,
  tableRows: number,
): Guess | undefined {
  const scale = scaleOf(column.type);
  if (scale === undefined) return undefined;
  const bounds = ranges.flatMap((range) => boundsOf(range)).map(({ side, text }) => ({ side, at: scale.read(text) }));
  const lower = bounds.find(({ side, at }) => side === 'lower' && Number.isFinite(at))?.at;
  const upper = bounds.find(({ side, at }) => side === 'upper' && Number.isFinite(at))?.at;
  let low: number;
  let high: number;
  const share = Math.min(0.9999999, Math.max(1e-7, selectivity));
  if (lower !== undefined && upper !== undefined) {
    if (upper <= lower) return undefined;
    const span = (upper - lower) / share;
    low = lower - (span * (1 - share)) / 2;
    high = low + span;
  } else if (lower !== undefined) {
    low = lower - scale.span(tableRows) * (1 - share);
    high = low + scale.span(tableRows);
  } else if (upper !== undefined) {
    low = upper - scale.span(tableRows) * share;
    high = low + scale.span(tableRows);
  } else return undefined;
  const steps = Math.min(1000, Math.max(10, Math.ceil(0.02 / Math.min(share, 1 - share))));
  const step = (high - low) / steps;
  const histogram = Array.from({ length: steps + 1 }, (_, at) => scale.write(low + at * step));
  return { histogram: [...new Set(histogram)] };
}

function boundsOf(range: Predicate): readonly { readonly side: 'lower' | 'upper'; readonly text: string }[] {
  const values = literals(range.value);
  if (/between/i.test(range.operator)) {
    const [low, high] = values;
    return low === undefined || high === undefined
      ? []
      : [
          { side: 'lower', text: low },
          { side: 'upper', text: high },
        ];
  }
  const [text] = values;
  if (text === undefined) return [];
  return [{ side: range.operator.startsWith('>') ? 'lower' : 'upper', text }];
}

/** Text of the column's values to a number and back; span: how far the values of a table that large may reach. */
interface Scale {
  readonly read: (text: string) => number;
  readonly write: (value: number) => string;
  readonly span: (tableRows: number) => number;
}

const day = 86_400_000;

function scaleOf(type: string): Scale | undefined {
  const base = type
    .toLowerCase()
    .replace(/\(.*?\)/, '')
    .trim();
  if (/^(?:smallint|int2)$/.test(base)) return { read: Number, write: whole(32_767), span: () => 20_000 };
  if (/^(?:integer|int|int4)$/.test(base)) {
    return { read: Number, write: whole(2_147_483_647), span: (rows) => Math.min(1e9, Math.max(1e6, rows * 10)) };
  }
  if (/^(?:bigint|int8)$/.test(base))
    return { read: Number, write: whole(9e15), span: (rows) => Math.max(1e6, rows * 10) };
  if (/^(?:numeric|decimal|real|double precision|float4|float8)$/.test(base)) {
    return { read: Number, write: (value) => value.toFixed(6).replace(/\.?0+$/, ''), span: () => 1e6 };
  }
  if (base === 'date') return { read: readTime, write: (value) => isoDate(value).slice(0, 10), span: () => 3650 * day };
  if (/^timestamp/.test(base)) {
    const zone = /^timestamptz$|with time zone$/.test(base) ? '+00' : '';
    return { read: readTime, write: (value) => `${isoDate(value)}${zone}`, span: () => 3650 * day };
  }
  return undefined;
}

function whole(limit: number): (value: number) => string {
  return (value) => String(Math.round(Math.min(limit, Math.max(-limit, value))));
}

function readTime(text: string): number {
  const time = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(?: ?(Z|[-+]\d{2}(?::?\d{2})?))?$/.exec(
    text,
  );
  if (time === null) return Number.NaN;
  const [, date = '', clock = '00:00', zone = 'Z'] = time;
  return Date.parse(`${date}T${clock}${/^[-+]\d{2}$/.test(zone) ? `${zone}:00` : zone}`);
}

function isoDate(value: number): string {
  return new Date(value).toISOString().replace('T', ' ').replace('Z', '');
}

/** The plain texts of literals: `'open'::text` open, `('a', 'b')` a and b, `$1` none. */
export function literals(value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  const quoted = [...value.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"));
  if (quoted.length > 0) {
    const [only = ''] = quoted;
    return quoted.length === 1 && /^\{.*\}$/.test(only) ? only.slice(1, -1).split(',') : quoted;
  }
  const bare = value.replace(/::[a-z_ ]+(?:\(.*?\))?/gi, '');
  if (/^\s*(?:true|false)\s*$/i.test(bare)) return [/true/i.test(bare) ? 't' : 'f'];
  if (/[$a-z_]/i.test(bare.replace(/\bAND\b|\bARRAY\b/gi, ''))) return [];
  return bare.match(/-?\d+(?:\.\d+)?/g) ?? [];
}
