import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { nameGiver } from './form-names.ts';
import { literalDefault } from './literal-default.ts';
import { isPlain, keyExists, methods, uniqueAt } from './prisma-keys.ts';
import { backward, forward, isSaid } from './prisma-relation.ts';
import { quoted } from './prisma-text.ts';
import { prismaType } from './prisma-type.ts';
import { type SchemaShape, type ShapedColumn, type ShapedEnum, type ShapedTable, schemaShape } from './schema-shape.ts';
import { oneLine } from './typescript-text.ts';
import { type FormText, leftOut, type Unsaid, unsaid } from './unsaid.ts';

/** A schema of Prisma for PostgreSQL. https://www.prisma.io/docs/orm/reference/prisma-schema-reference */
export function prisma(schema: DatabaseSchema): FormText {
  const shape = schemaShape(schema, reserved);
  const said = unsaid('Prisma');
  const several = shape.schemas.length > 1;
  const schemas = several ? [`  schemas  = [${shape.schemas.map(quoted).join(', ')}]`] : [];
  const url = ['  // From Prisma 7 on the URL stands in prisma.config.ts; before: url = env("DATABASE_URL")'];
  const blocks = [
    ['generator client {', '  provider = "prisma-client-js"', '}'].join('\n'),
    ['datasource db {', '  provider = "postgresql"', ...schemas, ...url, '}'].join('\n'),
    ...shape.tables.map((one) => model(one, shape, several, said)),
    ...shape.enums.map((one) => enumBlock(one, several)),
  ];
  return { content: `${blocks.join('\n\n')}\n`, unseen: [...said.list(), ...leftOut(schema, 'Prisma')] };
}

const reserved = (
  'String Int BigInt Float Decimal Boolean DateTime Json Bytes Unsupported async await break case catch class const ' +
  'continue debugger default delete do else enum export extends false finally for function if implements import in ' +
  'instanceof interface let new null package private protected public return super switch this throw true try typeof ' +
  'using var void while with yield model datasource generator type view'
).split(' ');

function model(one: ShapedTable, shape: SchemaShape, several: boolean, said: Unsaid): string {
  const { table, type, columns, checks, exclusions, references, referrers } = one;
  const note = (text: string) => `  // ${oneLine(text)}`;
  const hasKey = keyExists(one);
  const told = references.filter((reference) => isSaid(reference, shape));
  return [
    ...triple(table.comment, ''),
    `model ${type} {`,
    ...columns.flatMap((column) => field(column, one, said)),
    ...told.map((reference) => forward(reference, shape)),
    ...referrers.filter((reference) => isSaid(reference, shape)).map((reference) => backward(reference, shape)),
    '',
    ...blockKeys(one, said),
    ...one.indexes.flatMap((index) => indexLines(index, one, said)),
    ...checks.map(({ name, definition }) => note(said.note('check', name, definition))),
    ...exclusions.map(({ name, definition }) => note(said.note('exclusion constraint', name, definition))),
    ...references
      .filter((reference) => !told.includes(reference))
      .map(({ constraint: { name, definition } }) =>
        note(said.note('foreign key between columns of different types', name, definition)),
      ),
    ...told.flatMap(({ constraint: { name, definition } }) =>
      /DEFERRABLE|MATCH FULL|NOT VALID/i.test(definition)
        ? [note(said.note('kind of foreign key', name, definition))]
        : [],
    ),
    ...(table.partitionKey === undefined ? [] : [note(said.note('partition key', table.name, table.partitionKey))]),
    ...(type === table.name ? [] : [`  @@map(${quoted(table.name)})`]),
    ...(several ? [`  @@schema(${quoted(table.schema === '' ? shape.home : table.schema)})`] : []),
    ...(hasKey ? [] : [note(`${table.name} has no key, so Prisma cannot read it.`), '  @@ignore']),
    '}',
  ].join('\n');
}

function field(shaped: ShapedColumn, one: ShapedTable, said: Unsaid): readonly string[] {
  const { column, property, dimensions } = shaped;
  const { table, primaryKey } = one;
  const where = `${table.name}.${column.name}`;
  const isKey = primaryKey?.columns.length === 1 && primaryKey.columns[0] === column.name;
  const unique = uniqueAt(one, column.name);
  const { name, native } = prismaType(shaped);
  const preset = presetOf(shaped);
  const notes = [
    ...(column.generated === undefined ? [] : [said.note('generated column', where, column.generated)]),
    ...(column.identity === 'always' ? [said.note('GENERATED ALWAYS', where)] : []),
    ...(column.collation === undefined ? [] : [said.note('collation', where, column.collation)]),
    ...(dimensions > 0 && column.nullable ? [said.note('nullable list', where)] : []),
    ...(dimensions > 1 ? [said.note('array of arrays', where, column.type)] : []),
    ...(dimensions > 0 && preset === undefined && column.default !== undefined
      ? [said.note('default of a list', where, column.default)]
      : []),
  ];
  const mark = dimensions > 0 ? '[]' : column.nullable ? '?' : '';
  const words = [
    `  ${property} ${name}${mark}`,
    ...(isKey ? [primaryKey.name === `${table.name}_pkey` ? '@id' : `@id(map: ${quoted(primaryKey.name)})`] : []),
    ...(unique === undefined ? [] : [`@unique(map: ${quoted(unique.name)})`]),
    ...(preset === undefined ? [] : [`@default(${preset})`]),
    ...(property === column.name ? [] : [`@map(${quoted(column.name)})`]),
    ...(native === undefined ? [] : [native]),
  ];
  return [...triple(column.comment, '  '), ...notes.map((note) => `  // ${oneLine(note)}`), words.join(' ')];
}

function presetOf({ column, counts, enum: labels, dimensions }: ShapedColumn): string | undefined {
  const { default: value, identity, generated } = column;
  if (generated !== undefined) return 'dbgenerated()';
  if (identity !== undefined || counts) return 'autoincrement()';
  if (value === undefined || dimensions > 0) return undefined;
  if (/^(?:now\(\)|CURRENT_TIMESTAMP)$/i.test(value)) return 'now()';
  const literal = literalDefault(value);
  if (typeof literal === 'boolean') return String(literal);
  if (labels !== undefined && typeof literal === 'string') {
    const name = labelNames(labels).find(([label]) => label === literal)?.[1];
    if (name !== undefined) return name;
  }
  return `dbgenerated(${quoted(value)})`;
}

function blockKeys({ primaryKey, uniques, columns }: ShapedTable, said: Unsaid): readonly string[] {
  const fields = (names: readonly string[]) =>
    names.map((name) => columns.find(({ column }) => column.name === name)?.property ?? name).join(', ');
  return [
    ...(primaryKey === undefined || primaryKey.columns.length < 2
      ? []
      : [`  @@id([${fields(primaryKey.columns)}], map: ${quoted(primaryKey.name)})`]),
    ...uniques
      .filter((rule) => rule.columns.length > 1)
      .map((rule) => `  @@unique([${fields(rule.columns)}], map: ${quoted(rule.name)})`),
    ...uniques.flatMap(({ name, definition }) =>
      /NULLS NOT DISTINCT|DEFERRABLE/i.test(definition)
        ? [`  // ${oneLine(said.note('kind of unique rule', name, definition))}`]
        : [],
    ),
  ];
}

function indexLines(index: IndexDefinition, one: ShapedTable, said: Unsaid): readonly string[] {
  const { name, unique, keys, method, predicate } = index;
  if (uniqueAt(one, keys[0]?.column ?? '') === index) return [];
  if (!isPlain(index)) {
    const text = index.definition ?? `${keys.map((key) => key.column ?? key.expression).join(', ')} ${predicate ?? ''}`;
    return [`  // ${oneLine(said.note(unique ? 'unique index' : 'index', name, text))}`];
  }
  const fields = keys.map(({ column, direction }) => {
    const property = one.columns.find((shaped) => shaped.column.name === column)?.property ?? '';
    return direction === 'desc' ? `${property}(sort: Desc)` : property;
  });
  const type = method === 'btree' ? '' : `, type: ${methods[method]}`;
  return [`  @@${unique ? 'unique' : 'index'}([${fields.join(', ')}], map: ${quoted(name)}${unique ? '' : type})`];
}

function enumBlock(one: ShapedEnum, several: boolean): string {
  return [
    ...triple(one.object.comment, ''),
    `enum ${one.type} {`,
    ...labelNames(one).map(([label, name]) => `  ${name}${name === label ? '' : ` @map(${quoted(label)})`}`),
    ...(one.type === one.object.name ? [] : [`  @@map(${quoted(one.object.name)})`]),
    ...(several ? [`  @@schema(${quoted(one.object.schema)})`] : []),
    '}',
  ].join('\n');
}

function labelNames({ labels }: ShapedEnum): readonly (readonly [label: string, name: string])[] {
  const give = nameGiver(['true', 'false', 'null']);
  return labels.map((label) => {
    const word = label.replace(/[^A-Za-z0-9_]+/g, '_');
    return [label, give(/^[A-Za-z]/.test(word) ? word : `v_${word}`)];
  });
}

function triple(comment: string | undefined, indent: string): readonly string[] {
  return comment === undefined
    ? []
    : comment.split(/[\r\n\u2028\u2029]+/).map((line) => `${indent}/// ${line}`.trimEnd());
}
