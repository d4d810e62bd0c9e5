import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { walkPlan } from '#analysis/plan-walk.ts';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import type { Session } from '#contracts/session.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { Plan } from '#vocabulary/plan.ts';
import { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { TableSample } from '#vocabulary/table-sample.ts';
import { subjects } from './engines.ts';

/** Every ability that an engine claims does what its socket says, whatever the dialect. */
const context: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(),
  random: Math.random,
};

describe.each(subjects.map((subject) => [subject.engine.traits.name, subject] as const))('%s', (_, subject) => {
  const { engine } = subject;
  const skip = !subject.available;
  const query = `SELECT title, pages FROM book WHERE author_id = ${subject.parameter} ORDER BY added LIMIT 5`;
  const bound = { text: query, parameters: { '1': '42' } };
  const index: IndexDefinition = {
    schema: subject.schema,
    table: 'book',
    name: 'book_author',
    method: 'btree',
    unique: false,
    keys: [{ column: 'author_id', direction: 'asc' }],
    include: [],
    valid: true,
  };
  let place: { readonly url: string; readonly stop: () => Promise<void> };
  let session: Session;
  let schema: DatabaseSchema;
  let statistics: Statistics;
  const request = (): TwinRequest => ({
    schema,
    statistics,
    settings: {},
    target: session,
    major: session.server.major,
  });

  beforeAll(async () => {
    if (skip) return;
    place = await subject.start();
    session = await engine.connect!(place.url, { bounds: Bounds.parse({}) }, context);
    schema = await engine.inspect!(session, context);
    statistics = await engine.statistics!(session, schema, context);
  });
  afterAll(async () => {
    await session?.close();
    await place?.stop();
  });

  test.skipIf(skip)('connect: who answers', () => {
    expect(session.engine).toBe(engine.traits.id);
    expect(session.server).toMatchObject({ engine: engine.traits.id, product: engine.traits.name });
    expect(session.server.version).toMatch(/^\d+\.\d+/);
  });

  test.skipIf(skip)('inspect: tables, keys, indexes, views', () => {
    expect(DatabaseSchema.parse(schema)).toEqual(schema);
    expect(schema.engine).toBe(engine.traits.id);
    expect(schema.searchPath).toContain(subject.schema);
    const book = schema.tables.find(({ name }) => name === 'book');
    expect(book?.columns.map(({ name, nullable }) => [name, nullable])).toEqual([
      ['id', false],
      ['author_id', false],
      ['title', false],
      ['pages', true],
      ['added', true],
    ]);
    expect(book?.constraints.find(({ kind }) => kind === 'primary-key')?.columns).toEqual(['id']);
    expect(book?.constraints.find(({ kind }) => kind === 'foreign-key')).toMatchObject({
      columns: ['author_id'],
      references: { schema: subject.schema, table: 'author', columns: ['id'] },
    });
    expect(book?.indexes.find(({ name }) => name === 'book_title')?.keys).toMatchObject([{ column: 'title' }]);
    expect(schema.views).toMatchObject([{ name: 'thick', columns: [{ name: 'id' }, { name: 'title' }] }]);
  });

  test.skipIf(skip)('statistics: rows and what the columns hold', () => {
    expect(Statistics.parse(statistics)).toEqual(statistics);
    const book = statistics.relations.find(({ name, kind }) => name === 'book' && kind === 'table');
    expect(book?.rows).toBe(20_000);
    expect(book?.columns.find(({ column }) => column === 'author_id')?.distinct).toBe(500);
    expect(book?.pages).toBeGreaterThan(50);
  });

  test.skipIf(skip || !engine.sample)('sample: some rows of each table, a small one whole', async () => {
    const samples = z.array(TableSample).parse(await engine.sample!(session, schema, context));
    const of = (name: string) => samples.find(({ table }) => table === name);
    expect(of('author')).toMatchObject({
      schema: subject.schema,
      columns: ['id', 'name', 'country'],
      whole: true,
      cut: [],
    });
    expect(of('author')?.rows).toHaveLength(500);
    expect(of('author')?.rows.find(([id]) => id === '4')).toEqual(['4', 'name 4', 'CH']);
    expect(of('book')?.whole).toBe(false);
    expect(of('book')?.rows.length).toBeGreaterThan(2000);
    expect(of('book')?.rows.length).toBeLessThanOrEqual(4000);
    expect(samples.map(({ table }) => table)).not.toContain('thick');
  });

  test.skipIf(skip || !engine.settings)('settings: names and values', async () => {
    expect(Object.keys(await engine.settings!(session, context)).length).toBeGreaterThan(0);
  });

  test.skipIf(skip)('resolve: every name to its relation', async () => {
    const resolved = await engine.resolve!(query, schema);
    expect(ResolvedQuery.parse(resolved)).toEqual(resolved);
    expect(resolved.relations).toMatchObject([{ kind: 'table', schema: subject.schema, name: 'book' }]);
    expect(resolved.predicates).toMatchObject([{ column: 'author_id', kind: 'equality', parameter: 1 }]);
    expect(resolved.blocks[0]).toMatchObject({ limit: '5', order: [{ use: { column: 'added' }, direction: 'asc' }] });
    expect(resolved.columns.map(({ column }) => column)).toEqual(['added', 'author_id', 'pages', 'title']);
    const viewed = await engine.resolve!('SELECT title FROM thick', schema);
    expect(viewed.relations.map(({ kind, name }) => [kind, name])).toEqual([
      ['view', 'thick'],
      ['table', 'book'],
    ]);
  });

  test.skipIf(skip)('resolve: refuses what is wrong', async () => {
    const code = (text: string) =>
      engine.resolve!(text, schema).then(
        () => 'done',
        (error: { problem: { code: string } }) => error.problem.code,
      );
    expect(await code('SELECT titel FROM book')).toBe('not-found');
    expect(await code('SELECT title FROM bok')).toBe('not-found');
    expect(await code('SELEC title FROM book')).toBe('invalid');
    expect(await code('SELECT 1; SELECT 2')).toBe('invalid');
    expect(await code('DROP TABLE book')).toBe('invalid');
  });

  test.skipIf(skip)('explain: a plan, with and without values', async () => {
    for (const text of [bound, { text: query, parameters: {} }]) {
      const plan = await engine.explain!(session, text, context);
      expect(Plan.parse(plan)).toEqual(plan);
      expect(plan.analyzed).toBe(false);
      expect(plan.generic).toBe(text !== bound);
      const types = walkPlan(plan).map(({ node }) => node.type);
      expect(types).toEqual(['Limit', 'Sort', 'Seq Scan']);
      expect(plan.root.estimated?.totalCost).toBeGreaterThan(100);
      expect(walkPlan(plan).at(-1)?.node).toMatchObject({ relation: 'book', schema: subject.schema });
    }
  });

  test.skipIf(skip)('ask: rows of a reading statement, nothing of a writing one', async () => {
    const answer = await session.ask({ text: 'SELECT id, title FROM book WHERE id < 3 ORDER BY id', parameters: {} });
    expect(answer.columns.map(({ name }) => name)).toEqual(['id', 'title']);
    expect(answer.rows.map(([, title]) => title)).toEqual(['title 1', 'title 2']);
    await expect(session.ask({ text: 'DELETE FROM book', parameters: {} })).rejects.toMatchObject({
      problem: { code: 'denied' },
    });
  });

  test.skipIf(skip)('spell: statements that can be taken back', () => {
    const [create] = engine.spell!({ kind: 'create-index', index });
    expect(create?.text).toMatch(/^CREATE INDEX .*book_author ON .*book.*author_id/);
    expect(create?.done).toMatch(/^SELECT/);
    expect(create?.undo).toMatch(/^DROP INDEX/);
    const [drop] = engine.spell!({ kind: 'drop-index', index });
    expect(drop?.undo).toMatch(/^CREATE INDEX/);
    const [analyze] = engine.spell!({ kind: 'analyze-table', schema: subject.schema, table: 'book' });
    expect(analyze?.text).toMatch(/^ANALYZE/);
    expect(engine.spell!({ kind: 'rewrite-query', from: 'a', to: 'b', why: 'c' })).toEqual([]);
  });

  test.skipIf(skip || !engine.twin?.statistics)('twin.statistics: an index that is not there', async () => {
    const twin = await engine.twin!.statistics!(request(), context);
    try {
      const without = await twin.whatIf.ask({ query: bound, indexes: [] });
      const offered = await twin.whatIf.ask({ query: bound, indexes: [index] });
      expect(without.used).toEqual([]);
      expect(offered.used).toEqual(['book_author']);
      expect(offered.cost).toBeLessThan(without.cost / 2);
      expect(offered.bytes['book_author']).toBeGreaterThan(50_000);
      const title = { text: "SELECT pages FROM book WHERE title = 'title 7'", parameters: {} };
      const hidden = await twin.whatIf.ask({ query: title, indexes: [], without: ['book_title'] });
      const shown = await twin.whatIf.ask({ query: title, indexes: [] });
      expect(hidden.cost).toBeGreaterThan(shown.cost * 10);
      await expect(
        twin.whatIf.ask({ query: bound, indexes: [{ ...index, keys: [{ column: 'nothing', direction: 'asc' }] }] }),
      ).rejects.toBeDefined();
      expect(await twin.whatIf.ask({ query: bound, indexes: [] })).toEqual(without);
    } finally {
      await twin.close();
    }
  });

  test.skipIf(skip || !engine.twin?.data)('twin.data: the same rows, sooner', async () => {
    const twin = await engine.twin!.data!({ ...request(), rows: 20_000 }, context);
    try {
      const counting = { text: 'SELECT count(*), min(pages) FROM book WHERE author_id = 42', parameters: {} };
      const trial = await twin.run.compare({ query: counting, indexes: [index], runs: 5 });
      expect(trial.sameRows).toBe(true);
      expect(trial.before.rows).toBe(1);
      expect(trial.after.median).toBeLessThan(trial.before.median);
      expect(trial.bytes['book_author']).toBeGreaterThan(50_000);
      const again = await twin.run.measure({ query: counting, runs: 3 });
      expect(again.checksum).toBe(trial.before.checksum);
      expect(again.milliseconds.length).toBeGreaterThanOrEqual(3);
    } finally {
      await twin.close();
    }
  });
});
