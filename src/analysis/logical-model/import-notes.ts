import type { Dialect } from '#analysis/physical-design/dialect.ts';
import type { CatalogObject, Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ImportedTable } from '#vocabulary/imported-form.ts';
import type { SchemaWords } from './schema-words.ts';

/** What of a schema is kept for its own dialect only, or not at all: one sentence each. */
export function importNotes(
  schema: DatabaseSchema,
  entities: ReadonlySet<Table>,
  forms: readonly (readonly [string, ImportedTable])[],
  dialect: Dialect,
  words: SchemaWords,
): readonly string[] {
  const only = `kept for ${dialect.name} only`;
  const list = (names: readonly string[]) =>
    `${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`;
  const say = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${what}, ${only}: ${list(names)}.`];
  return [
    ...say(
      'Tables that are no entities (other schemas, partitions, inheritance, foreign tables, materialized views)',
      schema.tables.filter((table) => !entities.has(table)).map((table) => `${table.schema}.${table.name}`),
    ),
    ...say(
      'Views',
      schema.views.map(({ name }) => name),
    ),
    ...say(
      'Functions, triggers, types and policies',
      schema.objects.filter(({ kind }) => kind !== 'extension' && kind !== 'sequence').map(({ name }) => name),
    ),
    ...say(
      'Rules that the model has no words for',
      forms.flatMap(([, form]) => form.furtherConstraints.map(({ name }) => name)),
    ),
    ...say(
      'What foreign keys do when the key referred to changes (ON UPDATE)',
      words.keepsSql
        ? []
        : [...entities].flatMap(({ constraints }) =>
            constraints.flatMap(({ name, references }) =>
              references !== undefined && references.onUpdate !== 'NO ACTION' ? [name] : [],
            ),
          ),
    ),
    ...say(
      'Indexes that no way of reading asks for',
      forms.flatMap(([, form]) => form.furtherIndexes.map(({ name }) => name)),
    ),
    ...[...entities].flatMap(({ name, columns }) => columns.flatMap((column) => lostOf(name, column, words, dialect))),
    ...[...entities].flatMap(({ name, constraints, columns }) =>
      constraints.flatMap((rule) => {
        const own =
          rule.kind === 'not-null' && `${name}_${rule.columns[0]}_not_null` !== rule.name && columns.length > 0;
        return own ? [`The name ${rule.name} of a NOT NULL of ${name} is not kept.`] : [];
      }),
    ),
    ...schema.objects.flatMap(({ kind, name, comment }) =>
      comment === undefined || commented[kind] !== undefined || kind === 'extension'
        ? []
        : [`The comment on the ${kind} ${name} is not kept.`],
    ),
    ...schema.unread,
  ];
}

/** What of a column only its own dialect keeps. */
function lostOf(table: string, column: Column, words: SchemaWords, { name }: Dialect): readonly string[] {
  const { type, default: preset, generated, onUpdate } = column;
  const of = `${table}.${column.name}`;
  const isTold = (sql: string) => words.isCommon(words.plain(sql));
  return [
    ...(words.neutral(type) === undefined ? [`${of} is ${type} in ${name} only: a text elsewhere.`] : []),
    ...(typeof onUpdate === 'string' ? [`That ${of} is set anew at each change is kept for ${name} only.`] : []),
    ...(generated !== undefined && !isTold(generated)
      ? [`${of} is computed in ${name} only, by ${generated}: a plain column elsewhere.`]
      : []),
    // A key that is made up is made up everywhere.
    ...(preset !== undefined && column.name !== 'id' && generated === undefined && words.preset(preset) === undefined
      ? [`The default of ${of}, ${preset}, is kept for ${name} only.`]
      : []),
  ];
}

/** Comments of others need more than a name. */
export const commented: Partial<Readonly<Record<CatalogObject['kind'], string>>> = {
  enum: 'TYPE',
  composite: 'TYPE',
  range: 'TYPE',
  domain: 'DOMAIN',
  sequence: 'SEQUENCE',
};
