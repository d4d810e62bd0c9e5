import type { Diagram, DiagramColumn, DiagramReference, DiagramTable } from '#vocabulary/diagram.ts';

/** An entity relationship diagram of PlantUML, a package a group. https://plantuml.com/ie-diagram */
export function plantUml({ title, tables, references, groups }: Diagram): string {
  const byId = new Map(tables.map((table) => [table.id, table]));
  return [
    '@startuml',
    'hide circle',
    'skinparam linetype ortho',
    `title ${escaped(title)}`,
    ...groups.flatMap((group) => [
      `package "${escaped(group.name)}" {`,
      ...group.tables.map((id) => entity(byId.get(id))),
      '}',
    ]),
    ...references.flatMap(relation),
    '@enduml',
    '',
  ].join('\n');
}

function entity(table: DiagramTable | undefined): string {
  if (table === undefined) return '';
  const isKey = ({ keys }: DiagramColumn) => keys.includes('PK');
  return [
    `  entity "${escaped(table.label)}" as ${table.id} {`,
    ...table.columns.filter(isKey).map(attribute),
    '    --',
    ...table.columns.filter((column) => !isKey(column)).map(attribute),
    '  }',
  ].join('\n');
}

/** A star: the column must have a value. */
function attribute({ name, shortType, keys, nullable }: DiagramColumn): string {
  const marks = keys.map((key) => ` <<${key}>>`).join('');
  return `    ${nullable ? '' : '* '}${escaped(name)} : ${escaped(shortType)}${marks}`;
}

function relation({ from, to, columns, optional, single }: DiagramReference): readonly string[] {
  if (to === undefined) return [];
  return [`${to} ${optional ? '|o' : '||'}--${single ? 'o|' : 'o{'} ${from} : ${escaped(columns.join(', '))}`];
}

/**
 * Whatever PlantUML may read as markup, as a preprocessor's function (`%getenv`, `!include`) or as a variable is given
 * by number. https://plantuml.com/unicode
 */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,()]|_(?=_)/gu, (character) => {
    const code = (character.codePointAt(0) ?? 63).toString(16).padStart(4, '0');
    return `<U+${code}>`;
  });
}
