/** Numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by a text through a hash of 128 bits (cyrb128). */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = hash(seed);
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

function hash(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ letter, 597_399_067);
    b = c ^ Math.imul(b ^ letter, 2_869_860_233);
    c = d ^ Math.imul(c ^ letter, 951_274_213);
    d = a ^ Math.imul(d ^ letter, 2_716_044_179);
  }
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}

/** A whole number from 0 up to `count`; one number of 32 bits is too coarse for great counts. */
export function below(random: Random, count: number): number {
  const share = count > 1e6 ? (Math.floor(random() * 2 ** 26) + random()) / 2 ** 26 : random();
  return Math.min(Math.max(0, count - 1), Math.floor(share * count));
}

/** Normally distributed, mean 0 and deviation 1 (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Numbers 0 … size - 1 in a scattered order, each once: `(at * stride) mod size`. */
export function scattered(size: number): (at: number) => number {
  let stride = Math.max(1, Math.floor(size * 0.618_033_988_7));
  while (gcd(stride, size) !== 1) stride++;
  const wide = size > 94_906_265;
  return (at) => (wide ? Number((BigInt(at) * BigInt(stride)) % BigInt(size)) : (at * stride) % size);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
