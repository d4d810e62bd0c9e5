import type { Diagram, DiagramColumn, DiagramReference, DiagramTable } from '#vocabulary/diagram.ts';

/** DBML, as dbdiagram.io and the @dbml tools read it. https://dbml.dbdiagram.io/docs */
export function dbml({ tables, references, groups }: Diagram): string {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const pathOf = (id: string) => path(byId.get(id));
  return [
    ...tables.map(tableBlock),
    ...references.flatMap((reference) => refLine(reference, pathOf)),
    ...groups.map(({ name, tables: members }) =>
      [`TableGroup ${quoted(name)} {`, ...members.map((id) => `  ${pathOf(id)}`), '}'].join('\n'),
    ),
    '',
  ].join('\n\n');
}

function path(table: DiagramTable | undefined): string {
  if (table === undefined) return '""';
  return table.schema === '' ? quoted(table.name) : `${quoted(table.schema)}.${quoted(table.name)}`;
}

function tableBlock(table: DiagramTable): string {
  const { columns, primaryKey, uniques, comment } = table;
  const indexes = [
    ...(primaryKey.length > 1 ? [`    (${primaryKey.map(quoted).join(', ')}) [pk]`] : []),
    ...uniques.filter((key) => key.length > 1).map((key) => `    (${key.map(quoted).join(', ')}) [unique]`),
  ];
  return [
    `Table ${path(table)} {`,
    ...columns.map((column) => `  ${columnLine(column, primaryKey)}`),
    ...(indexes.length === 0 ? [] : ['', '  indexes {', ...indexes, '  }']),
    ...(comment === undefined ? [] : ['', `  Note: ${text(comment)}`]),
    '}',
  ].join('\n');
}

function columnLine(
  { name, type, keys, nullable, default: value, comment }: DiagramColumn,
  primaryKey: readonly string[],
): string {
  const isKey = primaryKey.length === 1 && primaryKey[0] === name;
  const settings = [
    ...(isKey ? ['pk'] : []),
    ...(nullable ? [] : isKey ? [] : ['not null']),
    ...(keys.includes('UK') ? ['unique'] : []),
    ...(value === undefined ? [] : expression(value)),
    ...(comment === undefined ? [] : [`note: ${text(comment)}`]),
  ];
  return `${quoted(name)} ${typeName(type)}${settings.length === 0 ? '' : ` [${settings.join(', ')}]`}`;
}

function refLine(reference: DiagramReference, pathOf: (id: string) => string): readonly string[] {
  const { from, to, columns, targets, single, onDelete, onUpdate } = reference;
  if (to === undefined) return [];
  const rules = [...action('delete', onDelete), ...action('update', onUpdate)];
  const settings = rules.length === 0 ? '' : ` [${rules.join(', ')}]`;
  return [`Ref: ${pathOf(from)}.${list(columns)} ${single ? '-' : '>'} ${pathOf(to)}.${list(targets)}${settings}`];
}

function list(columns: readonly string[]): string {
  const [only] = columns;
  return columns.length === 1 && only !== undefined ? quoted(only) : `(${columns.map(quoted).join(', ')})`;
}

/** What happens anyway is not said. */
function action(event: string, rule: string): readonly string[] {
  const word = rule.toLowerCase().replace('-', ' ');
  return ['cascade', 'restrict', 'set null', 'set default'].includes(word) ? [`${event}: ${word}`] : [];
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

/** DBML cannot escape a backtick inside of an expression: such a default is left out. */
function expression(value: string): readonly string[] {
  return value.includes('`') ? [] : [`default: \`${value.replace(/\s*[\r\n]+\s*/g, ' ')}\``];
}
