import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downlinkBytes, treeHeight } from './tree-heights.ts';

const integer = { bytes: 4, alignment: 4, distinct: 1_000_000 };

describe('a downlink', () => {
  it('holds one integer key in 16 bytes and a line pointer', () => {
    expect(downlinkBytes([integer], 1_000_000)).toBe(20);
  });

  it('leaves out keys that the first one makes needless', () => {
    expect(downlinkBytes([integer, { bytes: 200, alignment: 1, distinct: 10 }], 1_000_000)).toBe(20);
  });

  it('points to a row where all keys are alike', () => {
    expect(downlinkBytes([{ ...integer, distinct: 1 }], 1_000_000)).toBeCloseTo(28, 3);
  });
});

describe('the height of a tree', () => {
  it.each([
    [1, 0],
    [2, 0],
    [4, 1],
    // As bt_metap() gave for a primary key of integers with a million rows.
    [2745, 2],
    // 76 GB of rows: a thousand million keys.
    [2_742_000, 3],
  ])('of %i pages is %i', (pages, height) => expect(treeHeight(pages, 20, true)).toBe(height));

  it('is greater where the root was filled at once than where it grew full', () => {
    expect(treeHeight(350, 20, false)).toBe(2);
    expect(treeHeight(350, 20, true)).toBe(1);
  });

  // Of as many pages in all, wider keys leave fewer to the leaves: a tree at the edge may lose a level by that, not two.
  it('never falls with more pages, nor by more than one level with wider keys', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 1e8 }), fc.integer({ min: 20, max: 2000 }), fc.boolean());
    fc.assert(
      fc.property(sizes, fc.nat(1e6), fc.nat(500), ([pages, bytes, grew], more, wider) => {
        const height = treeHeight(pages, bytes, grew);
        expect(treeHeight(pages + more, bytes, grew)).toBeGreaterThanOrEqual(height);
        expect(treeHeight(pages, bytes + wider, grew)).toBeGreaterThanOrEqual(height - 1);
      }),
    );
  });
});
