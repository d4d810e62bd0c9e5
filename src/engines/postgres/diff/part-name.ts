import type { Item } from '#engines/postgres/catalog/item.ts';
import { itemsOfKind, type Side } from './sides.ts';

/**
 * Whether the server would give a part of an index or constraint this very name when the whole is made. In doubt no: then
 * the part is made first, under its name, and the whole takes it in.
 * https://github.com/postgres/postgres/blob/master/src/backend/commands/indexcmds.c (ChooseIndexName)
 */
export function isExpectedName(item: Item<'constraint'> | Item<'index'>, side: Side): boolean {
  const { schema, table, name } = item.parts;
  if (Buffer.byteLength(name) > 58) return false;
  if (item.kind === 'constraint' && item.parts.type === 'f') return name === item.parts.parent?.name;
  const expected = [table, ...ending(item)].join('_');
  if (name !== expected) return false;
  // Of two that would have one name, the order of their making decides.
  const others = itemsOfKind(side, item.kind).filter(
    ({ parts }) =>
      parts.schema === schema && parts.table === table && parts.name !== name && parts.name.startsWith(expected),
  );
  return others.length === 0;
}

function ending(item: Item<'constraint'> | Item<'index'>): readonly string[] {
  if (item.kind === 'index') {
    const keys = /USING \w+ \(([^()]*)\)(?: WHERE .*)?$/.exec(item.parts.definition)?.[1]?.split(', ') ?? [];
    const names = keys.map((key) => /^[a-z_][a-z0-9_]*/.exec(key)?.[0]);
    return names.length > 0 && names.every((name) => name !== undefined) ? [...names, 'idx'] : ['?'];
  }
  switch (item.parts.type) {
    case 'p':
      return ['pkey'];
    case 'u':
      return item.parts.definition.includes('INCLUDE') ? ['?'] : [...item.parts.columns, 'key'];
    default:
      return ['?'];
  }
}
