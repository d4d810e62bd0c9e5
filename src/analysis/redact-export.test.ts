import { expect, test } from 'vitest';
import { ServerInfo } from '#vocabulary/server-info.ts';
import { redactExport } from './redact-export.ts';
import { shop, shopStatistics } from './shop.fixture.ts';

const server = ServerInfo.parse({
  engine: 'postgres',
  product: 'PostgreSQL',
  version: '18.4',
  major: 18,
  database: 'shop',
  role: 'anna',
  superuser: false,
  recovering: false,
  identity: '7412345/2026/16384',
});

test('takes out the samples, comments, login and identity; keeps shapes and frequencies', () => {
  const schema = shop();
  const [table, ...tables] = schema.tables;
  const [column, ...columns] = table!.columns;
  const commented = {
    ...schema,
    tables: [
      { ...table!, comment: 'Secret one', columns: [{ ...column!, comment: 'Secret two' }, ...columns] },
      ...tables,
    ],
  };
  const before = { server, settings: {}, schema: commented, statistics: shopStatistics };
  const after = redactExport(before, (sql) => sql.replace(/'[^']*'/g, '?'));
  const text = JSON.stringify(after);
  expect(text).not.toMatch(/Secret|anna|7412345/);
  for (const [at, relation] of shopStatistics.relations.entries()) {
    for (const [place, was] of relation.columns.entries()) {
      const is = after.statistics.relations[at]!.columns[place]!;
      expect(is.nullFraction).toBe(was.nullFraction);
      expect(is.distinct).toBe(was.distinct);
      if (is.mostCommonValues === undefined) continue;
      expect(is.mostCommonFrequencies).toEqual(was.mostCommonFrequencies);
      expect(is.mostCommonValues).toHaveLength(was.mostCommonValues!.length);
    }
  }
  expect(after.statistics.unread.join(' ')).toContain('--redact');
});
