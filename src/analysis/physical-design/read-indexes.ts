import type { AccessPattern } from '#vocabulary/access-pattern.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Dialect, Site } from './dialect.ts';

/** An index with what it is there for. */
export interface ServingIndex {
  readonly index: IndexDefinition;
  readonly serves: readonly string[];
}

/**
 * Indexes for reads: one for each access pattern and each foreign key that no other begins with. Keys and unique rules
 * that are there already serve too; an index that another one covers is left out.
 */
export function readIndexes(
  model: LogicalModel,
  tables: readonly Table[],
  site: Site,
  dialect: Dialect,
): readonly ServingIndex[] {
  if (!dialect.has.secondaryIndexes) return [];
  return tables.flatMap((table) => {
    const entity = Object.keys(model.entities).find((name) => site.tableOf(name) === table.name);
    const patterns = model.access.filter((one) => one.entity === entity && one.sql === undefined);
    const wanted: Wanted[] = [];
    for (const pattern of patterns) {
      const draft = patternIndex(pattern, model, site, dialect);
      if (draft !== undefined) wanted.push({ ...draft, serves: pattern.name });
    }
    for (const { kind, columns, references } of table.constraints) {
      if (kind !== 'foreign-key') continue;
      wanted.push({
        keys: columns.map(ascending),
        equal: columns.length,
        rest: {},
        serves: `the foreign key to ${references?.table}`,
      });
    }
    return keepWidest(wanted, table, site);
  });
}

interface Wanted {
  readonly keys: readonly IndexKey[];
  /** So many of the first keys are compared with one value. */
  readonly equal: number;
  readonly rest: Partial<IndexDefinition>;
  readonly serves: string;
}

function patternIndex(
  pattern: AccessPattern,
  model: LogicalModel,
  site: Site,
  dialect: Dialect,
): Omit<Wanted, 'serves'> | undefined {
  const { entity, by, range, order, search, where } = pattern;
  const attributes = model.entities[entity]?.attributes ?? {};
  const columnsOf = (name: string) => site.columnsOf(entity, name);
  const alive = model.entities[entity]?.softDelete === true ? `${dialect.quote('deleted_at')} IS NULL` : '';
  const predicate = [where ?? '', alive].filter((sql) => sql !== '').join(' AND ');
  const partial = predicate === '' || !dialect.has.partialIndexes ? {} : { predicate };
  if (search !== undefined) {
    const [column] = columnsOf(search);
    const found = column === undefined ? undefined : dialect.searchIndex?.(column);
    return found === undefined ? undefined : { keys: found.keys, equal: 0, rest: { method: found.method, ...partial } };
  }
  const named = dialect.has.partialIndexes ? [] : equalities(where ?? '', Object.keys(attributes));
  const equal = [...by.flatMap(columnsOf), ...named].map((column): IndexKey => {
    const attribute = attributes[column];
    const expression = attribute && dialect.form(attribute, dialect.quote(column)).uniqueOn;
    return expression === undefined ? ascending(column) : { expression, direction: 'asc' };
  });
  const sorted = order.flatMap((name) =>
    columnsOf(name.replace(/^-/, '')).map(
      (column): IndexKey => ({ column, direction: name.startsWith('-') ? 'desc' : 'asc' }),
    ),
  );
  const ranged = range === undefined ? [] : columnsOf(range).map(ascending);
  const isSorted = sorted.some(({ column }) => ranged.some((key) => key.column === column));
  const keys = [...equal, ...(isSorted ? [] : ranged), ...(ranged.length > 0 && !isSorted ? [] : sorted)];
  const distinct = keys.filter(
    (key, at) => keys.findIndex((one) => one.column === key.column && one.expression === key.expression) === at,
  );
  const alike = distinct.filter((key) => equal.some((one) => sameKey(one, key))).length;
  return distinct.length === 0 ? undefined : { keys: distinct, equal: alike, rest: partial };
}

/** Columns that a condition compares with one value: keys of an index, where it cannot have the condition itself. */
function equalities(condition: string, columns: readonly string[]): readonly string[] {
  if (/\b(?:OR|NOT)\b/i.test(condition)) return [];
  return condition.split(/\bAND\b/i).flatMap((term) => {
    const [, name = ''] =
      /^[\s"`]*([a-z][a-z0-9_]*)[\s"`]*(?:=\s*(?:'[^']*'|[\d.]+)\s*|IS\s+NULL\s*)?$/i.exec(term) ?? [];
    return columns.includes(name) ? [name] : [];
  });
}

function keepWidest(wanted: readonly Wanted[], table: Table, site: Site): readonly ServingIndex[] {
  const given: Held[] = [
    ...table.constraints.flatMap(({ kind, columns }) =>
      kind === 'primary-key' || kind === 'unique' ? [{ keys: columns.map(ascending), serves: [], isUnique: true }] : [],
    ),
    ...table.indexes.map(({ keys, predicate, unique }) => ({ keys, predicate, serves: [], isUnique: unique })),
  ];
  const held: Held[] = [...given];
  const widestFirst = wanted.toSorted((a, b) => b.keys.length - a.keys.length);
  for (const { keys, equal, rest, serves } of widestFirst) {
    const { predicate, method } = rest;
    const server = held.find((one) => covers(one, { keys, equal, predicate, method }));
    if (server !== undefined) server.serves.push(serves);
    else held.push({ keys, predicate, method, serves: [serves] });
  }
  return held
    .filter((one) => !given.includes(one))
    .map(({ keys, predicate, method, serves }) => ({
      serves,
      index: {
        schema: table.schema,
        table: table.name,
        name: site.nameFor('idx', table.name, [
          ...keys.map(keyWord),
          ...(method === 'gin' ? ['trgm'] : []),
          ...(predicate === undefined ? [] : [predicateWord(predicate)]),
        ]),
        method: method ?? 'btree',
        unique: false,
        keys: [...keys],
        include: [],
        valid: true,
        ...(predicate === undefined ? {} : { predicate }),
      },
    }));
}

interface Held {
  readonly keys: readonly IndexKey[];
  readonly predicate?: string | undefined;
  readonly method?: string | undefined;
  readonly serves: string[];
  readonly isUnique?: boolean;
}

/** The first serves whatever the second would: it begins with the same keys, and leaves out no row that is wanted. */
function covers(one: Held, other: Pick<Wanted, 'keys' | 'equal'> & Pick<Held, 'predicate' | 'method'>): boolean {
  if ((one.method ?? 'btree') !== (other.method ?? 'btree')) return false;
  if (one.predicate !== undefined && one.predicate !== other.predicate) return false;
  const equal = other.keys.slice(0, other.equal);
  if (
    one.isUnique === true &&
    one.keys.length > 0 &&
    one.keys.every((key) => equal.some((wanted) => sameKey(key, wanted)))
  ) {
    // A row that a whole unique key finds needs no order.
    return true;
  }
  const directions = other.keys.flatMap((key, at) =>
    at < other.equal ? [] : [one.keys[at]?.direction === key.direction],
  );
  // An index is read from either end.
  return (
    new Set(directions).size <= 1 &&
    other.keys.every((key, at) => {
      const mine = one.keys[at];
      return mine !== undefined && sameKey(mine, key);
    })
  );
}

function sameKey(a: IndexKey, b: IndexKey): boolean {
  return a.column === b.column && a.expression === b.expression;
}

function keyWord({ column, expression }: IndexKey): string {
  return (
    column ??
    (expression ?? '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '')
  );
}

function predicateWord(predicate: string): string {
  return predicate
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 24);
}

function ascending(column: string): IndexKey {
  return { column, direction: 'asc' };
}
