import type {
  DeleteStmt,
  InsertStmt,
  MergeStmt,
  Node,
  OnConflictClause,
  RangeVar,
  ReturningClause,
  UpdateStmt,
  WithClause,
} from '@pgsql/types';
import type { TableWrite } from '#vocabulary/resolved-query.ts';
import { bind, readOutput, selectOf } from './expression.ts';
import { resolveFrom } from './from.ts';
import { resolveNamedItem } from './from-name.ts';
import { noSuchColumn } from './names.ts';
import {
  boundColumn,
  emptyNamespace,
  type FromItem,
  type FromPlace,
  joinNamespaces,
  type Namespace,
  type Scope,
  scopeOf,
} from './scope.ts';
import { readTargets } from './select.ts';
import { addBlock, addRelation, type Block, type Resolution, type SelectOptions, type SelectOutput } from './state.ts';
import { resolveWith } from './with.ts';

/** INSERT, UPDATE, DELETE or MERGE; what it gives are the columns of RETURNING. */
export function resolveWrite(resolution: Resolution, node: Node, options: SelectOptions): SelectOutput {
  if ('InsertStmt' in node) return resolveInsert(resolution, node.InsertStmt, options);
  if ('UpdateStmt' in node) return resolveUpdate(resolution, node.UpdateStmt, options);
  if ('DeleteStmt' in node) return resolveDelete(resolution, node.DeleteStmt, options);
  if ('MergeStmt' in node) return resolveMerge(resolution, node.MergeStmt, options);
  const select = selectOf(node);
  return select ? resolution.select(select, options) : { block: 0, columns: [], transparent: false, open: false };
}

interface Opened {
  readonly block: Block;
  readonly place: FromPlace;
  readonly target: Namespace;
}

/** The block, its WITH queries and the table that is written. */
function open(
  resolution: Resolution,
  statement: { readonly relation?: RangeVar | undefined; readonly withClause?: WithClause | undefined },
  options: SelectOptions,
): Opened {
  const block = addBlock(resolution, options.kind, options.parent);
  const bare: FromPlace = {
    block: block.id,
    firstRelation: resolution.relations.length,
    correlation: 'correlated',
    commonTables: [],
    outer: options.outer,
  };
  const place = { ...bare, commonTables: resolveWith(resolution, statement.withClause, statement, bare) };
  const target = resolveNamedItem(resolution, statement.relation ?? {}, place, false, true);
  return { block, place, target };
}

function resolveInsert(resolution: Resolution, insert: InsertStmt, options: SelectOptions): SelectOutput {
  const { block, place, target } = open(resolution, insert, options);
  checkAssigned(resolution, insert.cols, target);
  note(resolution, 'insert', insert.cols, target);
  const source = selectOf(insert.selectStmt);
  if (source) {
    const outer = scopeOf(place, emptyNamespace);
    readOutput(resolution, resolution.select(source, { kind: options.kind, parent: options.parent, outer, block }));
  }
  if (insert.onConflictClause) resolveConflict(resolution, insert.onConflictClause, place, target);
  return returning(resolution, insert.returningClause, scopeOf(place, target), target);
}

function resolveConflict(
  resolution: Resolution,
  conflict: OnConflictClause,
  place: FromPlace,
  target: Namespace,
): void {
  const own = scopeOf(place, target);
  for (const element of conflict.infer?.indexElems ?? []) {
    if (!('IndexElem' in element)) continue;
    const { name, expr } = element.IndexElem;
    if (name) bind(resolution, { ColumnRef: { fields: [{ String: { sval: name } }], location: -1 } }, own);
    else if (expr) bind(resolution, expr, own);
  }
  if (conflict.infer?.whereClause) bind(resolution, conflict.infer.whereClause, own);
  if (conflict.action !== 'ONCONFLICT_UPDATE') return;
  const relation = addRelation(resolution, { kind: 'values', name: 'excluded', alias: 'excluded', block: place.block });
  const item = sameColumns(target, 'excluded', relation);
  const scope = scopeOf(place, { columns: target.columns, items: [...target.items, item] });
  assign(resolution, conflict.targetList, scope, target);
  if (conflict.whereClause) resolution.condition(conflict.whereClause, { scope, clause: 'filter', conjunct: false });
}

function resolveUpdate(resolution: Resolution, update: UpdateStmt, options: SelectOptions): SelectOutput {
  const { place, target } = open(resolution, update, options);
  const namespace = resolveFrom(resolution, update.fromClause ?? [], place, target);
  const scope = scopeOf(place, namespace);
  assign(resolution, update.targetList, scope, target);
  resolveWhere(resolution, update.whereClause, scope);
  return returning(resolution, update.returningClause, scope, target);
}

function resolveDelete(resolution: Resolution, deletion: DeleteStmt, options: SelectOptions): SelectOutput {
  const { place, target } = open(resolution, deletion, options);
  note(resolution, 'delete', [], target);
  const scope = scopeOf(place, resolveFrom(resolution, deletion.usingClause ?? [], place, target));
  resolveWhere(resolution, deletion.whereClause, scope);
  return returning(resolution, deletion.returningClause, scope, target);
}

/** The target is the join's left arm: rows without a match on one side make it an outer join. */
function resolveMerge(resolution: Resolution, merge: MergeStmt, options: SelectOptions): SelectOutput {
  const start = resolution.relations.length;
  const { place, target } = open(resolution, merge, options);
  const middle = resolution.relations.length;
  const source = resolveFrom(resolution, merge.sourceRelation ? [merge.sourceRelation] : [], place);
  const scope = scopeOf(place, joinNamespaces(target, source));
  const clauses = (merge.mergeWhenClauses ?? []).flatMap((clause) =>
    'MergeWhenClause' in clause ? [clause.MergeWhenClause] : [],
  );
  const keepsSource = clauses.some((clause) => clause.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_TARGET');
  const keepsTarget = clauses.some((clause) => clause.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE');
  const kind = keepsSource ? (keepsTarget ? 'full' : 'right') : keepsTarget ? 'left' : 'inner';
  const join = { kind, left: [start, middle], right: [middle, resolution.relations.length] } as const;
  if (merge.joinCondition) resolution.condition(merge.joinCondition, { scope, clause: 'join', conjunct: true, join });
  for (const clause of clauses) {
    if (clause.condition) resolution.condition(clause.condition, { scope, clause: 'filter', conjunct: false });
    if (clause.commandType === 'CMD_INSERT') {
      checkAssigned(resolution, clause.targetList, target);
      note(resolution, 'insert', clause.targetList, target);
    } else if (clause.commandType === 'CMD_DELETE') note(resolution, 'delete', [], target);
    else if (clause.commandType === 'CMD_UPDATE') assign(resolution, clause.targetList, scope, target);
    for (const value of clause.values ?? []) if (!('SetToDefault' in value)) bind(resolution, value, scope);
  }
  return returning(resolution, merge.returningClause, scope, target);
}

function resolveWhere(resolution: Resolution, where: Node | undefined, scope: Scope): void {
  if (where && !('CurrentOfExpr' in where)) resolution.condition(where, { scope, clause: 'where', conjunct: true });
}

/** SET: what stands on the right is read, what stands on the left only has to exist. */
function assign(resolution: Resolution, targets: readonly Node[] | undefined, scope: Scope, target: Namespace): void {
  checkAssigned(resolution, targets, target);
  note(resolution, 'update', targets, target);
  for (const one of targets ?? []) {
    if ('ResTarget' in one && one.ResTarget.val && !('SetToDefault' in one.ResTarget.val)) {
      bind(resolution, one.ResTarget.val, scope);
    }
  }
}

function note(
  resolution: Resolution,
  kind: TableWrite['kind'],
  targets: readonly Node[] | undefined,
  target: Namespace,
): void {
  const [item] = target.items;
  if (!item) return;
  const names = (targets ?? []).flatMap((one) => ('ResTarget' in one ? (one.ResTarget.name ?? []) : []));
  resolution.writes.push({ relation: item.relation, kind, columns: [...new Set(names)] });
}

function checkAssigned(resolution: Resolution, targets: readonly Node[] | undefined, target: Namespace): void {
  const [item] = target.items;
  if (!item || item.open) return;
  const columns = item.columns.map((column) => column.name);
  for (const one of targets ?? []) {
    const name = 'ResTarget' in one ? one.ResTarget.name : undefined;
    if (name === undefined || columns.includes(name)) continue;
    const table = resolution.relations[item.relation]?.name ?? item.alias;
    throw noSuchColumn(
      resolution,
      name,
      [{ name: table, columns }],
      'ResTarget' in one ? one.ResTarget.location : undefined,
    );
  }
}

/** RETURNING also sees the row as it was and as it is. https://www.postgresql.org/docs/18/dml-returning.html */
function returning(
  resolution: Resolution,
  clause: ReturningClause | undefined,
  scope: Scope,
  target: Namespace,
): SelectOutput {
  const [item] = target.items;
  const names = (clause?.options ?? []).flatMap((option) =>
    'ReturningOption' in option ? [option.ReturningOption.value ?? ''] : [],
  );
  const taken = new Set(scope.namespace.items.map((one) => one.alias));
  const rows = [...names, 'old', 'new'].filter((name) => !taken.has(name));
  const items = item ? rows.map((alias) => ({ ...item, alias, schema: undefined })) : [];
  const { columns, items: visible } = scope.namespace;
  const wider = { ...scope, namespace: { columns, items: [...visible, ...items] } };
  const outputs = readTargets(resolution, clause?.exprs ?? [], wider);
  return { block: scope.block, columns: outputs, transparent: false, open: item?.open ?? false };
}

function sameColumns(target: Namespace, alias: string, relation: number): FromItem {
  const columns = target.columns.map(({ name }) => {
    const use = { relation, column: name };
    return { name, node: boundColumn(use), uses: [use] };
  });
  return { alias, relation, columns, open: target.items.some((item) => item.open), system: false };
}
