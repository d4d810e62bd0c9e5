import type { TwinConnection } from './connection.ts';
import type { SampledValue } from './sample-statistics.ts';

/** The values of a sample, given in the order of the table, sorted by the twin as the target does. undefined: the type has no order. */
export async function sortedValues(
  evaluator: TwinConnection,
  type: string,
  values: readonly (string | null)[],
): Promise<readonly SampledValue[] | undefined> {
  try {
    const rows = await evaluator.query(
      `
      SELECT min(value) AS value, array_agg(position::int4) AS positions
      FROM unnest($1::text[]) WITH ORDINALITY AS given(value, position)
      WHERE value IS NOT NULL
      GROUP BY value::${type} ORDER BY value::${type}`,
      [values],
    );
    return rows.map((row) => ({ value: String(row['value']), positions: numbers(row['positions']) }));
  } catch {
    return undefined;
  }
}

export function unsortedValues(values: readonly (string | null)[]): readonly SampledValue[] {
  const positions = new Map<string, number[]>();
  values.forEach((value, at) => {
    if (value === null) return;
    const places = positions.get(value) ?? [];
    places.push(at);
    positions.set(value, places);
  });
  return [...positions].map(([value, places]) => ({ value, positions: places }));
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
