import { z } from 'zod';

const bytesOf: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** "2GB", "512 MB", "1.5g": bytes, by powers of 1,024 as PostgreSQL counts them. */
export const ByteSize = z.union([z.string(), z.number()]).transform((written, context): number => {
  const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(?:([kmgt])(?:i?b)?|b)?\s*$/i.exec(String(written)) ?? [];
  const bytes = Number(amount) * (bytesOf[unit.toLowerCase()] ?? Number.NaN);
  if (bytes > 0) return Math.round(bytes);
  context.addIssue(`"${written}" is no size; write 512MB or 2GB`);
  return z.NEVER;
});

const millisecondsOf: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };

/** "30s", "2m", "500ms"; a bare number is seconds: milliseconds. */
export const TimeSpan = z.union([z.string(), z.number()]).transform((written, context): number => {
  const [, amount, unit = 's'] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h)?\s*$/i.exec(String(written)) ?? [];
  const milliseconds = Number(amount) * (millisecondsOf[unit.toLowerCase()] ?? Number.NaN);
  if (milliseconds > 0) return milliseconds;
  context.addIssue(`"${written}" is no time; write 30s or 2m`);
  return z.NEVER;
});
