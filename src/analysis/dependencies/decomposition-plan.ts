import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

export interface PlannedReference {
  readonly name: string;
  /** In both tables the columns have the same names. */
  readonly columns: readonly string[];
  readonly table: string;
}

/** A table of the schema as it will be. */
export interface PlannedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** Primary key of a new table. Of the table that is kept: its primary key as it will be, empty where it has none. */
  readonly key: readonly string[];
  readonly otherKeys: readonly (readonly string[])[];
  readonly references: readonly PlannedReference[];
}

/** A new table. */
export interface CreatedTable extends PlannedTable {
  /** Columns that are read from it when the tables are joined again, in this order, after the kept one. */
  readonly gained: readonly string[];
  /** Constraints and indexes of the old table that go along. */
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly IndexDefinition[];
  /** What the indexes that go along were called in the old table. */
  readonly movedIndexes: readonly string[];
}

/** One statement of a migration, and what it is for. PostgreSQL's SQL; all of a list belong in one transaction. */
export interface DecompositionStep {
  readonly kind:
    | 'lock-table'
    | 'check-rows'
    | 'create-table'
    | 'fill-table'
    | 'add-key'
    | 'add-constraint'
    | 'add-foreign-key'
    | 'create-index'
    | 'comment'
    | 'drop-constraint'
    | 'drop-columns'
    | 'add-columns'
    | 'restore-columns'
    | 'drop-table';
  readonly table: string;
  readonly sql: string;
  readonly why: string;
}

/** How a table is cut into the planned ones, before it is spelled as SQL. */
export interface DecompositionShape {
  readonly table: Table;
  readonly kept: PlannedTable;
  readonly created: readonly CreatedTable[];
  /** Columns that leave the kept table. */
  readonly dropped: readonly Column[];
  /** Constraints and indexes that leave with them, whether or not a new table takes them over. */
  readonly droppedConstraints: readonly Constraint[];
  readonly droppedIndexes: readonly IndexDefinition[];
  /** Indexes that the foreign keys want. */
  readonly newIndexes: readonly IndexDefinition[];
  /** The kept table gets this key, because the old one lost columns. */
  readonly newKey?: {
    readonly name: string;
    readonly kind: 'primary-key' | 'unique';
    readonly columns: readonly string[];
  };
}

export interface DecompositionPlan {
  readonly kind: 'plan';
  /** The table that keeps its name and its rows. */
  readonly kept: PlannedTable;
  readonly created: readonly CreatedTable[];
  readonly steps: readonly DecompositionStep[];
  readonly back: readonly DecompositionStep[];
  /** SELECT that gives the rows as they were, columns in their old order: for a view under the old shape. */
  readonly join: string;
  /** What does not follow by itself, one sentence each. */
  readonly notes: readonly string[];
}

/** It cannot be done by statements alone. */
export interface BlockedDecomposition {
  readonly kind: 'blocked';
  readonly reasons: readonly string[];
}
