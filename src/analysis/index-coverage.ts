import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { coveringColumns, usedKeys } from './covering-columns.ts';

/**
 * The existing index that already serves what `wanted` would: the same leading keys, scanned forward or backward, the
 * same predicate, and all columns that only cover, wherever it has them. `equalities` is how many leading keys are only compared with `=`: among
 * those neither order nor direction matters.
 * https://www.postgresql.org/docs/18/indexes-multicolumn.html, https://www.postgresql.org/docs/18/indexes-ordering.html
 */
export function coveringIndex(table: Table, wanted: IndexDefinition, equalities = 0): IndexDefinition | undefined {
  return indexesOf(table).find((existing) => covers(existing, wanted, equalities));
}

/**
 * A table's indexes, with those that its keys imply: DDL read from a file may name a primary key but no index. An
 * INVALID one (a failed CREATE INDEX CONCURRENTLY) serves no query and is left out.
 */
export function indexesOf(table: Table): readonly IndexDefinition[] {
  const implied = table.constraints
    .filter(({ kind, name }) => {
      const known = table.indexes.some((index) => index.constraint === name || index.name === name);
      return (kind === 'primary-key' || kind === 'unique') && !known;
    })
    .map(
      ({ name, columns, definition }): IndexDefinition => ({
        schema: table.schema,
        table: table.name,
        name,
        method: 'btree',
        unique: true,
        keys: columns.map((column) => ({ column, direction: 'asc' })),
        include: [],
        constraint: name,
        valid: true,
        ...(/\bNULLS NOT DISTINCT\b/i.test(definition) ? { nullsNotDistinct: true } : {}),
      }),
    );
  return [...table.indexes.filter((index) => index.valid), ...implied];
}

export function covers(existing: IndexDefinition, wanted: IndexDefinition, equalities = 0): boolean {
  if (existing.schema !== wanted.schema || existing.table !== wanted.table || !existing.valid) return false;
  if (normal(existing.predicate) !== normal(wanted.predicate)) return false;
  if (existing.method === 'hash' && wanted.method === 'btree') {
    const [key] = wanted.keys;
    return wanted.keys.length === 1 && equalities === 1 && key !== undefined && sameKeys(existing.keys, wanted.keys);
  }
  if (existing.method !== wanted.method) return false;
  if (existing.method !== 'btree')
    return wanted.keys.every((key) => existing.keys.some((one) => servesSearch(one, key)));
  const held = new Set([...existing.include, ...existing.keys.map(({ column }) => column)]);
  return (
    coveringColumns(wanted).every((column) => held.has(column)) && leads(existing.keys, usedKeys(wanted), equalities)
  );
}

/** A row is found by these columns alone: they hold all keys of a unique index without a predicate. */
export function isUniqueOver(index: IndexDefinition, columns: ReadonlySet<string | undefined>): boolean {
  const { unique, predicate, keys } = index;
  return unique && predicate === undefined && keys.every(({ column }) => column !== undefined && columns.has(column));
}

/** The first `equalities` keys as a set, the rest in order and all forward or all backward. */
function leads(existing: readonly IndexKey[], wanted: readonly IndexKey[], equalities: number): boolean {
  if (existing.length < wanted.length) return false;
  const free = Math.min(equalities, wanted.length);
  const compared = wanted.slice(0, free);
  if (!compared.every((key) => existing.slice(0, free).some((one) => sameTerm(one, key)))) return false;
  const rest = wanted.slice(free);
  const found = existing.slice(free, wanted.length);
  if (!sameKeys(found, rest)) return false;
  const turned = rest.map((key, at) => (found[at]?.direction ?? 'asc') !== key.direction);
  const nullsFit = rest.every((key, at) => {
    const one = found[at];
    return one !== undefined && (nulls(one) === nulls(key)) !== (turned[at] ?? false);
  });
  return nullsFit && new Set(turned).size <= 1;
}

function sameKeys(some: readonly IndexKey[], others: readonly IndexKey[]): boolean {
  return some.length === others.length && some.every((key, at) => sameTerm(key, others[at]));
}

function sameTerm(one: IndexKey, other: IndexKey | undefined): boolean {
  return (
    other !== undefined &&
    one.column === other.column &&
    normal(one.expression) === normal(other.expression) &&
    (one.operatorClass ?? '') === (other.operatorClass ?? '') &&
    (one.collation ?? '') === (other.collation ?? '')
  );
}

/** GIN and its like: the wider operator class (jsonb_ops) serves what the narrower one (jsonb_path_ops) would. */
function servesSearch(existing: IndexKey, wanted: IndexKey): boolean {
  if (existing.column !== wanted.column || normal(existing.expression) !== normal(wanted.expression)) return false;
  const held = existing.operatorClass ?? '';
  const asked = wanted.operatorClass ?? '';
  return held === asked || (asked === 'jsonb_path_ops' && (held === '' || held === 'jsonb_ops'));
}

/** Descending keys have nulls first unless said otherwise, ascending ones last. */
function nulls(key: IndexKey): 'first' | 'last' {
  return key.nulls ?? (key.direction === 'desc' ? 'first' : 'last');
}

/** SQL that differs only in spaces, outer parentheses, casts of literals and case of words outside quotes is the same. */
function normal(sql: string | undefined): string {
  if (sql === undefined) return '';
  const bare = sql
    .replace(/= ?ANY ?\( ?ARRAY\[([^\]]*)\](?:::[\w ]+\[\])? ?\)/gi, 'IN ($1)')
    .replace(/('(?:[^']|'')*')::[a-z_ ]+(?:\(\d+\))?/gi, '$1')
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .toLowerCase()
            .replace(/\s+/g, ' ')
            .replace(/ ?([=<>(),]) ?/g, '$1'),
    )
    .join('')
    .replace(/\((\w+)\)::text/g, '$1')
    .trim();
  const outer = /^\((.*)\)$/s.exec(bare)?.[1];
  return outer !== undefined && balanced(outer) ? normal(outer) : bare;
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
