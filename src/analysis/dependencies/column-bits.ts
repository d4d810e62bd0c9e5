/** Columns as the bits of two 32-bit numbers: 0 … 31 in `low`, 32 … 63 in `high`. Quicker than BigInt by far. */
export interface ColumnBits {
  low: number;
  high: number;
}

export function bitsBelow(count: number): ColumnBits {
  const below = (bits: number) => (bits >= 32 ? -1 : (1 << Math.max(0, bits)) - 1);
  return { low: below(count), high: below(count - 32) };
}

export function bitsOf(places: readonly number[]): ColumnBits {
  const bits = { low: 0, high: 0 };
  for (const at of places) {
    if (at < 32) bits.low |= 1 << at;
    else bits.high |= 1 << (at - 32);
  }
  return bits;
}

export function hasBit(low: number, high: number, at: number): boolean {
  return ((at < 32 ? low >>> at : high >>> (at - 32)) & 1) === 1;
}

/** The places whose bits are set. */
export function placesOf({ low, high }: Readonly<ColumnBits>): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < 64; at += 1) if (hasBit(low, high, at)) places.push(at);
  return places;
}

/** How many ways there are to take some of many. */
export function choose(of: number, taken: number): number {
  let ways = 1;
  for (let at = 0; at < taken; at += 1) ways = (ways * (of - at)) / (at + 1);
  return Math.round(ways);
}
