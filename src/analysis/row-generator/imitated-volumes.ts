import { columnStatistics, distinctValues, tableStatistics } from '#analysis/column-selectivity.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { ColumnVolume } from '#vocabulary/volumes.ts';

/** What statistics know of a table's columns, said as volumes; what was stated goes first. */
export function imitatedVolumes(
  statistics: Statistics | undefined,
  table: Table,
  stated: Readonly<Record<string, ColumnVolume>>,
): Readonly<Record<string, ColumnVolume>> {
  const relation = tableStatistics(statistics, table);
  if (relation === undefined) return stated;
  const known = table.columns.flatMap(({ name }): readonly (readonly [string, ColumnVolume])[] => {
    const column = columnStatistics(relation, name);
    if (column === undefined) return [];
    const distinct = column.distinct < 0 ? undefined : distinctValues(column, relation.rows);
    const shares = column.mostCommonFrequencies ?? [];
    const values = (column.mostCommonValues ?? []).map((value, at) => [value, shares[at] ?? 0] as const);
    const [min, max] = [column.histogram?.[0], column.histogram?.at(-1)];
    const told: ColumnVolume = {
      nulls: column.nullFraction,
      ...(distinct === undefined ? {} : { distinct: Math.max(1, Math.round(distinct)) }),
      ...(values.length === 0 ? {} : { values: Object.fromEntries(values) }),
      ...(min === undefined || max === undefined ? {} : { min, max }),
      ...(column.correlation === undefined ? {} : { correlation: Math.round(column.correlation) }),
    };
    return [[name, told]];
  });
  const names = new Set([...known.map(([name]) => name), ...Object.keys(stated)]);
  const told = new Map(known);
  return Object.fromEntries([...names].map((name) => [name, { ...told.get(name), ...stated[name] }]));
}
