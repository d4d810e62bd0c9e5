import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standIns, typeClass } from './stand-in-values.ts';

const integer = typeClass('integer')!;

describe('standIns', () => {
  test('keeps the order and gives equal values equal ones', () => {
    const made = standIns(integer, { common: ['700', '5'], sorted: ['1', '5', '90', '1000'] });
    expect(made).toEqual({
      common: ['1900000003', '1900000001'],
      sorted: ['1900000000', '1900000001', '1900000002', '1900000004'],
    });
  });

  test('fits the words of a short type, and says where they do not', () => {
    expect(standIns(typeClass('character(2)')!, { common: ['us', 'de'], sorted: [] })?.common).toEqual(['01', '00']);
    const many = Array.from({ length: 40 }, (_, at) => String.fromCharCode(200 + at));
    expect(standIns(typeClass('character varying(1)')!, { common: many, sorted: [] })).toBeUndefined();
  });

  test('leaves true and false, and knows no stand-in for documents', () => {
    expect(standIns(typeClass('boolean')!, { common: ['t', 'f'], sorted: [] })?.common).toEqual(['t', 'f']);
    for (const type of ['jsonb', 'inet', 'app.status', 'integer[]', 'tstzrange'])
      expect(typeClass(type)).toBeUndefined();
  });

  test.each(['numeric(3,2)', 'numeric(10,0)', 'numeric'])('%s holds what is made for it', (type) => {
    const sorted = Array.from({ length: 101 }, (_, at) => String(at / 100));
    const made = standIns(typeClass(type)!, { common: [], sorted })!;
    expect(made.sorted.map(Number)).toEqual([...made.sorted].map(Number).sort((a, b) => a - b));
    if (type === 'numeric(3,2)') expect(Math.max(...made.sorted.map(Number))).toBeLessThan(10);
  });

  test('nothing of the values is left, and their order is', () => {
    const types = ['integer', 'bigint', 'double precision'].map((type) => typeClass(type)!);
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.uniqueArray(fc.integer({ min: 100_000, max: 1_800_000_000 }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (type, values, picks) => {
          const sorted = [...values].sort((a, b) => a - b).map(String);
          const common = [...new Set(picks.map((pick) => sorted[pick % sorted.length]!))];
          const made = standIns(type, { common, sorted })!;
          expect(made.sorted.map(Number)).toEqual([...made.sorted].map(Number).sort((a, b) => a - b));
          for (const [at, value] of common.entries()) expect(made.common[at]).toBe(made.sorted[sorted.indexOf(value)]);
          expect(made.sorted.some((value) => sorted.includes(value))).toBe(false);
        },
      ),
    );
  });
});
