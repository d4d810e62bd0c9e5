import type { Node } from '@pgsql/types';
import type { ScriptStatement } from './script.ts';

/**
 * What to do with a statement of a schema file: `replay` it, install an `extension`, set the `path`; pass over `rows`
 * with a note, and over what does not belong to a schema (owners, grants, roles, settings) in `silence`.
 */
export type SchemaPart = 'replay' | 'extension' | 'path' | 'rows' | 'silence' | 'unreadable';

export function partOf(statement: ScriptStatement): SchemaPart {
  const { tree } = statement;
  if (!tree) return 'unreadable';
  const [kind = ''] = Object.keys(tree);
  if (kind === 'CreateExtensionStmt') return 'extension';
  if (setsPath(tree)) return 'path';
  if (rows.has(kind)) return 'rows';
  if (kind === 'SelectStmt') return isSetting(tree) ? 'silence' : 'rows';
  return silent.has(kind) || onlyOwner(tree) || aboutExtension(tree) ? 'silence' : 'replay';
}

const rows = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt', 'TruncateStmt', 'CallStmt']);

const silent = new Set([
  'AlterDatabaseSetStmt',
  'AlterDatabaseStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterEventTrigStmt',
  'AlterOwnerStmt',
  'AlterPublicationStmt',
  'AlterRoleSetStmt',
  'AlterRoleStmt',
  'AlterSubscriptionStmt',
  'AlterSystemStmt',
  'CheckPointStmt',
  'ClusterStmt',
  'CreateEventTrigStmt',
  'CreatePublicationStmt',
  'CreateRoleStmt',
  'CreateSubscriptionStmt',
  'CreateTableSpaceStmt',
  'CreatedbStmt',
  'DiscardStmt',
  'DropRoleStmt',
  'DropdbStmt',
  'ExplainStmt',
  'GrantRoleStmt',
  'GrantStmt',
  'ListenStmt',
  'LoadStmt',
  'LockStmt',
  'NotifyStmt',
  'ReassignOwnedStmt',
  'ReindexStmt',
  'SecLabelStmt',
  'TransactionStmt',
  'VacuumStmt',
  'VariableSetStmt',
  'VariableShowStmt',
]);

function setsPath(tree: Node): boolean {
  return 'VariableSetStmt' in tree && tree.VariableSetStmt.name === 'search_path';
}

/** `SELECT pg_catalog.set_config(…)` and `setval(…)`, with which pg_dump sets what SET cannot. */
function isSetting(tree: Node): boolean {
  return /"sval":"(?:set_config|setval)"/.test(JSON.stringify(tree).slice(0, 400));
}

function onlyOwner(tree: Node): boolean {
  if (!('AlterTableStmt' in tree)) return false;
  const commands = tree.AlterTableStmt.cmds ?? [];
  return commands.every(
    (command) =>
      'AlterTableCmd' in command &&
      /ChangeOwner|SetTableSpace|ClusterOn|ReplicaIdentity/.test(command.AlterTableCmd.subtype ?? ''),
  );
}

function aboutExtension(tree: Node): boolean {
  return 'CommentStmt' in tree && /^OBJECT_(?:EXTENSION|DATABASE|ROLE)$/.test(tree.CommentStmt.objtype ?? '');
}
