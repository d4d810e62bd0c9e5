import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { indexesOf, isUniqueOver } from './index-coverage.ts';
import type { RelationTerms, Term } from './index-terms.ts';

/** An index in the making. */
export interface Draft {
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly predicate?: string | undefined;
  /** Leading keys that are only compared with `=`: their order and direction are free. */
  readonly equalities: number;
  /** How promising, about 0 … 100. */
  readonly rank: number;
  /** Columns that its predicate fixes. */
  readonly pinned?: readonly string[] | undefined;
}

const mostKeys = 5;
const fewRows = 100;

/**
 * The plain indexes of one relation: columns compared with `=` first (any order serves, the most selective goes first),
 * then either one range or the sort order, since a B-tree is in order only behind fixed leading keys.
 * https://use-the-index-luke.com/sql/where-clause/searching-for-ranges
 */
export function indexDrafts(terms: RelationTerms): readonly Draft[] {
  const { equal, lists, ranges, joins, alternatives, sort, limited, group, extremes, searches } = terms;
  const drafts: Draft[] = [];
  const add = (rank: number, compared: readonly Term[], rest: readonly IndexKey[] = []) => {
    const fixed = distinctKeys(compared.map(({ key }) => key));
    const keys = distinctKeys([...fixed, ...rest]);
    if (keys.length === 0 || keys.length > mostKeys) return;
    drafts.push({ method: 'btree', keys, include: [], equalities: fixed.length, rank });
  };

  for (const [at, fixed] of equalOrders(terms).entries()) {
    const later = at * 4;
    if (sort.length > 0) add((limited ? 100 : 88) - later, fixed, sort);
    for (const range of ranges) {
      add(96 - later, fixed, [range.key, ...(range.rest ?? [])]);
      if (sort.length > 0) add(70 - later, fixed, [...sort, range.key]);
      if (lists.length > 0) add(84 - later, fixed, [...keysOf(lists), range.key]);
    }
    if (lists.length > 0) {
      add(90 - later, fixed, keysOf(lists));
      if (sort.length > 0) add(68 - later, fixed, [...keysOf(lists), ...sort]);
    }
    if (group.length > 0) add(74 - later, fixed, group);
    for (const extreme of extremes) {
      add(97 - later, fixed, [extreme]);
      for (const range of ranges) add(75 - later, fixed, [range.key, extreme]);
    }
    if (fixed.length > 1) add(92 - later, fixed);
  }
  for (const one of equal) add(equal.length === 1 ? 92 : 72 - 10 * (one.share ?? 0.1), [one]);
  for (const one of lists) add(66, [], [one.key]);
  // The planner estimates a row by its first column alone, so the shorter key must not compete.
  for (const one of ranges) add(64, [], [one.key, ...(one.rest ?? [])]);
  if (sort.length > 0) add(limited ? 76 : 62, [], sort);
  if (group.length > 0) add(60, [], group);

  for (const partner of joins.filter((one) => !isKeyJoin(terms, one))) {
    add(94, partner);
    if (partner.length > 1) for (const one of partner) add(58, [one]);
    if (equal.length > 0 && !leavesFew(terms)) {
      add(95, [...equal, ...partner]);
      add(80, [...partner, ...equal]);
    }
    for (const range of ranges) add(86, [...equal, ...partner], [range.key]);
    if (lists.length > 0) add(82, [...equal, ...partner], keysOf(lists));
    if (sort.length > 0) add(limited ? 97 : 78, [...equal, ...partner], sort);
    for (const extreme of extremes) add(93, [...equal, ...partner], [extreme]);
  }
  for (const one of alternatives) {
    add(85, [one]);
    if (equal.length > 0) add(83, [...equal, one]);
  }
  for (const { method, keys, rank } of searches) drafts.push({ method, keys, include: [], equalities: 0, rank });
  return drafts;
}

/** The index that a draft stands for, still without a name. */
export function draftIndex(draft: Draft, table: Table): IndexDefinition {
  return {
    schema: table.schema,
    table: table.name,
    name: '',
    method: draft.method,
    unique: false,
    keys: [...draft.keys],
    include: [...draft.include],
    ...(draft.predicate === undefined ? {} : { predicate: draft.predicate }),
    valid: true,
    ...(table.kind === 'partitioned' ? { partitioned: true } : {}),
  };
}

/**
 * Orders of the columns compared with `=`: by selectivity, and, where an existing index begins with one of them, with
 * that one first, so that the new index can stand in for the old.
 */
function equalOrders({ table, equal }: RelationTerms): readonly (readonly Term[])[] {
  const leading = new Set(indexesOf(table).map(({ keys }) => keys[0]?.column));
  const shared = equal.find(({ key }) => key.column !== undefined && leading.has(key.column));
  if (shared === undefined || shared === equal[0]) return [equal];
  return [equal, [shared, ...equal.filter((one) => one !== shared)]];
}

/** The rows that the equalities leave are so few that a further column would only make the index wider. */
function leavesFew({ table, statistics, equal }: RelationTerms): boolean {
  const rows = statistics?.rows ?? table.rows;
  const share = equal.reduce((all, one) => all * (one.share ?? 1), 1);
  return rows !== undefined && rows * share <= fewRows;
}

/** The join gives all columns of a unique key: one row is found through that key's own index. */
function isKeyJoin({ table }: RelationTerms, partner: readonly Term[]): boolean {
  const columns = new Set(partner.map(({ key }) => key.column));
  return indexesOf(table).some((index) => isUniqueOver(index, columns));
}

function keysOf(terms: readonly Term[]): readonly IndexKey[] {
  return terms.map(({ key }) => key);
}

/** Each column or expression once, at its first place. */
function distinctKeys(keys: readonly IndexKey[]): readonly IndexKey[] {
  const seen = new Set<string | undefined>();
  return keys.filter((key) => {
    const name = key.column ?? key.expression;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
