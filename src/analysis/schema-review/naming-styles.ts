import { isPlural } from '#analysis/plural.ts';
import { nameWords } from './name-words.ts';

/** "plural" or "singular"; undefined where the word does not show it. */
export function pluralStyle(table: string): string | undefined {
  const last = nameWords(table).findLast((word) => !/^\d+$/.test(word));
  if (last === undefined) return undefined;
  const many = isPlural(last);
  return many === undefined ? undefined : many ? 'plural' : 'singular';
}

/** No pattern at all: no style that others would have to follow. */
export const ownNames = 'names of their own';

/** How indexes of no constraint are called. */
export function indexStyle(name: string): string | undefined {
  // As PostgreSQL calls what stands behind a constraint.
  if (/_p?key\d*$/i.test(name)) return undefined;
  const [, prefix] = /^(idx|ix|index|i|uidx|uix|uq|ux|un)_/i.exec(name) ?? [];
  if (prefix !== undefined) return /^u/i.test(prefix) ? 'idx_table_column' : `${prefix.toLowerCase()}_table_column`;
  const [, suffix] = /_(idx\d*|index|ix|uniq|unique)$/i.exec(name) ?? [];
  if (suffix === undefined) return ownNames;
  return /^uniq/i.test(suffix) ? 'table_column_idx' : `table_column_${suffix.toLowerCase().replace(/\d+$/, '')}`;
}

export function constraintStyle(name: string, kind: 'foreign-key' | 'check'): string {
  const words = kind === 'check' ? /^(chk|ck|check)_/i : /^(fk)_/i;
  const ends = kind === 'check' ? /_(check|chk|ck)\d*$/i : /_(fkey|fk|foreign)\d*$/i;
  const [, prefix] = words.exec(name) ?? [];
  if (prefix !== undefined) return `${prefix.toLowerCase()}_table_column`;
  const [, suffix] = ends.exec(name) ?? [];
  return suffix === undefined ? ownNames : `table_column_${suffix.toLowerCase()}`;
}
