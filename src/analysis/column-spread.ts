import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import type { IndexKeySize } from './index-shape.ts';

/** default_statistics_target of a usual server: ANALYZE reads 300 rows for each. */
const usualTarget = 100;

/**
 * What a column's sample values (most common values and histogram) tell of the sizes of its values, of how close they
 * lie, and of how many rows ANALYZE read.
 */
export function columnSpread(
  column: ColumnStatistics,
  type: string,
  rows: number,
): Pick<IndexKeySize, 'widths' | 'distances' | 'sample' | 'correlation'> {
  const widths = sampleWidths(column, type);
  const distances = sampleDistances(column.histogram ?? [], type);
  const bounds = column.histogram?.length ?? 0;
  const target = bounds > usualTarget + 1 ? bounds - 1 : usualTarget;
  return {
    ...(widths === undefined ? {} : { widths }),
    ...(distances === undefined ? {} : { distances }),
    ...(column.correlation === undefined ? {} : { correlation: column.correlation }),
    sample: { rows: Math.min(rows, 300 * target), of: rows },
  };
}

const quantiles = 54;

function sampleWidths(column: ColumnStatistics, type: string): readonly number[] | undefined {
  const bytesOf = bytesOfType(type);
  if (bytesOf === undefined) return undefined;
  const common = column.mostCommonValues ?? [];
  const frequencies = column.mostCommonFrequencies ?? [];
  const bounds = column.histogram ?? [];
  const rest = Math.max(0, 1 - column.nullFraction - frequencies.reduce((sum, share) => sum + share, 0));
  const sized = [
    ...common.map((value, at) => ({ bytes: bytesOf(value), weight: frequencies[at] ?? 0 })),
    ...bounds.map((value) => ({ bytes: bytesOf(value), weight: rest / bounds.length })),
  ].sort((a, b) => a.bytes - b.bytes);
  const total = sized.reduce((sum, { weight }) => sum + weight, 0);
  if (sized.length < 2 || total <= 0) return undefined;
  const widths: number[] = [];
  let passed = 0;
  for (const { bytes, weight } of sized) {
    passed += weight / total;
    while (widths.length < quantiles && (widths.length + 0.5) / quantiles <= passed + 1e-9) widths.push(bytes);
  }
  // Few sample values may be wider or narrower than all are on average, of which pg_stats tells whole bytes.
  const mean = widths.reduce((sum, width) => sum + width, 0) / quantiles;
  const wanted = Math.min(Math.max(mean, column.averageWidth), column.averageWidth + 1);
  return widths.map((width) => (width * wanted) / mean);
}

/** As an index tuple holds it: up to 126 bytes behind a header of one byte, else of four. */
function bytesOfType(type: string): ((value: string) => number) | undefined {
  if (/^(text|character|bpchar|citext)/.test(type)) return (value) => withHeader(Buffer.byteLength(value));
  if (type.startsWith('numeric')) return (value) => 1 + numericBytes(value);
  if (type === 'bytea') return (value) => withHeader(Math.max(0, value.length - 2) / 2);
  return undefined;
}

function withHeader(bytes: number): number {
  return bytes <= 126 ? bytes + 1 : bytes + 4;
}

/** Two bytes of sign, scale and weight, and two for each four digits (src/backend/utils/adt/numeric.c). */
function numericBytes(value: string): number {
  const [whole = '', fraction = ''] = value.replace(/^-/, '').split('.');
  if (!/^\d+$/.test(whole)) return 2;
  const full = (digits: string) => Math.ceil(digits.length / 4) * 4;
  const groups = `${whole.padStart(full(whole), '0')}${fraction.padEnd(full(fraction), '0')}`.match(/.{4}/g) ?? [];
  const first = groups.findIndex((group) => group !== '0000');
  const last = groups.findLastIndex((group) => group !== '0000');
  return first < 0 ? 2 : 2 + 2 * (last - first + 1);
}

function sampleDistances(bounds: readonly string[], type: string): IndexKeySize['distances'] {
  const numberOf = numberOfType(type);
  if (numberOf === undefined || bounds.length < 3) return undefined;
  const numbers = bounds.map(numberOf);
  const total = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0);
  if (!Number.isFinite(total) || total <= 0) return undefined;
  const whole = /^(smallint|integer|bigint|date$)/.test(type);
  const least = whole ? 1 : total * 1e-9;
  const each = numbers.slice(1).map((number, at) => Math.max(least, number - (numbers[at] ?? 0)));
  return each.every(Number.isFinite) ? { each, whole } : undefined;
}

function numberOfType(type: string): ((value: string) => number) | undefined {
  if (/^(smallint|integer|bigint|numeric|real|double precision)/.test(type)) return Number;
  if (type === 'date') return (value) => Date.parse(value) / 86_400_000;
  if (type.startsWith('timestamp'))
    return (value) => Date.parse(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return undefined;
}
