import { expect, test } from 'vitest';
import { planShape } from '#analysis/plan-shape.ts';
import { parsePlan } from './plan.ts';

const shapes: readonly (readonly [string, string])[] = [
  ['QUERY PLAN\n`--SCAN orders', 'Seq Scan orders'],
  ['QUERY PLAN\n|--SEARCH o USING INDEX i (a=? AND b>?)\n`--USE TEMP B-TREE FOR ORDER BY', 'Sort(Index Scan o i)'],
  [
    'QUERY PLAN\n|--SCAN o\n|--SEARCH c USING INTEGER PRIMARY KEY (rowid=?)\n`--USE TEMP B-TREE FOR GROUP BY',
    'Aggregate/Sorted(Sort(Nested Loop(Seq Scan o,Index Scan c the primary key)))',
  ],
  ['SCAN t USING COVERING INDEX i\nUSE TEMP B-TREE FOR DISTINCT', 'Unique(Index Only Scan t i)'],
  [
    'QUERY PLAN\n`--MULTI-INDEX OR\n   |--INDEX 1\n   |  `--SEARCH t USING INDEX i (a=?)\n   `--INDEX 2\n      `--SEARCH t USING INDEX j (b=?)',
    'Multi-Index OR t(Index Scan t i,Index Scan t j)',
  ],
  [
    'QUERY PLAN\n|--CO-ROUTINE (subquery-1)\n|  `--SCAN t\n|--SCAN (subquery-1)\n`--CORRELATED SCALAR SUBQUERY 2\n   `--SEARCH u USING AUTOMATIC COVERING INDEX (a=?)',
    'Subquery Scan (subquery-1)(Seq Scan t,Automatic Index Scan u)',
  ],
  [
    'QUERY PLAN\n`--COMPOUND QUERY\n   |--LEFT-MOST SUBQUERY\n   |  `--SCAN a\n   `--UNION USING TEMP B-TREE\n      `--SCAN b',
    'Unique(Append(Seq Scan a,Seq Scan b))',
  ],
  ['3|0|0|SCAN TABLE t\n9|0|0|USE TEMP B-TREE FOR ORDER BY', 'Sort(Seq Scan t)'],
];

test.each(shapes)('%s', async (text, shape) => {
  expect(planShape(await parsePlan(text))).toBe(shape);
});

test('what is no plan is refused', async () => {
  await expect(parsePlan('hello\nworld')).rejects.toMatchObject({ problem: { code: 'invalid' } });
});
