import type { AlterTableCmd, Node } from '@pgsql/types';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import type { Constraint } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { type NamesInPlay, readConstraint } from './migration-constraints.ts';

/** undefined: PostgreSQL has a kind of constraint that is not known here. */
export function addConstraintDeed(
  def: Node | undefined,
  table: RelationName,
  catalog: Catalog,
  names: NamesInPlay,
): Deed | undefined {
  if (def === undefined || !('Constraint' in def)) return undefined;
  const read = readConstraint(def.Constraint, table, catalog, names);
  if (read === undefined) return undefined;
  const { constraint, index, usingIndex, unchecked } = read;
  names.taken.add(constraint.name);
  const { conname: named, is_no_inherit: noInherit = false } = def.Constraint;
  return {
    action: {
      kind: 'add-constraint',
      table,
      ...(named === undefined ? {} : { name: named }),
      constraint: constraint.kind,
      columns: [...constraint.columns],
      notValid: unchecked,
      ...(usingIndex === undefined ? {} : { usingIndex }),
      ...otherOf(constraint),
      definition: constraint.definition,
    },
    constraints: [constraint],
    indexes: index === undefined ? [] : [index],
    ...(noInherit ? { noInherit } : {}),
  };
}

export function dropConstraintDeed(
  { name = '', behavior, missing_ok }: AlterTableCmd,
  table: RelationName,
  catalog: Catalog,
): Deed {
  const known = catalog.table(table)?.constraints.find((one) => one.name === name);
  return {
    action: {
      kind: 'drop-constraint',
      table,
      name,
      ...(known === undefined ? {} : { constraint: known.kind, ...otherOf(known) }),
    },
    cascade: behavior === 'DROP_CASCADE',
    ...(missing_ok === true ? { missingOk: true } : {}),
  };
}

function otherOf({ references }: Constraint): { readonly references?: RelationName } {
  return references === undefined ? {} : { references: { schema: references.schema, name: references.table } };
}
