const dayMs = 86_400_000;

/** `Date.parse` of ISO 8601, several times as fast for the form of most logs: `2026-11-22T07:50:01.067Z`. */
export function momentOf(at: string): number {
  if (at.length !== 24 || at.charCodeAt(23) !== 90 || at.charCodeAt(19) !== 46) return Date.parse(at);
  const seconds = (number(at, 11, 13) * 60 + number(at, 14, 16)) * 60 + number(at, 17, 19);
  const days = daysSince1970(number(at, 0, 4), number(at, 5, 7), number(at, 8, 10));
  return days * dayMs + seconds * 1000 + number(at, 20, 23);
}

/** Digits as a number; NaN where one is none. */
function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Proleptic Gregorian, years counted from March (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
function daysSince1970(year: number, month: number, day: number): number {
  const years = month <= 2 ? year - 1 : year;
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leaps + inYear - 719_468;
}
