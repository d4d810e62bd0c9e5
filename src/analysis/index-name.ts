import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { coveringColumns, usedKeys } from './covering-columns.ts';

/** PostgreSQL cuts longer names. https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const longestName = 63;

/**
 * `idx_<table>_<columns>`, with what sets the index apart at the end: `idx_users_email_lower` (expression),
 * `idx_users_name_trgm` (operator class), `idx_users_email_covering` (INCLUDE, or what stands in for it), `idx_orders_user_id_where_status_open`
 * (partial), `idx_events_at_brin` (another method; GIN goes without saying). At most 63 bytes, never a name in `taken`, the same for the same index, and fit to stand unquoted.
 */
export function indexName(index: Omit<IndexDefinition, 'name'>, taken: ReadonlySet<string>): string {
  const parts = [
    'idx',
    slug(index.table),
    ...usedKeys(index).map(keySlug),
    index.method === 'btree' || index.method === 'gin' ? '' : slug(index.method),
    coveringColumns(index).length > 0 ? 'covering' : '',
    index.predicate === undefined ? '' : `where_${slug(index.predicate)}`,
  ];
  const full = parts.filter((part) => part !== '').join('_');
  if (full.length <= longestName && !taken.has(full)) return full;
  // What had to be cut off still tells two indexes apart: a hash of the whole definition stands for it.
  for (let attempt = 0; ; attempt += 1) {
    const mark = hash(
      `${attempt}|${JSON.stringify([index.schema, index.table, index.method, ...distinguishing(index)])}`,
    );
    const name = `${full.slice(0, longestName - mark.length - 1).replace(/_+$/, '')}_${mark}`;
    if (!taken.has(name)) return name;
  }
}

function distinguishing(index: Omit<IndexDefinition, 'name'>): readonly unknown[] {
  return [index.keys, index.include, index.predicate ?? '', index.unique];
}

function keySlug(key: IndexKey): string {
  const name = key.column === undefined ? expressionSlug(key.expression ?? '') : slug(key.column);
  const opclass = /_(trgm|path|pattern)_ops$/.exec(key.operatorClass ?? '')?.[1];
  return opclass === undefined ? name : `${name}_${opclass}`;
}

/** `lower(email)` is named email_lower, as one would say it; any other expression by its words. */
function expressionSlug(expression: string): string {
  const call = /^(\w+)\(\s*([\w"]+)\s*\)$/.exec(expression);
  return call === null ? slug(expression) : `${slug(call[2] ?? '')}_${slug(call[1] ?? '')}`;
}

/** Letters, digits and underscores only: the name needs no quotes and one byte a character. */
function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/<>|!=/g, ' not ')
    .replace(/'((?:[^']|'')*)'::[a-z_ ]+(\[\])?/g, ' $1 ')
    .split(/[^a-z0-9_]+/)
    .filter((word) => word !== '');
  return words.length === 0 ? 'x' : words.join('_');
}

/** FNV-1a, six hexadecimal digits. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): string {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return state.toString(16).padStart(8, '0').slice(0, 6);
}
