import { firstUserId, type HiddenRow, type TypeRow } from './catalog-rows.ts';

/**
 * The types that values of the statement may have, and those that values are cast to: what runs for them is a matter
 * of the catalog, not of the text. Types of the system are always in play.
 */
export interface TypesInPlay {
  readonly addValues: (types: readonly number[]) => void;
  readonly addTargets: (types: readonly number[]) => void;
  /** User-defined types of which nothing was read yet. */
  readonly unread: () => readonly number[];
  /** The types that are new in play with these rows. */
  readonly learn: (rows: readonly TypeRow[]) => readonly { readonly row: TypeRow; readonly target: boolean }[];
  readonly addFamilies: (families: readonly number[]) => void;
  readonly reaches: (hidden: HiddenRow, at: { readonly assigns: boolean; readonly makesJson: boolean }) => boolean;
  /** Whether a row of the type may be at hand in which the name is no column; a type not yet read waits. */
  readonly mayCall: (type: number, name: string, scalar: boolean) => boolean;
}

/** json and jsonb: to_json and its kin use a cast where there is one, explicit or not. */
const jsonTypes = new Set([114, 3802]);

/** record, any, anyelement, anynonarray, anycompatible, anycompatiblenonarray. */
const rowLike = new Set([2249, 2276, 2283, 2776, 5077, 5079]);

export function typesInPlay(): TypesInPlay {
  const values = new Set<number>();
  const targets = new Set<number>();
  const rows = new Map<number, TypeRow>();
  const families = new Set<number>();
  const told = new Set<string>();
  const isIn = (type: number) => type < firstUserId || values.has(type);

  const spread = () => {
    for (let before = -1; before !== values.size + targets.size; ) {
      before = values.size + targets.size;
      for (const row of rows.values()) {
        if (values.has(row.id)) for (const part of row.parts) values.add(part);
        if (!targets.has(row.id)) continue;
        for (const part of row.parts) {
          values.add(part);
          targets.add(part);
        }
      }
    }
  };

  return {
    addValues: (types) => {
      for (const type of types) values.add(type);
      spread();
    },
    addTargets: (types) => {
      for (const type of types) {
        values.add(type);
        targets.add(type);
      }
      spread();
    },
    addFamilies: (found) => {
      for (const family of found) families.add(family);
    },
    unread: () => [...values].filter((type) => type >= firstUserId && !rows.has(type)),
    learn: (found) => {
      for (const row of found) rows.set(row.id, row);
      spread();
      const fresh = [...rows.values()].flatMap((row) => {
        const target = targets.has(row.id);
        if (!values.has(row.id) || told.has(`${row.id} ${target}`)) return [];
        told.add(`${row.id} ${target}`);
        return [{ row, target }];
      });
      return fresh;
    },
    reaches: ({ what, from, to, context, family, byDefault }, { assigns, makesJson }) => {
      if (what === 'comparison') return families.has(family) || (byDefault && isIn(from) && isIn(to));
      if (what !== 'cast') return true;
      if (!isIn(from) || !isIn(to)) return false;
      const byItself = context === 'i' || (makesJson && jsonTypes.has(to)) || (context === 'a' && assigns);
      return byItself || targets.has(to);
    },
    mayCall: (type, name, scalar) => {
      if (type < firstUserId) return scalar || rowLike.has(type);
      const row = rows.get(type);
      return values.has(type) && row !== undefined && !row.columns.includes(name);
    },
  };
}
