import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { nameGiver } from './form-names.ts';
import { type ShapedColumn, type ShapedReference, type ShapedTable, schemaShape } from './schema-shape.ts';
import { type FormText, leftOut } from './unsaid.ts';

/** Types of GraphQL with fields along the foreign keys, and a way to read each. https://spec.graphql.org/October2021 */
export function graphql(schema: DatabaseSchema): FormText {
  const shape = schemaShape(schema, reserved);
  const give = nameGiver();
  const enums = shape.enums.filter(({ labels }) => labels.length > 0);
  const queries = shape.tables.flatMap((one) => queryFields(one, give));
  const blocks = [
    ...enums.map(({ type, labels, object }) => {
      const name = nameGiver(['true', 'false', 'null']);
      return [
        ...described(object.comment === undefined ? [] : [object.comment]),
        `enum ${type} {`,
        ...labels.flatMap((label) => {
          const value = name(enumValue(label));
          return [...described(value === label ? [] : [`The value ${label}`], '  '), `  ${value}`];
        }),
        '}',
      ].join('\n');
    }),
    ...shape.tables.map(typeBlock),
    ['type Query {', ...(queries.length === 0 ? ['  _empty: Boolean'] : queries), '}'].join('\n'),
  ];
  const body = blocks.join('\n\n');
  const scalars = Object.entries(scalarWords)
    .filter(([name]) => new RegExp(`[: [(]${name}\\b`).test(body))
    .map(([name, words]) => `${described([words]).join('\n')}\nscalar ${name}`);
  const rules = shape.tables.flatMap(({ checks, uniques, exclusions }) => [
    ...checks,
    ...uniques,
    ...exclusions,
  ]).length;
  return {
    content: `${[...scalars, body].join('\n\n')}\n`,
    unseen: [
      ...(rules === 0
        ? []
        : [
            {
              what: `${rules} unique rules and checks`,
              why: 'GraphQL types hold no rules; they stand in descriptions.',
            },
          ]),
      ...(shape.tables.some(({ columns }) => columns.some(({ column }) => column.default !== undefined))
        ? [{ what: 'defaults', why: 'Fields that are read have none; they stand in descriptions.' }]
        : []),
      { what: 'indexes', why: 'GraphQL has no words for them.' },
      ...leftOut(schema, 'GraphQL'),
    ],
  };
}

const scalarWords: Readonly<Record<string, string>> = {
  BigInt: 'A whole number of 64 bits, as a text.',
  Decimal: 'An exact number, as a text.',
  DateTime: 'A moment in ISO 8601.',
  Date: 'A day in ISO 8601.',
  Time: 'A time of day in ISO 8601.',
  UUID: 'A UUID in its usual form.',
  JSON: 'Any value of JSON.',
  Bytes: 'Bytes in hexadecimal.',
};
const reserved = [
  'String',
  'Int',
  'Float',
  'Boolean',
  'ID',
  'Query',
  'Mutation',
  'Subscription',
  ...Object.keys(scalarWords),
];

function typeBlock({ table, type, columns, references, referrers, checks, uniques, exclusions }: ShapedTable): string {
  const rules = [...uniques, ...checks, ...exclusions].map(
    ({ name, definition, columns: names }) => `${name}: ${definition || names.join(', ')}`,
  );
  return [
    ...described([...(table.comment === undefined ? [] : [table.comment]), `Table ${table.name}`, ...rules]),
    `type ${type} {`,
    ...columns.flatMap((column) => [
      ...described(columnWords(column), '  '),
      `  ${column.property}: ${fieldType(column)}`,
    ]),
    ...references.map(({ forward, to, optional }) => `  ${forward}: ${to.type}${optional ? '' : '!'}`),
    ...referrers.map((reference) => `  ${backField(reference)}`),
    '}',
  ].join('\n');
}

function backField({ back, from, single }: ShapedReference): string {
  return single ? `${back}: ${from.type}` : `${back}(limit: Int = 100, offset: Int = 0): [${from.type}!]!`;
}

function columnWords({ column, property }: ShapedColumn): readonly string[] {
  return [
    ...(column.comment === undefined ? [] : [column.comment]),
    ...(property === column.name ? [] : [`Column ${column.name}`]),
    ...(column.default === undefined ? [] : [`Default ${column.default}`]),
    ...(column.generated === undefined ? [] : [`From ${column.generated}`]),
  ];
}

function queryFields(
  { type, variable, primaryKey, columns }: ShapedTable,
  give: (name: string) => string,
): readonly string[] {
  const keys = (primaryKey?.columns ?? []).flatMap((name) => columns.find(({ column }) => column.name === name) ?? []);
  const one = type.charAt(0).toLowerCase() + type.slice(1);
  const args = keys.map((key) => `${key.property}: ${fieldType(key)}`).join(', ');
  return [
    ...(args === '' ? [] : [`  ${give(one)}(${args}): ${type}`]),
    `  ${give(variable === one ? `${variable}List` : variable)}(limit: Int = 100, offset: Int = 0): [${type}!]!`,
  ];
}

function fieldType({ column, dimensions, element, enum: labels }: ShapedColumn): string {
  const one = labels !== undefined && labels.labels.length > 0 ? labels.type : scalar(element.family, element.base);
  // PostgreSQL lets NULL into any array.
  const list = `${'['.repeat(Math.min(dimensions, 1))}${one}${']'.repeat(Math.min(dimensions, 1))}`;
  return column.nullable ? list : `${list}!`;
}

function scalar(family: ShapedColumn['element']['family'], base: string): string {
  switch (family) {
    case 'integer':
      return base === 'bigint' || base === 'oid' ? 'BigInt' : 'Int';
    case 'number':
      return base === 'numeric' || base === 'money' ? 'Decimal' : 'Float';
    case 'boolean':
      return 'Boolean';
    case 'timestamp':
      return 'DateTime';
    case 'date':
      return 'Date';
    case 'time':
      return 'Time';
    case 'uuid':
      return 'UUID';
    case 'json':
      return 'JSON';
    case 'bytes':
      return 'Bytes';
    default:
      return 'String';
  }
}

/** `in transit` -> IN_TRANSIT; a label that is a name already stays. */
function enumValue(label: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(label)) return label;
  const word = label.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  return /^[A-Z]/.test(word) ? word : `V_${word}`.replace(/_+/g, '_');
}

function described(lines: readonly string[], indent = ''): readonly string[] {
  if (lines.length === 0) return [];
  return [`${indent}${JSON.stringify(lines.join('\n'))}`];
}
