import { expect, test } from 'vitest';
import { SchemaDesignDetails } from '#tasks/design/schema/design-details.ts';
import { createAgent } from '../../../src/index.ts';
import { sampleOf } from '../../sample-of.ts';

const schemas = ['booking.prisma', 'next-auth.prisma', 'warehouse.prisma', 'cms'];
const ways = schemas.flatMap((schema) => ['sqlite', 'mariadb'].map((engine) => [schema, engine] as const));
/** One of its unique rules is over more than 3072 bytes, and the proof says so. */
const refused = new Set(['cms mariadb']);

test.each(sampleOf(ways, 2))(
  'what PostgreSQL alone has of %s is told, and %s takes the rest',
  async (schema, engine) => {
    const agent = createAgent({ config: { targets: {}, silence: [] } });
    const model = `test/integration/design/prisma/${schema}`;
    const report = await agent.design.schema({ model, engine, seedRows: 0 });
    const { proof, unenforced } = SchemaDesignDetails.parse(report.details);
    expect(proof?.level).toBe('simulated');
    const fault = refused.has(`${schema} ${engine}`) ? expect.stringContaining('key was too long') : undefined;
    expect(proof?.failed?.message).toEqual(fault);
    const sql = report.artifacts.find(({ path }) => path === 'schema.sql')?.content ?? '';
    expect(sql).not.toMatch(/::|nextval|ARRAY\[/);
    if (schema === 'booking.prisma') {
      expect(unenforced.map(({ what }) => what)).toContainEqual(
        expect.stringMatching(/has no default any more: ARRAY/),
      );
    }
    await agent.close();
  },
  60_000,
);
