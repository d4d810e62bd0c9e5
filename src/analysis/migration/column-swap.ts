import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import { indexTail } from './index-tail.ts';
import type { ActionOf } from './placed-actions.ts';
import { backfill, inOneTransaction, inOrder } from './safe-statements.ts';
import { sqlRelation } from './sql-relation.ts';
import { tableNamed } from './table-family.ts';

/**
 * A column of the new type that a trigger fills beside the old one, with the same indexes, until it takes its place.
 * undefined where more hangs on the column than that: a constraint, a view, an expression.
 */
export function columnSwap(
  { table, column, to, using }: ActionOf<'alter-column-type'>,
  { before, statement }: MigrationStep,
): readonly Change[] | undefined {
  const known = tableNamed(before, table);
  const old = known?.columns.find(({ name }) => name === column);
  const added = `${column}_new`;
  const indexes = known?.indexes.filter((index) => holds(index, column)) ?? [];
  if (known === undefined || old === undefined || !isFree(known, column, before)) return undefined;
  // A column of a domain cannot be added without reading all rows; a collation is not told by the type.
  if (isDomain(to, before) || /\bCOLLATE\b/i.test(statement)) return undefined;
  if (!indexes.every((index) => isPlain(index, column))) return undefined;
  const [name, from, next] = [sqlRelation(table), sqlIdentifier(column), sqlIdentifier(added)];
  const trigger = `${table.name}_${column}_copied`;
  const routine = sqlRelation({ schema: table.schema, name: trigger });
  const alter = `ALTER TABLE ${name}`;
  const value = using ?? `${from}::${to}`;
  const inPlace = (index: IndexDefinition) => sqlRelation({ schema: index.schema, name: `${index.name}_new` });
  return [
    inOrder(
      'A trigger and a loop have no neutral words.',
      `${alter} ADD COLUMN ${next} ${to}`,
      `CREATE FUNCTION ${routine}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.${next} := (SELECT ${value} FROM (SELECT NEW.*) AS row_now); RETURN NEW; END $$`,
      `CREATE TRIGGER ${sqlIdentifier(trigger)} BEFORE INSERT OR UPDATE ON ${name} FOR EACH ROW EXECUTE FUNCTION ${routine}()`,
      backfill(table, added, value),
      ...indexes.map(
        (index) =>
          `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${sqlIdentifier(`${index.name}_new`)} ON ${name} ${indexTail(onColumn(index, column, added))}`,
      ),
    ),
    ...(old.nullable
      ? []
      : [{ kind: 'set-not-null' as const, schema: table.schema, table: table.name, column: added }]),
    inOneTransaction(
      'The new column takes the place of the old one: each of these takes a moment.',
      `DROP TRIGGER ${sqlIdentifier(trigger)} ON ${name}`,
      `DROP FUNCTION ${routine}()`,
      `${alter} DROP COLUMN ${from}`,
      `${alter} RENAME COLUMN ${next} TO ${from}`,
      ...(old.default === undefined ? [] : [`${alter} ALTER COLUMN ${from} SET DEFAULT ${old.default}`]),
      ...indexes.map((index) => `ALTER INDEX ${inPlace(index)} RENAME TO ${sqlIdentifier(index.name)}`),
    ),
  ];
}

function isDomain(type: string, { objects }: DatabaseSchema): boolean {
  return objects.some(({ kind, schema, name }) => kind === 'domain' && [name, `${schema}.${name}`].includes(type));
}

/** The index has to do with the column. */
function holds({ keys, include, predicate }: IndexDefinition, column: string): boolean {
  const texts = [...keys.flatMap(({ expression }) => expression ?? []), predicate ?? ''];
  const names = [...keys.flatMap((key) => key.column ?? []), ...include];
  return names.includes(column) || texts.some((text) => isNamedIn(text, column));
}

/** A column like others in it: no constraint, operator class or collation that belongs to the old type. */
function isPlain(
  { keys, predicate, constraint, replicaIdentity, clustered }: IndexDefinition,
  column: string,
): boolean {
  const ownKeys = keys.filter((key) => key.column === column);
  return (
    constraint === undefined &&
    replicaIdentity === undefined &&
    clustered === undefined &&
    ownKeys.every(({ operatorClass, collation }) => operatorClass === undefined && collation === undefined) &&
    ![...keys.flatMap(({ expression }) => expression ?? []), predicate ?? ''].some((text) => isNamedIn(text, column))
  );
}

function onColumn(index: IndexDefinition, column: string, added: string): IndexDefinition {
  return {
    ...index,
    keys: index.keys.map((key) => (key.column === column ? { ...key, column: added } : key)),
    include: index.include.map((name) => (name === column ? added : name)),
  };
}

/** Nothing but indexes names the column. */
function isFree(table: Table, column: string, { tables, views, objects }: DatabaseSchema): boolean {
  const own = table.columns.find(({ name }) => name === column);
  if (table.kind !== 'table' || table.partitionOf !== undefined || table.inherits.length > 0) return false;
  if (own?.identity !== undefined || own?.generated !== undefined) return false;
  const isOwn = (place: { readonly schema: string; readonly table: string } | undefined) =>
    place?.schema === table.schema && place.table === table.name;
  return !(
    tables.some(({ inherits }) => inherits.some(isOwn)) ||
    table.constraints.some(
      ({ kind, columns, definition }) =>
        kind !== 'not-null' && (columns.includes(column) || isNamedIn(definition, column)),
    ) ||
    table.columns.some(({ generated }) => isNamedIn(generated, column)) ||
    tables.some(({ constraints }) =>
      constraints.some(({ references }) => isOwn(references) && references?.columns.includes(column)),
    ) ||
    [...views, ...tables].some(
      ({ definition }) => isNamedIn(definition, column) && isNamedIn(definition, table.name),
    ) ||
    objects.some(
      (object) =>
        object.table === table.name &&
        ['trigger', 'policy', 'statistics'].includes(object.kind) &&
        isNamedIn(object.definition, column),
    )
  );
}

function isNamedIn(text: string | undefined, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`).test(text ?? '');
}
