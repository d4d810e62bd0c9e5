import type { Node, SelectStmt } from '@pgsql/types';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type {
  ColumnUse,
  JoinCondition,
  Predicate,
  QueryBlock,
  ResolvedQuery,
  ResolvedRelation,
  TableWrite,
} from '#vocabulary/resolved-query.ts';
import type { Dialect } from './dialect.ts';
import type { OutputColumn, Scope } from './scope.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type Block = Writable<QueryBlock>;

/** What a resolved SELECT offers to whoever stands around it. */
export interface SelectOutput {
  readonly block: number;
  readonly columns: readonly OutputColumn[];
  /** No aggregate, limit, distinct, window, lock or set operation: a condition on its columns may move inside. */
  readonly transparent: boolean;
  /** An item of unknown columns was read by `*`: there may be more columns than those listed. */
  readonly open: boolean;
}

export interface SelectOptions {
  readonly kind: QueryBlock['kind'];
  readonly parent: number | undefined;
  /** What is visible from outside: outer queries, left siblings of a LATERAL, CTEs. */
  readonly outer: Scope | undefined;
  /** The id of the view, CTE or derived table that is being expanded. */
  readonly through?: number | undefined;
  /** How conditions that reach out of this block join: only the block's own, not of blocks in it. */
  readonly correlation?: JoinCondition['kind'];
  /** Nobody reads its output (EXISTS). */
  readonly outputUnread?: boolean;
  /** The block to use instead of a new one: the source of an INSERT stands in the INSERT's block. */
  readonly block?: Block;
}

/** Where a condition stands. */
export interface ConditionPlace {
  readonly scope: Scope;
  readonly clause: Predicate['clause'];
  readonly conjunct: boolean;
  readonly disjunction?: number | undefined;
  /** An ON condition: which kind of join, and the ids of the relations that its arms brought, end exclusive. */
  readonly join?: {
    readonly kind: 'inner' | 'left' | 'right' | 'full';
    readonly left: readonly [number, number];
    readonly right: readonly [number, number];
  };
}

/**
 * One run of the resolver: what it has found so far, and the two functions that everything nested calls back into.
 * Lives as long as one call of `resolve`.
 */
export interface Resolution {
  readonly text: string;
  readonly schema: DatabaseSchema;
  readonly dialect: Dialect;
  readonly at: (byte: number) => number;
  readonly relations: Writable<ResolvedRelation>[];
  readonly blocks: Block[];
  readonly predicates: Predicate[];
  readonly writes: TableWrite[];
  readonly joins: JoinCondition[];
  readonly unresolved: Writable<ResolvedQuery['unresolved'][number]>[];
  readonly parameters: Map<number, ColumnUse | undefined>;
  /** Functions called, in the statement and in the views that it reads. */
  readonly functions: Set<string>;
  /** Relations that a `*` was written for. */
  readonly starred: Set<number>;
  /** Relations on the nullable side of an outer join. */
  readonly nullable: Set<number>;
  /** Columns read, collected here; output columns of a subquery collect apart until someone reads them. */
  sink: ColumnUse[];
  disjunctions: number;
  locksRows: boolean;
  /** Views being expanded, outermost first: positions inside them are not the user's. */
  readonly expanding: string[];
  readonly select: (statement: SelectStmt, options: SelectOptions) => SelectOutput;
  readonly condition: (condition: Node, place: ConditionPlace) => void;
  readonly expression: (expression: Node, scope: Scope) => Node;
  readonly statement: (node: Node, options: SelectOptions) => SelectOutput;
}

export function addRelation(
  resolution: Resolution,
  relation: Omit<ResolvedRelation, 'id' | 'target'> & { target?: boolean },
): number {
  const id = resolution.relations.length;
  resolution.relations.push({ ...relation, id, target: relation.target ?? false });
  return id;
}

export function addBlock(resolution: Resolution, kind: QueryBlock['kind'], parent: number | undefined): Block {
  const block: Block = {
    id: resolution.blocks.length,
    ...(parent === undefined ? {} : { parent }),
    kind,
    grouping: [],
    aggregates: false,
    distinct: false,
    order: [],
    window: false,
  };
  resolution.blocks.push(block);
  return block;
}

/** Runs `act` and gives the columns that it read, without counting them as read yet. */
export function collectUses<T>(resolution: Resolution, act: () => T): { result: T; uses: readonly ColumnUse[] } {
  const outer = resolution.sink;
  const uses: ColumnUse[] = [];
  resolution.sink = uses;
  try {
    return { result: act(), uses };
  } finally {
    resolution.sink = outer;
  }
}

/** Notes a name that could not be resolved; `location` is the parser's, in bytes. */
export function leaveUnresolved(resolution: Resolution, name: string, reason: string, location?: number): void {
  const position = positionOf(resolution, location);
  resolution.unresolved.push({ name, reason, ...(position === undefined ? {} : { position }) });
}

/** The parser's byte location as an offset in the user's text; undefined inside a view's definition. */
export function positionOf(resolution: Resolution, location: number | undefined): number | undefined {
  if (resolution.expanding.length > 0) return undefined;
  return location === undefined || location < 0 ? undefined : resolution.at(location);
}
