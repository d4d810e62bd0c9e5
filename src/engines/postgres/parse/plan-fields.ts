/** One object of EXPLAIN's JSON, read key by key; what nobody asked for stays for `rest`. */
export interface PlanFields {
  readonly text: (key: string) => string | undefined;
  readonly number: (key: string) => number | undefined;
  readonly flag: (key: string) => boolean | undefined;
  readonly texts: (key: string) => readonly string[] | undefined;
  readonly value: (key: string) => unknown;
  /** What was not asked for, without the zeros, falses and empty lists that the text format never prints. */
  readonly rest: () => Record<string, unknown>;
}

export function planFields(source: Readonly<Record<string, unknown>>): PlanFields {
  const asked = new Set<string>();
  const value = (key: string): unknown => {
    asked.add(key);
    return Object.hasOwn(source, key) ? source[key] : undefined;
  };
  return {
    value,
    text: (key) => textOf(value(key)),
    number: (key) => numberOf(value(key)),
    flag: (key) => flagOf(value(key)),
    texts: (key) => {
      const list = value(key);
      if (list === undefined || list === null) return undefined;
      return (Array.isArray(list) ? list : [list]).map((item) => textOf(item) ?? '');
    },
    rest: () => {
      const left = Object.entries(source).filter(([key]) => !asked.has(key));
      return said(Object.fromEntries(left), 0);
    },
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object without its undefined entries. */
export function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** XML has no booleans and the text format only words. */
function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** Zeros that say something: the first worker has the number 0. */
const keptZero = /^(Worker Number|Actual )/;
const deepest = 8;

function said(source: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  for (const [key, raw] of Object.entries(source)) {
    const value = plain(raw, depth);
    if (value === undefined || value === null || value === false) continue;
    if (value === 0 && !keptZero.test(key)) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    // Its name up to 16; the text format calls it "shared" in all of them.
    kept.push([key.startsWith('I/O ') ? `Shared ${key}` : key, value]);
  }
  return Object.fromEntries(kept);
}

/** Numbers and booleans as such, whatever form they came in; integers beyond 2^53 stay texts. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') {
    const number = /^-?\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : undefined;
    return number ?? flagOf(value) ?? value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return undefined;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  const object = said(value as Record<string, unknown>, depth + 1);
  return Object.keys(object).length === 0 ? undefined : object;
}
