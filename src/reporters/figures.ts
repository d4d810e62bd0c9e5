import type { Evidence } from '#vocabulary/evidence.ts';

/** A figure as people read it: "41.3", "9,012", "0.17", "1.2 million" is left as "1,200,000". */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** "6,184 kB", "14.2 MB": a larger unit from ten of it on, as pg_size_pretty does and the sentences of a report do. */
export function bytes(value: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let rest = value;
  let unit = 0;
  while (rest >= (unit === 0 ? 1024 : 10_240) && unit < units.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  return `${figure(rest >= 1000 ? Math.round(rest) : Number(rest.toPrecision(3)))} ${units[unit]}`;
}

/** "41.3 ms → 0.17 ms", "12 MB"; where nothing changed "9 rows in both". */
export function change({ before, after, unit }: Evidence): string {
  const said = [before, after].filter((value) => value !== undefined).map((value) => withUnit(value, unit));
  return said.length === 2 && said[0] === said[1] ? `${said[0]} in both` : said.join(' → ');
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
  if (unit === undefined || unit === 'cost') return figure(value);
  return `${figure(value)} ${unit === 'rows' && value === 1 ? 'row' : unit}`;
}

/** "61 %" */
export function percent(share: number): string {
  const hundredths = share * 100;
  return hundredths > 0 && hundredths < 1 ? '<1 %' : `${Math.round(hundredths)} %`;
}
