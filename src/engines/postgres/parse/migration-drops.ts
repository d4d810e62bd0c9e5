import type { AlterObjectSchemaStmt, DropStmt, Node, RenameStmt } from '@pgsql/types';
import { type Catalog, keyOf } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { foundIn, foundName, foundObject, partsOf } from './migration-names.ts';

/** One deed for each thing that DROP names. */
export function dropDeeds(node: DropStmt, catalog: Catalog): readonly Deed[] {
  const cascade = node.behavior === 'DROP_CASCADE';
  const shape = { cascade, ...(node.missing_ok === true ? { ifExists: true } : {}) };
  const what = (node.removeType ?? '').replace('OBJECT_', '').replaceAll('_', ' ').toLowerCase();
  return (node.objects ?? []).map((object) => ({
    ...shape,
    ...dropDeed(what, object, { catalog, cascade, concurrently: node.concurrent === true }),
  }));
}

function dropDeed(
  what: string,
  object: Node,
  {
    catalog,
    cascade,
    concurrently,
  }: { readonly catalog: Catalog; readonly cascade: boolean; readonly concurrently: boolean },
): Deed {
  const parts = partsOf(object);
  switch (what) {
    case 'table':
    case 'foreign table':
      return { action: { kind: 'drop-table', table: foundIn(parts, catalog), cascade } };
    case 'view':
    case 'matview':
      return {
        action: { kind: 'drop-view', view: foundIn(parts, catalog), materialized: what === 'matview', cascade },
      };
    case 'index': {
      const index = foundIn(parts, catalog);
      const known = catalog.index(index);
      const table = known && { schema: known.schema, name: known.table };
      return { action: { kind: 'drop-index', index, ...(table === undefined ? {} : { table }), concurrently } };
    }
    case 'trigger':
    case 'policy':
    case 'rule': {
      const table = foundIn(parts.slice(0, -1), catalog);
      const name = parts.at(-1) ?? '';
      if (what === 'trigger') return { action: { kind: 'drop-trigger', table, name } };
      if (what === 'policy') return { action: { kind: 'drop-policy', table, name } };
      const locks = [{ relation: table, mode: 'AccessExclusiveLock' }];
      return { action: { kind: 'drop-object', what, name, cascade }, locks };
    }
    default:
      return { action: { kind: 'drop-object', what, name: objectName(what, parts, catalog), cascade } };
  }
}

/** "app.status"; a schema or an extension has none before its name. */
function objectName(what: string, parts: readonly string[], catalog: Catalog): string {
  if (what === 'sequence') return keyOf(foundIn(parts, catalog));
  if (what === 'type' || what === 'domain') {
    return keyOf(foundObject(parts, ['enum', 'domain', 'composite', 'range'], catalog));
  }
  if (what === 'function' || what === 'procedure' || what === 'routine') {
    return keyOf(foundObject(parts, ['function', 'procedure'], catalog));
  }
  return parts.join('.');
}

export function renameDeed(node: RenameStmt, catalog: Catalog): Deed {
  const { renameType = '', relationType, subname = '', newname = '' } = node;
  const what = renameType.replace('OBJECT_', '').replaceAll('_', ' ').toLowerCase();
  const relation = foundName(node.relation, catalog);
  const to: RelationName = { schema: relation.schema, name: newname };
  const isTable = (type: string | undefined) => type === 'OBJECT_TABLE' || type === 'OBJECT_FOREIGN_TABLE';
  const shape = {
    ...(node.missing_ok === true ? { ifExists: true } : {}),
    ...(node.relation?.inh === true || node.relation === undefined ? {} : { only: true }),
  };
  const named = (name: string, kind = what): Deed['action'] => ({
    kind: 'rename-object',
    what: kind,
    name,
    to: newname,
  });
  switch (renameType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      // ALTER TABLE renames indexes and views as well.
      if (catalog.index(relation) !== undefined) {
        const locks = [{ relation, mode: 'AccessExclusiveLock' }];
        return { action: named(keyOf(relation), 'index'), to, locks, ...shape };
      }
      return { action: { kind: 'rename-table', table: relation, to }, to, ...shape };
    case 'OBJECT_COLUMN':
      if (!isTable(relationType)) {
        const locks = [{ relation, mode: 'AccessExclusiveLock' }];
        return { action: named(`${keyOf(relation)}.${subname}`), locks, ...shape };
      }
      return { action: { kind: 'rename-column', table: relation, column: subname, to: newname }, ...shape };
    case 'OBJECT_TABCONSTRAINT': {
      const index = catalog.index({ schema: relation.schema, name: subname });
      const locks = [
        { relation, mode: 'AccessExclusiveLock' },
        ...(index === undefined ? [] : [{ relation: index, mode: 'ShareUpdateExclusiveLock' }]),
      ];
      return { action: named(`${keyOf(relation)}.${subname}`), locks, ...shape };
    }
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      return { action: named(subname), locks: [{ relation, mode: 'AccessExclusiveLock' }], ...shape };
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
      return { action: named(keyOf(relation)), to, locks: [{ relation, mode: 'AccessExclusiveLock' }], ...shape };
    case 'OBJECT_INDEX':
      return { action: named(keyOf(relation)), to, locks: [{ relation, mode: 'ShareUpdateExclusiveLock' }], ...shape };
    case 'OBJECT_SCHEMA':
      return { action: named(subname), ...shape };
    default:
      return { action: named(objectName(what, partsOf(node.object), catalog)), ...shape };
  }
}

/** ALTER … SET SCHEMA. */
export function moveDeed(node: AlterObjectSchemaStmt, catalog: Catalog): Deed {
  const what = (node.objectType ?? '').replace('OBJECT_', '').replaceAll('_', ' ').toLowerCase();
  const schema = node.newschema ?? '';
  const shape = node.missing_ok === true ? { ifExists: true } : {};
  if (node.relation === undefined) {
    const name = objectName(what, partsOf(node.object), catalog);
    return {
      action: { kind: 'rename-object', what, name, to: `${schema}.${partsOf(node.object).at(-1) ?? ''}` },
      ...shape,
    };
  }
  const relation = foundName(node.relation, catalog);
  const to = { schema, name: relation.name };
  if (node.objectType === 'OBJECT_TABLE' || node.objectType === 'OBJECT_FOREIGN_TABLE') {
    return { action: { kind: 'rename-table', table: relation, to }, to, ...shape };
  }
  const locks = [{ relation, mode: 'AccessExclusiveLock' }];
  return { action: { kind: 'rename-object', what, name: keyOf(relation), to: keyOf(to) }, to, locks, ...shape };
}
