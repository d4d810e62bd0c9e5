import { indexCandidates } from '#analysis/index-candidates.ts';
import { covers, indexesOf } from '#analysis/index-coverage.ts';
import { indexName } from '#analysis/index-name.ts';
import { indexTerms, type RelationTerms } from '#analysis/index-terms.ts';
import { takenNames } from '#analysis/taken-names.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { isUseful } from './index-use.ts';
import { cutTo, indexSignature, mergedIndexes, prefixesOf, reorderedIndexes } from './related-indexes.ts';

export interface WorkloadCandidatesRequest {
  readonly queries: readonly { readonly query: ResolvedQuery; readonly plan?: Plan | undefined }[];
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics | undefined;
  /** Keys of an index at most, beside the columns that it only holds. */
  readonly maxWidth?: number;
}

export interface WorkloadCandidates {
  readonly indexes: readonly IndexDefinition[];
  /** For each query the positions of the indexes that could matter to it. */
  readonly relevant: readonly (readonly number[])[];
}

/** Of one query's candidates, most promising first, those that are looked at. */
const mostOfOne = 40;

/** The first of each query, and the first of each kind on each of its tables, are kept however many there are; the others by how many queries want them. */
const keptOfOne = 4;
const mostKept = 350;
const mostRelated = 120;

interface Wanted {
  readonly index: IndexDefinition;
  /** How much the queries want it: 1 for each that has it first, 1/2 for second … */
  worth: number;
  kept: boolean;
  readonly queries: Set<number>;
}

/**
 * The indexes worth trying for a whole workload: what each query would like, each once; prefixes of the wide ones, which
 * serve several; pairs made one; and equality columns put in an order that lets two queries share an index. The same
 * input gives the same list.
 */
export function workloadCandidates(request: WorkloadCandidatesRequest): WorkloadCandidates {
  const { queries, schema, statistics, maxWidth = 4 } = request;
  const wanted = new Map<string, Wanted>();
  const terms = queries.map(({ query }) => indexTerms(query, schema, statistics));
  for (const [at, { query, plan }] of queries.entries()) {
    const kinds = new Set<string>();
    const own = indexCandidates({ query, schema, statistics, plan }).slice(0, mostOfOne);
    for (const [rank, index] of own.map((one) => cutTo(one, maxWidth)).entries()) {
      const known = wanted.get(indexSignature(index));
      const one = known ?? { index, worth: 0, kept: false, queries: new Set<number>() };
      one.worth += 1 / (1 + rank);
      one.kept ||= rank < keptOfOne || !kinds.has(kindOf(index));
      kinds.add(kindOf(index));
      one.queries.add(at);
      if (known === undefined) wanted.set(indexSignature(index), one);
    }
  }
  const direct = [...wanted.values()]
    .toSorted((a, b) => Number(b.kept) - Number(a.kept) || b.worth - a.worth)
    .filter(({ kept }, at) => kept || at < mostKept);
  const related = relatedTo(direct, terms.flat(), maxWidth).filter(
    (index) => !wanted.has(indexSignature(index)) && !exists(index, schema),
  );
  const indexes = named([...direct.map(({ index }) => index), ...related], schema);
  const relevant = queries.map(({ query }, at) =>
    indexes.flatMap((index, position) =>
      direct[position]?.queries.has(at) === true || isUseful(index, query, terms[at] ?? []) ? [position] : [],
    ),
  );
  return { indexes, relevant };
}

/** Of different kinds none stands in for the other: one is small, one saves reading the table, one serves all rows. */
function kindOf({ schema, table, method, include, predicate }: IndexDefinition): string {
  return JSON.stringify([schema, table, method, include.length > 0, predicate !== undefined]);
}

function relatedTo(
  direct: readonly Wanted[],
  terms: readonly RelationTerms[],
  maxWidth: number,
): readonly IndexDefinition[] {
  const found = new Map<string, { readonly index: IndexDefinition; worth: number }>();
  const add = (index: IndexDefinition, worth: number) => {
    const known = found.get(indexSignature(index));
    if (known === undefined) found.set(indexSignature(index), { index, worth });
    else known.worth += worth;
  };
  const ranked = direct.toSorted((a, b) => b.worth - a.worth);
  const isOnSame = (one: Wanted, other: Wanted) =>
    one.index.table === other.index.table && one.index.schema === other.index.schema;
  const done = new Set<string>();
  for (const first of ranked) {
    const table = `${first.index.schema}.${first.index.table}`;
    if (done.has(table)) continue;
    done.add(table);
    const indexes = ranked.filter((other) => isOnSame(first, other));
    for (const { index, worth } of indexes) for (const prefix of prefixesOf(index)) add(prefix, worth / 2);
    for (const { index, worth } of indexes) {
      for (const other of indexes) {
        if (other.index === index) continue;
        const least = Math.min(worth, other.worth);
        for (const merged of mergedIndexes(index, other.index, maxWidth)) add(merged, least / 2);
        for (const turned of reorderedIndexes(index, other.index, terms)) add(turned, least);
      }
    }
  }
  return [...found.values()]
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, mostRelated)
    .map(({ index }) => index);
}

function exists(index: IndexDefinition, schema: DatabaseSchema): boolean {
  const table = schema.tables.find(({ schema: place, name }) => place === index.schema && name === index.table);
  return table !== undefined && indexesOf(table).some((existing) => covers(existing, index));
}

function named(indexes: readonly IndexDefinition[], schema: DatabaseSchema): readonly IndexDefinition[] {
  const given = new Set<string>();
  return indexes.map((index) => {
    const name = indexName(index, new Set([...takenNames(schema, index), ...given]));
    given.add(name);
    return { ...index, name };
  });
}
