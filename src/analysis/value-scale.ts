import type { ColumnType } from './column-type.ts';

/**
 * The values of an ordered type as numbers: integers and decimals as they are, dates as days and times as milliseconds
 * since 1970 (or midnight). `step` is the distance of two neighbours.
 */
export interface ValueScale {
  readonly step: number;
  readonly least: number;
  readonly greatest: number;
  readonly toText: (value: number) => string;
  /** Undefined where the text is no such value. */
  readonly toNumber: (text: string) => number | undefined;
}

/** Undefined for types whose values have no such order. */
export function valueScale(type: ColumnType): ValueScale | undefined {
  switch (type.family) {
    case 'integer': {
      const greatest = integerLimits[type.base] ?? Number.MAX_SAFE_INTEGER;
      return numbers(1, type.base === 'oid' ? 0 : -greatest, greatest, 0);
    }
    case 'number': {
      if (type.base === 'money') return numbers(0.01, -1e12, 1e12, 2);
      const digits = type.base === 'numeric' ? (type.scale ?? (type.length === undefined ? 4 : 0)) : 4;
      const step = 10 ** -digits;
      const most = type.length === undefined ? 1e11 : Math.min(1e15 * step, 10 ** (type.length - digits)) - step;
      return numbers(step, -most, most, Math.max(0, digits));
    }
    case 'date':
      return times(day, dateLimits, (value) => isoDate(value));
    case 'timestamp': {
      const zone = type.base.endsWith('with time zone') ? '+00' : '';
      return times(1000, dateLimits, (value) => {
        const text = new Date(value).toISOString();
        return `${text.slice(0, 10)} ${clockOf(text)}${zone}`;
      });
    }
    case 'time':
      return {
        step: 1000,
        least: 0,
        greatest: day - 1000,
        toText: (value) => `${isoTime(value)}${type.base.endsWith('with time zone') ? '+00' : ''}`,
        toNumber: timeOfDay,
      };
    case 'interval':
      return {
        step: 60_000,
        least: 0,
        greatest: 3650 * day,
        toText: (value) => `${Math.floor(value / 1000)} seconds`,
        toNumber: intervalLength,
      };
    default:
      return undefined;
  }
}

const day = 86_400_000;
const integerLimits: Readonly<Record<string, number>> = { smallint: 32_767, integer: 2_147_483_647, oid: 4e9 };
const dateLimits = [Date.UTC(1800, 0, 1), Date.UTC(9000, 0, 1)] as const;

function numbers(step: number, least: number, greatest: number, digits: number): ValueScale {
  return {
    step,
    least,
    greatest,
    toText: (value) => {
      const text = value.toFixed(digits);
      return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
    },
    toNumber: (text) => {
      const value = text.trim() === '' ? Number.NaN : Number(text.replace(/^\$|,(?=\d{3})/g, ''));
      return Number.isFinite(value) ? value : undefined;
    },
  };
}

function times(
  step: number,
  [least, greatest]: readonly [number, number],
  toText: (value: number) => string,
): ValueScale {
  return { step, least, greatest, toText, toNumber: instant };
}

/** As `toText` writes it, `2024-01-01` or `2024-01-01 10:00:00` with `+00` or without: read several times faster. */
function printedInstant(text: string): number | undefined {
  const { length } = text;
  if (length !== 10 && length !== 19 && !(length === 22 && text.endsWith('+00'))) return undefined;
  if (text[4] !== '-' || text[7] !== '-') return undefined;
  const date = Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10)));
  if (Number.isNaN(date) || text < '0100') return undefined;
  if (length === 10) return date;
  if (text[13] !== ':' || text[16] !== ':' || (text[10] !== ' ' && text[10] !== 'T')) return undefined;
  const clock =
    Number(text.slice(11, 13)) * 3_600_000 + Number(text.slice(14, 16)) * 60_000 + Number(text.slice(17, 19)) * 1000;
  return Number.isNaN(clock) ? undefined : date + clock;
}

/** `2024-01-01`, `2024-01-01 10:00:00.5+02`, with `T` or a blank; without a zone it is taken for UTC. */
function instant(text: string): number | undefined {
  const printed = printedInstant(text);
  if (printed !== undefined) return printed;
  const parts =
    /^\s*(\d{1,6})-(\d\d?)-(\d\d?)(?:[ T](\d\d?:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d(?::?\d\d)?)?(?:\s*(BC))?\s*$/i.exec(
      text,
    );
  if (parts === null) return undefined;
  const [, year, month, dayOfMonth, clock, zone] = parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(dayOfMonth));
  return date.getTime() + (timeOfDay(clock ?? '0:00') ?? 0) - zoneOffset(zone ?? '');
}

function timeOfDay(text: string): number | undefined {
  const parts = /^(\d\d?):(\d\d)(?::(\d\d(?:\.\d+)?))?/.exec(text.trim());
  if (parts === null) return undefined;
  return Number(parts[1]) * 3_600_000 + Number(parts[2]) * 60_000 + Number(parts[3] ?? 0) * 1000;
}

function zoneOffset(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (parts === null) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 3_600_000 + Number(parts[3] ?? 0) * 60_000);
}

const units: Readonly<Record<string, number>> = {
  sec: 1000,
  min: 60_000,
  hour: 3_600_000,
  day,
  week: 7 * day,
  mon: 30 * day,
  year: 365.25 * day,
};

/** `1 day 02:00:00`, `30 minutes`. */
function intervalLength(text: string): number | undefined {
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(-?\d+(?:\.\d+)?)\s*(sec|min|hour|day|week|mon|year)/gi)) {
    sum += Number(amount) * (units[String(unit).toLowerCase()] ?? 0);
  }
  const clock = /\d\d?:\d\d(:\d\d)?/.exec(text)?.[0];
  return sum + (clock === undefined ? 0 : (timeOfDay(clock) ?? 0));
}

function isoDate(value: number): string {
  return new Date(value).toISOString().slice(0, 10);
}

function isoTime(value: number): string {
  return clockOf(new Date(value).toISOString());
}

/** `10:00:00` of `2024-01-01T10:00:00.000Z`; milliseconds where there are any. */
function clockOf(iso: string): string {
  return iso.endsWith('.000Z') ? iso.slice(11, 19) : iso.slice(11, 23);
}
