import type { AlterTableCmd, AlterTableStmt, Node } from '@pgsql/types';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import { optionLock } from '#engines/postgres/migration/option-lock.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { addColumnDeed, alterTypeDeed, columnDeed } from './migration-alter-column.ts';
import { addConstraintDeed, dropConstraintDeed } from './migration-alter-constraint.ts';
import type { NamesInPlay } from './migration-constraints.ts';
import { foundName } from './migration-names.ts';
import { boundOf } from './migration-tables.ts';

/** One deed for each clause of ALTER TABLE, and one for ALTER INDEX, VIEW, SEQUENCE, TYPE. */
export function alterTableDeeds(node: AlterTableStmt, catalog: Catalog): readonly Deed[] {
  const table = foundName(node.relation, catalog);
  const commands = (node.cmds ?? []).flatMap((command) => ('AlterTableCmd' in command ? [command.AlterTableCmd] : []));
  const shape = {
    ...(node.relation?.inh === true ? {} : { only: true }),
    ...(node.missing_ok === true ? { ifExists: true } : {}),
  };
  if (node.objtype !== 'OBJECT_TABLE' && node.objtype !== 'OBJECT_MATVIEW' && node.objtype !== 'OBJECT_FOREIGN_TABLE') {
    return commands.map((command) => ({ ...otherDeed(node, command, table, catalog), ...shape }));
  }
  const dropped = commands.filter(({ subtype }) => subtype === 'AT_DropConstraint').flatMap(({ name }) => name ?? []);
  const names = { taken: new Set<string>(), freed: new Set(dropped) };
  return commands.map((command) => ({ ...commandDeed(command, table, catalog, names), ...shape }));
}

function commandDeed(command: AlterTableCmd, table: RelationName, catalog: Catalog, names: NamesInPlay): Deed {
  const { subtype = '', name = '', def } = command;
  const option = (what: string, lock = 'AccessExclusiveLock'): Deed => ({
    action: { kind: 'set-table-option', table, what },
    lock,
  });
  switch (subtype) {
    case 'AT_AddColumn':
      return addColumnDeed(command, table, catalog, names);
    case 'AT_AlterColumnType':
      return alterTypeDeed(command, table, catalog);
    case 'AT_AddConstraint':
      return addConstraintDeed(def, table, catalog, names) ?? option('constraint');
    case 'AT_DropConstraint':
      return dropConstraintDeed(command, table, catalog);
    case 'AT_ValidateConstraint':
      return { action: { kind: 'validate-constraint', table, name } };
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
    case 'AT_DetachPartitionFinalize':
      return partitionDeed(subtype, def, table, catalog);
    case 'AT_AddInherit':
    case 'AT_DropInherit': {
      const parent = def && 'RangeVar' in def ? [foundName(def.RangeVar, catalog)] : [];
      const isNew = subtype === 'AT_AddInherit';
      const locks = isNew ? parent.map((relation) => ({ relation, mode: 'ShareUpdateExclusiveLock' })) : [];
      return { ...option(isNew ? 'inherit' : 'no inherit'), parents: parent, locks };
    }
    case 'AT_EnableRowSecurity':
    case 'AT_DisableRowSecurity':
      return { action: { kind: 'row-security', table, enabled: subtype === 'AT_EnableRowSecurity' } };
    case 'AT_SetLogged':
      return { action: { kind: 'rewrite-table', table, how: 'logged' } };
    case 'AT_SetUnLogged':
      return { action: { kind: 'rewrite-table', table, how: 'unlogged' } };
    case 'AT_SetAccessMethod':
      return { action: { kind: 'rewrite-table', table, how: 'access-method' }, expression: name };
    case 'AT_SetTableSpace':
      return { action: { kind: 'rewrite-table', table, how: 'tablespace' }, expression: name };
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
    case 'AT_ReplaceRelOptions':
      return option('storage parameters', optionLock(optionNames(def)));
    case 'AT_ClusterOn':
    case 'AT_DropCluster':
      return option('cluster', 'ShareUpdateExclusiveLock');
    case 'AT_ChangeOwner':
      return option('owner');
    case 'AT_ReplicaIdentity': {
      const index = def && 'ReplicaIdentityStmt' in def ? def.ReplicaIdentityStmt.name : undefined;
      const locks = index === undefined ? [] : [{ relation: { schema: table.schema, name: index }, mode: 'ShareLock' }];
      return { ...option('replica identity'), locks };
    }
    default:
      if (/^AT_(?:Enable|Disable)[A-Za-z]*Trig/.test(subtype)) return option('trigger', 'ShareRowExclusiveLock');
      return columnDeed(command, table, catalog) ?? option(spokenCommand(subtype));
  }
}

function partitionDeed(subtype: string, def: Node | undefined, table: RelationName, catalog: Catalog): Deed {
  const command = def && 'PartitionCmd' in def ? def.PartitionCmd : {};
  const partition = foundName(command.name, catalog);
  if (subtype === 'AT_AttachPartition') {
    return { action: { kind: 'attach-partition', table, partition }, bound: boundOf(command.bound) };
  }
  const concurrently = command.concurrent === true || subtype === 'AT_DetachPartitionFinalize';
  return { action: { kind: 'detach-partition', table, partition, concurrently } };
}

/** Indexes, views, sequences and composite types. */
function otherDeed(node: AlterTableStmt, command: AlterTableCmd, name: RelationName, catalog: Catalog): Deed {
  const what = (node.objtype ?? '').replace('OBJECT_', '').toLowerCase();
  const action: Deed['action'] = { kind: 'alter-object', what, name: `${name.schema}.${name.name}` };
  if (what === 'type') {
    const unknown = 'Tables with columns of the composite type are not followed.';
    return { action, ...(node.cmds?.length === 0 ? {} : { unknown }) };
  }
  const { subtype = '', def } = command;
  if (what === 'index' && subtype === 'AT_AttachPartition') {
    const child = def && 'PartitionCmd' in def ? foundName(def.PartitionCmd.name, catalog) : name;
    const locks = [
      { relation: name, mode: 'ShareUpdateExclusiveLock' },
      { relation: child, mode: 'AccessExclusiveLock' },
    ];
    return { action, locks, indexes: partOf(child, name, catalog) };
  }
  const isOption = /RelOptions$|SetStatistics/.test(subtype);
  const mode = isOption ? optionLock(optionNames(def)) : 'AccessExclusiveLock';
  return { action, locks: [{ relation: name, mode }] };
}

/** The index as a part of that of the partitioned table. */
function partOf(child: RelationName, parent: RelationName, catalog: Catalog): NonNullable<Deed['indexes']> {
  const index = catalog.index(child);
  return index === undefined ? [] : [{ ...index, partOf: parent }];
}

function optionNames(def: Node | undefined): readonly string[] {
  const items = def && 'List' in def ? (def.List.items ?? []) : [];
  return items.flatMap((item) => ('DefElem' in item ? [item.DefElem.defname ?? ''] : []));
}

/** `AT_ForceRowSecurity` -> "force row security". */
function spokenCommand(subtype: string): string {
  return subtype
    .replace('AT_', '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
