import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { inferStatistics } from '#engines/postgres/infer-statistics.ts';
import { parsePlan } from '#engines/postgres/parse/plan.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import { withServer } from '../../servers.ts';

const ddl = `
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, city varchar(40), active boolean NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, status text NOT NULL, total numeric(10,2), at timestamptz NOT NULL, shipped date);
CREATE INDEX orders_user_id ON orders (user_id);
`;

const fill = `
INSERT INTO users SELECT i, 'user' || i || '@example.org', 'City ' || i % 50, i % 8 <> 0 FROM generate_series(1, 8000) i;
INSERT INTO orders SELECT i, 1 + i * 13 % 8000, CASE WHEN i % 20 = 0 THEN 'open' WHEN i % 500 = 1 THEN 'lost' ELSE 'done' END, i % 1000,
  timestamptz '2025-01-01 00:00+00' + i * interval '4 min', CASE WHEN i % 20 <> 0 THEN date '2025-01-02' + i / 360 END FROM generate_series(1, 100000) i;
VACUUM ANALYZE`;

const column = (name: string, type: string, nullable = false) => ({ name, type, nullable });
const constraint = (kind: string, columns: string[], more = {}) => ({
  name: kind,
  kind,
  columns,
  definition: '',
  ...more,
});
const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'users',
      columns: [
        column('id', 'integer'),
        column('email', 'text'),
        column('city', 'character varying(40)', true),
        column('active', 'boolean'),
      ],
      constraints: [constraint('primary-key', ['id'])],
    },
    {
      schema: 'public',
      name: 'orders',
      columns: [
        column('id', 'integer'),
        column('user_id', 'integer'),
        column('status', 'text'),
        column('total', 'numeric(10,2)', true),
        column('at', 'timestamp with time zone'),
        column('shipped', 'date', true),
      ],
      constraints: [
        constraint('primary-key', ['id']),
        constraint('foreign-key', ['user_id'], {
          references: {
            schema: 'public',
            table: 'users',
            columns: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        }),
      ],
      indexes: [{ schema: 'public', table: 'orders', name: 'orders_user_id', keys: [{ column: 'user_id' }] }],
    },
  ],
});

/** Each reads orders from end to end, with a condition that its statistics can express. */
const queries = [
  'SELECT * FROM orders',
  "SELECT * FROM orders WHERE status = 'open'",
  "SELECT id FROM orders WHERE status = 'lost'",
  "SELECT * FROM orders WHERE status IN ('open', 'lost')",
  "SELECT * FROM orders WHERE status <> 'done'",
  'SELECT * FROM orders WHERE total < 120',
  'SELECT * FROM orders WHERE total BETWEEN 100 AND 150',
  "SELECT * FROM orders WHERE at >= '2025-09-01'",
  "SELECT * FROM orders WHERE at >= '2025-03-01' AND at < '2025-03-08'",
  "SELECT count(*) FROM orders WHERE shipped > '2025-10-01'",
  'SELECT * FROM orders WHERE shipped IS NULL',
  'SELECT * FROM orders WHERE shipped IS NOT NULL AND total = 7',
  "SELECT * FROM orders WHERE status = 'open' AND total > 500",
];

describe('statistics inferred from a plan', () => {
  test('sizes are right within 15 %, and the same rows are expected again', async (context) => {
    // ANALYZE reads all rows then, and no chance is in it.
    const settings = { autovacuum: 'off', default_statistics_target: '340' };
    await withServer({ major: 18, context, settings }, async (server) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      try {
        await client.query(ddl);
        for (const statement of fill.split(';\n')) await client.query(statement);
        const truth = await client.query<{ relpages: number; reltuples: number }>(
          "SELECT relpages, reltuples FROM pg_class WHERE relname = 'orders'",
        );
        const { relpages, reltuples } = truth.rows[0]!;
        // A copy with its rows and without any statistics of its own.
        await client.query('CREATE TABLE copies (LIKE orders); INSERT INTO copies SELECT * FROM orders');
        for (const analyze of ['ANALYZE', 'COSTS']) {
          for (const sql of queries) {
            const plan = await parsePlan(await explain(client, analyze, sql));
            const query = await resolve(sql, schema);
            const statistics = inferStatistics(plan, query, schema);
            const orders = statistics.relations.find(({ name }) => name === 'orders')!;
            const selective = /WHERE/.test(sql) && analyze === 'COSTS';
            // Only with whole rows the plan tells their width; else the types do, roughly.
            const tolerance = selective && !sql.includes('*') ? 0.4 : 0.15;
            expect.soft(Math.abs(orders.rows! / reltuples - 1), `rows, ${analyze} ${sql}`).toBeLessThan(tolerance);
            expect.soft(Math.abs(orders.pages / relpages - 1), `pages, ${analyze} ${sql}`).toBeLessThan(tolerance);
            await give(client, orders);
            const again = scanOf(
              (await parsePlan(await explain(client, 'COSTS', sql.replace('orders', 'copies')))).root,
            );
            const seen = scanOf(plan.root);
            const rows =
              analyze === 'ANALYZE'
                ? seen.actual!.rows * (seen.parallelAware ? seen.actual!.loops : 1)
                : seen.estimated!.rows;
            expect.soft(Math.abs(again.estimated!.rows / rows - 1), `share, ${analyze} ${sql}`).toBeLessThan(0.2);
          }
        }
      } finally {
        await client.end();
      }
    });
  });

  test('joins, look-ups and flags', async (context) => {
    await withServer({ major: 18, context, settings: { autovacuum: 'off' } }, async (server) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      try {
        await client.query(ddl);
        for (const statement of fill.split(';\n')) await client.query(statement);
        const infer = async (sql: string) =>
          inferStatistics(await parsePlan(await explain(client, 'ANALYZE', sql)), await resolve(sql, schema), schema);
        const of = (relations: readonly RelationStatistics[], table: string, name: string) =>
          relations.find((relation) => relation.name === table)!.columns.find((each) => each.column === name)!;

        const flag = await infer('SELECT * FROM users WHERE NOT active');
        expect(of(flag.relations, 'users', 'active')).toMatchObject({ mostCommonValues: ['f', 't'], distinct: 2 });
        expect(of(flag.relations, 'users', 'active').mostCommonFrequencies![0]).toBeCloseTo(0.125, 2);
        expect(of(flag.relations, 'users', 'id').distinct).toBe(-1);

        const join = await infer("SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE o.status = 'lost'");
        expect(of(join.relations, 'orders', 'user_id').distinct).toBe(8000);

        const lookup = await infer(
          "SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE u.email = 'user7@example.org'",
        );
        expect(lookup.unread.join()).toMatch(/public\.orders is; 10000 rows were assumed/);
        const index = await infer('SELECT * FROM orders WHERE user_id = 7');
        const userId = of(index.relations, 'orders', 'user_id');
        expect(userId.mostCommonValues).toEqual(['7']);
        expect(userId.mostCommonFrequencies![0]! * index.relations[0]!.rows!).toBeCloseTo(13, 0);
        expect(index.relations.find(({ kind }) => kind === 'index')).toMatchObject({
          name: 'orders_user_id',
          table: 'orders',
        });
      } finally {
        await client.end();
      }
    });
  });
});

async function explain(client: pg.Client, option: string, sql: string): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (${option}) ${sql}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

function scanOf(node: PlanNode): PlanNode {
  if (node.relation !== undefined) return node;
  return scanOf(node.children[0]!);
}

/** https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-STATSMOD */
async function give(client: pg.Client, orders: RelationStatistics): Promise<void> {
  await client.query(
    "SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', 'copies', 'relpages', $1::int, 'reltuples', $2::real)",
    [orders.pages, orders.rows],
  );
  await client.query(
    "SELECT pg_clear_attribute_stats('public', 'copies', attname, false) FROM pg_attribute WHERE attrelid = 'copies'::regclass AND attnum > 0",
  );
  for (const column of orders.columns) await giveColumn(client, column);
}

async function giveColumn(client: pg.Client, column: ColumnStatistics): Promise<void> {
  const array = (values: readonly (string | number)[]) => `{${values.map((value) => `"${value}"`).join(',')}}`;
  const common =
    column.mostCommonValues === undefined ? '' : ", 'most_common_vals', $5::text, 'most_common_freqs', $6::real[]";
  const histogram = column.histogram === undefined ? '' : `, 'histogram_bounds', $${common === '' ? 5 : 7}::text`;
  const { rows } = await client.query(
    `SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'copies', 'attname', $1::text, 'inherited', false,
       'null_frac', $2::real, 'avg_width', $3::int, 'n_distinct', $4::real${common}${histogram}) AS done`,
    [
      column.column,
      column.nullFraction,
      column.averageWidth,
      column.distinct,
      ...(common === '' ? [] : [array(column.mostCommonValues!), column.mostCommonFrequencies!]),
      ...(histogram === '' ? [] : [array(column.histogram!)]),
    ],
  );
  expect(rows).toEqual([{ done: true }]);
}
