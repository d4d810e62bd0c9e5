import { describe, expect, it } from 'vitest';
import type { TwinRequest } from '#contracts/engine.ts';
import { createStatisticsTwin, type StatisticsTwinServer } from '#engines/postgres/twin/statistics-twin.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import { binariesOf } from '../../servers.ts';
import { largeRequest } from './large-schema.ts';
import { testContext } from './shop-source.ts';

const query = { text: 'SELECT * FROM thing_0008 WHERE parent_id = 30', parameters: {} };

describe('a twin of many tables', () => {
  it('of a thousand is made in seconds', async () => {
    const request = largeRequest(1000);
    const started = performance.now();
    const twin = await createStatisticsTwin(request, testContext, { kind: 'native' });
    try {
      const ms = performance.now() - started;
      console.log(`1000 tables, ${request.statistics.relations.length} relations: ${(ms / 1000).toFixed(1)} s`);
      // Some two seconds where nothing else runs.
      expect(ms).toBeLessThan(30_000);
      expect(twin.whatIf.notes).toEqual([]);
      const { plan } = await twin.whatIf.ask({ query, indexes: [] });
      expect(JSON.stringify(plan)).toContain('thing_0008_parent');
    } finally {
      await twin.close();
    }
  });

  const fifteen = binariesOf(15);
  const servers: Readonly<Record<string, StatisticsTwinServer>> = {
    'native 18': { kind: 'native' },
    ...(fifteen === undefined ? {} : { 'native 15': { kind: 'native', binaries: fifteen } }),
    pglite: { kind: 'pglite' },
  };
  it.each(Object.entries(servers))('names each that could not be made, and no other, on %s', async (_, server) => {
    const request = broken(largeRequest(120));
    const twin = await createStatisticsTwin(request, testContext, server);
    try {
      const notes = twin.whatIf.notes.filter((note) => !note.startsWith('Planned by'));
      expect(notes).toHaveLength(5);
      for (const [at, part] of [
        'The twin has no view area_7.thing_0007_open: ',
        'The twin has no index area_1.thing_0009_parent: ',
        'area_4.thing_0020.created_at',
        'area_5.thing_0021.gone',
        'The statistics of area_6.absent.id are not in the twin',
      ].entries()) {
        expect(notes[at]).toContain(part);
      }
      const text = 'SELECT * FROM area_5.thing_0021 WHERE parent_id = 30';
      const { plan } = await twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
      // Its other columns stood in the same batch.
      expect(plan.root.estimated?.rows).toBe(Math.round(1000 * 2 ** (21 % 12) * 0.006));
      expect(JSON.stringify(plan)).toContain('thing_0021_parent');
    } finally {
      await twin.close();
    }
  });
});

/** Five faults, each among many that have none. */
function broken({ schema, statistics, ...request }: TwinRequest): TwinRequest {
  const column = (fields: Partial<ColumnStatistics>): ColumnStatistics => ({
    column: 'id',
    inherited: false,
    nullFraction: 0,
    averageWidth: 8,
    distinct: -1,
    ...fields,
  });
  return {
    ...request,
    schema: {
      ...schema,
      views: schema.views.map((view) =>
        view.name === 'thing_0007_open' ? { ...view, definition: 'SELECT no_such_function(1)' } : view,
      ),
      tables: schema.tables.map((table) => ({
        ...table,
        indexes: table.indexes.map((index) =>
          index.name === 'thing_0009_parent'
            ? {
                ...index,
                definition: 'CREATE INDEX thing_0009_parent ON area_1.thing_0009 USING btree (no_such_column)',
              }
            : index,
        ),
      })),
    },
    statistics: {
      ...statistics,
      relations: [
        ...statistics.relations.map((relation) => {
          if (relation.name === 'thing_0020') {
            const bad = column({ column: 'created_at', histogram: ['nonsense', 'rubbish'] });
            return {
              ...relation,
              columns: [...relation.columns.filter(({ column: name }) => name !== bad.column), bad],
            };
          }
          if (relation.name !== 'thing_0021') return relation;
          return { ...relation, columns: [column({ column: 'gone' }), ...relation.columns] };
        }),
        { schema: 'area_6', name: 'absent', kind: 'table', rows: 10, pages: 1, columns: [column({})] },
      ],
    },
  };
}
