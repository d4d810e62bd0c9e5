import type { Node } from '@pgsql/types';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ColumnUse, ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { resolveCondition } from './resolve/condition.ts';
import type { Dialect } from './resolve/dialect.ts';
import { bind, readOutput } from './resolve/expression.ts';
import { calledFunctions } from './resolve/functions.ts';
import { findRelation } from './resolve/names.ts';
import { resolveSelect } from './resolve/select.ts';
import type { Resolution, SelectOptions } from './resolve/state.ts';
import { resolveWrite } from './resolve/write.ts';

/** A parsed statement, and where it came from. */
export interface ParsedStatement {
  /** As the user wrote it. */
  readonly text: string;
  readonly tree: Node;
  readonly kind: ResolvedQuery['kind'];
  /** The parser's byte offset -> offset in `text`. */
  readonly at: (byte: number) => number;
}

/**
 * A statement with every name looked up as SQL does: scopes, aliases, search path, views and WITH queries. The tree is
 * libpg-query's, whatever the dialect that it was written in.
 * Nothing is guessed: a name that fits twice, or belongs to a table that is not known, is in `unresolved`.
 *
 * In a join the left side is the left arm of ON, the outer query of a correlation, the first written in WHERE. A
 * predicate on a derived table's column is one on the base column where nothing stands between the two.
 * Errors: not-found (a table or column that a non-empty schema does not have).
 */
export function resolveTree(statement: ParsedStatement, schema: DatabaseSchema, dialect: Dialect): ResolvedQuery {
  const resolution = begin(statement, schema, dialect);
  const options: SelectOptions = { kind: 'main', parent: undefined, outer: undefined };
  readOutput(resolution, resolution.statement(statement.tree, options));
  return finish(resolution, statement.kind);
}

function begin({ text, tree, at }: ParsedStatement, schema: DatabaseSchema, dialect: Dialect): Resolution {
  const resolution: Resolution = {
    text,
    schema,
    dialect,
    at,
    relations: [],
    blocks: [],
    predicates: [],
    writes: [],
    joins: [],
    unresolved: [],
    parameters: new Map(),
    functions: new Set(calledFunctions(tree)),
    starred: new Set(),
    nullable: new Set(),
    sink: [],
    disjunctions: 0,
    locksRows: false,
    expanding: [],
    select: (select, options) => resolveSelect(resolution, select, options),
    expression: (expression, scope) => bind(resolution, expression, scope),
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
    ...(resolution.writes.length === 0 ? {} : { writes: resolution.writes }),
    wholeRows: [...resolution.starred].filter((id) => isReadWhole(resolution, id, columns)).sort((a, b) => a - b),
    parameters: [...resolution.parameters]
      .sort(([a], [b]) => a - b)
      .map(([number, comparedWith]) => ({ number, ...(comparedWith ? { comparedWith } : {}) })),
    functions: [...resolution.functions].sort(),
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
