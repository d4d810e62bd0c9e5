import { describe, expect, it } from 'vitest';
import { shopSketch, sketched } from '#analysis/diagram/schema-sketch.fixture.ts';
import { export as exportCommand } from './export.ts';

function run(as: Parameters<typeof exportCommand.decide>[1]['as'], schema = sketched(shopSketch)) {
  return exportCommand.decide(
    { schema },
    { as },
    {
      instruments: {},
      missing: [],
      subject: 'shop.sql',
      redact: false,
      context: {
        signal: new AbortController().signal,
        progress: () => {},
        clock: () => new Date(0),
        random: () => 0.5,
      },
    },
  );
}

describe('design export', () => {
  it('writes every table in each form', async () => {
    const begins = {
      drizzle: "pgTable(\n  'order_lines'",
      prisma: 'model OrderLine {',
      typeorm: 'export class OrderLine {',
      kysely: 'export interface OrderLineTable {',
      dbml: 'Table "order_lines" {',
      jsonschema: '"order_lines": {',
      graphql: 'type OrderLine {',
    } as const;
    for (const [as, text] of Object.entries(begins)) {
      const { artifacts, details } = await run(as as keyof typeof begins);
      expect(artifacts[0]?.content).toContain(text);
      expect(details).toMatchObject({ as, tables: 32 });
    }
  });

  it('says what the form has no words for', async () => {
    const schema = sketched(shopSketch);
    const view = { schema: 'public', name: 'sales', columns: [], definition: 'SELECT 1' };
    const { unseen } = await run('drizzle', { ...schema, views: [view] });
    expect(unseen).toEqual([{ what: 'views: sales', why: 'They are not written as Drizzle.' }]);
  });

  it('refuses what it cannot write', async () => {
    await expect(run('prisma', { ...sketched(shopSketch), engine: 'sqlite' })).rejects.toMatchObject({
      problem: { code: 'unsupported' },
    });
    await expect(run('dbml', { ...sketched(shopSketch), tables: [] })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
  });
});
