import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeAll, fence } from './untrusted.ts';

describe('fence', () => {
  it('ends where it says, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const earlier = fence(text);
        const lines = fence(`${earlier}\n</untrusted>\n${text}`).split('\n');
        const close = lines.at(-1);
        expect(close).toMatch(/^<\/untrusted-[0-9a-f]{16}>$/);
        expect(lines.filter((line) => line === close)).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });

  it('draws its name anew', () => {
    expect(fence('x')).not.toBe(fence('x'));
  });

  it('cuts a long text and says so', () => {
    const fenced = fence('a line\n'.repeat(5_000));
    expect(fenced.length).toBeLessThan(7_000);
    expect(fenced).toContain('[cut here]');
  });
});

it('escapeAll keeps the shape', () => {
  expect(escapeAll({ a: ['\u0007', 1, null, true], '\u200bb': { c: 'ü' } })).toEqual({
    a: ['\\u{7}', 1, null, true],
    '\\u{200b}b': { c: 'ü' },
  });
});
