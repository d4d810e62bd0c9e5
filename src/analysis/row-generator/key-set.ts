/**
 * The keys that were given, as numbers of 53 bits made from their texts: sixteen bytes a key and no more. A key that
 * was not given is taken for one that was once in many millions; the row is then made anew, so it does no harm.
 */
export interface KeySet {
  readonly has: (key: string) => boolean;
  readonly add: (key: string) => void;
}

export function createKeySet(): KeySet {
  let size = 0;
  let slots = new Float64Array(1024);
  const place = (within: Float64Array, hash: number) => {
    const mask = within.length - 1;
    let at = hash % within.length;
    while (within[at] !== 0 && within[at] !== hash) at = (at + 1) & mask;
    return at;
  };
  return {
    has: (key) => slots[place(slots, hashOf(key))] !== 0,
    add: (key) => {
      const hash = hashOf(key);
      slots[place(slots, hash)] = hash;
      if (++size * 2 < slots.length) return;
      const wider = new Float64Array(slots.length * 2);
      for (const one of slots) if (one !== 0) wider[place(wider, one)] = one;
      slots = wider;
    },
  };
}

/** cyrb53 (public domain): two multiplicative hashes side by side. Never 0, which marks an empty slot. */
function hashOf(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    a = Math.imul(a ^ letter, 2_654_435_761);
    b = Math.imul(b ^ letter, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0) || 1;
}
