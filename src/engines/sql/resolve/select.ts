import type { Node, SelectStmt } from '@pgsql/types';
import { expandStar } from './column.ts';
import { bind, readOutput } from './expression.ts';
import { resolveFrom } from './from.ts';
import { traitsOf } from './functions.ts';
import { outputName } from './output-name.ts';
import { printFor } from './print.ts';
import { type FromPlace, type OutputColumn, type Scope, scopeOf } from './scope.ts';
import { resolveExtremes, resolveGrouping, resolveOrder } from './sort.ts';
import { addBlock, type Block, collectUses, type Resolution, type SelectOptions, type SelectOutput } from './state.ts';
import { resolveWith } from './with.ts';

/** A SELECT, VALUES or set operation with everything in it. What it gives is read by whoever stands around it. */
export function resolveSelect(resolution: Resolution, select: SelectStmt, options: SelectOptions): SelectOutput {
  const block = options.block ?? addBlock(resolution, options.kind, options.parent);
  const place: FromPlace = {
    block: block.id,
    firstRelation: resolution.relations.length,
    correlation: options.correlation ?? 'correlated',
    commonTables: [],
    outer: options.outer,
  };
  const here = { ...place, commonTables: resolveWith(resolution, select.withClause, select, place) };
  const first = resolution.relations.length;
  const output = select.valuesLists
    ? resolveValues(resolution, select, here)
    : select.larg && select.rarg
      ? resolveSetOperation(resolution, select, block, here)
      : resolvePlain(resolution, select, block, here, options);
  if (options.through !== undefined) markThrough(resolution, options.through, first);
  return output;
}

function resolvePlain(
  resolution: Resolution,
  select: SelectStmt,
  block: Block,
  place: FromPlace,
  options: SelectOptions,
): SelectOutput {
  const namespace = resolveFrom(resolution, select.fromClause ?? [], place);
  const outputs = resolution.dialect.seesOutputNames ? outputNames(select.targetList ?? []) : undefined;
  const scope: Scope = { ...scopeOf(place, namespace), outputs };
  if (select.whereClause) resolution.condition(select.whereClause, { scope, clause: 'where', conjunct: true });
  const { columns, open } = resolveTargets(resolution, select.targetList ?? [], scope);
  const targets = traitsOf(select.targetList);
  const sorted = traitsOf([...(select.sortClause ?? []), ...(select.havingClause ? [select.havingClause] : [])]);
  block.distinct = select.distinctClause !== undefined;
  block.aggregates = targets.aggregate || sorted.aggregate;
  const extremes = resolveExtremes(resolution, columns);
  if (extremes.length > 0) block.extremes = extremes;
  block.window = targets.window || sorted.window || (select.windowClause ?? []).length > 0;
  block.grouping = resolveGrouping(resolution, select.groupClause ?? [], scope, columns);
  if (select.havingClause) resolution.condition(select.havingClause, { scope, clause: 'having', conjunct: true });
  for (const window of select.windowClause ?? []) bind(resolution, window, scope);
  for (const key of select.distinctClause ?? []) {
    if (Object.keys(key).length > 0) resolveGrouping(resolution, [key], scope, columns);
  }
  block.order = resolveOrder(resolution, select.sortClause ?? [], scope, columns);
  resolveLimit(resolution, select, block, scope);
  const transparent =
    place.outer !== undefined || options.through !== undefined
      ? isTransparent(select, block, targets.setReturning)
      : false;
  // Every column of a DISTINCT decides which rows there are, whoever reads them.
  if (block.distinct && !options.outputUnread) for (const column of columns) resolution.sink.push(...column.uses);
  return { block: block.id, columns, transparent, open };
}

function outputNames(targets: readonly Node[]): ReadonlyMap<string, Node> {
  const named = targets.flatMap((target): readonly (readonly [string, Node])[] => {
    const { name, val } = 'ResTarget' in target ? target.ResTarget : {};
    return name === undefined || val === undefined ? [] : [[name, val]];
  });
  return new Map(named);
}

function isTransparent(select: SelectStmt, block: Block, setReturning: boolean): boolean {
  const folds = block.aggregates || block.window || block.distinct || setReturning;
  const cuts =
    select.groupClause || select.havingClause || select.limitCount || select.limitOffset || select.lockingClause;
  return !folds && !cuts && (select.fromClause ?? []).length > 0;
}

function resolveTargets(
  resolution: Resolution,
  targets: readonly Node[],
  scope: Scope,
): { readonly columns: readonly OutputColumn[]; readonly open: boolean } {
  const columns: OutputColumn[] = [];
  let open = false;
  for (const target of targets) {
    if (!('ResTarget' in target) || !target.ResTarget.val) continue;
    const { val: value, name } = target.ResTarget;
    if ('ColumnRef' in value && 'A_Star' in (value.ColumnRef.fields?.at(-1) ?? {})) {
      const star = expandStar(resolution, value.ColumnRef, scope);
      columns.push(...star.columns);
      open = open || star.open;
    } else {
      const { result: node, uses } = collectUses(resolution, () => bind(resolution, value, scope));
      columns.push({ name: name ?? outputName(value), node, uses });
    }
  }
  return { columns, open };
}

/** RETURNING and the like: resolved and read at once. */
export function readTargets(resolution: Resolution, targets: readonly Node[], scope: Scope): readonly OutputColumn[] {
  const { columns } = resolveTargets(resolution, targets, scope);
  for (const column of columns) resolution.sink.push(...column.uses);
  return columns;
}

function resolveValues(resolution: Resolution, select: SelectStmt, place: FromPlace): SelectOutput {
  const scope = scopeOf(place, { columns: [], items: [] });
  const rows = (select.valuesLists ?? []).map((row) => ('List' in row ? (row.List.items ?? []) : []));
  for (const value of rows.flat()) if (!('SetToDefault' in value)) bind(resolution, value, scope);
  const block = resolution.blocks[place.block];
  if (block) resolveLimit(resolution, select, block, scope);
  const columns = (rows[0] ?? []).map((_, at) => opaqueColumn(`column${at + 1}`));
  return { block: place.block, columns, transparent: false, open: false };
}

function resolveSetOperation(resolution: Resolution, select: SelectStmt, block: Block, place: FromPlace): SelectOutput {
  const scope = scopeOf(place, { columns: [], items: [] });
  const [left, right] = [select.larg, select.rarg].map((arm) => {
    const output = resolution.select(arm ?? {}, { kind: 'set-operand', parent: block.id, outer: scope });
    readOutput(resolution, output);
    return output;
  });
  const columns = (left?.columns ?? []).map((column) => opaqueColumn(column.name));
  block.order = resolveOrder(resolution, select.sortClause ?? [], scope, columns);
  block.distinct = !select.all;
  resolveLimit(resolution, select, block, scope);
  return { block: block.id, columns, transparent: false, open: Boolean(left?.open || right?.open) };
}

/** A column that belongs to no single relation. */
function opaqueColumn(name: string): OutputColumn {
  return { name, node: { ColumnRef: { fields: [{ String: { sval: name } }] } }, uses: [] };
}

function resolveLimit(resolution: Resolution, select: SelectStmt, block: Block, scope: Scope): void {
  const text = (node: Node | undefined) => {
    if (!node || ('A_Const' in node && node.A_Const.isnull)) return undefined;
    return printFor(resolution, bind(resolution, node, scope), undefined);
  };
  const limit = text(select.limitCount);
  const offset = text(select.limitOffset);
  if (limit !== undefined) block.limit = limit;
  if (offset !== undefined) block.offset = offset;
  if ((select.lockingClause ?? []).length > 0) resolution.locksRows = true;
}

function markThrough(resolution: Resolution, through: number, first: number): void {
  for (const relation of resolution.relations.slice(first)) relation.through ??= through;
}
