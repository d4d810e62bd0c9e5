import { describe, expect, it } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { seedRows } from './seed-rows.ts';
import { csvPieces } from './write-csv.ts';
import { jsonlPieces } from './write-jsonl.ts';

const time = 'timestamp with time zone';
const reference = (name: string, columns: string[], table: string, to: string[]) => ({
  name,
  kind: 'foreign-key' as const,
  columns,
  references: { schema: 'public', table, columns: to, onDelete: '', onUpdate: '' },
  definition: '',
});
const primary = (...columns: string[]) => ({ name: 'pk', kind: 'primary-key' as const, columns, definition: '' });
const column = (name: string, type: string, nullable = false) => ({ name, type, nullable });

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'countries',
      columns: [column('code', 'character(2)'), column('name', 'text'), column('currency', 'character(3)')],
      constraints: [primary('code')],
    },
    {
      schema: 'public',
      name: 'users',
      columns: [
        column('id', 'bigint'),
        column('first_name', 'text'),
        column('last_name', 'text'),
        column('email', 'text'),
        column('phone', 'text', true),
        column('country_code', 'character(2)'),
        column('created_at', time),
        column('updated_at', time),
      ],
      constraints: [
        primary('id'),
        { name: 'mail', kind: 'unique', columns: ['email'], definition: '' },
        reference('land', ['country_code'], 'countries', ['code']),
      ],
    },
    {
      schema: 'public',
      name: 'posts',
      columns: [
        column('id', 'bigint'),
        column('user_id', 'bigint'),
        column('title', 'text'),
        column('slug', 'text'),
        column('price', 'numeric(10,2)'),
        column('created_at', time),
        column('meta', 'jsonb', true),
      ],
      constraints: [primary('id'), reference('author', ['user_id'], 'users', ['id'])],
    },
  ],
});

type Row = Readonly<Record<string, string | null>>;

function made(seed: number, rows = 4000): ReadonlyMap<string, readonly Row[]> {
  return new Map(
    seedRows({ schema, rows, seed, checks: [] }).tables.map((table) => [
      table.name,
      [...table.batches()]
        .flat()
        .map((row) => Object.fromEntries(table.columns.map((name, at) => [name, row[at] ?? null]))),
    ]),
  );
}

describe('rows of a seed', () => {
  const rows = made(7);
  const [users, posts, countries] = ['users', 'posts', 'countries'].map((name) => rows.get(name) ?? []);

  it('are the same for the same seed', () => {
    expect(JSON.stringify([...made(7)])).toBe(JSON.stringify([...rows]));
    expect(JSON.stringify([...made(8)])).not.toBe(JSON.stringify([...rows]));
  });

  it('are few in a lookup table and most at the end of the foreign keys', () => {
    expect(countries?.length).toBeLessThanOrEqual(60);
    expect(posts?.length).toBeGreaterThan(users?.length ?? 0);
    expect([...rows.values()].flat().length).toBeGreaterThan(3900);
    expect([...rows.values()].flat().length).toBeLessThan(4100);
  });

  it('have addresses and numbers that belong to nobody', () => {
    for (const user of users ?? []) {
      expect(user['email']).toMatch(/^[a-z0-9._]+@example\.(com|org|net)$/);
      if (user['phone'] !== null) expect(user['phone']).toMatch(/^\+(999\d{9}|1\d{3}55501\d\d|447700900\d{3})$/);
    }
    expect(new Set(users?.map(({ email }) => email)).size).toBe(users?.length);
  });

  it('agree with themselves', () => {
    for (const { code, name, currency } of countries ?? []) {
      if (code === 'JP') expect([name, currency]).toEqual(['Japan', 'JPY']);
      if (code === 'SE') expect([name, currency]).toEqual(['Sweden', 'SEK']);
    }
    const german = users?.filter(({ country_code: code }) => code === 'DE') ?? [];
    expect(german.length).toBeGreaterThan(5);
    for (const post of posts ?? []) {
      expect(post['slug']).toBe(post['title']?.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
    }
    const userOf = new Map(users?.map((user) => [user['id'], user]));
    for (const user of users ?? []) expect(String(user['created_at']) <= String(user['updated_at'])).toBe(true);
    for (const post of posts ?? [])
      expect(String(userOf.get(post['user_id'] ?? '')?.['created_at']) <= String(post['created_at'])).toBe(true);
  });

  it('are spread as in life: a few users write much, prices have a long tail, more happens later', () => {
    const counts = new Map<string | null, number>();
    for (const { user_id: user = null } of posts ?? []) counts.set(user, (counts.get(user) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const mean = (posts?.length ?? 0) / (users?.length ?? 1);
    expect(sorted[0]).toBeGreaterThan(mean * 5);
    expect(sorted[0]).toBeLessThan((posts?.length ?? 0) / 10);
    const prices = (posts ?? []).map(({ price }) => Number(price)).sort((a, b) => a - b);
    const median = prices[prices.length >> 1] ?? 0;
    const average = prices.reduce((sum, price) => sum + price, 0) / prices.length;
    expect(average).toBeGreaterThan(median * 1.15);
    const days = (users ?? []).map(({ created_at: at }) => Date.parse(String(at).slice(0, 10)));
    const middle = ((days[0] ?? 0) + (days.at(-1) ?? 0)) / 2;
    expect(days.filter((day) => day > middle).length).toBeGreaterThan(days.length * 0.55);
  });
});

it('gives stated tables what is stated', () => {
  const set = seedRows({ schema, rows: 500, seed: 1, checks: [], tables: { posts: 33, 'public.users': 0 } });
  expect(set.tables.find(({ name }) => name === 'users')?.rows).toBe(0);
  expect(set.unsatisfied.map(({ why }) => why)).toEqual(['public.users has no rows']);
  const fine = seedRows({ schema, rows: 500, seed: 1, checks: [], tables: { posts: 33 } });
  expect(fine.tables.find(({ name }) => name === 'posts')?.rows).toBe(33);
});

it('leaves an unsatisfiable count short, and says so', () => {
  const letters = DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [
      { schema: 'public', name: 'flags', columns: [column('id', 'boolean')], constraints: [primary('id')] },
      { schema: 'public', name: 'things', columns: [column('id', 'integer')], constraints: [primary('id')] },
    ],
  });
  const set = seedRows({ schema: letters, rows: 100, seed: 1, checks: [] });
  const count = set.tables.map((table) => [...table.batches()].flat().length);
  expect(count.sort((a, b) => a - b)[0]).toBe(2);
  expect(set.shorts).toMatchObject([{ table: 'public.flags', constraint: 'id', rows: 2 }]);
});

it('writes rows as CSV and as JSON lines', () => {
  const table = {
    schema: 'public',
    name: 'posts',
    columns: ['id', 'title', 'price', 'meta'],
    batches: () => [
      [
        ['1', 'a "quoted", title', '2.50', '{"a": 1}'],
        ['2', '', null, null],
      ],
    ],
  };
  expect([...csvPieces(table)].join('')).toBe(
    'id,title,price,meta\n1,"a ""quoted"", title",2.50,"{""a"": 1}"\n2,"",,\n',
  );
  const lines = [...jsonlPieces(schema, table)].join('').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { id: 1, title: 'a "quoted", title', price: 2.5, meta: { a: 1 } },
    { id: 2, title: '', price: null, meta: null },
  ]);
});
