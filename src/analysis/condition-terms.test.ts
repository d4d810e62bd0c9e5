import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionTerms, isColumnEquality, isIndexable, isWrapped } from './condition-terms.ts';

describe('terms of a condition, as PostgreSQL prints them', () => {
  test.each([
    ['(customer_id = 42)', [['customer_id', '=', 'column']]],
    [
      `((o.status = 'a AND b'::text) AND (o.total > 5))`,
      [
        ['status', '=', 'column'],
        ['total', '>', 'column'],
      ],
    ],
    ["(lower(email) = 'x'::text)", [[undefined, '=', 'expression']]],
    ["((name)::text = 'x'::text)", [['name', '=', 'cast']]],
    ["((created_at)::date = '2024-01-01'::date)", [['created_at', '=', 'cast']]],
    ["(date_trunc('day'::text, created_at) = '2024-01-01'::date)", [[undefined, '=', 'expression']]],
    ['((id % 10) = 3)', [[undefined, '=', 'expression']]],
    ["(status = ANY ('{a,b}'::text[]))", [['status', '=', 'column']]],
    ["(line ~~ '%x%'::text)", [['line', '~~', 'column']]],
    ['((a = 1) OR (b = 2))', [[undefined, undefined, 'unknown']]],
    ['(deleted_at IS NULL)', [[undefined, undefined, 'unknown']]],
    ['("Order"."Customer Id" = \'it\'\'s\'::text)', [['Customer Id', '=', 'column']]],
    ["('5'::numeric < amount)", [['amount', '<', 'column']]],
  ])('%s', (condition, expected) => {
    expect(conditionTerms(condition).map(({ column, operator, side }) => [column, operator, side])).toEqual(expected);
  });

  test('know what an index could serve', () => {
    const kinds = (condition: string) => conditionTerms(condition).map((term) => [isIndexable(term), isWrapped(term)]);
    expect(kinds('((a = 1) AND (lower(b) = $1))')).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(kinds("(line ~~ '%x%'::text)")).toEqual([[false, false]]);
    expect(kinds('(NOT (ANY (id = (hashed SubPlan 1).col1)))')).toEqual([[false, false]]);
  });

  test('know a join by =', () => {
    const joins = (condition: string) => conditionTerms(condition).map(isColumnEquality);
    expect(joins('(a.id = b."A Id")')).toEqual([false]);
    expect(joins('((a.id = b.a_id) AND (a.x < b.x))')).toEqual([true, false]);
    expect(joins('((a.id = b.a_id) OR (a.x = b.x))')).toEqual([false]);
    expect(joins('(a.id = 5)')).toEqual([false]);
  });

  test('whatever the text, reading ends and every term is part of it', () => {
    const texts = fc.array(
      fc.constantFrom('(', ')', ' AND ', ' OR ', "'", '"', 'a', ' = ', '::', 'text', '$1', '.', ' '),
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        for (const term of conditionTerms(text)) expect(text).toContain(term.text);
      }),
      { numRuns: 1000 },
    );
  });
});
