import { mentionsName } from '#analysis/dependencies/mentions-name.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

/** What DROP … CASCADE takes along. Names are "app.orders", "app.orders.user_id", "fk_orders_user of app.orders". */
export interface CascadeVictims {
  readonly views: readonly string[];
  readonly foreignKeys: readonly string[];
  readonly columns: readonly string[];
  /** Triggers, policies, defaults: "trigger t of app.orders". */
  readonly others: readonly string[];
}

export type CascadeRoot =
  | { readonly kind: 'relation'; readonly name: RelationName }
  | { readonly kind: 'column'; readonly name: RelationName; readonly column: string }
  | { readonly kind: 'schema'; readonly name: string }
  | { readonly kind: 'type' | 'function' | 'sequence'; readonly name: string };

/**
 * By the schema before the statement. Of views and function bodies only the text is known, so that a view may be named
 * that only has a word in common with what is dropped; none that falls is left out.
 */
export function cascadeVictims(root: CascadeRoot, schema: DatabaseSchema): CascadeVictims {
  const views = fallingViews(root, schema);
  return {
    views: views.map(fullName),
    foreignKeys: schema.tables.flatMap((table) =>
      table.constraints.flatMap(({ name, kind, references }) =>
        kind === 'foreign-key' && references !== undefined && takesKey(root, references) && !isWithin(root, table)
          ? [`${name} of ${fullName(table)}`]
          : [],
      ),
    ),
    columns:
      root.kind === 'type' || root.kind === 'schema'
        ? schema.tables.flatMap((table) =>
            table.columns
              .filter(({ type }) => !isWithin(root, table) && isOfType(root, type))
              .map(({ name }) => `${fullName(table)}.${name}`),
          )
        : [],
    others: otherVictims(root, schema),
  };
}

interface Named {
  readonly schema: string;
  readonly name: string;
}

interface ViewText extends Named {
  readonly definition: string;
  readonly columns: readonly string[];
}

/** Those that read it, and those that read these. */
function fallingViews(root: CascadeRoot, { tables, views }: DatabaseSchema): readonly Named[] {
  const all: readonly ViewText[] = [
    ...views.map((one) => ({ ...one, columns: one.columns.map(({ name }) => name) })),
    ...tables.flatMap((one) =>
      one.definition === undefined
        ? []
        : [{ ...one, definition: one.definition, columns: one.columns.map(({ name }) => name) }],
    ),
  ].filter((one) => !isWithin(root, one));
  let falling = all.filter((one) => readsRoot(root, one, [...tables, ...views]));
  for (let before = -1; before !== falling.length; ) {
    before = falling.length;
    const names = falling.map(({ name }) => name);
    falling = all.filter((one) => falling.includes(one) || names.some((name) => mentionsName(one.definition, name)));
  }
  return falling;
}

function readsRoot(root: CascadeRoot, { definition, columns }: ViewText, relations: readonly Named[]): boolean {
  switch (root.kind) {
    case 'relation':
      return mentionsName(definition, root.name.name);
    case 'column':
      // SELECT * has all columns that the view has.
      return (
        mentionsName(definition, root.name.name) &&
        (mentionsName(definition, root.column) || columns.includes(root.column))
      );
    case 'schema':
      return relations.some(({ schema, name }) => schema === root.name && mentionsName(definition, name));
    default:
      return mentionsName(definition, lastPart(root.name));
  }
}

function takesKey(
  root: CascadeRoot,
  references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] },
): boolean {
  if (root.kind === 'schema') return references.schema === root.name;
  if (root.kind !== 'relation' && root.kind !== 'column') return false;
  const isIt = references.schema === root.name.schema && references.table === root.name.name;
  return isIt && (root.kind === 'relation' || references.columns.includes(root.column));
}

/** It is the thing itself, or a part of it: no more than was asked for. */
function isWithin(root: CascadeRoot, { schema, name }: Named): boolean {
  if (root.kind === 'schema') return schema === root.name;
  return (root.kind === 'relation' || root.kind === 'column') && schema === root.name.schema && name === root.name.name;
}

function isOfType(root: CascadeRoot, type: string): boolean {
  const bare = type
    .replace(/\(.*?\)|\[\]/g, '')
    .replaceAll('"', '')
    .trim();
  if (root.kind === 'schema') return bare.startsWith(`${root.name}.`);
  return root.kind === 'type' && (bare === root.name || bare === lastPart(root.name));
}

function otherVictims(root: CascadeRoot, { tables, objects }: DatabaseSchema): readonly string[] {
  if (root.kind !== 'function' && root.kind !== 'sequence') return [];
  const word = lastPart(root.name);
  const kinds = root.kind === 'function' ? ['trigger', 'policy'] : [];
  return [
    ...objects
      .filter((one) => kinds.includes(one.kind) && mentionsName(one.definition, word))
      .map((one) => `${one.kind} ${one.name}${one.table === undefined ? '' : ` of ${one.schema}.${one.table}`}`),
    ...tables.flatMap((table) =>
      table.columns
        .filter((one) => mentionsName(`${one.default ?? ''} ${one.generated ?? ''}`, word))
        .map(({ name }) => `default of ${fullName(table)}.${name}`),
    ),
  ];
}

/** `app.touch(integer)` -> `touch` */
function lastPart(name: string): string {
  return name.replace(/\(.*$/s, '').split('.').at(-1)?.replaceAll('"', '') ?? name;
}

function fullName({ schema, name }: Named): string {
  return `${schema}.${name}`;
}
