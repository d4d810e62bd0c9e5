import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { literalDefault } from './literal-default.ts';
import { type ShapedColumn, type ShapedTable, schemaShape } from './schema-shape.ts';
import { type FormText, leftOut } from './unsaid.ts';

/** JSON Schema (2020-12) of rows as row_to_json writes them: one definition a table, and all tables as lists. */
export function jsonSchema(schema: DatabaseSchema): FormText {
  const { tables, home } = schemaShape(schema, []);
  const nameOf = ({ table }: ShapedTable) =>
    table.schema === home || table.schema === '' ? table.name : `${table.schema}.${table.name}`;
  const content = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: schema.database ?? 'Rows of the database',
    description: 'Rows as row_to_json writes them, by table.',
    type: 'object',
    properties: entriesOf(
      tables.map((one) => [nameOf(one), { type: 'array', items: { $ref: `#/$defs/${pointer(nameOf(one))}` } }]),
    ),
    additionalProperties: false,
    $defs: entriesOf(tables.map((one) => [nameOf(one), rowSchema(one)])),
  };
  const rules = tables.flatMap(({ table }) => table.constraints.filter(({ kind }) => kind !== 'not-null')).length;
  return {
    content: `${JSON.stringify(content, null, 2)}\n`,
    unseen: [
      ...(rules === 0
        ? []
        : [
            {
              what: `${rules} keys, foreign keys and checks`,
              why: 'JSON Schema looks at one row, and knows no SQL; they stand in $comment.',
            },
          ]),
      ...leftOut(schema, 'JSON Schema'),
    ],
  };
}

function rowSchema({ table, columns }: ShapedTable): Readonly<Record<string, unknown>> {
  const rules = table.constraints
    .filter(({ kind }) => kind !== 'not-null')
    .map((rule) => `${rule.name}: ${rule.definition || `${rule.kind} (${rule.columns.join(', ')})`}`);
  return {
    type: 'object',
    ...(table.comment === undefined ? {} : { description: table.comment }),
    ...(rules.length === 0 ? {} : { $comment: rules.join('\n') }),
    properties: entriesOf(columns.map((one) => [one.column.name, columnSchema(one)])),
    required: columns.filter(({ column }) => !column.nullable).map(({ column }) => column.name),
    additionalProperties: false,
  };
}

function columnSchema(shaped: ShapedColumn): Readonly<Record<string, unknown>> {
  const { column, dimensions } = shaped;
  let value: Readonly<Record<string, unknown>> = valueSchema(shaped);
  // PostgreSQL does not keep to the number of dimensions that was declared, and lets NULL into any array.
  if (dimensions > 0) value = { type: 'array', items: nullable(value) };
  const preset = column.default === undefined ? undefined : literalDefault(column.default);
  return {
    ...(column.nullable ? nullable(value) : value),
    ...(column.comment === undefined ? {} : { description: column.comment }),
    $comment: column.type,
    ...(column.generated === undefined && column.identity !== 'always' ? {} : { readOnly: true }),
    ...(preset === undefined || dimensions > 0 || column.generated !== undefined ? {} : { default: preset }),
  };
}

function nullable(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { type, enum: labels } = value;
  if (type === undefined) return value;
  return {
    ...value,
    type: [...(Array.isArray(type) ? type : [type]), 'null'],
    ...(Array.isArray(labels) ? { enum: [...labels, null] } : {}),
  };
}

function valueSchema({ element, enum: labels }: ShapedColumn): Readonly<Record<string, unknown>> {
  if (labels !== undefined) return { type: 'string', enum: labels.labels };
  const { family, base, length, scale } = element;
  switch (family) {
    case 'integer': {
      const bound = bounds[base];
      return { type: 'integer', ...(bound === undefined ? {} : { minimum: bound[0], maximum: bound[1] }) };
    }
    case 'number': {
      if (base === 'money') return { type: 'string' };
      const most = base === 'numeric' && length !== undefined ? 10 ** (length - Math.max(0, scale ?? 0)) : undefined;
      // NaN and infinity are written as texts.
      return most === undefined
        ? { type: ['number', 'string'] }
        : { type: ['number', 'string'], exclusiveMinimum: -most, exclusiveMaximum: most };
    }
    case 'boolean':
      return { type: 'boolean' };
    case 'uuid':
      return { type: 'string', format: 'uuid' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'timestamp':
      return base.endsWith('with time zone') ? { type: 'string', format: 'date-time' } : { type: 'string' };
    case 'json':
      return {};
    case 'bytes':
      return { type: 'string', pattern: '^\\\\x([0-9a-f]{2})*$' };
    case 'text':
      return { type: 'string', ...(length === undefined ? {} : { maxLength: length }) };
    case 'composite':
      return { type: 'object' };
    case 'point':
    case 'array':
      return { type: ['string', 'array'] };
    case 'other':
      return {};
    default:
      return { type: 'string' };
  }
}

const bounds: Readonly<Record<string, readonly [number, number]>> = {
  smallint: [-32768, 32767],
  integer: [-2147483648, 2147483647],
};

/** A name may be __proto__, which a literal object would take for something else. */
function entriesOf(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries);
}

/** A part of a JSON pointer in the fragment of a URL. */
function pointer(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
