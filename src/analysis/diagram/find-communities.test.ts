import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCommunities, type Tie } from './find-communities.ts';

/** Everybody tied to everybody. */
const clique = (nodes: readonly number[]): Tie[] =>
  nodes.flatMap((a, at) => nodes.slice(at + 1).map((b) => ({ a, b, weight: 1 })));

describe('communities', () => {
  it('are the cliques of a chain of cliques', () => {
    const cliques = [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
    ];
    const bridges = [
      { a: 3, b: 4, weight: 1 },
      { a: 7, b: 8, weight: 1 },
    ];
    expect(findCommunities(12, [...cliques.flatMap(clique), ...bridges])).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('are the nodes where nothing is tied, and smaller with a higher resolution', () => {
    expect(findCommunities(3, [])).toEqual([0, 1, 2]);
    expect(new Set(findCommunities(6, clique([0, 1, 2, 3, 4, 5]), 3)).size).toBeGreaterThan(1);
  });

  it('are counted from 0 without gaps, are the same each time, and never join what no tie joins', () => {
    const network = fc.integer({ min: 1, max: 40 }).chain((nodes) => {
      const node = fc.integer({ min: 0, max: nodes - 1 });
      return fc.record({
        nodes: fc.constant(nodes),
        ties: fc.array(fc.record({ a: node, b: node, weight: fc.integer({ min: 1, max: 4 }) }), { maxLength: 80 }),
      });
    });
    fc.assert(
      fc.property(network, ({ nodes, ties }) => {
        const homes = findCommunities(nodes, ties);
        expect(homes).toHaveLength(nodes);
        expect([...new Set(homes)]).toEqual(Array.from({ length: new Set(homes).size }, (_, at) => at));
        expect(findCommunities(nodes, ties)).toEqual(homes);
        const parts = connectedParts(nodes, ties);
        for (const home of new Set(homes)) {
          expect(new Set(parts.filter((_, node) => homes[node] === home)).size).toBe(1);
        }
      }),
    );
  });
});

function connectedParts(nodes: number, ties: readonly Tie[]): readonly number[] {
  const part = Array.from({ length: nodes }, (_, node) => node);
  for (const _ of part) {
    for (const { a, b } of ties) {
      const least = Math.min(part[a]!, part[b]!);
      part[a] = least;
      part[b] = least;
    }
  }
  return part;
}
