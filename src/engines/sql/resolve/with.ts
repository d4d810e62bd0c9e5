import type { CommonTableExpr, Node, SelectStmt, WithClause } from '@pgsql/types';
import { readOutput, selectOf } from './expression.ts';
import { aliasNames } from './offer.ts';
import { walkTree } from './print.ts';
import { boundColumn, type CommonTable, emptyNamespace, type FromPlace, type OutputColumn, scopeOf } from './scope.ts';
import { addBlock, type Resolution, type SelectOutput } from './state.ts';

/**
 * The WITH queries of a statement. Those that PostgreSQL would inline wait until they are referenced; the others
 * (MATERIALIZED, recursive, writing, referenced twice) are fences and are resolved here, once.
 * https://www.postgresql.org/docs/18/queries-with.html#QUERIES-WITH-CTE-MATERIALIZATION
 */
export function resolveWith(
  resolution: Resolution,
  clause: WithClause | undefined,
  statement: unknown,
  place: FromPlace,
): readonly CommonTable[] {
  const known: CommonTable[] = [];
  for (const node of clause?.ctes ?? []) {
    if (!('CommonTableExpr' in node)) continue;
    const table = node.CommonTableExpr;
    const here = { ...place, commonTables: [...known] };
    const recursive = Boolean(clause?.recursive) && references(table.ctequery, table.ctename) > 0;
    const outside = references(statement, table.ctename) - references(table.ctequery, table.ctename);
    known.push(resolveCommonTable(resolution, table, here, recursive, outside));
  }
  return known;
}

function resolveCommonTable(
  resolution: Resolution,
  table: CommonTableExpr,
  place: FromPlace,
  recursive: boolean,
  references: number,
): CommonTable {
  const name = table.ctename ?? '';
  const aliases = aliasNames(table.aliascolnames);
  const outer = scopeOf(place, emptyNamespace);
  const select = selectOf(table.ctequery);
  if (select && recursive) return resolveRecursive(resolution, table, select, place);
  const inlined =
    table.ctematerialized === 'CTEMaterializeNever' ||
    (table.ctematerialized !== 'CTEMaterializeAlways' && references === 1);
  if (select && inlined && !writes(select) && !select.lockingClause)
    return { name, inline: { query: select, outer, aliases } };
  if (!table.ctequery) return { name, columns: [] };
  const options = { kind: 'cte' as const, parent: place.block, outer };
  const output = select ? resolution.select(select, options) : resolution.statement(table.ctequery, options);
  readOutput(resolution, output);
  return { name, columns: renamed(output, aliases), open: output.open };
}

/** The first arm says what columns there are; the second sees them under the query's own name. */
function resolveRecursive(
  resolution: Resolution,
  table: CommonTableExpr,
  select: SelectStmt,
  place: FromPlace,
): CommonTable {
  const name = table.ctename ?? '';
  const aliases = aliasNames(table.aliascolnames);
  const block = addBlock(resolution, 'cte', place.block);
  const arm = (statement: SelectStmt | undefined, commonTables: readonly CommonTable[]): SelectOutput | undefined => {
    if (!statement) return undefined;
    const outer = scopeOf({ ...place, block: block.id, commonTables }, emptyNamespace);
    const output = resolution.select(statement, { kind: 'set-operand', parent: block.id, outer });
    readOutput(resolution, output);
    return output;
  };
  const first = arm(select.larg ?? select, place.commonTables);
  const own = first ? renamed(first, aliases) : [];
  const self: CommonTable = { name, columns: own, open: first?.open ?? false };
  arm(select.rarg, [...place.commonTables, self]);
  const added = [
    table.search_clause?.search_seq_column,
    table.cycle_clause?.cycle_mark_column,
    table.cycle_clause?.cycle_path_column,
  ].flatMap((column) => (column === undefined ? [] : [opaque(column)]));
  return { ...self, columns: [...own, ...added] };
}

function renamed(output: SelectOutput, aliases: readonly string[]): readonly OutputColumn[] {
  return output.columns.map((column, at) => ({ ...column, name: aliases[at] ?? column.name }));
}

function opaque(name: string): OutputColumn {
  return { name, node: boundColumn({ relation: -1, column: name }), uses: [] };
}

function references(tree: unknown, name: string | undefined): number {
  let count = 0;
  walkTree(tree, (node) => {
    if ('RangeVar' in node && node.RangeVar.relname === name && !node.RangeVar.schemaname) count++;
    return undefined;
  });
  return count;
}

function writes(select: SelectStmt): boolean {
  let found = false;
  walkTree(select.withClause?.ctes ?? [], (node: Node) => {
    if ('InsertStmt' in node || 'UpdateStmt' in node || 'DeleteStmt' in node || 'MergeStmt' in node) found = true;
    return !found;
  });
  return found;
}
