import { expect, test } from 'vitest';
import { index, shop, shopStatistics } from '#analysis/shop.fixture.ts';
import { DatabaseExport } from '#vocabulary/database-export.ts';
import { ServerInfo } from '#vocabulary/server-info.ts';
import { export as exportCommand } from './export.ts';
import { lookTools } from './tools.fixture.ts';

const snapshot = DatabaseExport.parse({
  ...{ format: 'dbwright-export', version: 1, takenAt: '2026-01-02T03:04:05.000Z', redacted: false },
  fingerprint: 'ab'.repeat(32),
  server: ServerInfo.parse({
    ...{ engine: 'postgres', product: 'PostgreSQL', version: '18.4', major: 18, database: 'shop', role: 'reader' },
    ...{ superuser: false, recovering: false, identity: 'x', limits: ['It may not see the activity.'] },
  }),
  settings: { work_mem: { value: '4096', unit: 'kB' } },
  schema: { ...shop([index('orders', ['user_id'])]), database: 'shop', unread: ['A trigger.'] },
  statistics: { ...shopStatistics, unread: ['public.secrets may not be read.'] },
});

const none = { statements: 0, calls: 0, milliseconds: 0 };

async function make(given: DatabaseExport) {
  const report = await exportCommand.decide({ snapshot: given }, { workload: true }, lookTools());
  return exportCommand.output.parse(JSON.parse(JSON.stringify(report)));
}

test('the file holds all of it, and the report says what that is', async () => {
  const report = await make(snapshot);
  const [file] = report.artifacts;
  expect(file).toMatchObject({ path: 'shop.dbw.json', mediaType: 'application/json' });
  expect(JSON.parse(file?.content ?? '')).toEqual(JSON.parse(JSON.stringify(snapshot)));
  expect(report.summary).toMatch(
    /^5 tables and the statistics of \d+ columns in \d+(\.\d)? kB, with sample values: treat it as data\. Fingerprint abababababab\.$/,
  );
  expect(report.details).toMatchObject({ tables: 5, indexes: 1, redacted: false, fingerprint: snapshot.fingerprint });
  expect(report.details.bytes).toBe(Buffer.byteLength(file?.content ?? ''));
  expect(report.sections[0]).toMatchObject({
    items: expect.arrayContaining([
      '5 tables, 1 index, 0 views, 0 other objects',
      '1 setting that decides on plans',
      'sample values of your columns, as the planner keeps them',
    ]),
  });
});

test('what could not be read is told', async () => {
  expect((await make(snapshot)).unseen).toEqual([
    { what: 'a part of the server', why: 'It may not see the activity.' },
    { what: 'a part of the schema', why: 'A trigger.' },
    { what: 'a part of the statistics', why: 'public.secrets may not be read.' },
  ]);
});

test('a redacted one says so, and what stays', async () => {
  const report = await make({ ...snapshot, redacted: true });
  expect(report.summary).toContain('its values replaced');
  expect(JSON.stringify(report.sections)).toContain('no values of your rows; definitions');
});

test('tables without statistics are counted', async () => {
  const bare = {
    ...snapshot.statistics,
    relations: snapshot.statistics.relations.map((one) => ({ ...one, columns: [] })),
  };
  const report = await make({ ...snapshot, statistics: bare });
  expect(JSON.stringify(report.sections)).toMatch(/tables? without statistics: never analyzed, or not to be read/);
});

test('what the server counted is told, with since when, and that texts may be sensitive', async () => {
  const counted = DatabaseExport.parse({
    ...snapshot,
    workload: {
      origin: 'pg_stat_statements 1.12',
      since: '2026-01-01T00:00:00.000Z',
      statements: [
        {
          ...{ text: 'select $1', calls: 1, rows: 1, milliseconds: { total: 1, mean: 1 } },
          blocks: { sharedHit: 0, sharedRead: 0, sharedDirtied: 0, sharedWritten: 0, tempRead: 0, tempWritten: 0 },
        },
      ],
      leftOut: { session: none, catalog: none, hidden: none },
      unread: ['Some were forgotten.'],
    },
    usage: { nodes: [{ node: 'db:5432', recovering: false, until: '2026-01-02T00:00:00Z', tables: [], indexes: [] }] },
  });
  const report = await make(counted);
  expect(report.summary).toContain(' columns and 1 statement in ');
  expect(report.details.statements).toBe(1);
  const [section] = report.sections;
  expect(section?.kind === 'list' && section.items.slice(-2)).toEqual([
    '1 statement of pg_stat_statements 1.12, counted since 2026-01-01, with their texts, which may be sensitive (--no-workload leaves them out)',
    'the use of 0 tables and their indexes',
  ]);
  expect(report.unseen.at(-1)).toEqual({
    what: 'a part of: the statements that the server counted',
    why: 'Some were forgotten.',
  });
});

test('without the statements, a snapshot is taken without them', () => {
  expect(exportCommand.spares?.({ workload: false })).toEqual(['workload']);
  expect(exportCommand.spares?.({ workload: true })).toEqual([]);
});
