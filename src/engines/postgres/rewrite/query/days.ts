/** Days and times of literals, reckoned without a time zone. */

/** "2024-02-29" or "2024-02-29 10:00": a real day of the years 1 to 9998, and a time. undefined: anything else. */
export function readTime(text: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const time = at(year, month - 1, day, hour, minute, second);
  const isReal =
    time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal && year >= 1 && year <= 9998 ? time : undefined;
}

/** Date.UTC takes years below 100 for others. */
function at(year: number, ...rest: readonly [number, number, number, number, number]): Date {
  const [month, day, hour, minute, second] = rest;
  const time = new Date(Date.UTC(2000, 0, 1, hour, minute, second));
  time.setUTCFullYear(year, month, day);
  return time;
}

/** "2024-02-29", with its time where it is not midnight. */
export function writeTime(time: Date): string {
  const [day = '', clock = ''] = time
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .split('T');
  return clock === '00:00:00' ? day : `${day} ${clock}`;
}

export type Unit = 'hour' | 'day' | 'month' | 'year';

export function startOf(time: Date, unit: Unit): Date {
  const parts = [time.getUTCMonth(), time.getUTCDate(), time.getUTCHours()] as const;
  if (unit === 'year') return at(time.getUTCFullYear(), 0, 1, 0, 0, 0);
  if (unit === 'month') return at(time.getUTCFullYear(), parts[0], 1, 0, 0, 0);
  return at(time.getUTCFullYear(), parts[0], parts[1], unit === 'hour' ? parts[2] : 0, 0, 0);
}

export function nextStart(time: Date, unit: Unit): Date {
  const next = new Date(time);
  if (unit === 'year') next.setUTCFullYear(next.getUTCFullYear() + 1);
  if (unit === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  if (unit === 'day') next.setUTCDate(next.getUTCDate() + 1);
  if (unit === 'hour') next.setUTCHours(next.getUTCHours() + 1);
  return next;
}
