import { type ChangelogEntry, type ChangePart, type ChangeSet, quietElements } from './changelog.ts';
import type { PlacedText } from './marked-sections.ts';
import { type XmlElement, xmlOutline } from './xml-outline.ts';

/** https://docs.liquibase.com/concepts/changelogs/xml-format.html; undefined where it is no XML. */
export function readXmlChangelog(text: string): readonly ChangelogEntry[] | undefined {
  const root = xmlOutline(text);
  if (root?.name !== 'databaseChangeLog') return undefined;
  return root.children.flatMap((child): readonly ChangelogEntry[] => {
    const { name, attributes, line } = child;
    const isRelative = attributes['relativeToChangelogFile'] === 'true';
    if (name === 'include') return [{ kind: 'include', path: attributes['file'] ?? '', isRelative, line }];
    if (name === 'includeAll') return [{ kind: 'include-all', path: attributes['path'] ?? '', isRelative, line }];
    return name === 'changeSet' ? [changeSetOf(child)] : [];
  });
}

function changeSetOf({ attributes, line, children }: XmlElement): ChangeSet {
  const changes = children.filter(({ name }) => name !== 'rollback' && !quietElements.has(name));
  const other = changes.find(({ name }) => name !== 'sql' && name !== 'sqlFile');
  const dbms = attributes['dbms'] ?? changes.find((change) => change.attributes['dbms'])?.attributes['dbms'];
  return {
    kind: 'change-set',
    id: attributes['id'] ?? '',
    author: attributes['author'] ?? '',
    line,
    ...(dbms === undefined ? {} : { dbms }),
    runInTransaction: attributes['runInTransaction'] !== 'false',
    parts: changes.flatMap(partOf),
    rollback: children.filter(({ name }) => name === 'rollback').flatMap(rollbackOf),
    ...(other === undefined ? {} : { other: other.name }),
  };
}

function partOf(element: XmlElement): readonly ChangePart[] {
  const { name, attributes } = element;
  if (name === 'sql') return [{ kind: 'sql', sql: placed(element) }];
  if (name !== 'sqlFile') return [];
  return [
    { kind: 'file', path: attributes['path'] ?? '', isRelative: attributes['relativeToChangelogFile'] === 'true' },
  ];
}

function rollbackOf(element: XmlElement): readonly PlacedText[] {
  const own = element.text.trim() === '' ? [] : [placed(element)];
  return [...own, ...element.children.filter(({ name }) => name === 'sql').map(placed)];
}

/** Without the blank lines before it. */
function placed({ text, textLine }: XmlElement): PlacedText {
  const blank = /^(?:[^\S\n]*\n)*/.exec(text)?.[0] ?? '';
  return { text: text.slice(blank.length), line: textLine + blank.split('\n').length - 1 };
}
