import { describe, expect, it } from 'vitest';
import { palette } from './text-palette.ts';
import { textTable } from './text-table.ts';
import { widthOf } from './wrap.ts';

const left = (name: string) => ({ name, align: 'left' as const });
const right = (name: string) => ({ name, align: 'right' as const });
const lay = (columns: Parameters<typeof textTable>[0], rows: readonly (readonly string[])[], width = 40) =>
  textTable(columns, rows, width, palette(false));

describe('a table for a terminal', () => {
  it('takes the room that it needs', () => {
    expect(
      lay(
        [right('id'), left('name')],
        [
          ...[
            ['1', 'Anna'],
            ['12', '日本 7'],
          ],
        ],
      ),
    ).toEqual(['  id  name', '   1  Anna', '  12  日本 7']);
  });

  it('breaks words over up to three lines, never figures', () => {
    expect(lay([right('n'), left('text')], [['12345678901234567890', 'too long for the rest of the line']])).toEqual([
      '                     n  text',
      '  12345678901234567890  too long for the',
      '                        rest of the line',
    ]);
    const long = 'so many words that nobody would read them to their end in a table';
    const lines = lay([right('n'), left('text')], [['12345678901234567890', long]]);
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toMatch(/…$/);
  });

  it('breaks a long name after a mark between its parts', () => {
    expect(lay([left('rewrite'), left('x')], [['function-on-column-to-range', 'equivalent and no wider']])).toEqual([
      '  rewrite             x',
      '  function-on-        equivalent and no',
      '  column-to-range     wider',
    ]);
  });

  it('is as wide as it seems, also with wide characters', () => {
    const lines = lay(
      [left('a'), left('b')],
      [
        ['日本語'.repeat(10), 'x'],
        ['short', 'y'],
      ],
    );
    const marked = lines.filter((line) => /[xy]$/.test(line));
    expect(marked.map((line) => widthOf(line.slice(0, -1)))).toEqual([39, 39]);
    expect(lines.every((line) => widthOf(line) <= 40)).toBe(true);
  });

  it('lays out each row by itself where the columns do not fit', () => {
    const columns = [right('id'), left('a long name'), left('empty'), ...['c', 'd', 'e'].map(left)];
    const words = 'one two three four five six seven eight nine';
    expect(lay(columns, [['7', words, '', 'three or more words', 'also a few words', 'and still some more']])).toEqual([
      '  ─ 1 ─',
      '    id           7',
      '    a long name  one two three four five',
      '                 six seven eight nine',
      '    c            three or more words',
      '    d            also a few words',
      '    e            and still some more',
    ]);
  });

  it('keeps a row on its line', () => {
    expect(lay([left('a')], [['one\n  two\tthree']])).toEqual(['  a', '  one two three']);
  });

  it('of no columns is none', () => {
    expect(lay([], [[], []])).toEqual([]);
  });
});
