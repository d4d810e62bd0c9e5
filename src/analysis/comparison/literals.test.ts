import { describe, expect, it } from 'vitest';
import { countsIn, literalsOf } from './literals.ts';

describe('constants of a statement', () => {
  it('are texts and numbers, each once', () => {
    expect(literalsOf(`SELECT a1, $2 FROM t WHERE b = 'it''s' AND c > 4.5 AND d IN (1, 2, 1) AND e = 'it''s'`)).toEqual(
      {
        texts: ["it's"],
        numbers: ['4.5', '1', '2'],
      },
    );
  });

  it('do not stand in comments, quoted names and words', () => {
    expect(literalsOf(`SELECT "a 'b' 7" -- 'c' 8\n/* 'd' 9 */ FROM t10`)).toEqual({ texts: [], numbers: [] });
  });

  it('may be written with escapes, dollars and a type', () => {
    expect(literalsOf(`SELECT E'a', $$b$$, $x$c$x$, date '2024-01-01'`).texts).toEqual(['a', 'b', 'c', '2024-01-01']);
  });

  it('of a long list are the first and the last', () => {
    const list = Array.from({ length: 100 }, (_, at) => String(at));
    const { numbers } = literalsOf(`SELECT 1 WHERE x IN (${list.join(', ')})`);
    expect(numbers).toHaveLength(12);
    expect(numbers).toContain('99');
  });
});

it('counts are the numbers that limits and groups are measured with', () => {
  expect(countsIn('SELECT a FROM t GROUP BY a HAVING count(*) > 5 LIMIT 20 OFFSET 40')).toEqual([5, 20, 40]);
  expect(countsIn('SELECT a FROM t WHERE b = 20 LIMIT 2')).toEqual([]);
});
