import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { MissingExtended } from './extended-import.ts';

/** What a hypothetical index rests on that nobody has measured. */
export interface ExpressionDoubt {
  /** Columns that the expression is of. */
  readonly columns: readonly string[];
  readonly sentence: string;
}

/** Extended statistics that the twin lacks, with the tables whose rows they would tell of: `app.orders`. */
export interface ExtendedDoubt {
  readonly tables: ReadonlySet<string>;
  readonly sentence: string;
}

/** A plan names the partitions, where statistics are of the whole table. */
export function extendedDoubts(missing: readonly MissingExtended[], schema: DatabaseSchema): readonly ExtendedDoubt[] {
  return missing.map(({ schema: place, table, why }) => {
    const tables = new Set([`${place}.${table}`]);
    for (let before = 0; before < tables.size; ) {
      before = tables.size;
      for (const { schema: own, name, partitionOf, inherits } of schema.tables) {
        const parents = [...(partitionOf ? [partitionOf] : []), ...inherits];
        if (parents.some((parent) => tables.has(`${parent.schema}.${parent.table}`))) tables.add(`${own}.${name}`);
      }
    }
    return { tables, sentence: why };
  });
}

/**
 * Which doubts concern a plan (EXPLAIN (FORMAT JSON, VERBOSE)): those of the indexes that it uses, or whose expressions'
 * columns it names at all, since the planner estimates by the statistics of an index that it then does not use; and those
 * of its tables.
 */
export function answerDoubts(
  json: unknown,
  offered: readonly { readonly used: boolean; readonly doubts: readonly ExpressionDoubt[] }[],
  extended: readonly ExtendedDoubt[],
): readonly string[] {
  const text = JSON.stringify(json);
  const tables = tablesOf(json);
  const sentences = [
    ...offered.flatMap(({ used, doubts }) =>
      doubts.filter(({ columns }) => used || columns.every((column) => text.includes(column))),
    ),
    ...extended.filter((doubt) => tables.some((table) => doubt.tables.has(table))),
  ].map(({ sentence }) => sentence);
  return [...new Set(sentences)];
}

function tablesOf(json: unknown): readonly string[] {
  if (Array.isArray(json)) return json.flatMap(tablesOf);
  if (typeof json !== 'object' || json === null) return [];
  const name: unknown = Reflect.get(json, 'Relation Name');
  const own = typeof name === 'string' ? [`${String(Reflect.get(json, 'Schema'))}.${name}`] : [];
  return [...own, ...Object.values(json).flatMap(tablesOf)];
}
