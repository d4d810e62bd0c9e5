import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, suggest } from './nearest.ts';

describe('nearest', () => {
  it('finds what was meant', () => {
    expect(nearest('optimise', ['look', 'optimize', 'design'])).toBe('optimize');
    expect(nearest('--formta', ['--format', '--fail-on'])).toBe('--format');
    expect(nearest('shpo', ['shop', 'crm'])).toBe('shop');
    expect(nearest('opt', ['look', 'optimize'])).toBe('optimize');
  });

  it('keeps silent where nothing is near', () => {
    expect(nearest('banana', ['look', 'optimize'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });

  it('finds each name itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{2,12}$/), { minLength: 1 }), (names) => {
        for (const name of names) expect(nearest(name, names)).toBe(name);
      }),
    );
  });
});

describe('suggest', () => {
  it('lists the names where none is near', () => {
    expect(suggest('banana', ['shop', 'crm'], 'targets')).toBe('The targets are: shop, crm.');
    expect(suggest('shoop', ['shop', 'crm'], 'targets')).toBe('Did you mean shop?');
    expect(suggest('shop', [], 'targets')).toBe('There are no targets here.');
  });
});
