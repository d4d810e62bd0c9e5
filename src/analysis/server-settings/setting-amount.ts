import type { Settings } from '#vocabulary/settings.ts';

const bytesPer: Readonly<Record<string, number>> = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };
const millisecondsPer: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

export const MB = 1024 ** 2;
export const GB = 1024 ** 3;

/** Bytes of a setting as SHOW prints it; undefined where it is not known, not set (-1), or no size. */
export function bytesOf(settings: Settings, name: string): number | undefined {
  return amountOf(settings[name]?.value, bytesPer);
}

/** 0 is "never" for most of them. */
export function millisecondsOf(settings: Settings, name: string): number | undefined {
  return amountOf(settings[name]?.value, millisecondsPer);
}

export function numberOf(settings: Settings, name: string): number | undefined {
  const value = settings[name]?.value;
  const read = value === undefined || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(read) ? read : undefined;
}

export function isOff(settings: Settings, name: string): boolean {
  return settings[name]?.value === 'off';
}

/** The major version; 18 where nothing says. */
export function majorOf(settings: Settings): number {
  return Math.floor((numberOf(settings, 'server_version_num') ?? 180_000) / 10_000);
}

/** "4 GB", "1.5 GB", "640 kB": for sentences. */
export function sizeWords(bytes: number): string {
  const [unit, factor] = Object.entries(bytesPer).findLast(([, one]) => bytes >= one) ?? (['B', 1] as const);
  const value = bytes / factor;
  return `${Number(value.toFixed(value >= 10 ? 0 : 1)).toLocaleString('en-US')} ${unit}`;
}

/** "4GB", "1536MB": as the server takes it, in the largest unit that keeps it whole. */
export function sizeValue(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  if (kilobytes % 1_048_576 === 0) return `${kilobytes / 1_048_576}GB`;
  return kilobytes % 1024 === 0 ? `${kilobytes / 1024}MB` : `${kilobytes}kB`;
}

/** Down to a figure that one can remember: at most three binary digits. Never falls where `bytes` rises. */
export function roundedDown(bytes: number): number {
  const step = stepOf(bytes);
  return Math.floor(bytes / step) * step;
}

export function roundedUp(bytes: number): number {
  const step = stepOf(bytes);
  return Math.ceil(bytes / step) * step;
}

function stepOf(bytes: number): number {
  return Math.max(1024, 2 ** (Math.floor(Math.log2(Math.max(1, bytes))) - 2));
}

function amountOf(value: string | undefined, units: Readonly<Record<string, number>>): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([a-zA-Z]*)$/.exec(value?.trim() ?? '') ?? [];
  const factor = unit === '' ? 1 : units[unit ?? ''];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
