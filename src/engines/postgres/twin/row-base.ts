import type { NumberedGroups } from './numbered-groups.ts';
import { type RowUnit, scattered, selectUnits } from './row-unit.ts';
import { chance, numbersLiteral, saltsOf } from './value-sql.ts';

/** SELECTs of row numbers `i` from which a table's rows are made. */
export function plainBase(rows: number): string {
  return `SELECT i FROM generate_series(0::int8, ${rows - 1}) AS i`;
}

/** Groups `g` with numbers `l` in them, for keys like (order, line). */
export function numberedBase({ first, groups, shares }: NumberedGroups, of: string): string {
  const ascending = numbersLiteral([...shares].reverse());
  // Each place between 0 and 1 once: few groups drawn by chance would not have the right number of rows together.
  const place = `((${scattered('g', groups, saltsOf(of).order)} + 0.5) / ${groups}.0)::float8`;
  const size = `${shares.length} - width_bucket(${place}, ${ascending})`;
  return `SELECT row_number() OVER (ORDER BY g, l) - 1 AS i, g, l
    FROM generate_series(0::int8, ${groups - 1}) AS g, generate_series(${first}, ${first} + ${size} - 1) AS l`;
}

/**
 * Pairs (or more) that occur once each, drawn with their own frequencies: twice as many are drawn as are needed, what
 * came before is thrown away, and of the rest a sample is kept. The key's values come along as `v…`.
 */
export function distinctBase(units: readonly RowUnit[], rows: number, of: string): string {
  const drawn = selectUnits(
    plainBase(rows * 2),
    units.map((unit) => ({ unit, number: { row: 'i', rows: rows * 2 } })),
  );
  const names = units.map(({ id }) => `v${id}`).join(', ');
  const single = `SELECT DISTINCT ON (${names}) i, ${names} FROM (${drawn}) AS drawn ORDER BY ${names}, i`;
  return `SELECT row_number() OVER (ORDER BY i) - 1 AS i, ${names}
    FROM (SELECT * FROM (${single}) AS single ORDER BY ${chance('i', saltsOf(of).order)}, i LIMIT ${rows}) AS kept`;
}
