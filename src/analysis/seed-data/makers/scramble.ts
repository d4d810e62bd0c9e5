/** A whole number of 32 bits for another, each once (Murmur3's last step): it looks random and never repeats. */
export function scrambled(ordinal: number, salt: number): number {
  let mixed = (ordinal ^ salt) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** So many hexadecimal digits. The first eight differ for different ordinals. */
export function hexDigits(ordinal: number, salt: number, length: number): string {
  let text = '';
  for (let round = 0; text.length < length; round++) {
    const word = round === 0 ? scrambled(ordinal, salt) : scrambled(scrambled(ordinal, salt + round), round * 0x9e37);
    text += word.toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
}
