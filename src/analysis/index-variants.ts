import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import { columnStatistics, distinctValues } from './column-selectivity.ts';
import type { Draft } from './index-drafts.ts';
import { servingIndex } from './index-serving.ts';
import type { FilterTerm, RelationTerms } from './index-terms.ts';

/** Beyond these an index is a second copy of the table. */
const mostIncluded = 4;
const mostIncludedBytes = 64;

/** A column with more different values holds no states. */
const mostStates = 20;

/** Only the best plain indexes get variants, or the list would be all variants. */
const mostVaried = 4;

/** Partial and covering forms of the most promising plain indexes of a relation. */
export function indexVariants(terms: RelationTerms, plain: readonly Draft[], locksRows: boolean): readonly Draft[] {
  const best = plain
    .filter(({ method }) => method === 'btree')
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, mostVaried);
  const partial = partialForms(terms, best);
  const canCover = !terms.relation.target && !locksRows;
  return [...partial, ...(canCover ? [...best, ...partial].flatMap((draft) => coveringForms(terms, draft)) : [])];
}

/**
 * The constant conditions moved from the keys into the index's own WHERE: smaller, and only rows that satisfy it are
 * maintained. https://www.postgresql.org/docs/18/indexes-partial.html
 */
function partialForms(terms: RelationTerms, drafts: readonly Draft[]): readonly Draft[] {
  const fit = terms.filters.filter((filter) => isState(filter, terms));
  const [narrowest] = fit.toSorted((a, b) => (a.share ?? 0.5) - (b.share ?? 0.5));
  if (narrowest === undefined) return [];
  // Beside a whole index that serves, a smaller one with the same keys is not worth its upkeep.
  const lacking = drafts.filter((draft) => servingIndex(draft, terms) === undefined);
  if (drafts.length > 0 && lacking.length === 0) return [];
  // One value and some flags (`status = 'open' AND deleted_at IS NULL`); two values would serve this query alone.
  const flags = fit.filter((one) => one !== narrowest && isFlag(one, terms.table));
  const choices = flags.length > 0 ? [[narrowest], [narrowest, ...flags]] : [[narrowest]];
  return choices.flatMap((filters, at) => {
    const pinned = filters.flatMap(({ column }) => column ?? []);
    const form = { predicate: filters.map(({ text }) => text).join(' AND '), pinned };
    const moving = lacking.flatMap((draft): readonly Draft[] => {
      const keys = draft.keys.filter(({ column }) => column === undefined || !pinned.includes(column));
      if (keys.length === 0) return [];
      const equalities = draft.keys.slice(0, draft.equalities).filter((key) => keys.includes(key)).length;
      return [{ ...draft, ...form, keys, equalities, rank: draft.rank - 13 - at * 3 }];
    });
    if (moving.length > 0) return moving;
    // Nothing but the condition itself is searched by: its column is the key.
    const keys: readonly IndexKey[] = pinned.slice(0, 1).map((column) => ({ column, direction: 'asc' }));
    const rank = (lacking[0]?.rank ?? 80) - 13 - at * 3;
    return [{ method: 'btree', ...form, keys, include: [], equalities: keys.length, rank }];
  });
}

/**
 * Whether the condition names a state that stays meaningful (open, deleted, active), not one value of many: an index
 * for `user_id = 42` would serve one user only.
 */
function isState(filter: FilterTerm, { table, statistics }: RelationTerms): boolean {
  const column = table.columns.find(({ name }) => name === filter.column);
  // A value that no row has, as far as the statistics know, is none of the states.
  if (column === undefined || filter.share === 0) return false;
  if (filter.kind !== 'is-null' && filter.kind !== 'is-not-null' && isReference(column.name, table)) return false;
  if (filter.kind === 'is-null' || column.type === 'boolean') return (filter.share ?? 0) < 0.98;
  if (filter.kind === 'is-not-null') return (filter.share ?? 1) <= 0.5;
  const known = columnStatistics(statistics, filter.column);
  const values = distinctValues(known, statistics?.rows ?? table.rows);
  if (values !== undefined) return values <= mostStates && (filter.share ?? 0) <= 0.5;
  return /status|state|type|kind|phase|stage|category|level/i.test(column.name);
}

function isFlag({ kind, column }: FilterTerm, table: Table): boolean {
  const { type } = table.columns.find(({ name }) => name === column) ?? {};
  return kind === 'is-null' || kind === 'is-not-null' || type === 'boolean';
}

/** The number of another row is no state, however few there are. */
function isReference(column: string, { constraints }: Table): boolean {
  return (
    /(_id|Id|ID)$/.test(column) ||
    constraints.some(({ kind, columns }) => kind === 'foreign-key' && columns.includes(column))
  );
}

/** With the other columns that the query reads, the table itself need not be visited. */
function coveringForms(terms: RelationTerms, draft: Draft): readonly Draft[] {
  const { read, table, statistics } = terms;
  // An expression key does not hold the column that it is made of.
  if (read === undefined || draft.keys.some(({ column }) => column === undefined)) return [];
  const pinned = draft.pinned ?? [];
  const held = new Set([...draft.keys.map(({ column }) => column), ...pinned]);
  const others = read.filter((column) => !held.has(column) && !terms.inEveryIndex.includes(column));
  if (others.length === 0 || others.length > mostIncluded) return [];
  const bytes = others
    .map((name) => width(table.columns.find((one) => one.name === name)?.type, columnStatistics(statistics, name)))
    .reduce((sum, one) => sum + one, 0);
  if (bytes > mostIncludedBytes) return [];
  const rank = draft.rank - 16;
  const [first, ...rest] = others;
  // Where the predicate says it all, what is read may as well be the key.
  const isSaid = draft.keys.every(({ column }) => column !== undefined && pinned.includes(column));
  if (isSaid && first !== undefined) {
    return [{ ...draft, ...holding([{ column: first, direction: 'asc' }], rest, terms), equalities: 0, rank }];
  }
  return [{ ...draft, ...holding(draft.keys, others, terms), rank }];
}

/** The further columns as included ones, or as last keys where the engine has only those. */
function holding(keys: readonly IndexKey[], others: readonly string[], { canInclude }: RelationTerms) {
  if (canInclude) return { keys, include: others };
  return { keys: [...keys, ...others.map((column): IndexKey => ({ column, direction: 'asc', onlyCovers: true }))] };
}

/** Average bytes of a value: as counted by ANALYZE, else what the type suggests. */
function width(type: string | undefined, known: ColumnStatistics | undefined): number {
  if (known !== undefined) return known.averageWidth;
  if (type === undefined || /\[\]$|^(json|xml|bytea|tsvector|geo)/.test(type)) return 1000;
  const limit = /^(?:character varying|varchar|character|char)\((\d+)\)/.exec(type)?.[1];
  if (limit !== undefined) return Math.min(Number(limit), 32);
  return /^(text|character varying|varchar)/.test(type) ? 32 : 8;
}
