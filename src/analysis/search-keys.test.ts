import { describe, expect, test } from 'vitest';
import { DatabaseSchema, type Table } from '#vocabulary/database-schema.ts';
import { Predicate, type SortKey } from '#vocabulary/resolved-query.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { indexCandidates } from './index-candidates.ts';
import { describeIndex } from './index-words.ts';
import { joinedSearch, nearestKeys, searchKeys } from './search-keys.ts';
import { query, where } from './shop.fixture.ts';

const columns: Readonly<Record<string, string>> = {
  id: 'bigint',
  title: 'character varying(80)',
  attrs: 'jsonb',
  codes: 'integer[]',
  search: 'tsvector',
  during: 'tstzrange',
  place: 'point',
  area: 'box',
  client: 'inet',
  path: 'public.ltree',
  room: 'integer',
  from_at: 'timestamp with time zone',
  to_at: 'timestamp with time zone',
  url: 'text',
};
const everything = ['pg_trgm', 'btree_gin', 'btree_gist', 'ltree'];

function schemaWith(extensions: readonly string[], indexes: readonly object[] = []): DatabaseSchema {
  return DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    objects: extensions.map((name) => ({ kind: 'extension', schema: 'public', name, definition: '' })),
    tables: [
      {
        schema: 'public',
        name: 'things',
        kind: 'table',
        columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: false })),
        constraints: [],
        indexes,
      },
    ],
  });
}

function tableOf({ tables: [table] }: DatabaseSchema): Table {
  if (table === undefined) throw new Error('There is a table.');
  return table;
}

function condition(subject: string, operator: string, value = "'x'"): Predicate {
  const isColumn = Object.hasOwn(columns, subject);
  return Predicate.parse({
    relation: 0,
    ...(isColumn ? { column: subject } : { expression: subject }),
    columns: Object.keys(columns).filter((name) => new RegExp(`\\b${name}\\b`).test(subject)),
    operator,
    kind: 'other',
    value,
    constant: true,
    conjunct: true,
    clause: 'where',
    block: 0,
    text: `${subject} ${operator} ${value}`,
  });
}

describe('keys of other access methods', () => {
  test.each([
    ['title', 'LIKE', ['gin title gin_trgm_ops']],
    ['title', 'ILIKE', ['gin title gin_trgm_ops']],
    ['title', '~*', ['gin title gin_trgm_ops']],
    ['title', '%', ['gin title gin_trgm_ops']],
    ['title', '<%', ['gin title gin_trgm_ops']],
    ['title', 'NOT LIKE', []],
    ['title', '!~', []],
    ['lower(title)', 'LIKE', ['gin lower(title) gin_trgm_ops']],
    ['attrs', '@>', ['gin attrs jsonb_path_ops']],
    ['attrs', '@@', ['gin attrs jsonb_path_ops']],
    ['attrs', '@?', ['gin attrs jsonb_path_ops']],
    ['attrs', '?|', ['gin attrs']],
    ['attrs', '<@', []],
    ["attrs -> 'labels'", '?', ["gin attrs -> 'labels'"]],
    ['codes', '<@', ['gin codes']],
    ['codes', '&&', ['gin codes']],
    ['search', '@@', ['gin search']],
    ['during', '-|-', ['gist during']],
    ['during', '@>', ['gist during']],
    ['tstzrange(from_at, to_at)', '&&', ['gist tstzrange(from_at, to_at)']],
    ['place', '<@', ['gist place']],
    ['place', '@>', []],
    ['area', '&&', ['gist area']],
    ['client', '>>', ['gist client inet_ops']],
    ['client', '<<', ['gist client inet_ops', 'btree client']],
    ['path', '<@', ['gist path']],
    ['path', '~', ['gist path']],
    ['room', '%', []],
    ['room', '<', []],
    ['place <-> point(1,1)', '<', []],
  ])('%s %s', (subject, operator, expected) => {
    const schema = schemaWith(everything);
    const found = searchKeys([condition(subject, operator)], tableOf(schema), schema);
    expect(found.map(({ method, keys: [key] }) => words(method, key))).toEqual(expected);
  });

  test('no trigrams where pg_trgm is not installed', () => {
    const schema = schemaWith([]);
    expect(searchKeys([condition('title', 'ILIKE')], tableOf(schema), schema)).toEqual([]);
  });

  function words(method: string, key: { column?: string; expression?: string; operatorClass?: string } | undefined) {
    return [method, key?.column ?? key?.expression, key?.operatorClass].filter((one) => one !== undefined).join(' ');
  }
});

describe('nearest first', () => {
  const nearest = (expression: string, extensions = everything, more: Partial<SortKey> = {}) => {
    const schema = schemaWith(extensions);
    const order: readonly SortKey[] = [{ expression, relation: 0, direction: 'asc', ...more }];
    return nearestKeys(order, 0, tableOf(schema), schema).flatMap(({ keys }) => keys);
  };

  test.each([
    ["place <-> CAST('(1,2)' AS point)", 'place', undefined],
    ["CAST('(1,2)' AS point) <-> place", 'place', undefined],
    ['area <-> CAST($1 AS point)', 'area', undefined],
    ["title <-> 'id of a title'", 'title', 'gist_trgm_ops'],
    ['room <-> 17', 'room', undefined],
  ])('%s', (expression, column, operatorClass) => {
    expect(nearest(expression)).toEqual([
      { column, direction: 'asc', ...(operatorClass === undefined ? {} : { operatorClass }) },
    ]);
  });

  test('never the farthest, between two columns, of texts without pg_trgm, of numbers without btree_gist', () => {
    expect(nearest("place <-> CAST('(1,2)' AS point)", everything, { direction: 'desc' })).toEqual([]);
    expect(nearest('place <-> area')).toEqual([]);
    expect(nearest("title <-> 'x'", [])).toEqual([]);
    expect(nearest('room <-> 17', [])).toEqual([]);
  });
});

describe('an equality in front', () => {
  const join = (extensions: readonly string[], method: string, column: string, equal: string) => {
    const schema = schemaWith(extensions);
    const search = { method, keys: [{ column, direction: 'asc' as const }], rank: 89 };
    return joinedSearch(search, [{ column: equal, direction: 'asc' }], tableOf(schema), schema).map(({ keys }) =>
      keys.map((key) => key.column),
    );
  };

  test('where the extension that brings its type is installed', () => {
    expect(join(everything, 'gin', 'search', 'room')).toEqual([['room', 'search']]);
    expect(join(everything, 'gist', 'during', 'room')).toEqual([['room', 'during']]);
    expect(join(['btree_gin'], 'gist', 'during', 'room')).toEqual([]);
    expect(join(everything, 'gin', 'search', 'attrs')).toEqual([]);
  });
});

describe('candidates by size', () => {
  const statistics = (correlation: number, width = 8) =>
    Statistics.parse({
      origin: 'catalog',
      relations: [
        {
          kind: 'table',
          schema: 'public',
          name: 'things',
          rows: 1_000_000,
          pages: 20_000,
          columns: [
            { column: 'from_at', nullFraction: 0, averageWidth: 8, distinct: -1, correlation },
            { column: 'url', nullFraction: 0, averageWidth: width, distinct: -1 },
          ],
        },
      ],
    });
  const candidates = (
    sketch: Omit<Parameters<typeof query>[0], 'from'>,
    known = statistics(1),
    indexes: readonly object[] = [],
  ) =>
    indexCandidates({
      query: query({ from: ['things t'], ...sketch }),
      schema: schemaWith([], indexes),
      statistics: known,
    }).map(describeIndex);
  const range = where('t.from_at', '>=', "'2026-01-01'");

  test('BRIN where the rows lie in the order of the column', () => {
    expect(candidates({ where: [range] })).toContain('things using brin (from_at)');
    expect(candidates({ where: [range] }, statistics(-0.99))).toContain('things using brin (from_at)');
    expect(candidates({ where: [range] }, statistics(0.6))).not.toContain('things using brin (from_at)');
    expect(candidates({ order: ['t.from_at'], limit: '10' })).not.toContain('things using brin (from_at)');
  });

  test('no B-tree beside a BRIN index, unless the order is wanted', () => {
    const brin = [
      { schema: 'public', table: 'things', name: 'summary', method: 'brin', keys: [{ column: 'from_at' }] },
    ];
    expect(candidates({ where: [range], read: ['t.id'] }, statistics(1), brin)).toEqual([]);
    expect(candidates({ where: [range], order: ['t.from_at'], limit: '10' }, statistics(1), brin)).toContain(
      'things (from_at)',
    );
  });

  test('hash where a long text is only compared with =', () => {
    const equal = where('t.url', '=', '$1');
    expect(candidates({ where: [equal] }, statistics(1, 200))).toContain('things using hash (url)');
    expect(candidates({ where: [equal] }, statistics(1, 20))).not.toContain('things using hash (url)');
    const list = where('t.url', 'IN', '($1, $2)');
    expect(candidates({ where: [list] }, statistics(1, 200))).toContain('things using hash (url)');
    expect(candidates({ where: [list], order: ['t.url'] }, statistics(1, 200))).not.toContain(
      'things using hash (url)',
    );
    expect(candidates({ where: [where('t.url', '>', '$1')] }, statistics(1, 200))).not.toContain(
      'things using hash (url)',
    );
  });
});
