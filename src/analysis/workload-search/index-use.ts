import { indexesOf, isUniqueOver } from '#analysis/index-coverage.ts';
import type { RelationTerms } from '#analysis/index-terms.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { nameOf } from './related-indexes.ts';

/**
 * Whether a query could be planned with the index: it reads the table, and compares, joins, sorts or groups by the
 * leading key (by any key, of an index that has no leading one), or finds all that it reads in the index.
 */
export function isUseful(index: IndexDefinition, query: ResolvedQuery, terms: readonly RelationTerms[]): boolean {
  return terms.some(
    (one) =>
      one.table.schema === index.schema &&
      one.table.name === index.table &&
      !readsOneRow(one) &&
      holdsPredicate(index, query, one) &&
      (isSearched(index, query, one) || coversAll(index, one)),
  );
}

function isSearched({ method, keys }: IndexDefinition, query: ResolvedQuery, terms: RelationTerms): boolean {
  const { equal, lists, ranges, joins, alternatives, sort, extremes, group, searches } = terms;
  const compared = [...equal, ...lists, ...ranges, ...joins.flat(), ...alternatives].map(({ key }) => key);
  const ordered = [...sort, ...extremes, ...group];
  // Also what the planner may search by though no index would be made for it: `e.day >= b.day` inside a nested loop.
  const sides = query.joins.flatMap(({ left, right }) => [left, right]);
  const named = new Set([
    ...[...compared, ...ordered, ...searches.flatMap((one) => one.keys)].map(nameOf),
    ...sides.flatMap(({ relation, column }) => (relation === terms.relation.id ? [column] : [])),
  ]);
  const hasLeading = method === 'btree' || method === 'hash';
  return (hasLeading ? keys.slice(0, 1) : keys).some((key) => named.has(nameOf(key)));
}

function coversAll({ method, keys, include }: IndexDefinition, { read, inEveryIndex }: RelationTerms): boolean {
  if (method !== 'btree' || read === undefined || read.length === 0) return false;
  const held = new Set([...keys.map(({ column }) => column), ...include, ...inEveryIndex]);
  return read.every((column) => held.has(column));
}

/** A partial index serves only who asks for what it holds. */
function holdsPredicate({ predicate }: IndexDefinition, query: ResolvedQuery, { relation }: RelationTerms): boolean {
  if (predicate === undefined) return true;
  const said = query.predicates.filter(({ relation: id, conjunct }) => id === relation.id && conjunct);
  const texts = new Set(said.map(({ text }) => text));
  return texts.has(predicate) || predicate.split(' AND ').every((part) => texts.has(part));
}

/** One row is found through a unique key already. */
function readsOneRow({ table, equal }: RelationTerms): boolean {
  const given = new Set(equal.map(({ key }) => key.column));
  return indexesOf(table).some((index) => isUniqueOver(index, given));
}
