import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { isOf, itemOf, itemsOfKind, relationOf, type Side, type Sides } from './sides.ts';

/** Tables by inheritance or partitioning, as identities: those above one, those below it. */
export interface Family {
  readonly parents: (table: string) => readonly string[];
  readonly children: (table: string) => readonly string[];
}

export function familyOf(side: Side): Family {
  const parents = new Map<string, string[]>();
  const children = new Map<string, string[]>();
  const tie = (child: string, parent: string) => {
    parents.set(child, [...(parents.get(child) ?? []), parent]);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  };
  for (const { identity, parts } of itemsOfKind(side, 'table')) {
    for (const parent of parts.parents) tie(identity, quoteQualified(parent.schema, parent.name));
  }
  for (const { identity, parts } of itemsOfKind(side, 'partition')) {
    tie(identity, quoteQualified(parts.parent.schema, parts.parent.name));
  }
  return { parents: (table) => parents.get(table) ?? [], children: (table) => children.get(table) ?? [] };
}

/** Both families, and the ties that are in both. */
export interface Families {
  readonly from: Family;
  readonly to: Family;
  /** Parents that a table has before and after: what is done to them reaches it. */
  readonly lasting: (table: string) => readonly string[];
}

export function familiesOf({ from, to }: Pick<Sides, 'from' | 'to'>): Families {
  const families = { from: familyOf(from), to: familyOf(to) };
  const isSame = (table: string, parent: string) => {
    const [before, after] = [itemOf(from, 'partition', table), itemOf(to, 'partition', table)];
    if (before === undefined || after === undefined) return before === after;
    return before.parts.bound === after.parts.bound && families.from.parents(table).includes(parent);
  };
  return {
    ...families,
    lasting: (table) =>
      families.to
        .parents(table)
        .filter((parent) => families.from.parents(table).includes(parent) && isSame(table, parent)),
  };
}

/** The key of the same thing on a parent: a column by its name, a constraint or index by what it is a part of. */
export function aboveOf(item: Item, parents: readonly string[]): readonly string[] {
  const table = relationOf(item);
  if (table === undefined || parents.length === 0) return [];
  if (isOf(item, 'column') && item.parts.inherited) {
    return parents.map((parent) => `column ${parent}.${quoteIdentifier(item.parts.name)}`);
  }
  if (isOf(item, 'constraint') && (item.parts.parent || item.parts.inherited)) {
    const { parent } = item.parts;
    if (parent) return [`constraint ${quoteQualified(parent.schema, parent.table)}.${quoteIdentifier(parent.name)}`];
    return parents.map((one) => `constraint ${one}.${quoteIdentifier(item.parts.name)}`);
  }
  if (isOf(item, 'index') && item.parts.parent) {
    return [`index ${quoteQualified(item.parts.parent.schema, item.parts.parent.name)}`];
  }
  return [];
}
