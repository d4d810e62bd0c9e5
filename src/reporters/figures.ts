import type { Evidence } from '#vocabulary/evidence.ts';

/** A figure as people read it: "41.3", "9,012", "0.17", "1.2 million" is left as "1,200,000". */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** "14.2 MB" */
export function bytes(value: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let rest = value;
  let unit = 0;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  return `${figure(Number(rest.toPrecision(3)))} ${units[unit]}`;
}

/** "41.3 ms → 0.17 ms", "12 MB", "same". */
export function change({ before, after, unit }: Evidence): string {
  const said = [before, after].filter((value) => value !== undefined).map((value) => withUnit(value, unit));
  return said.join(' → ');
}

/** "240 times less", where both figures are numbers and the difference is worth a word. */
export function factor({ before, after, unit }: Evidence): string | undefined {
  if (typeof before !== 'number' || typeof after !== 'number' || unit === 'rows' || after <= 0 || before <= after)
    return undefined;
  const times = before / after;
  if (times >= 10) return `${figure(Math.round(times))}× less`;
  return times >= 1.05 ? `${times.toFixed(1)}× less` : undefined;
}

function withUnit(value: number | string | boolean, unit: string | undefined): string {
  if (typeof value !== 'number') return String(value);
  if (unit === 'bytes') return bytes(value);
  return unit === undefined || unit === 'cost' ? figure(value) : `${figure(value)} ${unit}`;
}

/** "61 %" */
export function percent(share: number): string {
  const hundredths = share * 100;
  return hundredths > 0 && hundredths < 1 ? '<1 %' : `${Math.round(hundredths)} %`;
}
