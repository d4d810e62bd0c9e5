import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import { arrayText } from './array-text.ts';
import type { MadeColumn } from './made-tables.ts';
import { endless, type Piece, poolSize, poolsByWidth, trueCorrelation, valuePieces } from './value-pieces.ts';
import { arrayLiteral, chance, numbersLiteral, saltsOf } from './value-sql.ts';

/** What is known of a column's values, and what had to be made up. */
export interface KnownValues {
  readonly pieces: readonly Piece[];
  /** SQL of the whole value where no pieces can say it. */
  readonly whole?: string;
  /** No likeness of the source: the statistics do not tell. */
  readonly madeUp?: true;
}

export interface TableCounts {
  readonly source: number;
  readonly made: number;
}

/** |correlation| from which values follow the row's number. */
export const sortedFrom = 0.9;

/** Values of the column `of` (its full name, for notes and salts) as its statistics describe them. */
export function knownValues(
  column: MadeColumn,
  of: string,
  statistics: ColumnStatistics | undefined,
  counts: TableCounts,
): KnownValues {
  const sorted = Math.abs(trueCorrelation(statistics)) > sortedFrom;
  const buckets = valuePieces(statistics, { ...counts, sorted });
  const isNumber = column.family === 'integer' && statistics !== undefined;
  const pieces = isNumber ? poolsByWidth(buckets, statistics, { ...counts, sorted }) : buckets;
  const whole = statistics === undefined ? undefined : wholeValue(column, of, statistics, pieces);
  if (whole !== undefined) return { pieces: [], whole };
  if (pieces.length > 0) return { pieces };
  if (statistics !== undefined && statistics.nullFraction >= 1) return { pieces: [], whole: `NULL::${column.base}` };
  const ranges = rangePieces(column, statistics);
  if (ranges.length > 0) return { pieces: ranges };
  if (statistics !== undefined && isFreeText(column, statistics))
    return { pieces: [], whole: freeText(of, statistics) };
  return madeUp(column, statistics, counts);
}

/** Arrays and word lists are put together from their elements, each as often as in the source. */
function wholeValue(
  column: MadeColumn,
  of: string,
  statistics: ColumnStatistics,
  pieces: readonly Piece[],
): string | undefined {
  const isList = column.family === 'array' || column.family === 'words';
  const elements = statistics.mostCommonElements?.slice(0, 200) ?? [];
  const fromAtoms = pieces.length > 0 && pieces.every(({ high }) => high === undefined);
  if (!isList || elements.length === 0 || fromAtoms) return undefined;
  const frequencies = (statistics.mostCommonElementFrequencies ?? []).slice(0, elements.length);
  const type = column.family === 'words' ? 'text' : column.element;
  const salt = saltsOf(of).value;
  const known = arrayLiteral(elements, type);
  const drawn = `ARRAY(SELECT e.value FROM unnest(${known}, ${numbersLiteral(frequencies)}) WITH ORDINALITY AS e (value, share, at)
    WHERE ${chance('i', `${salt + 16} + e.at`)} < e.share)`;
  const list = `${drawn}${type === 'text' ? rareElements(statistics, frequencies, salt) : ''}`;
  const neverEmpty = (statistics.elementCountHistogram?.[0] ?? 0) >= 1;
  const one = `ARRAY[(${known})[1 + floor(${elements.length} * ${chance('i', salt + 3)})::int4]]`;
  const filled = neverEmpty ? `coalesce(nullif(${list}, '{}'), ${one})` : list;
  return column.family === 'words' ? `array_to_tsvector(${filled})` : filled;
}

/** Elements that are too rare to be known by name, as many as are missing on the average. */
function rareElements(statistics: ColumnStatistics, frequencies: readonly number[], salt: number): string {
  // The last number is the average. https://www.postgresql.org/docs/18/view-pg-stats.html
  const average = statistics.elementCountHistogram?.at(-1) ?? 0;
  const missing = Math.min(20, Math.round(average - frequencies.reduce((sum, each) => sum + each, 0)));
  if (missing < 1) return '';
  const words = Array.from({ length: missing }, (_, at) => `left(md5((i + ${salt + at})::text), 8)`);
  return ` || ARRAY[${words.join(', ')}]`;
}

function rangePieces(column: MadeColumn, statistics: ColumnStatistics | undefined): readonly Piece[] {
  const bounds = statistics?.rangeBoundsHistogram ?? [];
  if (column.family !== 'range' || bounds.length === 0) return [];
  const empty = statistics?.rangeEmptyFraction ?? 0;
  return [
    ...(empty > 0 ? [{ low: 'empty', weight: empty, pool: 1 }] : []),
    ...bounds.map((low) => ({ low, weight: (1 - empty) / bounds.length, pool: 1 })),
  ];
}

/** Values too wide to be kept in the statistics. */
function isFreeText({ family }: MadeColumn, statistics: ColumnStatistics): boolean {
  return family === 'text' && statistics.mostCommonValues === undefined && statistics.averageWidth > 64;
}

/** Letters without meaning, as wide as the source's texts are on average; 8 kB at most. */
function freeText(of: string, { averageWidth }: ColumnStatistics): string {
  const width = Math.min(8192, Math.round(averageWidth));
  const { value } = saltsOf(of);
  const parts = Array.from(
    { length: Math.min(64, Math.ceil(width / 32)) },
    (_, at) => `md5((i + ${value + at})::text)`,
  );
  return `left(repeat(${parts.join(' || ')}, ${Math.ceil(width / (parts.length * 32))}), ${width})`;
}

/** Without statistics of the values: something of the type, a tenth as many values as rows. */
function madeUp(column: MadeColumn, statistics: ColumnStatistics | undefined, { made }: TableCounts): KnownValues {
  const counted = statistics?.distinct ?? -0.1;
  const distinct = counted < 0 ? -counted * made : counted;
  const pool = poolSize(made, Math.max(1, distinct));
  const span = (low: string, high: string) => ({ madeUp: true as const, pieces: [{ weight: 1, low, high, pool }] });
  const atoms = (values: readonly string[]) => ({
    madeUp: true as const,
    pieces: values.map((low) => ({ weight: 1 / values.length, low, pool: 1 })),
  });
  switch (column.family) {
    case 'integer':
      return span('1', String(Math.min(pool === endless ? made * 10 : pool + 1, 30_000 + made)));
    case 'numeric':
    case 'float':
      return span('0', '1');
    case 'date':
    case 'timestamp':
      return span('2024-01-01', '2026-01-01');
    case 'time':
      return span('00:00:00', '23:59:59');
    case 'text':
      return span('text', 'text');
    case 'uuid':
      return span('00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff');
    case 'address':
      return span('10.0.0.0', '10.255.255.255');
    case 'bytes':
      return span('\\x00', '\\xff');
    case 'boolean':
      return atoms(['false', 'true']);
    case 'enum':
      return atoms(column.labels.length === 0 ? ['?'] : column.labels);
    case 'array':
      return atoms([arrayText([])]);
    case 'json':
      return atoms(['{}']);
    case 'words':
      return atoms(['']);
    case 'range':
      return atoms(['empty']);
    case 'other': {
      const whole = column.nullable ? `NULL::${column.base}` : (column.default ?? `''::${column.base}`);
      return { madeUp: true, pieces: [], whole };
    }
  }
}
