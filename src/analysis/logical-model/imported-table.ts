import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { ImportedTable } from '#vocabulary/imported-form.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { isMixed, looseSql, serverType } from './loose-sql.ts';

/** All that the table of a design must take on to be the table that was read; nothing where they are the same. */
export function importedTable(made: Table, real: Table): ImportedTable | undefined {
  const names = (table: Table) => table.columns.map(({ name }) => name);
  const columns = real.columns.filter((column) => {
    const own = made.columns.find(({ name }) => name === column.name);
    return own === undefined || !sameColumn(own, column);
  });
  const constraints = matched(
    made.constraints,
    wanted(real),
    sameRule,
    (own, other) => own.name === other.name && sameText(own, other),
  );
  const indexes = matched(made.indexes, freeIndexes(real), sameIndex, (own, other) => own.name === other.name);
  const form: ImportedTable = {
    ...(String(names(made)) === String(names(real)) ? {} : { order: names(real) }),
    columns: Object.fromEntries(columns.map((column) => [column.name, column])),
    constraints: constraints.exact,
    indexes: indexes.exact,
    furtherConstraints: [...constraints.further],
    furtherIndexes: [...indexes.further],
  };
  const isSame =
    form.order === undefined &&
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

function sameColumn(own: Column, real: Column): boolean {
  const text = (sql: string | undefined) => (sql === undefined ? undefined : looseSql(sql));
  return (
    serverType(own.type) === real.type &&
    own.nullable === real.nullable &&
    (own.identity ?? '') === (real.identity ?? '') &&
    (real.identity !== undefined || text(own.default) === text(real.default)) &&
    own.generated === real.generated &&
    (own.generatedKind ?? 'stored') === (real.generatedKind ?? 'stored') &&
    (own.collation ?? '') === (real.collation ?? '') &&
    (own.comment ?? '') === (real.comment ?? '')
  );
}

function sameRule(own: Constraint, real: Constraint): boolean {
  if (own.kind !== real.kind) return false;
  if (own.kind === 'check') return sameText(own, real);
  const target = ({ references }: Constraint) =>
    references === undefined ? '' : `${references.table} ${references.columns}`;
  return String(own.columns) === String(real.columns) && target(own) === target(real);
}

function sameText(own: Constraint, real: Constraint): boolean {
  if (own.definition === real.definition) return true;
  const plain = (definition: string) => looseSql(definition.replace(/^CHECK /, ''));
  if (own.kind === 'check') return plain(own.definition) === plain(real.definition) && !isMixed(real.definition);
  if (own.kind === 'foreign-key') {
    const rule = ({ references }: Constraint) => `${references?.onDelete} ${references?.onUpdate}`.toLowerCase();
    return (
      rule(own) === rule(real) &&
      !/DEFERRABLE|MATCH FULL|\bSET (?:NULL|DEFAULT) \(/i.test(real.definition) &&
      target(own) === target(real)
    );
  }
  return looseSql(own.definition) === looseSql(real.definition);
}

function target({ references }: Constraint): string {
  return `${references?.schema}.${references?.table} ${references?.columns}`;
}

function sameIndex(own: IndexDefinition, real: IndexDefinition): boolean {
  const keys = (index: IndexDefinition) =>
    index.keys.map(
      ({ column, expression, direction, nulls, operatorClass, collation }) =>
        `${column ?? looseSql(expression ?? '')} ${direction} ${nulls ?? ''} ${operatorClass ?? ''} ${collation ?? ''}`,
    );
  const condition = ({ predicate }: IndexDefinition) => (predicate === undefined ? '' : looseSql(predicate));
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
