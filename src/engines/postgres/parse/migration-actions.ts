import type { Node } from '@pgsql/types';
import { type Catalog, keyOf } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import { alterTableDeeds } from './migration-alter-table.ts';
import { type ReadBody, readCalled, readDo } from './migration-bodies.ts';
import { dropDeeds, moveDeed, renameDeed } from './migration-drops.ts';
import { queryOf, relationsRead } from './migration-expressions.ts';
import { clusterDeed, createIndexDeed, reindexDeed, vacuumDeeds } from './migration-indexes.ts';
import { foundIn, foundName, madeIn, madeName, namesOf, partsOf } from './migration-names.ts';
import {
  alterDomainDeed,
  alterEnumDeed,
  createDomainDeed,
  createTriggerDeed,
  createViewDeed,
  objectDeed,
} from './migration-objects.ts';
import { lockDeeds, rowDeeds, truncateDeed } from './migration-rows.ts';
import { configDeed, settingDeed, transactionDeed } from './migration-settings.ts';
import { createTableAsDeed, createTableDeed } from './migration-tables.ts';

/**
 * What a statement does, clause by clause, with names completed from the catalog that it meets. Blocks of code bring the
 * statements that can be read in them. `text` is its SQL.
 */
export function readDeeds(tree: Node, text: string, catalog: Catalog, depth = 0): readonly Deed[] {
  return (
    tableDeeds(tree, catalog) ??
    rowsOrCode(tree, text, catalog, depth) ??
    objectDeeds(tree, text, catalog, depth) ?? [{ action: { kind: 'other', what: spoken(tree) } }]
  );
}

function tableDeeds(tree: Node, catalog: Catalog): readonly Deed[] | undefined {
  if ('AlterTableStmt' in tree) return alterTableDeeds(tree.AlterTableStmt, catalog);
  if ('CreateStmt' in tree) return [createTableDeed(tree.CreateStmt, catalog)];
  if ('CreateForeignTableStmt' in tree) {
    return [createTableDeed(tree.CreateForeignTableStmt.base ?? {}, catalog, true)];
  }
  if ('CreateTableAsStmt' in tree) return [createTableAsDeed(tree.CreateTableAsStmt, catalog)];
  if ('IndexStmt' in tree) return [createIndexDeed(tree.IndexStmt, catalog)];
  if ('DropStmt' in tree) return dropDeeds(tree.DropStmt, catalog);
  if ('RenameStmt' in tree) return [renameDeed(tree.RenameStmt, catalog)];
  if ('AlterObjectSchemaStmt' in tree) return [moveDeed(tree.AlterObjectSchemaStmt, catalog)];
  if ('ReindexStmt' in tree) return [reindexDeed(tree.ReindexStmt, catalog)];
  if ('ClusterStmt' in tree) return [clusterDeed(tree.ClusterStmt, catalog)];
  if ('VacuumStmt' in tree) return vacuumDeeds(tree.VacuumStmt, catalog);
  if ('TruncateStmt' in tree) {
    const { relations, behavior, restart_seqs } = tree.TruncateStmt;
    return [truncateDeed(relations, behavior === 'DROP_CASCADE', restart_seqs === true, catalog)];
  }
  if ('LockStmt' in tree) return lockDeeds(tree.LockStmt.relations, tree.LockStmt.mode ?? 8, catalog);
  if ('RefreshMatViewStmt' in tree) {
    const { relation, concurrent, skipData } = tree.RefreshMatViewStmt;
    const view = foundName(relation, catalog);
    const action: Deed['action'] = { kind: 'refresh-view', view, concurrently: concurrent === true };
    if (skipData === true) return [{ action, expression: 'with no data' }];
    return [{ action, reads: relationsRead(queryOf(catalog.table(view)?.definition ?? ''), catalog) }];
  }
  return undefined;
}

/** Functions that call functions are followed so far. */
const mostDepth = 3;

function rowsOrCode(tree: Node, text: string, catalog: Catalog, depth: number): readonly Deed[] | undefined {
  if ('VariableSetStmt' in tree) return [settingDeed(tree.VariableSetStmt)];
  if ('TransactionStmt' in tree) return [transactionDeed(tree.TransactionStmt)];
  if ('DoStmt' in tree) return bodyDeeds('do', readDo(tree.DoStmt, text), catalog, depth);
  if ('CallStmt' in tree) {
    return bodyDeeds('call', readCalled(tree, catalog) ?? { trees: [], unknown: [] }, catalog, depth);
  }
  if ('SelectStmt' in tree) {
    const { intoClause, ...query } = tree.SelectStmt;
    const config = configDeed(tree.SelectStmt);
    if (config !== undefined) return [config];
    if (intoClause?.rel) {
      return [createTableAsDeed({ query: { SelectStmt: query }, into: intoClause, objtype: 'OBJECT_TABLE' }, catalog)];
    }
  }
  const isRows = rowStatements.some((kind) => kind in tree);
  if (!isRows) return undefined;
  const called = depth < mostDepth ? readCalled(tree, catalog) : undefined;
  const code = called === undefined ? [] : bodyDeeds('function', called, catalog, depth);
  return [...rowDeeds(tree, catalog), ...code];
}

const rowStatements = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt'];

function bodyDeeds(
  what: 'do' | 'call' | 'function',
  { trees, unknown }: ReadBody,
  catalog: Catalog,
  depth: number,
): readonly Deed[] {
  const inner = depth < mostDepth ? trees.flatMap((tree) => readDeeds(tree, '', catalog, depth + 1)) : [];
  const hidden = depth < mostDepth ? unknown : ['Functions that call functions are not followed further.'];
  return [
    { action: { kind: 'run-code', what }, ...(hidden.length === 0 ? {} : { unknown: hidden.join(' ') }) },
    // What is not there was asked for by an IF, or made by what cannot be read.
    ...inner.filter(({ action }) => action.kind !== 'transaction').map((deed) => ({ ...deed, ifExists: true })),
  ];
}

function objectDeeds(tree: Node, text: string, catalog: Catalog, depth: number): readonly Deed[] | undefined {
  if ('CreateEnumStmt' in tree)
    return [objectDeed('enum', madeIn(namesOf(tree.CreateEnumStmt.typeName), catalog), text)];
  if ('CreateRangeStmt' in tree) {
    return [objectDeed('range', madeIn(namesOf(tree.CreateRangeStmt.typeName), catalog), text)];
  }
  if ('CompositeTypeStmt' in tree) {
    return [objectDeed('composite', madeName(tree.CompositeTypeStmt.typevar, catalog), text)];
  }
  if ('CreateDomainStmt' in tree) return [createDomainDeed(tree.CreateDomainStmt, catalog)];
  if ('AlterDomainStmt' in tree) return [alterDomainDeed(tree.AlterDomainStmt, catalog)];
  if ('AlterEnumStmt' in tree) return [alterEnumDeed(tree.AlterEnumStmt, catalog)];
  if ('CreateFunctionStmt' in tree) {
    const { funcname, is_procedure, replace } = tree.CreateFunctionStmt;
    const kind = is_procedure === true ? 'procedure' : 'function';
    return [objectDeed(kind, madeIn(namesOf(funcname), catalog), text, { replaces: replace === true })];
  }
  if ('CreateSeqStmt' in tree) {
    return [objectDeed('sequence', madeName(tree.CreateSeqStmt.sequence, catalog), text)];
  }
  if ('AlterSeqStmt' in tree) {
    const relation = foundName(tree.AlterSeqStmt.sequence, catalog);
    const locks = [{ relation, mode: 'ShareRowExclusiveLock' }];
    return [{ action: { kind: 'alter-object', what: 'sequence', name: keyOf(relation) }, locks }];
  }
  if ('CreateTrigStmt' in tree) return [createTriggerDeed(tree.CreateTrigStmt, text, catalog)];
  if ('ViewStmt' in tree) return [createViewDeed(tree.ViewStmt, catalog)];
  if ('CreatePolicyStmt' in tree) {
    const { policy_name: name = '', table } = tree.CreatePolicyStmt;
    const on = foundName(table, catalog);
    const { object } = objectDeed('policy', { schema: on.schema, name }, text, { table: on });
    return [{ action: { kind: 'create-policy', table: on, name }, ...(object === undefined ? {} : { object }) }];
  }
  if ('AlterPolicyStmt' in tree) {
    const { policy_name: name = '', table } = tree.AlterPolicyStmt;
    const locks = [{ relation: foundName(table, catalog), mode: 'AccessExclusiveLock' }];
    return [{ action: { kind: 'alter-object', what: 'policy', name }, locks }];
  }
  if ('RuleStmt' in tree) {
    const { relation, rulename: name = '' } = tree.RuleStmt;
    return [{ action: { kind: 'create-rule', table: foundName(relation, catalog), name } }];
  }
  if ('CreateSchemaStmt' in tree) {
    const { schemaname = '', schemaElts = [] } = tree.CreateSchemaStmt;
    const made: Deed = { action: { kind: 'create-object', what: 'schema', name: schemaname, replaces: false } };
    return [made, ...schemaElts.flatMap((one) => readDeeds(inSchema(one, schemaname), text, catalog, depth))];
  }
  if ('CreateExtensionStmt' in tree) {
    const { extname = '' } = tree.CreateExtensionStmt;
    const deed = objectDeed('extension', { schema: '', name: extname }, text);
    return [{ ...deed, action: { kind: 'create-object', what: 'extension', name: extname, replaces: false } }];
  }
  if ('CommentStmt' in tree) return [commentDeed(tree.CommentStmt.objtype ?? '', tree.CommentStmt.object, catalog)];
  if ('CreateStatsStmt' in tree) {
    const { defnames, relations } = tree.CreateStatsStmt;
    const locks = (relations ?? []).flatMap((one) =>
      'RangeVar' in one ? [{ relation: foundName(one.RangeVar, catalog), mode: 'ShareUpdateExclusiveLock' }] : [],
    );
    const name = keyOf(madeIn(namesOf(defnames), catalog));
    return [{ action: { kind: 'create-object', what: 'statistics', name, replaces: false }, locks }];
  }
  if ('CreatePublicationStmt' in tree) {
    const { pubname = '', pubobjects = [] } = tree.CreatePublicationStmt;
    const locks = pubobjects.flatMap((one) => {
      const range = 'PublicationObjSpec' in one ? one.PublicationObjSpec.pubtable?.relation : undefined;
      return range === undefined ? [] : [{ relation: foundName(range, catalog), mode: 'ShareUpdateExclusiveLock' }];
    });
    return [{ action: { kind: 'create-object', what: 'publication', name: pubname, replaces: false }, locks }];
  }
  return undefined;
}

/** CREATE TABLE within CREATE SCHEMA makes it there. */
function inSchema(tree: Node, schema: string): Node {
  if (!('CreateStmt' in tree) || tree.CreateStmt.relation === undefined) return tree;
  return { CreateStmt: { ...tree.CreateStmt, relation: { schemaname: schema, ...tree.CreateStmt.relation } } };
}

/** Takes the lock of an ANALYZE on what it is about, where that is a relation. */
function commentDeed(objtype: string, object: Node | undefined, catalog: Catalog): Deed {
  const parts = partsOf(object);
  const relation = commentedRelations.test(objtype)
    ? foundIn(parts, catalog)
    : objtype === 'OBJECT_COLUMN'
      ? foundIn(parts.slice(0, -1), catalog)
      : undefined;
  const locks = relation === undefined ? [] : [{ relation, mode: 'ShareUpdateExclusiveLock' }];
  return { action: { kind: 'other', what: 'comment' }, locks };
}

const commentedRelations = /^OBJECT_(?:TABLE|VIEW|MATVIEW|INDEX|SEQUENCE|FOREIGN_TABLE)$/;

/** "GrantStmt" -> "grant". */
function spoken(tree: Node): string {
  const [kind = ''] = Object.keys(tree);
  return kind
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
