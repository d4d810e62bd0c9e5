import type { Diagram, DiagramColumn, DiagramReference, DiagramTable } from '#vocabulary/diagram.ts';

/**
 * An erDiagram, as GitHub and GitLab show it in Markdown. Names that Mermaid cannot take stand in the label or the
 * comment, and something near them in their place. https://mermaid.js.org/syntax/entityRelationshipDiagram.html
 */
export function mermaid({ tables, references }: Diagram): string {
  const names = entityNames(tables);
  const nameOf = (table: string) => names.get(table) ?? table;
  return [
    'erDiagram',
    ...tables.map((table) => entity(table, nameOf(table.id))),
    ...references.map((reference) => relation(reference, nameOf)),
    '',
  ]
    .filter((line, at, all) => line !== '' || at === all.length - 1)
    .join('\n');
}

/** Words of the language itself. */
const reserved =
  /^(erDiagram|title|accTitle|accDescr|direction|style|class|classDef|linkStyle|subgraph|end|to|one|only|many|zero|optionally|u|o|TB|BT|LR|RL)$/i;

/** The name itself where it is a plain word that nothing else has; else the table's number, with a label. */
function entityNames(tables: readonly DiagramTable[]): ReadonlyMap<string, string> {
  const isPlain = (name: string) => /^[A-Za-z_]\w*$/.test(name) && !reserved.test(name) && !/^t\d+$/.test(name);
  return new Map(
    tables.map(({ id, label }) => [
      id,
      isPlain(label) && tables.filter((other) => other.label === label).length === 1 ? label : id,
    ]),
  );
}

function entity({ label, columns }: DiagramTable, name: string): string {
  const head = name === label ? name : `${name}["${quoted(label)}"]`;
  if (columns.length === 0) return `  ${head}`;
  return [`  ${head} {`, ...columns.map((column) => `    ${attribute(column)}`), '  }'].join('\n');
}

function attribute({ name, shortType, keys, nullable, comment }: DiagramColumn): string {
  const word = plainWord(name, 'column');
  const told = [word === name ? '' : name, nullable ? 'null' : '', comment ?? ''].filter((part) => part !== '');
  const note = told.length === 0 ? '' : ` "${quoted(told.join(', '))}"`;
  return `${plainType(shortType)} ${word}${keys.length === 0 ? '' : ` ${keys.join(', ')}`}${note}`;
}

function relation(reference: DiagramReference, nameOf: (table: string) => string): string {
  const { from, to, columns, optional, single } = reference;
  if (to === undefined) return '';
  return `  ${nameOf(to)} ${optional ? '|o' : '||'}--${single ? 'o|' : 'o{'} ${nameOf(from)} : "${quoted(columns.join(', '))}"`;
}

function plainWord(name: string, otherwise: string): string {
  const word = name.replace(/[^A-Za-z0-9_]+/g, '_');
  return /^[A-Za-z_]/.test(word) && /[A-Za-z0-9]/.test(word) ? word : `${otherwise}_${word.replace(/^_+/, '')}`;
}

/** `numeric(12,2)` is `numeric(12-2)`: a comma ends a type in Mermaid. */
function plainType(type: string): string {
  const word = type.replace(/, */g, '-').replace(/[^A-Za-z0-9_()[\]-]+/g, '_');
  return /^[A-Za-z_]/.test(word) ? word : `type_${word}`;
}

/** Inside of double quotes Mermaid knows characters by number only: `#34;`. */
function quoted(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,:()[\]+*/=?!-]/gu, (character) => `#${character.codePointAt(0) ?? 63};`);
}
