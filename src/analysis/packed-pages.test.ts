import { expect, test } from 'vitest';
import { packedPages } from './packed-pages.ts';

const column = (averageWidth: number, nullFraction = 0, inherited = false) => ({
  column: 'c',
  inherited,
  nullFraction,
  averageWidth,
  distinct: -1,
});

test('an integer and a text of 105 bytes: 58 rows a page', () => {
  // 24 bytes of header, 4 and 105 of values, padded to 136, and a line pointer of 4: 8168 / 140 = 58.
  expect(packedPages(5800, [column(4), column(105)])).toBe(100);
});

test('a fillfactor leaves room on each page', () => {
  expect(packedPages(5800, [column(4), column(105)], 50)).toBe(200);
});

test('values that are null take no room, but a bitmap', () => {
  expect(packedPages(10_000, [column(4), column(400, 1)])).toBeLessThan(packedPages(10_000, [column(4), column(40)]));
});

test('a row wider than half a page has a page for itself', () => {
  expect(packedPages(300, [column(5000)])).toBe(300);
});

test('of a table with children, its own rows count', () => {
  expect(packedPages(1000, [column(4), column(4000, 0, true)])).toBe(packedPages(1000, [column(4)]));
});

test('no rows, no pages', () => {
  expect(packedPages(0, [column(4)])).toBe(0);
});
