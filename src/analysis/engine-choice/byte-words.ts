import { figure } from './figure-words.ts';

const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** "400 KB", "1.5 TB": powers of 1,000, as vendors state limits. */
export function byteWords(bytes: number): string {
  const exponent = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** exponent;
  const shown = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${figure(shown)} ${units[exponent]}`;
}
