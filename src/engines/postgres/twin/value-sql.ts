import { quoteLiteral } from '#engines/postgres/quote.ts';
import { arrayText } from './array-text.ts';
import type { MadeColumn } from './made-tables.ts';
import { endless, type Piece, pieceStarts } from './value-pieces.ts';

// How a column's value is made, in three steps: the position 0 … 1 from the row's number, the piece of its statistics that
// it falls into, and the value. The steps are one SELECT around the other, so that nothing is computed twice.

/** A number 0 ≤ x < 1 that hangs on the row and the salt alone, the same on each machine and in each run. */
export function chance(row: string, salt: number | string): string {
  return `((hashint8extended(${row}, ${salt}) & 4294967295) / 4294967296.0::float8)`;
}

/** Salts of a column: one each for value, NULL and order, and a thousand for array elements. */
export function saltsOf(name: string): { readonly value: number; readonly isNull: number; readonly order: number } {
  // FNV-1a, 32 bits, https://www.rfc-editor.org/rfc/rfc9923
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  const value = hash * 4096;
  return { value, isNull: value + 1, order: value + 2 };
}

export function arrayLiteral(values: readonly string[], type: string): string {
  return `${quoteLiteral(arrayText(values))}::${type}[]`;
}

export function numbersLiteral(values: readonly number[], type = 'float8'): string {
  return `'{${values.join(',')}}'::${type}[]`;
}

/** As what values stand in an array; an array of arrays would be one array of two dimensions. */
export function elementType({ family, base }: MadeColumn): string {
  return family === 'text' || family === 'array' ? 'text' : base;
}

/** Number of the piece for a position: 1 …. */
export function pieceSql(position: string, pieces: readonly Piece[]): string {
  return pieces.length === 1 ? '1' : `width_bucket(${position}, ${numbersLiteral(pieceStarts(pieces))})`;
}

/**
 * The value for position and piece. `unique` is SQL of a number that no other row has; then the value is made to be
 * different from all others.
 */
export function valueInPiece(
  column: MadeColumn,
  pieces: readonly Piece[],
  at: { readonly position: string; readonly piece: string },
  unique?: string,
): string {
  const type = elementType(column);
  const pick = (values: readonly string[]) => {
    const picked = `(${arrayLiteral(values, type)})[${at.piece}]`;
    return column.family === 'array' ? `${picked}::${column.base}` : picked;
  };
  const low = pick(pieces.map(({ low }) => low));
  if (pieces.every(({ high }) => high === undefined) && unique === undefined) return low;
  const high = pick(pieces.map((piece) => piece.high ?? piece.low));
  const share = shareInPiece(pieces, at);
  const finite = hasSteps(column, pieces);
  if (finite && unique === undefined) {
    return between(column, pieces, { low, high, share: pooledShare(pieces, at.piece, share) });
  }
  if (finite) return between(column, pieces, { low, high, share });
  return marked(column, low, high, share, unique ?? poolIndex(pieces, at.piece, share), unique !== undefined);
}

/** Is there something between two values, and can it be computed? */
function hasSteps({ family }: MadeColumn, pieces: readonly Piece[]): boolean {
  const known = pieces.map(({ low, high = '' }) => `${low} ${high}`);
  // Addresses of one kind, without a net, can be subtracted.
  if (family === 'address') return !known.some((text) => /[:/]/.test(text));
  return stepwise.has(family) && !known.some((text) => /infinity|NaN/i.test(text));
}

const stepwise: ReadonlySet<string> = new Set(['integer', 'numeric', 'float', 'date', 'timestamp', 'time']);

/** 0 … 1 within the piece. */
function shareInPiece(
  pieces: readonly Piece[],
  { position, piece }: { readonly position: string; readonly piece: string },
): string {
  const starts = numbersLiteral(pieceStarts(pieces));
  const factors = numbersLiteral(pieces.map(({ weight }) => 1 / weight));
  return `least(greatest((${position} - (${starts})[${piece}]) * (${factors})[${piece}], 0), 0.999999999)`;
}

/** As many steps as there are values in the pool. The last piece reaches its upper end: it is the greatest value. */
function pooledShare(pieces: readonly Piece[], piece: string, share: string): string {
  const pools = numbersLiteral(pieces.map(({ pool }) => pool));
  const steps = numbersLiteral(pieces.map(({ pool }, at) => (at === pieces.length - 1 && pool > 1 ? pool - 1 : pool)));
  return `(floor(${share} * (${pools})[${piece}]) / (${steps})[${piece}])`;
}

function between(
  column: MadeColumn,
  pieces: readonly Piece[],
  { low, high, share }: { readonly low: string; readonly high: string; readonly share: string },
): string {
  switch (column.family) {
    case 'integer':
      return `(${low}::int8 + floor(${share} * (${high}::float8 - ${low}::float8))::int8)`;
    case 'date':
      return `(${low} + floor(${share} * (${high} - ${low}))::int4)`;
    case 'numeric':
      return `round(${low} + (${high} - ${low}) * (${share})::numeric, ${column.scale ?? digitsOf(pieces)})`;
    case 'address':
      return `(${low} + floor(${share} * (${high} - ${low}))::int8)`;
    case 'timestamp':
      return `${truncation(pieces)}${low} + (${high} - ${low}) * ${share})`;
    default:
      return `(${low} + (${high} - ${low}) * ${share})`;
  }
}

/** Digits behind the point that the known values have. */
function digitsOf(pieces: readonly Piece[]): number {
  return Math.min(16, Math.max(0, ...pieces.map(({ low }) => /\.(\d+)$/.exec(low)?.[1]?.length ?? 0)));
}

/** Whole days or seconds where all known values are. */
function truncation(pieces: readonly Piece[]): string {
  const values = pieces.flatMap(({ low, high }) => [low, high ?? low]);
  if (values.every((value) => / 00:00:00(?![.\d])/.test(value))) return "date_trunc('day', ";
  return values.some((value) => /:\d\d\.\d/.test(value)) ? '(' : "date_trunc('second', ";
}

/** Number of the value in the pools of all pieces; 0 in the first of each, which is the known value itself. */
function poolIndex(pieces: readonly Piece[], piece: string, share: string): string {
  const bounded = pieces.map(({ pool }) => Math.min(pool, endless));
  const within = `floor(${share} * (${numbersLiteral(bounded)})[${piece}])::int8`;
  const bases = pieceStarts(bounded.map((pool) => ({ weight: pool, low: '', pool })));
  return `CASE WHEN ${within} > 0 THEN ${within} + (${numbersLiteral(bases, 'int8')})[${piece}] ELSE 0 END`;
}

/** A known value with a number put into it, which makes it another one near by. */
function marked(column: MadeColumn, low: string, high: string, share: string, index: string, always: boolean): string {
  const unless = (made: string) => (always ? made : `CASE WHEN ${index} = 0 THEN ${low} ELSE ${made} END`);
  switch (column.family) {
    case 'text':
      return unless(markedText(low, `'x' || to_hex(${index})`, column.length));
    case 'uuid': {
      const front = (value: string) => `('x' || left(replace(${value}::text, '-', ''), 12))::bit(48)::int8`;
      const made = `lpad(to_hex(${front(low)} + floor(${share} * (${front(high)} - ${front(low)}))::int8), 12, '0')`;
      return unless(`(${made} || right(md5((${index})::text), 20))::uuid`);
    }
    case 'address':
      return unless(`(${low} + ${index})`);
    case 'bytes':
      return unless(`(substring(${low} FROM 1 FOR greatest(length(${low}) - 8, 0)) || int8send(${index}))`);
    default:
      return low;
  }
}

/** The mark takes the place of the end, so that the width stays; short texts grow as far as their type allows. */
function markedText(low: string, mark: string, length: number | undefined): string {
  const kept = `CASE WHEN length(t) >= 2 * length(m) + 4 THEN length(t) - length(m) ELSE length(t) END`;
  const limited = length === undefined ? kept : `least(${kept}, ${length} - length(m))`;
  return `(SELECT left(t, greatest(${limited}, 0)) || m FROM (SELECT ${low} AS t, ${mark} AS m) AS text)`;
}
