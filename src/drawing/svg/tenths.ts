/** A coordinate as it is written: a tenth of a pixel is fine enough. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
