import { expect, test } from 'vitest';
import { Statistics } from '#vocabulary/statistics.ts';
import { handMadePlan, planned, ran } from './hand-made-plan.fixture.ts';
import { isOfParameter, skewedParameters } from './skewed-parameters.ts';

const scan = (type: string, expected: number, found?: number) =>
  handMadePlan(
    {
      type,
      schema: 'public',
      relation: 'tickets',
      conditions: type === 'Seq Scan' ? { filter: '(tickets.state = $1)' } : { index: '(tickets.state = $1)' },
      estimated: planned(100, expected),
      ...(found === undefined ? {} : { actual: ran(5, found) }),
    },
    { generic: true },
  );

test('a run that gave ten times the rows, or read the table whole for a tenth', () => {
  expect(skewedParameters(scan('Index Scan', 20, 9000), {})).toMatchObject([{ expected: 20, found: 9000 }]);
  expect(skewedParameters(scan('Index Scan', 9000, 20), {})).toEqual([]);
  expect(skewedParameters(scan('Seq Scan', 9000, 20), {})).toHaveLength(1);
  expect(skewedParameters(scan('Index Scan', 20, 60), {})).toEqual([]);
});

test('without a run the commonest value tells', () => {
  const statistics = (first: number, distinct: number) =>
    Statistics.parse({
      origin: 'catalog',
      relations: [
        {
          schema: 'public',
          name: 'tickets',
          kind: 'table',
          rows: 100_000,
          pages: 1000,
          columns: [
            {
              column: 'state',
              nullFraction: 0,
              averageWidth: 5,
              distinct,
              mostCommonValues: ['done'],
              mostCommonFrequencies: [first],
            },
          ],
        },
      ],
    });
  expect(skewedParameters(scan('Index Scan', 1000), { statistics: statistics(0.9, 100) })).toMatchObject([
    { value: 'done', found: 90_000 },
  ]);
  expect(skewedParameters(scan('Index Scan', 1000), { statistics: statistics(0.02, 100) })).toEqual([]);
});

test('a plan for known values is none', () => {
  const known = { ...scan('Index Scan', 20, 9000), generic: false };
  expect(skewedParameters(known, {})).toEqual([]);
  expect(isOfParameter(known, known.root)).toBe(false);
});
