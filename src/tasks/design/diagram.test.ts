import { describe, expect, it } from 'vitest';
import { shopSketch, sketched } from '#analysis/diagram/schema-sketch.fixture.ts';
import type { Draw } from '#contracts/instrument.ts';
import { diagram } from './diagram.ts';

const draw: Draw = {
  draw: async ({ tables }, form) => [
    { path: `shop.${form}`, mediaType: 'text/plain', content: tables.map(({ label }) => label).join(' ') },
    ...(tables.length > 30 ? [{ path: 'shop-1.svg', mediaType: 'text/plain', content: '' }] : []),
  ],
};

function run(input: Parameters<typeof diagram.decide>[1], sketch = shopSketch) {
  return diagram.decide({ schema: sketched(sketch) }, input, {
    instruments: { draw },
    missing: [],
    subject: 'files/shop.sql',
    redact: false,
    context: { signal: new AbortController().signal, progress: () => {}, clock: () => new Date(0), random: () => 0.5 },
  });
}

describe('design diagram', () => {
  it('tells what was drawn, in which groups and files', async () => {
    const report = await run({ as: 'svg', tables: [] });
    expect(report.summary).toBe(
      '32 tables, 43 references, in 5 groups. An overview and 1 page. Drawn once and named elsewhere: users.',
    );
    expect(report.details).toMatchObject({ tables: 32, hubs: ['users'], files: ['shop.svg', 'shop-1.svg'] });
    expect(report.details.groups.at(-1)).toEqual({ name: 'other tables', tables: ['audit_log', 'schema_migrations'] });
    expect(report.sections).toMatchObject([{ title: 'Groups' }]);
  });

  it('draws the tables that were named, by patterns and with their schema too', async () => {
    const { artifacts, details } = await run({ as: 'dbml', tables: ['order*', 'public.ta*'] });
    expect(artifacts).toMatchObject([{ path: 'shop.dbml', content: 'order_lines orders tags' }]);
    expect(details).toMatchObject({ as: 'dbml', tables: 3 });
  });

  it('names the nearest table where there is none of that name', async () => {
    await expect(run({ as: 'svg', tables: ['ordrs'] })).rejects.toMatchObject({
      problem: { code: 'not-found', hint: 'Did you mean orders?' },
    });
  });
});
