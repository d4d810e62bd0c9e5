import { literalsOf, splitTopLevel } from '#analysis/column-type.ts';
import type { CatalogObject, DatabaseSchema } from '#vocabulary/database-schema.ts';
import { type Narrowing, narrowing } from './narrowing.ts';

/** What statements of an application can name in a database. Names are "app.orders". */
export interface VisibleNames {
  /** Tables, views and materialized views: to a query they are one. */
  readonly relations: ReadonlyMap<string, VisibleRelation>;
  /** Labels of each enum. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** Domains, composite and range types. */
  readonly types: ReadonlySet<string>;
  /** Arguments of each function and procedure, one list for each of that name. */
  readonly functions: ReadonlyMap<string, readonly (readonly string[])[]>;
}

interface VisibleRelation {
  readonly kind: 'table' | 'view';
  /** Types by column; absent where they are not known. */
  readonly columns?: ReadonlyMap<string, string>;
}

/** A name that is gone, or that takes less than before. */
export type LostName =
  | { readonly kind: 'table' | 'view' | 'enum' | 'type'; readonly name: string }
  | { readonly kind: 'column'; readonly name: string; readonly column: string; readonly type: string }
  | {
      readonly kind: 'narrower-column';
      readonly name: string;
      readonly column: string;
      readonly from: string;
      readonly to: string;
      readonly narrowing: Narrowing;
    }
  | { readonly kind: 'enum-label'; readonly name: string; readonly label: string }
  | { readonly kind: 'function'; readonly name: string; readonly arguments: readonly string[] };

export function visibleNames({ tables, views, objects }: DatabaseSchema): VisibleNames {
  const ofKind = (...kinds: readonly CatalogObject['kind'][]) => objects.filter(({ kind }) => kinds.includes(kind));
  const functions = new Map<string, (readonly string[])[]>();
  for (const one of ofKind('function', 'procedure')) {
    const name = fullName(one);
    functions.set(name, [...(functions.get(name) ?? []), argumentsOf(one.definition)]);
  }
  return {
    relations: new Map<string, VisibleRelation>([
      ...tables.map((one): [string, VisibleRelation] => [
        fullName(one),
        { kind: one.kind === 'materialized-view' ? 'view' : 'table', ...columnsOf(one.columns) },
      ]),
      ...views.map((one): [string, VisibleRelation] => [
        fullName(one),
        { kind: 'view', ...(isFollowed(one) ? columnsOf(one.columns) : {}) },
      ]),
    ]),
    enums: new Map(
      ofKind('enum').map((one) => [fullName(one), literalsOf(one.definition.slice(one.definition.indexOf('(')))]),
    ),
    types: new Set(ofKind('domain', 'composite', 'range').map(fullName)),
    functions,
  };
}

/**
 * What an application that knows the one schema misses in the other. A table that became a view of the same columns is not
 * missed, nor a function that took on arguments with defaults. Of a relation that is gone its columns are not told too.
 */
export function lostNames(before: DatabaseSchema, after: DatabaseSchema): readonly LostName[] {
  const [old, now] = [visibleNames(before), visibleNames(after)];
  const lost: LostName[] = [];
  for (const [name, relation] of old.relations) {
    const kept = now.relations.get(name);
    if (kept === undefined) lost.push({ kind: relation.kind, name });
    else if (relation.columns && kept.columns) lost.push(...lostColumns(name, relation.columns, kept.columns));
  }
  for (const [name, labels] of old.enums) {
    const kept = now.enums.get(name);
    if (kept === undefined) lost.push({ kind: 'enum', name });
    for (const label of labels) if (kept?.includes(label) === false) lost.push({ kind: 'enum-label', name, label });
  }
  for (const name of old.types) if (!now.types.has(name)) lost.push({ kind: 'type', name });
  for (const [name, forms] of old.functions) {
    const kept = now.functions.get(name) ?? [];
    for (const form of forms) {
      if (!kept.some((one) => takes(one, form))) lost.push({ kind: 'function', name, arguments: form });
    }
  }
  return lost;

  function* lostColumns(
    name: string,
    columns: ReadonlyMap<string, string>,
    kept: ReadonlyMap<string, string>,
  ): Generator<LostName> {
    for (const [column, from] of columns) {
      const to = kept.get(column);
      if (to === undefined) yield { kind: 'column', name, column, type: from };
      // A label that is gone is told of its enum, not of each column.
      else if (to !== from) {
        const found = narrowing({ type: from, schema: before }, { type: to, schema: after });
        if (found !== undefined) yield { kind: 'narrower-column', name, column, from, to, narrowing: found };
      }
    }
  }
}

function columnsOf(columns: readonly { readonly name: string; readonly type: string }[]): {
  readonly columns?: ReadonlyMap<string, string>;
} {
  return columns.length === 0 ? {} : { columns: new Map(columns.map(({ name, type }) => [name, type])) };
}

/** A view that no server has described: all columns are told, where each has a name and none is a star. */
function isFollowed({ columns, definition }: DatabaseSchema['views'][number]): boolean {
  if (columns.every(({ type }) => type !== '')) return true;
  const [, rest] = /^\s*select\s+(?:distinct\s+)?(.*)$/is.exec(definition) ?? [];
  if (rest === undefined || rest.includes('*')) return false;
  const parts = splitTopLevel(rest);
  // What stands behind FROM may hold commas too, never fewer.
  const last = parts.findIndex((part) => /\sfrom\s/i.test(part));
  return (last < 0 ? parts.length : last + 1) === columns.length;
}

/** A call that fits the old form fits the new one: the same arguments, and further ones only with defaults. */
function takes(now: readonly string[], old: readonly string[]): boolean {
  return (
    old.every((one, at) => now[at] !== undefined && withoutDefault(one) === withoutDefault(now[at])) &&
    now.slice(old.length).every((one) => one !== withoutDefault(one))
  );
}

function withoutDefault(argument: string): string {
  return argument.replace(/\s*(?:\bdefault\b|=).*$/is, '').toLowerCase();
}

/** `CREATE FUNCTION app.f(a integer, b text DEFAULT 'x') RETURNS …` -> ['a integer', "b text DEFAULT 'x'"] */
function argumentsOf(definition: string): readonly string[] {
  const from = definition.indexOf('(');
  if (from < 0) return [];
  let depth = 0;
  for (let at = from; at < definition.length; at++) {
    if (definition[at] === '(') depth++;
    else if (definition[at] === ')' && --depth === 0) {
      return splitTopLevel(definition.slice(from + 1, at)).map((one) => one.replace(/\s+/g, ' '));
    }
  }
  return [];
}

function fullName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}
