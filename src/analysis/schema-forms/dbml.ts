import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { checkSql, type ShapedColumn, type ShapedReference, type ShapedTable, schemaShape } from './schema-shape.ts';
import { oneLine } from './typescript-text.ts';
import { type FormText, leftOut, type Unsaid, unsaid } from './unsaid.ts';

/** DBML with enums, indexes and delete rules, as dbdiagram.io and the @dbml tools read it. https://dbml.dbdiagram.io/docs */
export function dbml(schema: DatabaseSchema): FormText {
  const { tables, enums, home } = schemaShape(schema, []);
  const said = unsaid('DBML');
  const path = (place: string, name: string) =>
    place === home || place === '' ? quoted(name) : `${quoted(place)}.${quoted(name)}`;
  const blocks = [
    `Project ${quoted(schema.database ?? 'schema')} {\n  database_type: 'PostgreSQL'\n}`,
    ...enums.map(({ object, labels }) =>
      [`Enum ${path(object.schema, object.name)} {`, ...labels.map((label) => `  ${quoted(label)}`), '}'].join('\n'),
    ),
    ...tables.map((one) => tableBlock(one, path, said)),
    ...tables.flatMap(({ references }) => references.map((reference) => refLine(reference, tables, path, said))),
  ];
  return { content: `${blocks.join('\n\n')}\n`, unseen: [...said.list(), ...leftOut(schema, 'DBML')] };
}

type Path = (schema: string, name: string) => string;

function tableBlock(one: ShapedTable, path: Path, said: Unsaid): string {
  const { table, columns, checks, exclusions } = one;
  const entries = indexEntries(one, said);
  const rules = checks.filter((rule) => !checkSql(rule).includes('`'));
  const notes = [
    ...checks
      .filter((rule) => !rules.includes(rule))
      .map(({ name, definition }) => said.note('check with a backtick', name, definition)),
    ...exclusions.map(({ name, definition }) => said.note('exclusion constraint', name, definition)),
    ...(table.partitionKey === undefined ? [] : [said.note('partition key', table.name, table.partitionKey)]),
  ];
  return [
    `Table ${path(table.schema, table.name)} {`,
    ...columns.flatMap((column) => columnLines(column, one, path, said)),
    ...(entries.length === 0 ? [] : ['', '  indexes {', ...entries.map((line) => `    ${line}`), '  }']),
    ...(rules.length === 0
      ? []
      : [
          '',
          '  checks {',
          ...rules.map((rule) => `    \`${oneLine(checkSql(rule))}\` [name: ${text(rule.name)}]`),
          '  }',
        ]),
    ...notes.map((note) => `  // ${oneLine(note)}`),
    ...(table.comment === undefined ? [] : ['', `  Note: ${text(table.comment)}`]),
    '}',
  ].join('\n');
}

function columnLines(
  shaped: ShapedColumn,
  { table, primaryKey }: ShapedTable,
  path: Path,
  said: Unsaid,
): readonly string[] {
  const { column, enum: labels, dimensions, counts } = shaped;
  const isKey = primaryKey?.columns.length === 1 && primaryKey.columns[0] === column.name;
  const where = `${table.name}.${column.name}`;
  const isMade = column.identity !== undefined || counts;
  const value = isMade ? undefined : column.default;
  const notes = [
    ...(column.generated === undefined ? [] : [said.note('generated column', where, column.generated)]),
    ...(column.identity === 'always' ? [said.note('GENERATED ALWAYS', where)] : []),
    ...(column.collation === undefined ? [] : [said.note('collation', where, column.collation)]),
    ...(value?.includes('`') ? [said.note('default with a backtick', where, value)] : []),
  ];
  const settings = [
    ...(isKey ? ['pk'] : []),
    ...(column.nullable || isKey ? [] : ['not null']),
    ...(isMade ? ['increment'] : []),
    ...(value === undefined || value.includes('`') ? [] : [`default: \`${oneLine(value)}\``]),
    ...(column.comment === undefined ? [] : [`note: ${text(column.comment)}`]),
  ];
  const type =
    labels === undefined || dimensions > 0 ? typeName(column.type) : path(labels.object.schema, labels.object.name);
  return [
    ...notes.map((note) => `  // ${oneLine(note)}`),
    `  ${quoted(column.name)} ${type}${settings.length === 0 ? '' : ` [${settings.join(', ')}]`}`,
  ];
}

function indexEntries({ primaryKey, uniques, indexes }: ShapedTable, said: Unsaid): readonly string[] {
  const columns = (names: readonly string[]) => `(${names.map(quoted).join(', ')})`;
  return [
    ...(primaryKey !== undefined && primaryKey.columns.length > 1
      ? [`${columns(primaryKey.columns)} [pk, name: ${text(primaryKey.name)}]`]
      : []),
    ...uniques.map((rule) => `${columns(rule.columns)} [unique, name: ${text(rule.name)}]`),
    ...indexes.flatMap((index) => indexEntry(index, said)),
  ];
}

function indexEntry(index: IndexDefinition, said: Unsaid): readonly string[] {
  const { name, unique, method, keys, predicate, include } = index;
  const whole = index.definition ?? keys.map(({ column, expression }) => column ?? expression).join(', ');
  const isExact =
    predicate === undefined &&
    include.length === 0 &&
    (method === 'btree' || method === 'hash') &&
    keys.every(
      ({ direction, nulls, operatorClass, collation }) => direction === 'asc' && !nulls && !operatorClass && !collation,
    );
  const note = isExact ? [] : [`// ${oneLine(said.note('whole of the index', name, whole))}`];
  // Without its condition it would forbid what the database allows.
  if (predicate !== undefined && unique) return note;
  const parts = keys.map(({ column, expression }) =>
    column === undefined ? `\`${oneLine(expression ?? '')}\`` : quoted(column),
  );
  if (parts.some((part) => part.slice(1, -1).includes('`')) || parts.length === 0) return note;
  const settings = [
    ...(unique ? ['unique'] : []),
    ...(method === 'btree' || method === 'hash' ? [`type: ${method}`] : []),
    `name: ${text(name)}`,
  ];
  return [...note, `(${parts.join(', ')}) [${settings.join(', ')}]`];
}

function refLine(reference: ShapedReference, tables: readonly ShapedTable[], path: Path, said: Unsaid): string {
  const { constraint, single, optional, onDelete, onUpdate } = reference;
  const target = constraint.references;
  const from = tables.find(({ type }) => type === reference.from.type)?.table;
  if (target === undefined || from === undefined) return '';
  const ends = (names: readonly string[]) =>
    names.length === 1 ? quoted(names[0] ?? '') : `(${names.map(quoted).join(', ')})`;
  const settings = [
    ...(onDelete === 'no action' ? [] : [`delete: ${onDelete}`]),
    ...(onUpdate === 'no action' ? [] : [`update: ${onUpdate}`]),
  ];
  const odd = /DEFERRABLE|MATCH FULL|NOT VALID/i.test(constraint.definition)
    ? [`// ${oneLine(said.note('kind of foreign key', constraint.name, constraint.definition))}`]
    : [];
  const name = /^\w+$/.test(constraint.name) ? constraint.name : quoted(constraint.name);
  const sign = single ? '-' : '>';
  return [
    ...odd,
    `Ref ${name}: ${path(from.schema, from.name)}.${ends(constraint.columns)} ${sign} ${path(target.schema, target.table)}.${ends(target.columns)}${settings.length === 0 ? '' : ` [${settings.join(', ')}]`}${optional ? ' // may be absent' : ''}`,
  ].join('\n');
}

/** Words and brackets of numbers stand as they are; anything else is quoted. */
function typeName(type: string): string {
  return /^[A-Za-z_]\w*(\(\d+(, ?\d+)?\))?$/.test(type) ? type.replace(', ', ',') : quoted(type);
}

function quoted(name: string): string {
  return `"${name.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r/g, '\\r').replace(/\n/g, '\\n')}"`;
}

function text(value: string): string {
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\r/g, '\\r').replace(/\n/g, '\\n')}'`;
}
