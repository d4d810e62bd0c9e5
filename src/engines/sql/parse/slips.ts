import { distance } from 'fastest-levenshtein';

/** Edit distance in which two swapped neighbours are one slip, as they are at a keyboard. */
export function slips(written: string, meant: string): number {
  const plain = distance(written, meant);
  for (let at = 0; at + 1 < written.length && plain > 1; at++) {
    const swapped = written.slice(0, at) + written.charAt(at + 1) + written.charAt(at) + written.slice(at + 2);
    if (swapped === meant) return 1;
  }
  return plain;
}
