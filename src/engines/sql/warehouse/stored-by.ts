import type { Layout } from './layout.ts';

/** Why rows lie as they do: their number, and the reads that it serves. */
export function storedBy({ rows, serves }: Layout): string {
  const size = rows === undefined ? '' : `${rows.toLocaleString('en')} rows in five years. `;
  return serves.length === 0 ? `${size}No read of it is stated.` : `${size}It serves: ${serves.join('; ')}.`;
}
