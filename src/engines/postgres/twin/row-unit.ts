import { quoteLiteral } from '#engines/postgres/quote.ts';
import type { MadeColumn } from './made-tables.ts';
import { type NumberedTexts, numberedTexts } from './numbered-texts.ts';
import { type IntegerRun, integerAt, integerRuns, wantedRows } from './unique-integers.ts';
import type { Piece } from './value-pieces.ts';
import { arrayLiteral, chance, numbersLiteral, pieceSql, saltsOf, valueInPiece } from './value-sql.ts';

/** The existing keys of a referenced table, each under its rank 0 …, in a table of our own. */
export interface KeyTable {
  readonly name: string;
  readonly rows: number;
  /** How many the key has. */
  readonly columns: number;
}

/** Columns that get their values together: one, or those of a foreign key. */
export interface RowUnit {
  readonly id: number;
  /** Full name, for salts and notes. */
  readonly of: string;
  readonly columns: readonly MadeColumn[];
  /** What is computed with: the column, or for a foreign key the rank of the key. */
  readonly made: MadeColumn;
  readonly nullFraction: number;
  readonly correlation: number;
  /** No two rows may have the same. */
  readonly unique: boolean;
  readonly pieces: readonly Piece[];
  /** SQL of the whole value where no pieces can say it. */
  readonly whole?: string;
  readonly keys?: KeyTable;
  /** Numbers that rows of other tables refer to. */
  readonly wanted?: readonly number[];
}

/** Which number of the row a unit follows, and how many there are. */
export interface RowNumber {
  readonly row: string;
  readonly rows: number;
}

/**
 * SELECT of `i` and `v1`, `v2` … for the units, from a SELECT of row numbers. OFFSET 0 keeps the planner from merging
 * the steps, which would compute each position several times.
 */
export function selectUnits(
  base: string,
  units: readonly { readonly unit: RowUnit; readonly number: RowNumber }[],
  passed: readonly string[] = [],
): string {
  const positions = units.map(({ unit, number }) => `${positionSql(unit, number)} AS u${unit.id}`);
  const pieces = units.map(({ unit }) => `${pieceSql(`u${unit.id}`, unit.pieces)} AS k${unit.id}`);
  const values = units.map(({ unit, number }) => `${valueSql(unit, number)} AS v${unit.id}`);
  const row = (names: readonly string[]) => names.join(',\n  ');
  return `SELECT ${row(['i', ...passed, ...values])}
FROM (SELECT ${row(['s.*', ...pieces])}
FROM (SELECT ${row(['b.*', ...positions])}
FROM (${base}) AS b OFFSET 0) AS s OFFSET 0) AS p`;
}

/** 0 … 1; follows the row's number as closely as the correlation says. */
function positionSql(unit: RowUnit, { row, rows }: RowNumber): string {
  if (unit.unique) return `((${rankSql(unit, { row, rows })} + 0.5) / ${Math.max(1, rows)}.0)::float8`;
  const salts = saltsOf(unit.of);
  const drawn = chance(row, salts.value);
  const strength = Math.abs(unit.correlation);
  if (strength < 0.1) return drawn;
  const along = `((${row} + ${drawn}) / ${Math.max(1, rows)}.0)::float8`;
  const ordered = unit.correlation < 0 ? `(1 - ${along})` : along;
  // A mixture of rows in order and rows anywhere has the share of the former as its correlation.
  return strength > 0.9
    ? ordered
    : `CASE WHEN ${chance(row, salts.order)} < ${strength} THEN ${ordered} ELSE ${drawn} END`;
}

function valueSql(unit: RowUnit, number: RowNumber): string {
  const value = unit.whole ?? knownValueSql(unit, number);
  if (unit.nullFraction <= 0) return value;
  return `CASE WHEN ${chance(number.row, saltsOf(unit.of).isNull)} >= ${unit.nullFraction} THEN ${value} END`;
}

function knownValueSql(unit: RowUnit, number: RowNumber): string {
  const { id, made, keys, pieces } = unit;
  const at = { position: `u${id}`, piece: `k${id}` };
  if (keys !== undefined) {
    const last = Math.max(0, keys.rows - 1);
    if (unit.unique) return uniqueRankSql(unit, number, keys);
    return `least(greatest(${valueInPiece(made, pieces, at)}, 0), ${last})`;
  }
  if (!unit.unique) return valueInPiece(made, pieces, at);
  const rank = rankSql(unit, number);
  const runs = isWhole(made) ? integerRuns(boundsOf(pieces), number.rows) : undefined;
  if (runs !== undefined) return `(${integerSql(runs, rank, unit.wanted ?? [])})::${made.base}`;
  const texts = made.family === 'text' ? numberedTexts(boundsOf(pieces)) : undefined;
  if (texts !== undefined) return textSql(unit, texts, number);
  return valueInPiece(made, pieces, at, rank);
}

/** Each key once at most, over the stretch of keys that is referred to. */
function uniqueRankSql(unit: RowUnit, number: RowNumber, keys: KeyTable): string {
  const [low = 0, high = keys.rows] = [unit.pieces[0]?.low, unit.pieces.at(-1)?.high].map((rank) =>
    rank === undefined ? undefined : Number(rank),
  );
  const width = Math.min(keys.rows, Math.max(number.rows, high - low));
  const from = Math.max(0, Math.min(low, keys.rows - width));
  return `(${from} + ${rankSql(unit, number)} * ${width} / ${Math.max(1, number.rows)})`;
}

/** Such texts are numbered in the order in which they were made. */
function textSql(unit: RowUnit, { before, digits, behind, numbers }: NumberedTexts, number: RowNumber): string {
  const rank = rankSql({ ...unit, correlation: 1 }, number);
  const runs = integerRuns(numbers, number.rows) ?? [];
  const text = `(${integerSql(runs, rank, [])})::text`;
  const filled = digits === 0 ? text : `lpad(${text}, greatest(${digits}, length(${text})), '0')`;
  const ending = `(${arrayLiteral(behind, 'text')})[1 + floor(${behind.length} * ${chance(rank, saltsOf(unit.of).order)})::int4]`;
  return `(${quoteLiteral(before)} || ${filled} || ${ending})`;
}

function isWhole({ family, scale }: MadeColumn): boolean {
  return family === 'integer' || (family === 'numeric' && scale === 0);
}

function boundsOf(pieces: readonly Piece[]): readonly string[] {
  const last = pieces.at(-1);
  return [...pieces.map(({ low }) => low), ...(last?.high === undefined ? [] : [last.high])];
}

/** 0 … rows-1, each once: in the row's order, against it, or scattered. */
function rankSql(unit: RowUnit, { row, rows }: RowNumber): string {
  if (unit.correlation > 0.9) return row;
  if (unit.correlation < -0.9) return `(${rows - 1} - ${row})`;
  return scattered(row, rows, saltsOf(unit.of).value);
}

/** The same numbers in another order, by steps of about the golden section, which leave no gaps and no clusters. */
export function scattered(row: string, rows: number, salt: number): string {
  const size = Math.max(1, rows);
  return `((${row} * ${stepThrough(size)} + ${salt % size}) % ${size})`;
}

/** Next to 0.618 of the rows, without a common divisor. */
function stepThrough(rows: number): number {
  let step = Math.max(1, Math.round(rows * 0.6180339887));
  while (divisor(step, rows) !== 1) step++;
  return step;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function integerSql(runs: readonly IntegerRun[], rank: string, wanted: readonly number[]): string {
  const pick = (values: readonly number[]) =>
    runs.length === 1 ? String(values[0]) : `(${numbersLiteral(values, 'int8')})[${run}]`;
  const run = `width_bucket(${rank}, ${numbersLiteral(
    runs.map(({ first }) => first),
    'int8',
  )})`;
  const from = pick(runs.map((each) => each.from));
  const step = `(${rank} - ${pick(runs.map((each) => each.first))}) * ${pick(runs.map((each) => each.width))}`;
  const regular = `${from} + ${step} / ${pick(runs.map((each) => each.count))}`;
  const others = wantedRows(runs, wanted).filter(([at, number]) => integerAt(runs, at) !== number);
  if (others.length === 0) return regular;
  const rows = numbersLiteral(
    others.map(([at]) => at),
    'int8',
  );
  const numbers = numbersLiteral(
    others.map(([, number]) => number),
    'int8',
  );
  return `CASE WHEN ${rank} = ANY (${rows}) THEN (${numbers})[array_position(${rows}, ${rank})] ELSE ${regular} END`;
}
