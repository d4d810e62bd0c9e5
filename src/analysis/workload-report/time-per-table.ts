import type { LoadStatement } from '#vocabulary/query-load.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

export interface TableTime {
  readonly schema: string;
  readonly name: string;
  /** Of the statements that read or write it, its part of each, ms. */
  readonly milliseconds: number;
  readonly calls: number;
  readonly statements: number;
}

/** What of a statement's work is done on a table, by `schema.name`, in whatever unit. Absent or empty: each table alike. */
export type TableWeights = ReadonlyMap<string, number>;

/** The time of each statement, shared out over the tables that it reads and writes. Those that take most come first. */
export function timePerTable(
  statements: readonly {
    readonly statement: LoadStatement;
    readonly query: ResolvedQuery;
    readonly weights?: TableWeights | undefined;
  }[],
): readonly TableTime[] {
  const tables = new Map<
    string,
    { schema: string; name: string; milliseconds: number; calls: number; statements: number }
  >();
  for (const { statement, query, weights } of statements) {
    const read = tablesOf(query);
    const all = [...read.keys()].reduce((total, key) => total + (weights?.get(key) ?? 0), 0);
    for (const [key, { schema, name }] of read) {
      const part = all > 0 ? (weights?.get(key) ?? 0) / all : 1 / read.size;
      const entry = tables.get(key) ?? { schema, name, milliseconds: 0, calls: 0, statements: 0 };
      entry.milliseconds += part * (statement.milliseconds?.total ?? 0);
      entry.calls += statement.calls;
      entry.statements += 1;
      tables.set(key, entry);
    }
  }
  return [...tables.values()].sort((one, other) => other.milliseconds - one.milliseconds || other.calls - one.calls);
}

/** Tables behind views too; a view that was expanded is its tables. */
function tablesOf(query: ResolvedQuery): ReadonlyMap<string, { readonly schema: string; readonly name: string }> {
  return new Map(
    query.relations.flatMap(({ kind, schema, name }) =>
      kind === 'table' && schema !== undefined ? [[`${schema}.${name}`, { schema, name }]] : [],
    ),
  );
}
