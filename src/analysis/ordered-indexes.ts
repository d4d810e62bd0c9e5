import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import type { CandidateRequest } from './index-candidates.ts';
import { indexTerms, type RelationTerms } from './index-terms.ts';

/** Fewer rows than this on average, and no value ever has many to sort. */
const leastRows = 2;

/**
 * Names of the candidates that give the first rows of an ORDER BY … LIMIT in order. For a value with few rows a shorter
 * index is as cheap; for the next one it sorts thousands to keep ten.
 * https://use-the-index-luke.com/sql/partial-results/top-n-queries
 */
export function orderedIndexes(
  { query, schema, statistics }: Omit<CandidateRequest, 'plan'>,
  candidates: readonly IndexDefinition[],
): ReadonlySet<string> {
  const cut = indexTerms(query, schema, statistics).filter((terms) => terms.limited && terms.sort.length > 0);
  const fit = candidates.filter((index) =>
    cut.some((terms) => terms.table.name === index.table && hasManyRows(terms) && keepsOrder(index, terms)),
  );
  return new Set(fit.map(({ name }) => name));
}

function keepsOrder({ keys, schema }: IndexDefinition, { table, equal, sort }: RelationTerms): boolean {
  const leading = keys.slice(0, keys.length - sort.length);
  const last = keys.slice(leading.length);
  return (
    schema === table.schema &&
    keys.length >= sort.length &&
    leading.every((key) => equal.some((one) => nameOf(one.key) === nameOf(key))) &&
    sort.every((key, at) => nameOf(key) === nameOf(last[at]) && key.direction === last[at]?.direction)
  );
}

function hasManyRows({ table, statistics, equal }: RelationTerms): boolean {
  const rows = statistics?.rows ?? table.rows;
  const share = equal.reduce((all, one) => all * (one.share ?? 1), 1);
  return rows === undefined || rows * share >= leastRows;
}

function nameOf(key: IndexKey | undefined): string | undefined {
  return key?.column ?? key?.expression;
}
