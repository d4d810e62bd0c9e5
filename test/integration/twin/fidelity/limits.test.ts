import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TwinRequest } from '#contracts/engine.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { readTreeHeights } from '#engines/postgres/twin/tree-heights.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import { planOf } from '../compare-plans.ts';
import { testContext } from '../shop-source.ts';
import { fullShape, openTwin } from './agreement.ts';
import { type FidelityServer, type FidelitySource, startFidelityServer } from './sources.ts';

/** What a twin must get right beside plain queries: sizes beyond a file, heights, orders of text, what is missing. */
let server: FidelityServer;
beforeAll(async () => {
  server = await startFidelityServer(18);
});
afterAll(() => server?.stop());

const kinds = ['native', 'pglite'] as const;
const query = (text: string) => ({ query: { text, parameters: {} }, indexes: [] });

describe.each(kinds)('on %s', (kind) => {
  it('plans a table of 76 GB as one of 76 GB', async () => {
    const pages = 76 * 131072;
    const rows = 1_000_000_000;
    const request = withSizes(sourceOf('shop').request, {
      orders: { pages, rows },
      orders_pkey: { pages: 2_742_000, rows },
    });
    const twin = await createStatisticsTwin(request, testContext, { kind });
    try {
      const all = (await twin.whatIf.ask(query('SELECT * FROM orders'))).plan.root;
      expect(all.type).toBe('Seq Scan');
      expect(all.estimated).toMatchObject({ rows, totalCost: pages + rows * 0.01 });

      const one = (await twin.whatIf.ask(query('SELECT * FROM orders WHERE id = 5'))).plan.root;
      expect(one.index).toBe('orders_pkey');
      // cpu_operator_cost for log2(rows) comparisons, and 50 of them for each of four levels.
      expect(one.estimated?.startupCost).toBeCloseTo(0.57, 2);

      const index = IndexDefinition.parse({
        schema: 'public',
        name: 'i',
        table: 'orders',
        keys: [{ column: 'total' }],
      });
      const started = performance.now();
      const tried = await twin.whatIf.ask({ ...query('SELECT * FROM orders WHERE total = 17.5'), indexes: [index] });
      expect(tried.used).toEqual(['i']);
      expect(tried.bytes['i']).toBeGreaterThan(5 * 2 ** 30);
      expect(performance.now() - started).toBeLessThan(20_000);
      const again = (await twin.whatIf.ask(query('SELECT * FROM orders'))).plan.root;
      expect(again.estimated).toEqual(all.estimated);
    } finally {
      await twin.close();
    }
  });

  it.each([
    { name: 'freight', text: `SELECT id FROM companies WHERE name LIKE 'Abc%'`, serves: 'companies_name' },
    { name: 'shop', text: `SELECT id FROM products WHERE sku LIKE 'SKU-0000001%'`, serves: undefined },
    { name: 'archive', text: `SELECT id FROM "People" WHERE lower(name) LIKE 'bert 7%'`, serves: undefined },
  ])('takes a B-tree for a prefix only where the source does: $name', async ({ name, text, serves }) => {
    const source = sourceOf(name);
    const twin = await openTwin(source, kind === 'native' ? { kind, major: 18 } : { kind });
    try {
      const { plan } = await twin.whatIf.ask(query(text));
      expect(indexesIn(plan.root)).toEqual(serves === undefined ? [] : [serves]);
      expect(fullShape(plan.root)).toBe(fullShape(await planOf(source.connection, text)));
    } finally {
      await twin.close();
    }
  });

  it('does without an extension that is not here, and says what for', async () => {
    const source = sourceOf('archive');
    const twin = await createStatisticsTwin(withoutExtension(source.request, 'hstore'), testContext, { kind });
    try {
      const { notes } = twin.whatIf;
      expect(notes.find((note) => note.startsWith('The twin has no extension hstore_of_others:'))).toBeDefined();
      expect(notes).toContain(
        'The twin holds Archive.People.traits as text: its type comes with an extension that is not here.',
      );
      expect(notes.find((note) => note.startsWith('The twin has no index Archive.people_traits:'))).toBeDefined();
      const text = source.queries['expressionOfTwo'] ?? '';
      const { plan } = await twin.whatIf.ask(query(text));
      const real = await planOf(source.connection, text);
      expect(fullShape(plan.root)).toBe(fullShape(real));
      expect(plan.root.estimated).toEqual(real.estimated);
      await expect(twin.whatIf.ask(query(source.queries['hstore'] ?? ''))).rejects.toThrow(
        /^The query cannot be planned in the twin: .*@>/,
      );
    } finally {
      await twin.close();
    }
  });
});

it('gives B-trees the height that they have on the source', async () => {
  const differing: object[] = [];
  let all = 0;
  for (const { name: source, connection, request } of server.sources) {
    const known = new Map(request.statistics.relations.map((each) => [`${each.schema}.${each.name}`, each]));
    const heights = await readTreeHeights(connection, known);
    await connection.query('CREATE EXTENSION IF NOT EXISTS pageinspect SCHEMA pg_catalog');
    for (const [oid, height] of heights) {
      const [tree] = await connection.query(
        'SELECT $1::oid::regclass::text AS name, level FROM bt_metap($1::oid::regclass::text)',
        [oid],
      );
      all += 1;
      if (Number(tree?.['level']) !== height) differing.push({ source, ...tree, height });
    }
  }
  console.log(`${all} B-trees; of another height than the twin's:`, differing);
  expect(all).toBeGreaterThan(60);
  expect(differing.length / all).toBeLessThanOrEqual(0.05);
});

function sourceOf(name: string): FidelitySource {
  const found = server.sources.find((source) => source.name === name);
  if (found === undefined) throw new Error(`There is no source ${name}.`);
  return found;
}

function withSizes(
  request: TwinRequest,
  sizes: Readonly<Record<string, { readonly pages: number; readonly rows: number }>>,
): TwinRequest {
  const relations = request.statistics.relations.map((relation) => {
    const size = sizes[relation.name];
    return size === undefined ? relation : { ...relation, ...size, recordedPages: size.pages };
  });
  return { ...request, statistics: { ...request.statistics, relations } };
}

/** As if the extension were one that nobody has here. */
function withoutExtension(request: TwinRequest, name: string): TwinRequest {
  const objects = request.schema.objects.map((object) =>
    object.kind === 'extension' && object.name === name
      ? { ...object, name: `${name}_of_others`, definition: `CREATE EXTENSION ${name}_of_others` }
      : object,
  );
  return { ...request, schema: { ...request.schema, objects } };
}

function indexesIn(node: PlanNode): readonly string[] {
  return [...(node.index === undefined ? [] : [node.index]), ...node.children.flatMap(indexesIn)];
}
