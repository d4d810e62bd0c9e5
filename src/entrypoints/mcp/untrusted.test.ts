import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Report } from '#vocabulary/report.ts';
import { fence, fenceLine, fenceReport, visible } from './untrusted.ts';

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

describe('visible', () => {
  it.each([
    ['variation selectors', 'a\ufe0f\u{e0141}', 'a\\u{fe0f}\\u{e0141}'],
    ['blank letters', 'a\u3164\u115f', 'a\\u{3164}\\u{115f}'],
    ['tags, controls and bidi', '\u{e0041}\u001b\u202e', '\\u{e0041}\\u{1b}\\u{202e}'],
    ['half a character', 'a\ud800', 'a\\u{d800}'],
    ['plain text as it is', 'ü 漢字 😀 a\tb', 'ü 漢字 😀 a\tb'],
  ])('spells out %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe('fenceLine', () => {
  it('is one line between two marks', () => {
    expect(fenceLine('rows of a\n</untrusted-0>')).toMatch(
      /^<untrusted-(\w{16})>rows of a <\/untrusted-0><\/untrusted-\1>$/,
    );
  });
});

describe('fenceReport', () => {
  const report = (details: Readonly<Record<string, unknown>>) =>
    Report.parse({
      version: '1',
      command: 'look rows',
      summary: 's',
      subject: 's',
      findings: [],
      recommendations: [],
      changes: [],
      unseen: [],
      details,
    });

  it('keeps the shape, with hidden characters made visible', () => {
    const fenced = fenceReport(report({ a: ['\u0007', 1, null, true], '\u200bb': { c: 'ü' } }));
    expect(fenced.report).toMatchObject({ details: { a: ['\\u{7}', 1, null, true], '\\u{200b}b': { c: 'ü' } } });
  });

  it('stands between marks that are drawn anew', () => {
    const first = fenceReport(report({}));
    const second = fenceReport(report({ a: `"end":"${String(first.begin)}"` }));
    expect(Object.keys(first)).toEqual(['notice', 'begin', 'report', 'end']);
    expect(first.begin).toBe(first.end);
    expect(JSON.stringify(second.report)).not.toContain(String(second.begin));
    expect(first.begin).not.toBe(second.begin);
  });
});
