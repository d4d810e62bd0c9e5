import type { Node } from '@pgsql/types';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ColumnUse, ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { characterOffsets } from './parse/offsets.ts';
import { parseStatement } from './parse/statement.ts';
import { resolveCondition } from './resolve/condition.ts';
import { readOutput } from './resolve/expression.ts';
import { findRelation } from './resolve/names.ts';
import { resolveSelect } from './resolve/select.ts';
import type { Resolution, SelectOptions } from './resolve/state.ts';
import { resolveWrite } from './resolve/write.ts';

/**
 * A statement with every name looked up as PostgreSQL does: scopes, aliases, search path, views and WITH queries.
 * Nothing is guessed: a name that fits twice, or belongs to a table that is not known, is in `unresolved`.
 *
 * In a join the left side is the left arm of ON, the outer query of a correlation, the first written in WHERE. A
 * predicate on a derived table's column is one on the base column where nothing stands between the two.
 * Errors: invalid (does not parse: with a suggestion and a position; several statements; no query), not-found (a table
 * or column that a non-empty schema does not have).
 */
export async function resolve(text: string, schema: DatabaseSchema): Promise<ResolvedQuery> {
  const statement = parseStatement(text);
  const kind = kindOf(statement);
  const resolution = begin(text, schema);
  const options: SelectOptions = { kind: 'main', parent: undefined, outer: undefined };
  readOutput(resolution, resolution.statement(statement, options));
  return finish(resolution, kind);
}

function begin(text: string, schema: DatabaseSchema): Resolution {
  const resolution: Resolution = {
    text,
    schema,
    at: characterOffsets(text),
    relations: [],
    blocks: [],
    predicates: [],
    joins: [],
    unresolved: [],
    parameters: new Map(),
    starred: new Set(),
    nullable: new Set(),
    sink: [],
    disjunctions: 0,
    locksRows: false,
    expanding: [],
    select: (select, options) => resolveSelect(resolution, select, options),
    statement: (node, options) => resolveWrite(resolution, node, options),
    condition: (condition, place) => resolveCondition(resolution, condition, place),
  };
  return resolution;
}

function finish(resolution: Resolution, kind: ResolvedQuery['kind']): ResolvedQuery {
  const columns = distinctUses(resolution.sink);
  return {
    text: resolution.text,
    kind,
    relations: resolution.relations,
    blocks: resolution.blocks,
    predicates: resolution.predicates,
    joins: resolution.joins,
    columns,
    wholeRows: [...resolution.starred].filter((id) => isReadWhole(resolution, id, columns)).sort((a, b) => a - b),
    parameters: [...resolution.parameters]
      .sort(([a], [b]) => a - b)
      .map(([number, comparedWith]) => ({ number, ...(comparedWith ? { comparedWith } : {}) })),
    locksRows: resolution.locksRows,
    unresolved: resolution.unresolved,
  };
}

function distinctUses(uses: readonly ColumnUse[]): ColumnUse[] {
  const distinct = new Map(uses.map((use) => [`${use.relation}.${use.column}`, use]));
  return [...distinct.values()].sort((a, b) => a.relation - b.relation || (a.column < b.column ? -1 : 1));
}

/** A `*` was written for it, and no column of it was dropped on the way out. */
function isReadWhole(resolution: Resolution, id: number, columns: readonly ColumnUse[]): boolean {
  const relation = resolution.relations[id];
  if (relation?.kind !== 'table') return relation !== undefined;
  const found = findRelation(resolution.schema, relation.name, relation.schema);
  const all = found && 'table' in found ? found.table.columns : [];
  const read = new Set(columns.filter((use) => use.relation === id).map((use) => use.column));
  return all.every((column) => read.has(column.name));
}

function kindOf(statement: Node): ResolvedQuery['kind'] {
  if ('SelectStmt' in statement) return 'select';
  if ('InsertStmt' in statement) return 'insert';
  if ('UpdateStmt' in statement) return 'update';
  if ('DeleteStmt' in statement) return 'delete';
  if ('MergeStmt' in statement) return 'merge';
  const [name = ''] = Object.keys(statement);
  const words = name
    .replace(/Stmt$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
  throw problem(
    'invalid',
    `This is no query but a ${words} statement.`,
    name === 'ExplainStmt'
      ? 'Give the statement without EXPLAIN.'
      : 'Give a SELECT, INSERT, UPDATE, DELETE or MERGE statement.',
  );
}
