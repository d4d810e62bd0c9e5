import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { query, shopStatistics, where } from '#analysis/shop.fixture.ts';
import { LoadSample, LoadStatement } from '#vocabulary/query-load.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { chooseValues } from './choose-values.ts';

const statement = (normalized: string, samples: readonly LoadSample[] = []) =>
  LoadStatement.parse({ fingerprint: 'f', normalized, role: 'read', from: ['counted'], calls: 10, samples });
const byStatus = (value = '$1', operator = '='): ResolvedQuery =>
  query({
    text: `select * from orders o where status ${operator} ${value}`,
    from: ['orders o'],
    where: [where('o.status', operator, value)],
  });
const choose = (resolved: ResolvedQuery, given = {}) =>
  chooseValues(statement(resolved.text), resolved, shopStatistics, given);
const times = (more: object): Statistics =>
  Statistics.parse({
    origin: 'catalog',
    relations: [
      {
        schema: 'public',
        name: 'orders',
        kind: 'table',
        rows: 1000,
        pages: 10,
        columns: [{ column: 'created_at', nullFraction: 0, averageWidth: 8, distinct: -1, ...more }],
      },
    ],
  });
const days = Array.from({ length: 101 }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString());

describe('values for what was not seen', () => {
  test('a common, a middling and a rare one, by the share of the rows that hold such', () => {
    const chosen = choose(byStatus());
    expect(chosen.map(({ from, parameters, words }) => [from, parameters['1'], words])).toEqual([
      ['common', 'done', "orders.status = 'done'"],
      ['median', 'open', "orders.status = 'open'"],
      ['rare', 'void', "orders.status = 'void'"],
    ]);
    expect(chosen[0]?.share).toBeGreaterThan(0.9);
    expect(chosen.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  test('given values win, literals stay, and where nothing is open there is nothing to choose', () => {
    expect(choose(byStatus(), { 1: 'void' })).toMatchObject([{ parameters: { 1: 'void' }, share: 1, from: 'given' }]);
    expect(choose(byStatus("'open'"))).toMatchObject([
      { text: "select * from orders o where status = 'open'", parameters: {}, share: 1 },
    ]);
  });

  test('seen values stay; given ones replace those of the same number', () => {
    const seen = [
      LoadSample.parse({ text: 'select $1', parameters: { 1: 'a' }, share: 0.5, from: 'logged' }),
      LoadSample.parse({ text: "select 'b'", share: 0.5, from: 'logged' }),
    ];
    const chosen = chooseValues(statement('select $1', seen), byStatus(), undefined, { 1: 'c' });
    expect(chosen).toMatchObject([
      { parameters: { 1: 'c' }, from: 'given' },
      { text: "select 'b'", parameters: {}, from: 'logged' },
    ]);
    expect(chooseValues(statement('select $1', seen), byStatus(), undefined)).toEqual(seen);
  });

  test('a parameter that is compared with nothing known is left open', () => {
    const resolved = query({
      text: 'select * from orders o where note = $1',
      from: ['orders o'],
      where: [where('o.note', '=', '$1')],
    });
    expect(chooseValues(statement(resolved.text), resolved, undefined)).toEqual([
      { text: resolved.text, parameters: {}, share: 1, from: 'unknown' },
    ]);
  });

  test('ranges are narrow, mostly, and at the end where new rows come', () => {
    const resolved = query({
      text: 'select * from orders o where created_at > $1 limit $2',
      from: ['orders o'],
      where: [where('o.created_at', '>', '$1')],
    });
    const limited = { ...resolved, blocks: resolved.blocks.map((block) => ({ ...block, limit: '$2' })) };
    const chosen = chooseValues(statement(resolved.text), limited, times({ histogram: days }));
    expect(chosen.map(({ parameters, share }) => [parameters['1'], parameters['2'], share])).toEqual([
      [days[99], '20', 0.5],
      [days[90], '20', 0.3],
      [days[50], '20', 0.2],
    ]);
  });

  test('an upper bound goes with its lower one', () => {
    const resolved = query({
      text: 'select * from orders o where created_at >= $1 and created_at < $2',
      from: ['orders o'],
      where: [where('o.created_at', '>=', '$1'), where('o.created_at', '<', '$2')],
    });
    const chosen = chooseValues(statement(resolved.text), resolved, times({ histogram: days }));
    expect(chosen.map(({ parameters }) => [parameters['1'], parameters['2']])).toEqual([
      [days[99], days[100]],
      [days[90], days[100]],
      [days[50], days[100]],
    ]);
  });

  test('an array has several values', () => {
    const chosen = choose({
      ...byStatus('$1', '= ANY'),
      predicates: byStatus('$1', '= ANY').predicates.map((one) => ({ ...one, kind: 'in' as const })),
    });
    expect(chosen[0]?.parameters['1']).toMatch(/^\{"done"/);
  });

  test('a pattern is the start of a value', () => {
    const resolved = byStatus('$1', 'LIKE');
    const chosen = choose({
      ...resolved,
      predicates: resolved.predicates.map((one) => ({ ...one, kind: 'pattern' as const })),
    });
    expect(chosen[0]?.parameters['1']).toBe('done%');
  });
});

test('whatever the statistics: one to three samples, shares that sum to 1, no NULL', () => {
  const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(values, values, fc.constantFrom('=', '>', '<', '<>'), (common, histogram, operator) => {
      const frequencies = common.map((_, at) => 0.9 / (common.length * (at + 1)));
      const resolved = query({
        text: `select * from orders o where created_at ${operator} $1`,
        from: ['orders o'],
        where: [where('o.created_at', operator, '$1')],
      });
      const chosen = chooseValues(
        statement(resolved.text),
        resolved,
        times({ mostCommonValues: common, mostCommonFrequencies: frequencies, histogram }),
      );
      expect(chosen.length).toBeGreaterThanOrEqual(1);
      expect(chosen.length).toBeLessThanOrEqual(3);
      expect(chosen.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const { parameters, from } of chosen) {
        expect(from === 'unknown' || [...common, ...histogram].includes(parameters['1'] ?? '')).toBe(true);
      }
    }),
  );
});
