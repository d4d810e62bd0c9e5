import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { type ShapedColumn, type ShapedTable, schemaShape } from './schema-shape.ts';
import { docComment, quoted, reservedWords } from './typescript-text.ts';
import { type FormText, leftOut } from './unsaid.ts';

/** Types of Kysely, with values as node-postgres gives them. https://kysely.dev/docs/getting-started#types */
export function kysely(schema: DatabaseSchema): FormText {
  const own = 'ColumnType Generated GeneratedAlways Insertable Selectable Updateable Json Database'.split(' ');
  const shape = schemaShape(schema, [...reservedWords, ...own]);
  const keys = shape.tables.map(({ table, type }) => {
    const name = table.schema === shape.home ? table.name : `${table.schema}.${table.name}`;
    return `  ${quoted(name)}: ${type}Table;`;
  });
  const blocks = [
    ...shape.enums.map(({ type, labels }) => `export type ${type} = ${labels.map(quoted).join(' | ') || 'never'};`),
    ...shape.tables.map(tableBlock),
    ['export interface Database {', ...keys, '}'].join('\n'),
  ];
  const body = blocks.join('\n\n');
  const imported = ['ColumnType', 'Generated', 'GeneratedAlways', 'Insertable', 'Selectable', 'Updateable'].filter(
    (name) => new RegExp(`\\b${name}<`).test(body),
  );
  const rules = shape.tables.flatMap(({ table }) => table.constraints).length;
  const indexes = shape.tables.flatMap((one) => one.indexes).length;
  return {
    content: `${[
      '/** Values as node-postgres gives them without further parsers: bigint and numeric are texts. */',
      ...(imported.length === 0 ? [] : [`import type { ${imported.join(', ')} } from 'kysely';`]),
      '',
      ...(/\bJson\b/.test(body)
        ? ['export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };', '']
        : []),
      body,
    ].join('\n')}\n`,
    unseen: [
      ...(rules === 0
        ? []
        : [{ what: `${rules} constraints`, why: 'Types of Kysely hold no rules; they stand in comments.' }]),
      ...(indexes === 0
        ? []
        : [{ what: `${indexes} indexes`, why: 'Types of Kysely hold no indexes; they stand in comments.' }]),
      ...leftOut(schema, 'types of Kysely'),
    ],
  };
}

function tableBlock(one: ShapedTable): string {
  const { table, type, columns, indexes } = one;
  const about = [
    ...(table.comment === undefined ? [] : [table.comment]),
    ...table.constraints
      .filter(({ kind }) => kind !== 'not-null')
      .map((rule) => `${rule.name}: ${rule.definition || `${rule.kind} (${rule.columns.join(', ')})`}`),
    ...indexes.map(
      ({ name, definition, keys }) =>
        `${name}: ${definition ?? keys.map(({ column, expression }) => column ?? expression).join(', ')}`,
    ),
    ...(table.partitionKey === undefined ? [] : [`Partitioned by ${table.partitionKey}`]),
  ];
  return [
    ...docComment(about),
    `export interface ${type}Table {`,
    ...columns.flatMap((column) => [
      ...docComment(columnWords(column), '  '),
      `  ${quoted(column.column.name)}: ${columnType(column)};`,
    ]),
    '}',
    '',
    `export type ${type} = Selectable<${type}Table>;`,
    `export type New${type} = Insertable<${type}Table>;`,
    `export type ${type}Update = Updateable<${type}Table>;`,
  ].join('\n');
}

function columnWords({ column }: ShapedColumn): readonly string[] {
  const kept = column.default === undefined ? '' : `, default ${column.default}`;
  const made = column.generated === undefined ? '' : `, from ${column.generated}`;
  return [...(column.comment === undefined ? [] : [column.comment]), `${column.type}${kept}${made}`];
}

function columnType(shaped: ShapedColumn): string {
  const { column, dimensions } = shaped;
  const { read, write } = valueTypes(shaped);
  const list = (type: string) =>
    dimensions === 0 ? type : `${/[ |]/.test(type) ? `(${type})` : type}${'[]'.repeat(dimensions)}`;
  const nulls = column.nullable ? ' | null' : '';
  if (column.generated !== undefined || column.identity === 'always') return `GeneratedAlways<${list(read)}${nulls}>`;
  const isMade = column.default !== undefined || column.identity !== undefined;
  const [reads, writes] = [`${list(read)}${nulls}`, `${list(write)}${nulls}`];
  if (reads === writes) return isMade ? `Generated<${reads}>` : reads;
  const absent = isMade || column.nullable ? ' | undefined' : '';
  return `ColumnType<${reads}, ${writes}${absent}, ${writes}>`;
}

function valueTypes({ element, enum: labels }: ShapedColumn): { readonly read: string; readonly write: string } {
  const same = (type: string) => ({ read: type, write: type });
  if (labels !== undefined) return same(labels.type);
  switch (element.family) {
    case 'integer':
      return element.base === 'bigint' ? { read: 'string', write: 'string | number | bigint' } : same('number');
    case 'number':
      return element.base === 'numeric' || element.base === 'money'
        ? { read: 'string', write: 'string | number' }
        : same('number');
    case 'boolean':
      return same('boolean');
    case 'date':
    case 'timestamp':
      return { read: 'Date', write: 'Date | string' };
    case 'json':
      return { read: 'Json', write: 'Json' };
    case 'bytes':
      return same('Buffer');
    default:
      return same('string');
  }
}
