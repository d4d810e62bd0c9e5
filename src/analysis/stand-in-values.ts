/** How values of a type are compared, and what stands in for the n-th of them. */
export interface TypeClass {
  readonly compare: (one: string, other: string) => number;
  /** undefined: the type has no room for so many. */
  readonly nth: (rank: number, count: number) => string | undefined;
  /** The values say nothing of a person: true and false. */
  readonly isOpen?: boolean;
}

/** A key in a query must not be taken for a common value by accident: most keys are smaller. */
const farAway = 1_900_000_000;

/** Types whose values can be replaced in their order; undefined for all others (json, ranges, shapes, domains, enums). */
export function typeClass(type: string): TypeClass | undefined {
  const [, name = '', length] =
    /^([a-z ]+?)(?:\((\d+)(?:,\d+)?\))?(?: with(?:out)? time zone)?$/.exec(type.toLowerCase()) ?? [];
  switch (name) {
    case 'boolean':
      return { compare: byText, nth: () => undefined, isOpen: true };
    case 'smallint':
      return { compare: byNumber, nth: (rank) => (rank > 767 ? undefined : String(32_000 + rank)) };
    case 'real':
      return { compare: byNumber, nth: (rank) => String(9_000_000 + rank) };
    case 'integer':
    case 'int':
    case 'bigint':
    case 'double precision':
      return { compare: byNumber, nth: (rank) => String(farAway + rank) };
    case 'numeric':
      return { compare: byNumber, nth: (rank, count) => decimal(rank, count, type) };
    case 'text':
    case 'citext':
    case 'name':
      return { compare: byLanguage, nth: (rank) => word(rank, 6) };
    case 'character varying':
    case 'varchar':
    case 'character':
      return {
        compare: byLanguage,
        nth: (rank) => word(rank, Math.min(6, length === undefined ? (name === 'character' ? 1 : 6) : Number(length))),
      };
    case 'date':
      return { compare: byTime, nth: (rank) => day(rank) };
    case 'timestamp':
      return { compare: byTime, nth: (rank) => `${day(rank)} 00:00:00${type.includes('without') ? '' : '+00'}` };
    case 'uuid':
      return { compare: byText, nth: (rank) => `00000000-0000-4000-8000-${rank.toString(16).padStart(12, '0')}` };
    default:
      return undefined;
  }
}

/**
 * Made-up values in the order of the given ones: `common` in any order, `sorted` as the server sorts. Equal values get
 * equal ones. undefined: the type has no room.
 */
export function standIns(
  type: TypeClass,
  given: { readonly common: readonly string[]; readonly sorted: readonly string[] },
): { readonly common: readonly string[]; readonly sorted: readonly string[] } | undefined {
  if (type.isOpen === true) return given;
  const order = [...new Set(given.sorted)];
  for (const value of new Set(given.common)) {
    if (order.includes(value)) continue;
    // The server's own collation is not known here: the sample's order is kept, the others go where they fit.
    const place = order.findIndex((other) => type.compare(value, other) < 0);
    order.splice(place < 0 ? order.length : place, 0, value);
  }
  const made = new Map(order.map((value, rank) => [value, type.nth(rank, order.length)]));
  const replace = (values: readonly string[]) => values.flatMap((value) => made.get(value) ?? []);
  const result = { common: replace(given.common), sorted: replace(given.sorted) };
  const isWhole = result.common.length === given.common.length && result.sorted.length === given.sorted.length;
  return isWhole ? result : undefined;
}

/** Ranks as words that sort alike in every collation. */
function word(rank: number, length: number): string | undefined {
  const text = rank.toString(36).padStart(length, '0');
  return text.length > length ? undefined : text;
}

/** `numeric(3,2)` holds no 10: as small as the type needs. */
function decimal(rank: number, count: number, type: string): string | undefined {
  const [, precision, scale = '0'] = /\((\d+)(?:,(\d+))?\)/.exec(type) ?? [];
  const whole = Number(precision) - Number(scale);
  if (precision === undefined || whole >= 10) return String(farAway + rank);
  const value = rank + 1;
  if (String(count).length <= whole) return String(value);
  if (String(count).length > Number(precision)) return undefined;
  return `${value * 10 ** -Number(scale)}`.slice(0, Number(precision) + 2);
}

function day(rank: number): string {
  return new Date(Date.UTC(2000, 0, 1 + rank)).toISOString().slice(0, 10);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function byLanguage(one: string, other: string): number {
  return one.localeCompare(other, 'en');
}

function byNumber(one: string, other: string): number {
  return Number(one) - Number(other);
}

/** ISO dates sort as texts, but for years beyond 9999 and before Christ. */
function byTime(one: string, other: string): number {
  const year = (text: string) => (text.endsWith('BC') ? -1 : 1) * Number(/^\d+/.exec(text)?.[0] ?? 0);
  return year(one) - year(other) || byText(one, other);
}
