import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { Predicate, ResolvedQuery, ResolvedRelation, SortKey } from '#vocabulary/resolved-query.ts';
import type { RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import { columnStatistics, selectivity, tableStatistics } from './column-selectivity.ts';
import { findTable } from './find-table.ts';
import { isIndexable } from './index-expression.ts';
import { rowAddress } from './row-address.ts';
import { joinedSearch, joinSearches, nearestKeys, type SearchKeys, searchKeys } from './search-keys.ts';
import { isImmutable } from './stable-expression.ts';

/** A key that a B-tree could search by. */
export interface Term {
  readonly key: IndexKey;
  readonly columns: readonly string[];
  /** The further columns of a row that is compared as one: `(a, b) > (1, 2)`. */
  readonly rest?: readonly IndexKey[] | undefined;
  /** Share of the rows left, where statistics tell. */
  readonly share?: number | undefined;
}

/** A condition that could stand in a partial index. */
export interface FilterTerm {
  readonly text: string;
  readonly column: string | undefined;
  readonly columns: readonly string[];
  readonly kind: Predicate['kind'];
  readonly share?: number | undefined;
}

/** What one appearance of a base table asks of an index. */
export interface RelationTerms {
  readonly relation: ResolvedRelation;
  readonly table: Table;
  readonly statistics: RelationStatistics | undefined;
  /** Compared with one value; most selective first. */
  readonly equal: readonly Term[];
  readonly lists: readonly Term[];
  readonly ranges: readonly Term[];
  /** One group of columns for each relation that it is joined to. */
  readonly joins: readonly (readonly Term[])[];
  /** Below an OR: an index on each may be combined. */
  readonly alternatives: readonly Term[];
  readonly sort: readonly IndexKey[];
  readonly limited: boolean;
  /** What min() and max() of its block are taken of, where nothing is grouped. */
  readonly extremes: readonly IndexKey[];
  readonly group: readonly IndexKey[];
  readonly filters: readonly FilterTerm[];
  /** Keys of other access methods: trigrams, containment, text search. */
  readonly searches: readonly SearchKeys[];
  /** Columns that an index holds without being told: the primary key, in some engines. */
  readonly inEveryIndex: readonly string[];
  /** Access methods that the engine has; all of PostgreSQL's where it is not said. */
  readonly methods: readonly string[] | undefined;
  /** Columns can be included in an index without being keys. */
  readonly canInclude: boolean;
  /** Columns read, whatever for; undefined where the whole row is. */
  readonly read: readonly string[] | undefined;
}

/** Gathers the terms of every base relation that an index could be made on. */
export function indexTerms(
  query: ResolvedQuery,
  schema: DatabaseSchema,
  statistics: Statistics | undefined,
): readonly RelationTerms[] {
  return query.relations.flatMap((relation) => {
    if (relation.kind !== 'table') return [];
    const table = findTable(schema, relation);
    if (table === undefined || table.kind === 'foreign') return [];
    return [termsOf(query, schema, relation, table, tableStatistics(statistics, table))];
  });
}

function termsOf(
  query: ResolvedQuery,
  schema: DatabaseSchema,
  relation: ResolvedRelation,
  table: Table,
  statistics: RelationStatistics | undefined,
): RelationTerms {
  const rows = statistics?.rows ?? table.rows;
  const shareOf = (one: Predicate) => selectivity(one, columnStatistics(statistics, one.column), rows);
  const predicates = query.predicates.filter(
    ({ relation: id, clause }) => id === relation.id && (clause === 'where' || clause === 'join'),
  );
  const conjuncts = predicates.filter(({ conjunct }) => conjunct).map(anchored);
  const terms = (from: readonly Predicate[], kinds: readonly Predicate['kind'][]) =>
    distinctTerms(
      from
        .filter(({ kind }) => kinds.includes(kind))
        .flatMap((one) => {
          const key = searchKey(one, table, schema);
          return key === undefined ? [] : [{ key, columns: one.columns, rest: restOfRow(one), share: shareOf(one) }];
        }),
    );
  const equal = terms(conjuncts, ['equality', 'is-null', 'boolean']).toSorted(
    (a, b) => (a.share ?? 0.1) - (b.share ?? 0.1),
  );
  const block = query.blocks.find(({ id }) => id === relation.block);
  const fixed = new Set(equal.map(({ key }) => key.column ?? key.expression));
  const isWhole = query.wholeRows.includes(relation.id);
  const read = query.columns.filter((use) => use.relation === relation.id).map(({ column }) => column);
  const sort = leadingKeys(block?.order ?? [], relation, table).filter(
    (key) => !fixed.has(key.column ?? key.expression),
  );
  const grouping = block?.grouping.length ? leadingKeys(block.grouping, relation, table) : [];
  const limited = block?.limit !== undefined && block.grouping.length === 0 && !block.aggregates;
  const searches = [
    ...searchKeys(predicates, table, schema),
    ...(limited ? nearestKeys(block.order, relation.id, table, schema) : []),
  ];
  const keys = equal.map(({ key }) => key);
  const joined = joinSearches(query, relation.id, table).flatMap(({ partner, ...one }) => {
    const group = joinGroups(query, relation, table, partner).flat();
    return [one, ...joinedSearch(one, [...keys, ...group.map(({ key }) => key)], table, schema)];
  });
  return {
    relation,
    table,
    statistics,
    equal,
    lists: terms(conjuncts, ['in']),
    ranges: terms(conjuncts, ['range', 'prefix']),
    joins: joinGroups(query, relation, table),
    alternatives: terms(
      predicates.filter(({ disjunction, conjunct }) => disjunction !== undefined && !conjunct),
      ['equality', 'in', 'range', 'prefix', 'is-null'],
    ),
    sort,
    limited,
    extremes: block?.grouping.length ? [] : extremeKeys(block?.extremes ?? [], relation, table),
    group: grouping.length > 0 ? grouping : distinctKeys(block?.distinct === true && !isWhole ? read : [], fixed),
    filters: conjuncts.flatMap((one) => filterOf(one, table, shareOf(one))),
    searches: [...searches, ...searches.flatMap((one) => joinedSearch(one, keys, table, schema)), ...joined].filter(
      ({ method }) => knows(schema, method),
    ),
    methods: schema.indexing?.methods,
    canInclude: schema.indexing?.include !== false,
    inEveryIndex: schema.indexing?.holdsPrimaryKey === true ? (rowAddress(table) ?? []) : [],
    read: isWhole ? undefined : [...new Set(read)].filter((name) => table.columns.some((one) => one.name === name)),
  };
}

/** The B-tree key that the predicate can search by, if any: a bare column, or the same expression. */
function searchKey(predicate: Predicate, table: Table, schema: DatabaseSchema): IndexKey | undefined {
  const { column, expression, columns, kind, cast } = predicate;
  if (expression !== undefined) {
    // `a = b` within one row, or an expression over nothing of this table, is no search.
    if (columns.length === 0 || !isIndexable(expression, columns, table)) return undefined;
    if (kind === 'boolean' || kind === 'is-null') return undefined;
    return {
      expression,
      direction: 'asc',
      ...(kind === 'prefix' ? prefixKey(predicate, 'text', undefined, schema) : {}),
    };
  }
  const known = table.columns.find(({ name }) => name === column);
  const isOfRow = predicate.row?.includes(known?.name ?? '') ?? false;
  if (known === undefined || cast !== undefined || !hasOrder(known.type)) return undefined;
  if (columns.length > 1 && !isOfRow) return undefined;
  return {
    column: known.name,
    direction: 'asc',
    ...(kind === 'prefix' ? prefixKey(predicate, known.type, known.collation, schema) : {}),
  };
}

/** `title ~ '^Notes on'` is a prefix too. https://www.postgresql.org/docs/18/indexes-types.html#INDEXES-TYPES-BTREE */
function anchored(predicate: Predicate): Predicate {
  const { kind, operator, constant, value = '' } = predicate;
  const isPrefix = kind === 'pattern' && operator === '~' && constant && /^'\^[\w /@,;:"#-]{2}[^|]*'/.test(value);
  return isPrefix ? { ...predicate, kind: 'prefix' } : predicate;
}

function restOfRow({ kind, row = [] }: Predicate): readonly IndexKey[] | undefined {
  if (kind !== 'range' || row.length < 2) return undefined;
  return row.slice(1).map((column) => ({ column, direction: 'asc' }));
}

function knows({ indexing }: DatabaseSchema, method: string): boolean {
  return indexing === undefined || indexing.methods.includes(method);
}

/**
 * SQLite's LIKE ignores case, and so must the index; GLOB does not. Elsewhere it is a matter of operator classes.
 * https://www.sqlite.org/optoverview.html#the_like_optimization
 */
function prefixKey(
  { operator }: Predicate,
  type: string,
  collation: string | undefined,
  schema: DatabaseSchema,
): Pick<IndexKey, 'operatorClass' | 'collation'> {
  if (schema.indexing?.prefix !== 'nocase') return patternClass(type, collation, schema);
  const own = (collation ?? 'BINARY').toUpperCase();
  const needed = operator === 'LIKE' ? 'NOCASE' : 'BINARY';
  return own === needed ? {} : { collation: needed };
}

/**
 * Outside the C collation `LIKE 'abc%'` needs an operator class that compares byte by byte.
 * https://www.postgresql.org/docs/18/indexes-opclass.html
 */
function patternClass(type: string, collation: string | undefined, schema: DatabaseSchema): { operatorClass?: string } {
  const name = collation ?? schema.collation?.name;
  if (name !== undefined && /^(pg_catalog\.)?"?(C|POSIX|ucs_basic)\b/.test(name)) return {};
  if (/^character\(|^char\(|^bpchar/.test(type)) return { operatorClass: 'bpchar_pattern_ops' };
  return { operatorClass: /^(character varying|varchar)/.test(type) ? 'varchar_pattern_ops' : 'text_pattern_ops' };
}

/** Types without a B-tree order. */
function hasOrder(type: string): boolean {
  return !/^(json|xml|point|line|lseg|box|path|polygon|circle|geometry|geography|tsquery)\b/.test(type);
}

/** The columns of `=` joins, one group for each partner. */
function joinGroups(
  query: ResolvedQuery,
  relation: ResolvedRelation,
  table: Table,
  only?: number,
): readonly (readonly Term[])[] {
  const groups = new Map<number, Term[]>();
  for (const { left, right, operator } of query.joins) {
    if (operator !== '=' || left.relation === right.relation) continue;
    const own = left.relation === relation.id ? left : right.relation === relation.id ? right : undefined;
    if (own === undefined || !table.columns.some(({ name, type }) => name === own.column && hasOrder(type))) continue;
    const partner = own === left ? right.relation : left.relation;
    if (only !== undefined && partner !== only) continue;
    const group = groups.get(partner) ?? [];
    if (!group.some(({ key }) => key.column === own.column)) {
      group.push({ key: { column: own.column, direction: 'asc' }, columns: [own.column] });
    }
    groups.set(partner, group);
  }
  return [...groups.values()];
}

/** Keys of ORDER BY or GROUP BY up to the first that reads another relation. */
function leadingKeys(keys: readonly SortKey[], relation: ResolvedRelation, table: Table): readonly IndexKey[] {
  const found: IndexKey[] = [];
  for (const { use, expression, relation: owner, direction, nulls } of keys) {
    // Said only where it differs from what the direction implies.
    const unusual = nulls !== undefined && nulls !== (direction === 'desc' ? 'first' : 'last') ? { nulls } : {};
    if (
      use?.relation === relation.id &&
      table.columns.some(({ name, type }) => name === use.column && hasOrder(type))
    ) {
      found.push({ column: use.column, direction, ...unusual });
    } else if (expression !== undefined && owner === relation.id && isIndexable(expression, namesIn(table), table)) {
      found.push({ expression, direction, ...unusual });
    } else break;
  }
  return found;
}

/** Either end of an index is found at once, whatever its direction. */
function extremeKeys(keys: readonly SortKey[], relation: ResolvedRelation, table: Table): readonly IndexKey[] {
  return keys.flatMap((key) => leadingKeys([{ ...key, direction: 'asc' }], relation, table));
}

function namesIn(table: Table): readonly string[] {
  return table.columns.map(({ name }) => name);
}

/** DISTINCT over a few columns can be read off an index in order. */
function distinctKeys(read: readonly string[], fixed: ReadonlySet<string | undefined>): readonly IndexKey[] {
  const columns = [...new Set(read)].filter((column) => !fixed.has(column));
  return columns.length > 3 ? [] : columns.map((column) => ({ column, direction: 'asc' }));
}

function filterOf(predicate: Predicate, table: Table, share: number | undefined): readonly FilterTerm[] {
  const { kind, constant, columns, column, text } = predicate;
  const states: readonly Predicate['kind'][] = ['is-null', 'is-not-null', 'boolean'];
  const compares: readonly Predicate['kind'][] = ['equality', 'in', 'inequality'];
  const isFit = states.includes(kind) || (compares.includes(kind) && constant && predicate.parameter === undefined);
  if (!isFit || /\$\d/.test(text) || columns.length === 0 || !isImmutable(text, columns, table)) return [];
  return [{ text, column, columns, kind, share }];
}

function distinctTerms(terms: readonly Term[]): readonly Term[] {
  const seen = new Set<string>();
  return terms.filter(({ key, rest }) => {
    const name = JSON.stringify([key.column, key.expression, key.operatorClass, rest]);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
