import { columnStatistics, distinctValues, tableStatistics } from '#analysis/column-selectivity.ts';
import { findTable } from '#analysis/find-table.ts';
import { ginElements } from '#analysis/gin-elements.ts';
import type { IndexKeySize, IndexShape } from '#analysis/index-shape.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { partialShare } from './partial-share.ts';
import { namesIn } from './write-tax/watched-columns.ts';

/** Rows of a table of which nothing is known. */
const unknownRows = 10_000;

/** What an index would look like, from schema and statistics alone; no server is asked. */
export function plannedShape(
  index: IndexDefinition,
  schema: DatabaseSchema,
  statistics: Statistics | undefined,
): IndexShape {
  const table = findTable(schema, { schema: index.schema, name: index.table });
  const known = tableStatistics(statistics, { schema: index.schema, name: index.table });
  const tableRows = Math.max(1, known?.rows ?? table?.rows ?? unknownRows);
  const real = statistics?.relations.find(
    (one) => one.kind === 'index' && one.schema === index.schema && one.name === index.name,
  );
  const expressions = index.keys.filter(({ expression }) => expression !== undefined);
  /** An expression is taken to be like the column that it is made of. */
  const sourceOf = (expression: string) => {
    const names = new Set(namesIn(expression));
    return known?.columns.find(({ column }) => names.has(column));
  };
  const keyOf = (name: string | undefined, operatorClass?: string, expression?: string): IndexKeySize => {
    const at = expressions.findIndex((one) => one.expression === expression);
    const column =
      name === undefined ? (real?.columns[at] ?? sourceOf(expression ?? '')) : columnStatistics(known, name);
    const distinct = distinctValues(column, tableRows);
    const elements =
      index.method === 'gin' && column !== undefined ? ginElements(column, tableRows, operatorClass) : undefined;
    return {
      type: table?.columns.find((one) => one.name === name)?.type ?? 'text',
      ...(column === undefined ? {} : { width: column.averageWidth, nullFraction: column.nullFraction }),
      ...(distinct === undefined ? {} : { distinct }),
      ...(column?.correlation === undefined ? {} : { correlation: column.correlation }),
      ...(operatorClass === undefined ? {} : { operatorClass }),
      ...(elements === undefined ? {} : { elements }),
    };
  };
  return {
    method: index.method,
    unique: index.unique,
    rows: tableRows * partialShare(index, statistics),
    tableRows,
    keys: index.keys.map(({ column, operatorClass, expression }) => keyOf(column, operatorClass, expression)),
    include: index.include.map((name) => keyOf(name)),
    heapPages: known?.pages ?? (table?.bytes?.heap ?? 0) / 8192,
  };
}
