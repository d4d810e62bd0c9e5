import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { brinDrafts, inOrderAlready } from './index-brin.ts';
import { indexesOf, isUniqueOver } from './index-coverage.ts';
import { type Draft, draftIndex, indexDrafts } from './index-drafts.ts';
import { hashDrafts } from './index-hash.ts';
import { indexName } from './index-name.ts';
import { servingIndex } from './index-serving.ts';
import { indexTerms, type RelationTerms } from './index-terms.ts';
import { indexVariants } from './index-variants.ts';
import { takenNames } from './taken-names.ts';

export interface CandidateRequest {
  readonly query: ResolvedQuery;
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics | undefined;
  /** Tables that it reads from end to end are thought of first. */
  readonly plan?: Plan | undefined;
}

/** More would only be asked about and discarded: each costs a question to the planner. */
const mostCandidates = 40;

/**
 * The indexes worth trying for a query, most promising first: for each table that it reads, the columns it compares,
 * joins, sorts and groups by, in the orders that a B-tree can serve, then their partial and covering variants and the
 * other access methods. None that exists or that an existing index already serves. The same input gives the same list.
 */
export function indexCandidates({ query, schema, statistics, plan }: CandidateRequest): readonly IndexDefinition[] {
  const scanned = new Set(plan === undefined ? [] : scannedWhole(plan.root));
  const drafts = indexTerms(query, schema, statistics)
    .filter((terms) => !isTiny(terms) && !readsOneRow(terms))
    .flatMap((terms) => {
      const simple = indexDrafts(terms);
      const others = [...hashDrafts(terms), ...brinDrafts(terms)];
      const all = [...simple, ...others, ...indexVariants(terms, simple, query.locksRows)];
      const lacking = all.filter((draft) => inOrderAlready(draft, terms, plan) === undefined);
      return lacking.map((draft): Ranked => ({ ...draft, terms, rank: draft.rank + importance(terms, scanned) }));
    });
  const given = new Set<string>();
  return chooseBest(drafts).map((draft) => {
    const index = draftIndex(draft, draft.terms.table);
    const name = indexName(index, new Set([...takenNames(schema, index), ...given]));
    given.add(name);
    return { ...index, name };
  });
}

/**
 * The tables whose most promising index is there already, with that index: where the query is slow all the same, another
 * index is not the answer.
 */
export function servedTables(
  request: Omit<CandidateRequest, 'plan'>,
): readonly { readonly table: string; readonly index: string }[] {
  return indexTerms(request.query, request.schema, request.statistics).flatMap((terms) => {
    const given = new Set(terms.equal.map(({ key }) => key.column));
    const [best] = indexDrafts(terms).toSorted((a, b) => b.rank - a.rank);
    const index = indexesOf(terms.table).find((one) => isUniqueOver(one, given)) ?? (best && servingIndex(best, terms));
    return index === undefined ? [] : [{ table: terms.table.name, index: index.name }];
  });
}

interface Ranked extends Draft {
  readonly terms: RelationTerms;
}

function chooseBest(drafts: readonly Ranked[]): readonly Ranked[] {
  const seen = new Set<string>();
  return drafts
    .map((draft, at) => ({ draft, at }))
    .toSorted((a, b) => b.draft.rank - a.draft.rank || a.at - b.at)
    .flatMap(({ draft }) => {
      const signature = JSON.stringify(draftIndex(draft, draft.terms.table), withoutRole);
      if (seen.has(signature)) return [];
      seen.add(signature);
      return servingIndex(draft, draft.terms) === undefined ? [draft] : [];
    })
    .slice(0, mostCandidates);
}

/** A last key that only covers makes the same index as one that is searched by. */
function withoutRole(key: string, value: unknown): unknown {
  return key === 'onlyCovers' ? undefined : value;
}

/** A table of one block is read faster than any index on it. */
function isTiny({ table, statistics }: RelationTerms): boolean {
  const rows = statistics?.rows ?? table.rows;
  return statistics !== undefined && statistics.pages <= 1 && rows !== undefined && rows < 1000;
}

/** All columns of a unique key are given: there is nothing left to find. */
function readsOneRow({ table, equal }: RelationTerms): boolean {
  const given = new Set(equal.map(({ key }) => key.column));
  return indexesOf(table).some((index) => isUniqueOver(index, given));
}

/** Large tables, and those that the plan reads from end to end, go first; the figure only breaks near-ties. */
function importance({ table, statistics }: RelationTerms, scanned: ReadonlySet<string>): number {
  const rows = statistics?.rows ?? table.rows;
  const size = rows === undefined ? 2 : Math.min(4, Math.log10(Math.max(1, rows)) / 2);
  return size + (scanned.has(table.name) ? 3 : 0) - (rows !== undefined && rows < 1000 ? 20 : 0);
}

function scannedWhole(node: PlanNode): readonly string[] {
  const own = node.type === 'Seq Scan' && node.relation !== undefined ? [node.relation] : [];
  return [...own, ...node.children.flatMap(scannedWhole)];
}
