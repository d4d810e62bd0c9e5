import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedShop } from '#engines/postgres/fixtures/keyed-schema.ts';
import { parseTree } from '#engines/postgres/rewrite/parse.ts';
import { constantOf, holds, relationOf } from './constants.ts';
import { as } from './tree.ts';

/** How two literals stand to each other as values of a type. */
function relate(one: string, other: string, type: string) {
  const select = as(parseTree(`select ${one}, ${other}`), 'SelectStmt');
  const [left, right] = (select?.targetList ?? []).map((node) =>
    constantOf(as(node, 'ResTarget')?.val, type, keyedShop),
  );
  return left && right && relationOf(left, right);
}

describe('literals as values', () => {
  test.each([
    ['1', '1.0', 'numeric', '='],
    ['0.10', '.1', 'numeric', undefined],
    ['-1.5', '-1.49', 'numeric', '<'],
    ['99999999999999999999', '99999999999999999998', 'numeric', '>'],
    ["'a'", "'A'", 'text', '<>'],
    ["'a'", "'a '", 'character', undefined],
    ["'2024-01-01'", "'2024-01-02'", 'date', '<'],
    ["'2024-01-01'", "'2024-1-1'", 'date', undefined],
    ["'2024-01-01 10:00'", "'2024-01-01'", 'date', undefined],
    ["'2024-01-01'", "'2024-01-01 00:00'", 'timestamp without time zone', '='],
    ["'2024-01-01'", "'2024-01-02'", 'timestamp with time zone', undefined],
    ["date '2024-01-01'", "'2024-01-01'", 'date', '='],
    ["'abc'::varchar(2)", "'ab'", 'character varying', undefined],
    ['true', 'false', 'boolean', '<>'],
    ['null', '1', 'integer', undefined],
    ['1', '2', 'double precision', undefined],
  ])('%s and %s as %s', (one, other, type, relation) => {
    expect(relate(one, other, type)).toBe(relation);
  });

  test('whole numbers and decimals stand as numbers do', () => {
    const decimal = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 99 }));
    const written = ([whole, part]: readonly [number, number]) => `${whole}.${String(part).padStart(2, '0')}`;
    fc.assert(
      fc.property(decimal, decimal, (one, other) => {
        const [left, right] = [one, other].map(([whole, part]) => whole * 100 + part);
        const wanted = (left ?? 0) < (right ?? 0) ? '<' : (left ?? 0) > (right ?? 0) ? '>' : '=';
        expect(relate(written(one), written(other), 'numeric')).toBe(wanted);
        expect(holds(wanted, '<=')).toBe((left ?? 0) <= (right ?? 0));
        expect(holds(wanted, '<>')).toBe(left !== right);
      }),
      { numRuns: 60 },
    );
  });

  test('of words only equality is known', () => {
    expect(['=', '<>', '!=', '<', '>='].map((operator) => holds('<>', operator))).toEqual([
      false,
      true,
      true,
      undefined,
      undefined,
    ]);
  });
});
