import { type ChangelogEntry, type ChangePart, type ChangeSet, quietElements } from './changelog.ts';
import type { PlacedText } from './marked-sections.ts';
import { type YamlNode, yamlOutline } from './yaml-outline.ts';

/** https://docs.liquibase.com/concepts/changelogs/yaml-format.html; undefined where it cannot be read. */
export function readYamlChangelog(text: string): readonly ChangelogEntry[] | undefined {
  const log = child(yamlOutline(text), 'databaseChangeLog');
  if (log === undefined) return undefined;
  return itemsOf(log).flatMap((item): readonly ChangelogEntry[] => {
    const changeSet = child(item, 'changeSet');
    if (changeSet !== undefined) return [changeSetOf(changeSet)];
    const include = child(item, 'include');
    if (include !== undefined) return [{ kind: 'include', path: textOf(include, 'file') ?? '', ...placeOf(include) }];
    const all = child(item, 'includeAll');
    return all === undefined ? [] : [{ kind: 'include-all', path: textOf(all, 'path') ?? '', ...placeOf(all) }];
  });
}

function changeSetOf(node: YamlNode): ChangeSet {
  const changes = itemsOf(child(node, 'changes')).flatMap((item) =>
    item.kind === 'map' ? [...item.entries].map(([name, value]) => ({ name, value })) : [],
  );
  const told = changes.filter(({ name }) => !quietElements.has(name));
  const other = told.find(({ name }) => name !== 'sql' && name !== 'sqlFile');
  const dbms = textOf(node, 'dbms') ?? told.map(({ value }) => textOf(value, 'dbms')).find((one) => one !== undefined);
  const rollback = child(node, 'rollback');
  return {
    kind: 'change-set',
    id: textOf(node, 'id') ?? '',
    author: textOf(node, 'author') ?? '',
    line: node.line,
    ...(dbms === undefined ? {} : { dbms }),
    runInTransaction: textOf(node, 'runInTransaction') !== 'false',
    parts: told.flatMap(partOf),
    rollback: rollback === undefined ? [] : rollbackOf(rollback),
    ...(other === undefined ? {} : { other: other.name }),
  };
}

function partOf({ name, value }: { readonly name: string; readonly value: YamlNode }): readonly ChangePart[] {
  if (name === 'sql') {
    const sql = value.kind === 'text' ? value : child(value, 'sql');
    return sql?.kind === 'text' ? [{ kind: 'sql', sql: placed(sql) }] : [];
  }
  if (name !== 'sqlFile') return [];
  return [{ kind: 'file', path: textOf(value, 'path') ?? '', isRelative: placeOf(value).isRelative }];
}

function rollbackOf(node: YamlNode): readonly PlacedText[] {
  if (node.kind === 'text') return node.text.trim() === '' ? [] : [placed(node)];
  const sqls = (node.kind === 'list' ? node.items : [node]).map((item) => child(item, 'sql'));
  return sqls.flatMap((sql) => {
    const text = sql?.kind === 'map' ? child(sql, 'sql') : sql;
    return text?.kind === 'text' ? [placed(text)] : [];
  });
}

function placed({ text, line }: PlacedText): PlacedText {
  return { text, line };
}

function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

function textOf(node: YamlNode, key: string): string | undefined {
  const value = child(node, key);
  return value?.kind === 'text' ? value.text : undefined;
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

function placeOf(node: YamlNode): { readonly isRelative: boolean; readonly line: number } {
  return { isRelative: textOf(node, 'relativeToChangelogFile') === 'true', line: node.line };
}
