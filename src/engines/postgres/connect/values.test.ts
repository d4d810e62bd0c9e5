import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeExactly } from './values.ts';

const json = decodeExactly(3802);

test('a document is read, unless its numbers would be bent', () => {
  expect(json('{"a": [1, 2.5, "x"], "b": null}')).toEqual({ a: [1, 2.5, 'x'], b: null });
  expect(json('{"x": 0.30000000000000004, "y": 1.5e-300}')).toEqual({ x: 0.30000000000000004, y: 1.5e-300 });
  for (const exact of [
    '{"x": 12345678901234567890}',
    '[0.12345678901234567890]',
    '[-9007199254740993]',
    '[1e400000000000]',
  ]) {
    expect(json(exact)).toBe(exact);
  }
  expect(json('{"x": "12345678901234567890", "é\\"\\\\": 1}')).toEqual({ x: '12345678901234567890', 'é"\\': 1 });
});

test('what JavaScript writes it reads back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(json(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
