import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { ImportedTable } from '#vocabulary/imported-form.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { isMixed, looseSql } from './loose-sql.ts';
import { looseIn, type SchemaWords } from './schema-words.ts';

/** All that the table of a design must take on to be the table that was read; nothing where they are the same. */
export function importedTable(made: Table, real: Table, words: SchemaWords): ImportedTable | undefined {
  const names = (table: Table) => table.columns.map(({ name }) => name);
  const columns = real.columns.filter((column) => {
    const own = made.columns.find(({ name }) => name === column.name);
    return own === undefined || !sameColumn(own, column, words);
  });
  const constraints = matched(
    made.constraints,
    wanted(real),
    (own, other) => sameRule(own, other, words),
    (own, other) => own.name === other.name && sameText(own, other, words) && sameWords(own, other, words),
  );
  const indexes = matched(
    made.indexes,
    freeIndexes(real),
    (own, other) => sameIndex(own, other, words),
    (own, other) => own.name === other.name,
  );
  const form: ImportedTable = {
    // The design may add columns of its own behind them.
    ...(String(names(made).filter((name) => names(real).includes(name))) === String(names(real))
      ? {}
      : { order: names(real) }),
    columns: Object.fromEntries(columns.map((column) => [column.name, column])),
    constraints: constraints.exact,
    indexes: indexes.exact,
    ...(words.keepsOptions && real.options.length > 0 ? { options: [...real.options] } : {}),
    furtherConstraints: [...constraints.further],
    furtherIndexes: [...indexes.further],
  };
  const isSame =
    form.order === undefined &&
    form.options === undefined &&
    [form.columns, form.constraints, form.indexes].every((one) => Object.keys(one).length === 0) &&
    form.furtherConstraints.length + form.furtherIndexes.length === 0;
  return isSame ? undefined : form;
}

/** Constraints that CREATE TABLE can make; NOT NULL stands with the columns. */
function wanted(table: Table): readonly Constraint[] {
  return table.constraints.filter((rule) => rule.kind !== 'not-null' && rule.validated && !isRepeated(rule, table));
}

/** A key that is there already by another name: CREATE TABLE would silently make one of the two. */
export function isRepeated(rule: Constraint, { constraints }: Table): boolean {
  if (rule.kind !== 'unique') return false;
  const first = constraints.find(
    ({ kind, columns }) => (kind === 'primary-key' || kind === 'unique') && String(columns) === String(rule.columns),
  );
  const isKey = constraints.some(
    ({ kind, columns }) => kind === 'primary-key' && String(columns) === String(rule.columns),
  );
  return first !== rule || isKey;
}

/** Those that no constraint brings. */
export function freeIndexes({ indexes, constraints }: Table): readonly IndexDefinition[] {
  return indexes.filter(
    ({ constraint, name }) => constraint === undefined && !constraints.some((rule) => rule.name === name),
  );
}

/** Each of the design's own with its like, at most once: the exact one where they differ, null where there is none. */
function matched<T extends { readonly name: string }>(
  made: readonly T[],
  real: readonly T[],
  isLike: (own: T, other: T) => boolean,
  isSame: (own: T, other: T) => boolean,
): { readonly exact: Record<string, T | null>; readonly further: readonly T[] } {
  const open = new Set(real);
  const exact: Record<string, T | null> = {};
  for (const own of made) {
    const likes = [...open].filter((other) => isLike(own, other));
    const like = likes.find(({ name }) => name === own.name) ?? likes[0];
    if (like === undefined) exact[own.name] = null;
    else open.delete(like);
    if (like !== undefined && !isSame(own, like)) exact[own.name] = like;
  }
  return { exact, further: [...open] };
}

function sameColumn(own: Column, real: Column, words: SchemaWords): boolean {
  const text = (sql: string | undefined) => (sql === undefined ? undefined : looseSql(sql));
  return (
    (words.keepsSql ? words.type(own.type) === real.type : own.type === real.type) &&
    own.nullable === real.nullable &&
    (own.identity ?? '') === (real.identity ?? '') &&
    (real.identity !== undefined || text(own.default) === text(real.default)) &&
    own.generated === real.generated &&
    (own.generatedKind ?? 'stored') === (real.generatedKind ?? 'stored') &&
    (own.collation ?? '') === (real.collation ?? '') &&
    (own.comment ?? '') === (real.comment ?? '') &&
    own.onUpdate === real.onUpdate
  );
}

function sameRule(own: Constraint, real: Constraint, words: SchemaWords): boolean {
  if (own.kind !== real.kind) return false;
  if (own.kind === 'check') return sameCondition(own, real, words);
  const target = ({ references }: Constraint) =>
    references === undefined ? '' : `${references.table} ${references.columns}`;
  return String(own.columns) === String(real.columns) && target(own) === target(real);
}

function sameText(own: Constraint, real: Constraint, words: SchemaWords): boolean {
  if (own.definition === real.definition) return true;
  if (own.kind === 'check') return sameCondition(own, real, words) && !isMixed(real.definition);
  if (own.kind === 'foreign-key') {
    const rule = ({ references }: Constraint) => `${references?.onDelete} ${references?.onUpdate}`.toLowerCase();
    return (
      rule(own) === rule(real) &&
      !/DEFERRABLE|MATCH FULL|\bSET (?:NULL|DEFAULT) \(/i.test(real.definition) &&
      target(own) === target(real)
    );
  }
  return looseIn(own.definition, words) === looseIn(real.definition, words);
}

/** But for parentheses, which may decide what it means. */
function sameCondition(own: Constraint, real: Constraint, words: SchemaWords): boolean {
  const loose = ({ definition }: Constraint) => looseIn(definition.replace(/^CHECK /, ''), words);
  return loose(own) === loose(real);
}

/** PostgreSQL writes out what BETWEEN and IN say; other servers keep the words, and so does the design. */
function sameWords(own: Constraint, real: Constraint, words: SchemaWords): boolean {
  if (words.keepsSql || own.kind !== 'check') return true;
  const text = ({ definition }: Constraint) =>
    words
      .plain(definition)
      .replace(/[\s()]+/g, '')
      .toLowerCase();
  return text(own) === text(real);
}

function target({ references }: Constraint): string {
  return `${references?.schema}.${references?.table} ${references?.columns}`;
}

function sameIndex(own: IndexDefinition, real: IndexDefinition, words: SchemaWords): boolean {
  const loose = (sql: string) => looseIn(sql, words);
  const keys = (index: IndexDefinition) =>
    index.keys.map(
      ({ column, expression, direction, nulls, operatorClass, collation }) =>
        `${column ?? loose(expression ?? '')} ${direction} ${nulls ?? ''} ${operatorClass ?? ''} ${collation ?? ''}`,
    );
  const condition = ({ predicate }: IndexDefinition) => (predicate === undefined ? '' : loose(predicate));
  return (
    own.method === real.method &&
    own.unique === real.unique &&
    String(keys(own)) === String(keys(real)) &&
    condition(own) === condition(real) &&
    !isMixed(real.predicate ?? '') &&
    real.include.length === 0 &&
    real.valid &&
    real.nullsNotDistinct !== true &&
    !/\bWITH \(/.test(real.definition ?? '')
  );
}
