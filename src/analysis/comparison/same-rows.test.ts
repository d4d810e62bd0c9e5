import { describe, expect, it } from 'vitest';
import { fingerprint, type Outcome, printedAlike, sharedColumns } from './same-rows.ts';

const [text, numeric, double] = [25, 1700, 701];

function rows(columns: readonly (readonly [string, number])[], ...of: (string | null)[][]): Outcome {
  return { kind: 'rows', columns: columns.map(([name, type]) => ({ name, type })), rows: of };
}

describe('two results are the same', () => {
  const one = rows([['a', text]], ['x'], ['y'], ['x']);

  it('as bags, whatever their order', () => {
    const other = rows([['a', text]], ['y'], ['x'], ['x']);
    expect(fingerprint(one, false)).toBe(fingerprint(other, false));
    expect(fingerprint(one, true)).not.toBe(fingerprint(other, true));
    expect(fingerprint(one, false)).not.toBe(fingerprint(rows([['a', text]], ['x'], ['y'], ['y']), false));
  });

  it('only with the same names and types', () => {
    expect(fingerprint(one, false)).not.toBe(fingerprint(rows([['b', text]], ['x'], ['y'], ['x']), false));
    expect(fingerprint(rows([['a', text]]), false)).not.toBe(fingerprint(rows([['a', numeric]]), false));
  });

  it('by value: 1.0 is 1.00, and the last digits of a float do not count', () => {
    const same = (type: number, a: string, b: string) =>
      fingerprint(rows([['a', type]], [a]), true) === fingerprint(rows([['a', type]], [b]), true);
    expect(same(numeric, '1.0', '1.00')).toBe(true);
    expect(same(numeric, '10', '1')).toBe(false);
    expect(same(text, '1.0', '1.00')).toBe(false);
    expect(same(double, '0.30000000000000004', '0.3')).toBe(true);
    expect(same(double, '-0', '0')).toBe(true);
    expect(same(1231, '{1.0,NULL}', '{1.00,NULL}')).toBe(true);
    expect(printedAlike(rows([['a', numeric]], ['1.0']), rows([['a', numeric]], ['1.00']))).toBe(false);
  });

  it('NULL is not the empty text', () => {
    expect(fingerprint(rows([['a', text]], [null]), true)).not.toBe(fingerprint(rows([['a', text]], ['']), true));
  });
});

it('the columns that both have are paired by name', () => {
  const [one, other] = sharedColumns(
    rows(
      [
        ['a', text],
        ['b', text],
      ],
      ['1', '2'],
    ),
    rows(
      [
        ['b', text],
        ['c', text],
      ],
      ['2', '3'],
    ),
  );
  expect(fingerprint(one, true)).toBe(fingerprint(other, true));
});
