import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import type { TwinConnection } from './connection.ts';
import type { MadeColumn } from './made-tables.ts';
import type { KeyTable } from './row-unit.ts';
import {
  distinctIn,
  endless,
  type Piece,
  type PieceCounts,
  poolSize,
  poolsByWidth,
  valuePieces,
} from './value-pieces.ts';
import { arrayLiteral } from './value-sql.ts';

/** Where what is needed for loading alone lives; it goes when the rows are there. */
export const loadingSchema = 'dbwright_loading';

/** A rank is a number like any other. */
export const rankColumn: MadeColumn = {
  name: 'rank',
  base: 'bigint',
  family: 'integer',
  element: '',
  labels: [],
  length: undefined,
  scale: undefined,
  nullable: true,
  default: undefined,
  sequence: undefined,
};

/** `rows` is a SELECT of the key's columns; they become `k1`, `k2` …, ranked by the first, then the others. */
export async function createKeyTable(
  connection: TwinConnection,
  name: string,
  rows: string,
  columns: number,
): Promise<KeyTable> {
  const keys = Array.from({ length: columns }, (_, at) => `k${at + 1}`);
  const list = keys.join(', ');
  const table = `${loadingSchema}.${quoteIdentifier(name)}`;
  await connection.query(`CREATE UNLOGGED TABLE ${table} AS
    SELECT row_number() OVER (ORDER BY ${list}) - 1 AS rank, ${list} FROM (${rows}) AS given (${list})
    WHERE ${keys.map((key) => `${key} IS NOT NULL`).join(' AND ')}`);
  await connection.query(`CREATE INDEX ON ${table} (k1); ANALYZE ${table}`);
  const [row] = await connection.query(`SELECT count(*)::int8 AS rows FROM ${table}`);
  return { name: table, rows: Number(row?.['rows'] ?? 0), columns };
}

/**
 * The column's distribution as one over the ranks of the keys that exist. A frequent value that does not exist passes
 * its frequency on to the next key that does.
 */
export async function rankPieces(
  connection: TwinConnection,
  keys: KeyTable,
  statistics: ColumnStatistics | undefined,
  base: string,
  counts: PieceCounts,
): Promise<readonly Piece[]> {
  const pieces = valuePieces(statistics, counts);
  if (pieces.length === 0) return [anyRank(keys, statistics, counts)];
  const values = [...new Set(pieces.flatMap(({ low, high }) => (high === undefined ? [low] : [low, high])))];
  const ranks = await readRanks(connection, keys, values, base);
  const rankOf = (value: string) => ranks.get(value)?.first ?? keys.rows;
  const ranked = pieces
    .map((piece) => {
      const low = Math.min(rankOf(piece.low), keys.rows - 1);
      if (piece.high === undefined) {
        const width = keys.columns === 1 ? 1 : Math.max(1, (ranks.get(piece.low)?.after ?? keys.rows) - low);
        // One value of the leading column stands in several keys, all of which are drawn.
        return width === 1
          ? { ...piece, low: String(low) }
          : { ...piece, low: String(low), high: String(low + width), pool: width };
      }
      const high = Math.max(low + 1, rankOf(piece.high));
      // Fewer keys than the pool has values: each of them is drawn.
      return { ...piece, low: String(low), high: String(high), pool: Math.min(piece.pool, high - low) };
    })
    .sort((a, b) => Number(a.low) - Number(b.low));
  return statistics === undefined || keys.columns > 1 ? ranked : poolsByWidth(ranked, statistics, counts);
}

function anyRank(keys: KeyTable, statistics: ColumnStatistics | undefined, counts: PieceCounts): Piece {
  const draws = counts.made * (1 - (statistics?.nullFraction ?? 0));
  const distinct = statistics === undefined ? keys.rows : Math.min(keys.rows, distinctIn(statistics, counts));
  const pool = Math.min(keys.rows, distinct >= keys.rows ? endless : poolSize(draws, distinct));
  return { weight: 1, low: '0', high: String(keys.rows), pool: Math.max(1, pool) };
}

/** Ranks of the first key that is not less than the value, and of the first that is greater. */
interface Ranks {
  readonly first: number | undefined;
  readonly after: number | undefined;
}

async function readRanks(
  connection: TwinConnection,
  { name }: KeyTable,
  values: readonly string[],
  base: string,
): Promise<ReadonlyMap<string, Ranks>> {
  const type = /^(character|character varying|bpchar)$/.test(base) ? 'text' : base;
  const next = (operator: string) =>
    `(SELECT rank::float8 FROM ${name} WHERE k1 ${operator} v.value ORDER BY k1, rank LIMIT 1)`;
  const rows = await connection.query(`
    SELECT v.at::int4 AS at, ${next('>=')} AS first, ${next('>')} AS after
    FROM unnest(${arrayLiteral(values, type)}) WITH ORDINALITY AS v (value, at)`);
  const rank = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return new Map(
    rows.flatMap((row) => {
      const value = values[Number(row['at']) - 1];
      return value === undefined ? [] : [[value, { first: rank(row['first']), after: rank(row['after']) }] as const];
    }),
  );
}
