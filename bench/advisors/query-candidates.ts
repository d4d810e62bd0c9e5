import { indexCandidates } from '#analysis/index-candidates.ts';
import { indexName } from '#analysis/index-name.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { definitionOf } from './index-text.ts';

export interface CandidateSet {
  readonly indexes: readonly IndexDefinition[];
  /** For each query the numbers of those that could matter to it. */
  readonly relevant: readonly (readonly number[])[];
}

/** What `optimize query` would try for each query alone, together. */
export function unitedCandidates(
  queries: readonly ResolvedQuery[],
  schema: DatabaseSchema,
  statistics: Statistics,
): CandidateSet {
  return offered(
    queries,
    queries.flatMap((query) => indexCandidates({ query, schema, statistics })),
  );
}

/**
 * What the published evaluations offer: every order of every choice of so many columns of one table that a query
 * compares, joins, groups or sorts by.
 */
export function syntacticCandidates(
  queries: readonly ResolvedQuery[],
  schema: DatabaseSchema,
  width: number,
): CandidateSet {
  return offered(
    queries,
    queries.flatMap((query) =>
      query.relations.flatMap((relation) => {
        const table = schema.tables.find(({ name, schema: of }) => name === relation.name && of === relation.schema);
        if (table === undefined || relation.kind !== 'table') return [];
        const columns = new Set([
          ...query.predicates.flatMap((one) => (one.relation === relation.id ? one.columns : [])),
          ...query.joins.flatMap(({ left, right }) => [left, right]).flatMap(columnHere),
          ...query.blocks
            .flatMap(({ grouping, order }) => [...grouping, ...order])
            .flatMap(({ use }) => columnHere(use)),
        ]);
        const plain = [...columns].filter((name) => {
          const type = table.columns.find((column) => column.name === name)?.type;
          return type !== undefined && !/json|\[\]/.test(type);
        });
        return orders(plain, width).map((keys) =>
          IndexDefinition.parse({
            schema: table.schema,
            table: table.name,
            name: '',
            keys: keys.map((column) => ({ column })),
          }),
        );

        function columnHere(
          use: { readonly relation: number; readonly column: string } | undefined,
        ): readonly string[] {
          return use?.relation === relation.id ? [use.column] : [];
        }
      }),
    ),
  );
}

function orders(columns: readonly string[], width: number): readonly (readonly string[])[] {
  if (width === 0) return [];
  return columns.flatMap((first) => [
    [first],
    ...orders(
      columns.filter((other) => other !== first),
      width - 1,
    ).map((rest) => [first, ...rest]),
  ]);
}

function offered(queries: readonly ResolvedQuery[], all: readonly IndexDefinition[]): CandidateSet {
  const taken = new Set<string>();
  const indexes = [...new Map(all.map((index) => [definitionOf(index), index])).values()].map((index) => {
    const name = indexName(index, taken);
    taken.add(name);
    return { ...index, name };
  });
  return { indexes, relevant: queries.map((query) => [...indexes.keys()].filter((at) => matters(indexes[at], query))) };
}

/** The query reads its table, and the column that it begins with. */
function matters(index: IndexDefinition | undefined, query: ResolvedQuery): boolean {
  const [first] = index?.keys ?? [];
  return query.relations.some(
    ({ id, name, schema }) =>
      index?.table === name &&
      index.schema === schema &&
      (first?.column === undefined || query.columns.some((use) => use.relation === id && use.column === first.column)),
  );
}
