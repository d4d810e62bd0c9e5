/** A point of time as its text says it, in microseconds, and the zone as written. */
interface TimeValue {
  readonly micros: bigint;
  readonly zone: string;
  readonly isDate: boolean;
}

const day = 86_400_000_000n;

/** Days on which clocks are set in Europe and America, leap days, and the ends of months and years. */
export const edgeDays = ['2024-03-31', '2024-10-27', '2024-03-10', '2024-02-29', '2023-12-31', '2024-01-01'] as const;

/** Points of time around one that a statement names: a step beside it, and where its day, month and year begin and end. */
export function timesAround(literal: string, wanted: 'date' | 'timestamp'): readonly string[] {
  const value = parse(literal);
  if (value === undefined) return [];
  const { micros, zone } = value;
  const date = new Date(Number(micros / 1000n));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const dayStart = micros - mod(micros, day);
  const starts = [
    dayStart,
    dayStart + day,
    BigInt(Date.UTC(year, month, 1)) * 1000n,
    BigInt(Date.UTC(year, month + 1, 1)) * 1000n,
    BigInt(Date.UTC(year, 0, 1)) * 1000n,
    BigInt(Date.UTC(year + 1, 0, 1)) * 1000n,
  ];
  if (wanted === 'date') {
    const days = [
      dayStart,
      ...starts,
      ...starts.map((start) => start - day),
      dayStart + 7n * day,
      dayStart - 365n * day,
    ];
    return unique(days.map((one) => printed({ micros: one, zone: '', isDate: true })));
  }
  const points = [
    ...[0n, -1n, 1n, 1_000_000n, -1_000_000n, 3_600_000_000n, -3_600_000_000n, day, -day, day / 2n, -365n * day].map(
      (by) => micros + by,
    ),
    ...starts.flatMap((start) => [start, start - 1n]),
    dayStart + day - 1_000_000n,
    dayStart + day - 500_000n,
  ];
  return unique(points.map((one) => printed({ micros: one, zone, isDate: false })));
}

/** As the column's type takes it: a date without its time, a timestamp as it stands. */
export function asTime(literal: string, wanted: 'date' | 'timestamp'): string | undefined {
  const value = parse(literal);
  if (value === undefined) return undefined;
  return wanted === 'date' ? printed({ ...value, isDate: true, zone: '' }) : literal;
}

/** '2024' and '2024-03' name a year and a month. */
export function startNamed(literal: string): string | undefined {
  const [, year, month = '01'] = /^((?:19|20)\d\d)(?:-?(0[1-9]|1[0-2]))?$/.exec(literal) ?? [];
  return year === undefined ? undefined : `${year}-${month}-01`;
}

/** Before and after a point by the spans that a statement names: '7 days', '1 month'. */
export function shiftedBy(literal: string, spans: readonly string[], wanted: 'date' | 'timestamp'): readonly string[] {
  const value = parse(literal);
  if (value === undefined) return [];
  const isDate = wanted === 'date';
  return unique(
    spans.flatMap((span) => {
      const length = microsOf(span);
      if (length === undefined) return [];
      return [value.micros - length, value.micros + length].flatMap((micros) =>
        (isDate ? [0n] : [0n, -1n, 1n]).map((by) => printed({ micros: micros + by, zone: value.zone, isDate })),
      );
    }),
  );
}

const units: Readonly<Record<string, bigint>> = {
  second: 1_000_000n,
  minute: 60_000_000n,
  hour: 3_600_000_000n,
  day,
  week: 7n * day,
  mon: 30n * day,
  month: 30n * day,
  year: 365n * day,
};

function microsOf(span: string): bigint | undefined {
  const [, count, unit = ''] = /^\s*(\d{1,4})\s*([a-z]+?)s?\s*$/i.exec(span) ?? [];
  const length = units[unit.toLowerCase()];
  return count === undefined || length === undefined ? undefined : BigInt(count) * length;
}

function parse(text: string): TimeValue | undefined {
  const found =
    /^\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?\s*$/.exec(
      text,
    );
  if (found === null) return undefined;
  const [, year, month, date, hour, minute, second, fraction = '', zone = ''] = found;
  const numbers = [year, month, date, hour, minute, second].map((part) => Number(part ?? 0));
  const [y = 0, mo = 1, d = 1, h = 0, mi = 0, s = 0] = numbers;
  const ms = Date.UTC(y, mo - 1, d, h, mi, s);
  if (Number.isNaN(ms)) return undefined;
  return { micros: BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, '0')), zone, isDate: hour === undefined };
}

function printed({ micros, zone, isDate }: TimeValue): string {
  const iso = new Date(Number((micros - mod(micros, 1000n)) / 1000n)).toISOString();
  if (isDate) return iso.slice(0, 10);
  const fraction = mod(micros, 1_000_000n);
  const point = fraction === 0n ? '' : `.${String(fraction).padStart(6, '0')}`;
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${point}${zone}`;
}

function mod(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
