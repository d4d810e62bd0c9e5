import type { Item } from '#engines/postgres/catalog/item.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';

/** A statement about a thing. */
export function say(kind: DiffStatement['kind'], item: Item, text: string): DiffStatement {
  return { text: text.trim(), of: nameForPeople(item), kind, transactional: true };
}

function nameForPeople(item: Item): string {
  return `${item.kind.replaceAll('-', ' ')} ${item.identity}`;
}

/** `ALTER TABLE ONLY public.t`: without what hangs below it. */
export function alterTable(table: string, only = false): string {
  return `ALTER TABLE ${only ? 'ONLY ' : ''}${table}`;
}

/** `fillfactor=70` as SQL takes it back. */
export function optionSql(option: string): string {
  const at = option.indexOf('=');
  return at < 0 ? option : `${option.slice(0, at)}='${option.slice(at + 1).replaceAll("'", "''")}'`;
}

export function optionNames(options: readonly string[]): readonly string[] {
  return options.map((option) => option.split('=')[0] ?? option);
}

/** SET of what is new or other, RESET of what is gone. `prefix`: ALTER TABLE public.t. */
export function optionChanges(prefix: string, from: readonly string[], to: readonly string[]): readonly string[] {
  const set = to.filter((option) => !from.includes(option)).map(optionSql);
  const kept = new Set(optionNames(to));
  const reset = optionNames(from).filter((name) => !kept.has(name));
  return [
    ...(set.length > 0 ? [`${prefix} SET (${set.join(', ')})`] : []),
    ...(reset.length > 0 ? [`${prefix} RESET (${reset.join(', ')})`] : []),
  ];
}
