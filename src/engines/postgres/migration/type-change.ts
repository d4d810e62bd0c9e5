/**
 * What ALTER COLUMN TYPE has to do with the rows.
 * - `nothing`: the bytes mean the same in the new type.
 * - `indexes`: so they do, but they sort otherwise: indexes on the column are built anew.
 * - `zone`: timestamps with and without time zone: `indexes` where the session's time zone is UTC, else `rewrite`.
 * - `rewrite`: every row is written anew. `unknown`: it depends on a type that is not known.
 * https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
 */
type TypeChange = 'nothing' | 'indexes' | 'zone' | 'rewrite' | 'unknown';

interface PrintedType {
  readonly base: string;
  /** `(12,2)` as [12, 2]; empty without. */
  readonly modifiers: readonly number[];
  readonly array: boolean;
}

/** Both as the server prints them, domains already replaced by what they are made of. */
export function typeChange(from: string, to: string): TypeChange {
  if (from === to) return 'nothing';
  const [old, next] = [printedType(from), printedType(to)];
  // Arrays are gone through element by element, whatever these are.
  if (old.array || next.array) return 'rewrite';
  if (old.base === next.base) return lengthChange(old, next);
  if (sharesBytes(old, next)) return isCitext(next.base) || isCitext(old.base) ? 'indexes' : 'nothing';
  if (isStamp(old.base) && isStamp(next.base)) return losesDigits(old, next) ? 'rewrite' : 'zone';
  return isServersOwn(old.base) && isServersOwn(next.base) ? 'rewrite' : 'unknown';
}

/** `timestamp(3) without time zone` -> base without the digits. */
function printedType(printed: string): PrintedType {
  const array = printed.endsWith('[]');
  const text = array ? printed.slice(0, -2) : printed;
  const [written, inside = ''] = /\(([\d,\s-]+)\)/.exec(text) ?? [];
  const base = written === undefined ? text : text.replace(written, '').replace(/\s+/g, ' ').trim();
  return { base, modifiers: inside === '' ? [] : inside.split(',').map(Number), array };
}

/** The same type with other numbers behind it. */
function lengthChange({ base, modifiers: old }: PrintedType, { modifiers: next }: PrintedType): TypeChange {
  const [length, scale = 0] = old;
  const [nextLength, nextScale = 0] = next;
  if (old.join() === next.join()) return 'nothing';
  if (base === 'character' || base === 'bit') return 'rewrite';
  if (nextLength === undefined) return 'nothing';
  if (isTime(base) && nextLength >= mostDigits) return 'nothing';
  if (length === undefined) return 'rewrite';
  return nextLength >= length && nextScale === scale ? 'nothing' : 'rewrite';
}

/** Casts WITHOUT FUNCTION, and a length that the old type keeps as well. */
function sharesBytes(old: PrintedType, next: PrintedType): boolean {
  if (isText(old.base) && isText(next.base)) return next.modifiers.length === 0;
  if (isText(old.base) && next.base === 'bpchar') return true;
  return freeCasts.has(`${old.base} ${next.base}`) && next.modifiers.length === 0;
}

const freeCasts = new Set([
  'bit bit varying',
  'cidr inet',
  'xml text',
  'xml character varying',
  'integer oid',
  'oid integer',
  'regclass oid',
  'oid regclass',
  'pg_node_tree text',
]);

/** Microseconds. */
const mostDigits = 6;

function losesDigits({ modifiers: [digits = mostDigits] }: PrintedType, { modifiers }: PrintedType): boolean {
  return (modifiers[0] ?? mostDigits) < digits;
}

function isText(base: string): boolean {
  return base === 'text' || base === 'character varying' || isCitext(base);
}

function isCitext(base: string): boolean {
  return /^(?:\w+\.)?citext$/.test(base);
}

function isStamp(base: string): boolean {
  return base === 'timestamp without time zone' || base === 'timestamp with time zone';
}

function isTime(base: string): boolean {
  return isStamp(base) || base.startsWith('time ') || base.startsWith('interval');
}

/** Types of users and extensions are printed with their schema. */
function isServersOwn(base: string): boolean {
  return !base.includes('.');
}
