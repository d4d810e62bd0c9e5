import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { DatabaseSchema as DatabaseSchemaNoun } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { IndexDefinition as IndexDefinitionNoun } from '#vocabulary/index-definition.ts';
import type { JoinCondition, Predicate, ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { ResolvedQuery as ResolvedQueryNoun } from '#vocabulary/resolved-query.ts';
import { Statistics } from '#vocabulary/statistics.ts';

/** A small shop for tests: its tables, its statistics, and short words to write resolved queries with. */

const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  users: {
    id: 'bigint',
    email: 'character varying(255)',
    name: 'text',
    status: 'character varying(20)',
    active: 'boolean',
    created_at: 'timestamp with time zone',
    profile: 'jsonb',
    tags: 'text[]',
    search: 'tsvector',
  },
  orders: {
    id: 'bigint',
    user_id: 'bigint',
    status: 'text',
    total: 'numeric(12,2)',
    created_at: 'timestamp with time zone',
    deleted_at: 'timestamp with time zone',
    note: 'text',
  },
  order_items: { order_id: 'bigint', product_id: 'bigint', quantity: 'integer', price: 'numeric(12,2)' },
  events: { id: 'bigint', kind: 'text', at: 'timestamp without time zone', user_id: 'bigint' },
  countries: { code: 'character(2)', name: 'text' },
};

export function index(table: string, keys: readonly string[], more: Partial<IndexDefinition> = {}): IndexDefinition {
  return IndexDefinitionNoun.parse({
    schema: 'public',
    table,
    name: `${table}_${keys.join('_').replaceAll(/\W+/g, '_')}_idx`,
    keys: keys.map((key) => {
      const [column, direction = 'asc'] = key.split(' ');
      return /\(/.test(key) ? { expression: key } : { column, direction };
    }),
    ...more,
  });
}

export function shop(indexes: readonly IndexDefinition[] = [], more: Partial<DatabaseSchema> = {}): DatabaseSchema {
  const keys: Readonly<Record<string, readonly string[]>> = {
    users: ['id'],
    orders: ['id'],
    order_items: ['order_id', 'product_id'],
    countries: ['code'],
  };
  return DatabaseSchemaNoun.parse({
    engine: 'postgres',
    searchPath: ['public'],
    collation: { provider: 'libc', name: 'en_US.UTF-8' },
    tables: Object.entries(columns).map(([name, types]) => ({
      schema: 'public',
      name,
      kind: name === 'events' ? 'partitioned' : 'table',
      columns: Object.entries(types).map(([column, type]) => ({ name: column, type, nullable: true })),
      constraints:
        keys[name] === undefined
          ? []
          : [{ name: `${name}_pkey`, kind: 'primary-key', columns: keys[name], definition: 'PRIMARY KEY' }],
      indexes: indexes.filter(({ table }) => table === name),
    })),
    ...more,
  });
}

export const shopStatistics: Statistics = Statistics.parse({
  origin: 'catalog',
  relations: [
    relation('users', 200_000, 3_000, [
      column('status', { distinct: 3, values: ['active', 'inactive', 'banned'], frequencies: [0.9, 0.08, 0.02] }),
      column('active', { distinct: 2, values: ['t', 'f'], frequencies: [0.97, 0.03] }),
      column('email', { distinct: -1, width: 24 }),
      column('name', { distinct: -0.6, width: 14 }),
    ]),
    relation('orders', 1_000_000, 10_000, [
      column('id', { distinct: -1 }),
      column('user_id', { distinct: 150_000 }),
      column('status', { distinct: 3, values: ['done', 'open', 'void'], frequencies: [0.94, 0.04, 0.02], width: 5 }),
      column('total', { distinct: 40_000, width: 6 }),
      column('created_at', { distinct: -0.9 }),
      column('deleted_at', { distinct: -0.1, nulls: 0.9 }),
      column('note', { distinct: -0.5, width: 90 }),
    ]),
    relation('order_items', 3_000_000, 20_000, [
      column('order_id', { distinct: -0.33 }),
      column('product_id', { distinct: 20_000 }),
      column('quantity', { distinct: 10, width: 4 }),
      column('price', { distinct: 5_000, width: 6 }),
    ]),
    relation('countries', 200, 1, []),
  ],
});

function relation(name: string, rows: number, pages: number, stats: readonly object[]): object {
  return { schema: 'public', name, kind: 'table', rows, pages, columns: stats };
}

function column(
  name: string,
  facts: { distinct: number; values?: string[]; frequencies?: number[]; width?: number; nulls?: number },
): object {
  return {
    column: name,
    nullFraction: facts.nulls ?? 0,
    averageWidth: facts.width ?? 8,
    distinct: facts.distinct,
    ...(facts.values === undefined ? {} : { mostCommonValues: facts.values }),
    ...(facts.frequencies === undefined ? {} : { mostCommonFrequencies: facts.frequencies }),
  };
}

/** A condition on `alias.column`, before its relation has a number. */
export type Condition = Omit<Predicate, 'relation'> & { readonly alias: string };

export function where(place: string, operator: string, value?: string, more: Partial<Predicate> = {}): Condition {
  const [alias = '', name = ''] = place.split('.');
  const parameter = /^\$(\d+)$/.exec(value ?? '')?.[1];
  return {
    alias,
    column: name,
    columns: [name],
    operator,
    kind: kinds[operator] ?? 'other',
    ...(value === undefined ? {} : { value }),
    ...(parameter === undefined ? {} : { parameter: Number(parameter) }),
    constant: parameter === undefined,
    conjunct: true,
    clause: 'where',
    block: 0,
    text: [name, operator, value ?? ''].join(' ').trim(),
    ...more,
  };
}

/** A condition on an expression over `columns` of `alias`. */
export function whereExpression(
  alias: string,
  expression: string,
  names: readonly string[],
  operator: string,
  value: string,
  more: Partial<Predicate> = {},
): Condition {
  const { column: _, ...rest } = where(`${alias}.x`, operator, value);
  return { ...rest, expression, columns: [...names], text: `${expression} ${operator} ${value}`, ...more };
}

const kinds: Readonly<Record<string, Predicate['kind']>> = {
  '=': 'equality',
  '<>': 'inequality',
  '<': 'range',
  '>': 'range',
  '>=': 'range',
  BETWEEN: 'range',
  IN: 'in',
  LIKE: 'prefix',
  ILIKE: 'pattern',
  'IS NULL': 'is-null',
  'IS NOT NULL': 'is-not-null',
  '@>': 'containment',
  '&&': 'containment',
  '@@': 'text-search',
  '': 'boolean',
};

export interface QuerySketch {
  /** `orders o` */
  readonly from: readonly string[];
  readonly kind?: ResolvedQuery['kind'];
  readonly where?: readonly Condition[];
  /** `o.user_id = u.id` */
  readonly joins?: readonly string[];
  readonly joinKind?: JoinCondition['kind'];
  /** `o.created_at desc` */
  readonly order?: readonly string[];
  readonly group?: readonly string[];
  readonly distinct?: boolean;
  readonly aggregates?: boolean;
  /** `o.total` of min() or max(). */
  readonly extremes?: readonly string[];
  readonly limit?: string;
  readonly offset?: string;
  /** `o.total`; `o.*` for whole rows. */
  readonly read?: readonly string[];
  readonly locksRows?: boolean;
  readonly text?: string;
}

export function query(sketch: QuerySketch): ResolvedQuery {
  const aliases = sketch.from.map((one) => one.split(' ')[1] ?? one);
  const use = (place: string) => {
    const [alias = '', name = ''] = place.split('.');
    return { relation: aliases.indexOf(alias), column: name };
  };
  const sortKey = (key: string) => {
    const [place = '', direction = 'asc', , nulls] = key.split(' ');
    return { use: use(place), direction, ...(nulls === undefined ? {} : { nulls }) };
  };
  const kind = sketch.kind ?? 'select';
  const joins = (sketch.joins ?? []).map((text) => {
    const [left = '', right = ''] = text.split(' = ');
    return { left: use(left), right: use(right), operator: '=', kind: sketch.joinKind ?? 'inner', block: 0, text };
  });
  const read = sketch.read ?? aliases.map((alias) => `${alias}.*`);
  return ResolvedQueryNoun.parse({
    text: sketch.text ?? 'select 1',
    kind,
    relations: sketch.from.map((one, id) => ({
      id,
      kind: 'table',
      schema: 'public',
      name: one.split(' ')[0],
      alias: aliases[id],
      block: 0,
      target: id === 0 && kind !== 'select',
    })),
    blocks: [
      {
        id: 0,
        kind: 'main',
        grouping: (sketch.group ?? []).map(sortKey),
        aggregates: sketch.aggregates ?? false,
        ...(sketch.extremes === undefined ? {} : { extremes: sketch.extremes.map(sortKey) }),
        distinct: sketch.distinct ?? false,
        order: (sketch.order ?? []).map(sortKey),
        ...(sketch.limit === undefined ? {} : { limit: sketch.limit }),
        ...(sketch.offset === undefined ? {} : { offset: sketch.offset }),
      },
    ],
    predicates: (sketch.where ?? []).map(({ alias, ...one }) => ({ ...one, relation: aliases.indexOf(alias) })),
    joins,
    columns: [
      ...read.filter((place) => !place.endsWith('.*')).map(use),
      ...joins.flatMap(({ left, right }) => [left, right]),
      ...(sketch.where ?? []).flatMap(({ alias, columns: names }) => names.map((name) => use(`${alias}.${name}`))),
      ...[...(sketch.order ?? []), ...(sketch.group ?? [])].map((key) => sortKey(key).use),
    ],
    wholeRows: read.filter((place) => place.endsWith('.*')).map((place) => aliases.indexOf(place.slice(0, -2))),
    locksRows: sketch.locksRows ?? false,
  });
}
