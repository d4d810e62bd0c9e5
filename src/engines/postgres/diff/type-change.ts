/**
 * What ALTER COLUMN … TYPE does without being told how: assignment casts.
 * https://www.postgresql.org/docs/18/catalog-pg-cast.html
 */
const numbers = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'];
const texts = ['character', 'character varying', 'text', '"char"', 'name'];
const times = ['timestamp without time zone', 'timestamp with time zone', 'date'];
const families = [numbers, texts, times, ['json', 'jsonb'], ['bit', 'bit varying'], ['cidr', 'inet']];

/** `numeric(12,2)[]` -> numeric, [12, 2], an array. */
function read(type: string): { readonly name: string; readonly sizes: readonly number[]; readonly isArray: boolean } {
  const sizes = /\(([\d,\s-]+)\)/.exec(type)?.[1]?.split(',').map(Number) ?? [];
  const isArray = type.endsWith('[]');
  const name = type.replace(/\([^)]*\)/, '').replace(/(\[\])+$/, '');
  return { name: name.replace(/\s+/g, ' ').trim(), sizes, isArray };
}

/** The server needs a USING to get from one type to the other. */
export function needsUsing(from: string, to: string): boolean {
  const [a, b] = [read(from), read(to)];
  if (a.name === b.name && a.isArray === b.isArray) return false;
  // Whatever is no array can be assigned to a text.
  if (!a.isArray && !b.isArray && ['text', 'character varying', 'character'].includes(b.name)) return false;
  if (a.isArray !== b.isArray) return true;
  return !families.some((family) => family.includes(a.name) && family.includes(b.name));
}

/** A foreign key between the old type and the new one can hold while only one of its sides was changed. */
export function isComparable(from: string, to: string): boolean {
  const [a, b] = [read(from), read(to)];
  if (a.isArray || b.isArray) return a.isArray === b.isArray && a.name === b.name;
  const groups = [['smallint', 'integer', 'bigint'], ['character varying', 'text'], times];
  return a.name === b.name || groups.some((group) => group.includes(a.name) && group.includes(b.name));
}

/** Values of the old type may not fit into the new one, or come out as something less. */
export function mayLose(from: string, to: string): boolean {
  const [a, b] = [read(from), read(to)];
  if (a.isArray !== b.isArray) return true;
  if (a.name === b.name) {
    if (b.sizes.length === 0) return false;
    if (a.sizes.length === 0) return true;
    const [precision = 0, scale = 0] = a.sizes;
    const [newPrecision = 0, newScale = 0] = b.sizes;
    return newScale < scale || newPrecision - newScale < precision - scale;
  }
  if (b.name === 'text' || (b.name === 'character varying' && b.sizes.length === 0)) return false;
  const whole = ['smallint', 'integer', 'bigint', 'numeric'];
  if (whole.includes(a.name) && whole.includes(b.name)) {
    return whole.indexOf(b.name) < whole.indexOf(a.name) || b.sizes.length > 0;
  }
  const wider = [
    ['real', 'double precision'],
    ['smallint', 'real'],
    ['smallint', 'double precision'],
    ['integer', 'double precision'],
    ['date', 'timestamp without time zone'],
    ['date', 'timestamp with time zone'],
    ['character varying', 'text'],
    ['json', 'jsonb'],
    ['cidr', 'inet'],
  ];
  return !wider.some(([small, large]) => a.name === small && b.name === large && b.sizes.length === 0);
}
