import type { Row } from '#contracts/session.ts';
import { list, texts } from '#engines/postgres/inspect/rows.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { type Item, isKind, keyOf, parseParts } from './item.ts';
import type { FoundItem } from './items-of.ts';

interface NeedRows {
  readonly dependencies: readonly Row[];
  readonly members: readonly Row[];
  readonly aliases: readonly Row[];
}

/** Keys of what each item needs: what pg_depend says, and what a thing hangs on by its very nature. */
export function needsOf(items: readonly FoundItem[], rows: NeedRows): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Set(items.map(keyOf));
  const resolve = resolver(items, rows);
  const needs = new Map(items.map((item) => [keyOf(item), new Set(natureOf(item).filter((key) => keys.has(key)))]));
  const partitions = new Set(items.filter(({ kind }) => kind === 'partition').map(({ identity }) => identity));
  for (const row of rows.dependencies) {
    const item = fields(row);
    const from = resolve(String(item['at']));
    if (from === undefined) continue;
    for (const address of texts(item['on'])) {
      const to = resolve(address);
      if (to === undefined || to === from) continue;
      const isTie = from.startsWith('table ') && partitions.has(from.slice(6)) && to.startsWith('table ');
      // A table exists without its columns, and a sequence without the column that owns it.
      if (isTie || (from.startsWith('sequence ') && to.startsWith('column '))) continue;
      if (from.startsWith('table ') && to.startsWith(`column ${from.slice(6)}.`)) continue;
      needs.get(from)?.add(to);
    }
  }
  return needs;
}

/** From an address in pg_depend to the key of the item that stands for it. */
function resolver(items: readonly FoundItem[], rows: NeedRows): (address: string) => string | undefined {
  const known = new Map(items.flatMap((item) => (item.at === undefined ? [] : [[item.at, keyOf(item)] as const])));
  for (const row of rows.members) {
    const item = fields(row);
    const extension = known.get(String(item['to']));
    if (extension !== undefined) for (const member of texts(item['of'])) known.set(member, extension);
  }
  const aliases = new Map(rows.aliases.map(fields).map((item) => [String(item['from']), String(item['to'])]));
  const resolve = (address: string, depth = 0): string | undefined => {
    const whole = address.replace(/:\d+$/, ':0');
    const direct = known.get(address) ?? known.get(whole);
    const alias = aliases.get(whole);
    return direct ?? (alias === undefined || depth > 5 ? undefined : resolve(alias, depth + 1));
  };
  return resolve;
}

function fields(row: Row): Row {
  return list([row['item']])[0] ?? {};
}

/** What it hangs on whatever pg_depend says. */
function natureOf(found: FoundItem): readonly string[] {
  if (!isKind(found.kind)) return [];
  const item = { ...found, dependsOn: [], parts: parseParts(found.kind, found.parts) } as Item;
  switch (item.kind) {
    case 'column':
      return ['table', 'view', 'materialized-view'].map((kind) => `${kind} ${ownerOf(item.parts)}`);
    case 'identity-sequence':
      return [`column ${item.identity}`];
    case 'default':
      return [`column ${item.identity}`, `view ${ownerOf(item.parts)}`];
    case 'constraint':
    case 'trigger':
    case 'rule':
    case 'policy':
    case 'index':
      return ['table', 'view', 'materialized-view'].map((kind) => `${kind} ${ownerOf(item.parts)}`);
    case 'statistics':
      return [`table ${quoteQualified(item.parts.tableSchema, item.parts.table)}`];
    case 'sequence-owner':
      return [
        `sequence ${item.identity}`,
        `column ${ownerOf(item.parts.column)}.${quoteIdentifier(item.parts.column.name)}`,
      ];
    case 'partition':
      return [`table ${item.identity}`, `table ${quoteQualified(item.parts.parent.schema, item.parts.parent.name)}`];
    case 'replica-identity':
      return [
        `table ${item.identity}`,
        ...(item.parts.index === undefined
          ? []
          : [
              `index ${quoteQualified(item.parts.schema, item.parts.index)}`,
              `constraint ${item.identity}.${quoteIdentifier(item.parts.index)}`,
            ]),
      ];
    case 'domain-constraint':
      return [`domain ${quoteQualified(item.parts.schema, item.parts.domain)}`];
    case 'extension':
      return [`schema ${quoteIdentifier(item.parts.schema)}`];
    case 'default-privileges':
      return item.parts.schema === undefined ? [] : [`schema ${quoteIdentifier(item.parts.schema)}`];
    default:
      return [];
  }
}

function ownerOf(parts: { readonly schema: string; readonly table: string }): string {
  return quoteQualified(parts.schema, parts.table);
}
