import { describe, expect, it } from 'vitest';
import { dependenciesBytes, distinctBytes, withFrequencies } from './extended-bytes.ts';

/** A column of the source that comes two places earlier in the twin. */
const earlier = (attribute: number) => attribute - 2;

describe('extended statistics as a server keeps them', () => {
  it('name columns by their numbers in the twin and leave expressions alone', () => {
    const distinct = distinctBytes('{"3, 4": 11, "3, -1": 300}', earlier);
    expect(distinct.readUInt32LE(8)).toBe(2);
    expect([
      distinct.readDoubleLE(12),
      distinct.readInt32LE(20),
      distinct.readInt16LE(24),
      distinct.readInt16LE(26),
    ]).toEqual([11, 2, 1, 2]);
    expect([distinct.readDoubleLE(28), distinct.readInt16LE(42)]).toEqual([300, -1]);
    const dependencies = dependenciesBytes('{"3, 4 => 5": 0.5}', earlier);
    expect([dependencies.readDoubleLE(12), dependencies.readInt16LE(20)]).toEqual([0.5, 3]);
    expect([22, 24, 26].map((at) => dependencies.readInt16LE(at))).toEqual([1, 2, 3]);
    expect(dependencies).toHaveLength(28);
  });

  it('take other frequencies without a change of anything else', () => {
    const item = (nulls: readonly number[], shares: readonly number[]) => {
      const bytes = Buffer.alloc(2 + 16 + 4, 7);
      for (const [at, each] of nulls.entries()) bytes.writeUInt8(each, at);
      for (const [at, each] of shares.entries()) bytes.writeDoubleLE(each, 2 + at * 8);
      return bytes;
    };
    const front = Buffer.from('whatever stands in front');
    const list = Buffer.concat([front, item([0, 1], [0.5, 0.5]), item([0, 0], [0.5, 0.5])]);
    const frequencies = [0.25, 0.125].map((frequency) => ({ frequency, baseFrequency: frequency / 2 }));
    expect(withFrequencies(list, 2, frequencies)).toEqual(
      Buffer.concat([front, item([0, 1], [0.25, 0.125]), item([0, 0], [0.125, 0.0625])]),
    );
  });
});
