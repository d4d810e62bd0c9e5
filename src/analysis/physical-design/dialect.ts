import type { CatalogObject, Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Attribute } from '#vocabulary/logical-attribute.ts';
import type { Entity, LogicalModel, Summary } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';

/** A column's type with all that keeps its values right. */
export interface ColumnForm {
  readonly type: string;
  /** SQL over the column, by the name that it was asked for. */
  readonly check?: string;
  readonly default?: string;
  readonly collation?: string;
  readonly identity?: 'always' | 'by-default';
  /** Two values that only differ in case are one: the expression that uniqueness is built on, where a column is not enough. */
  readonly uniqueOn?: string;
}

/** What a dialect adds to the tables so that an invariant holds. */
export interface Guard {
  readonly constraints?: readonly { readonly table: string; readonly constraint: Constraint }[];
  readonly indexes?: readonly IndexDefinition[];
  readonly columns?: readonly { readonly table: string; readonly column: Column }[];
  /** Functions and triggers, in order. */
  readonly objects?: readonly CatalogObject[];
  /** It cannot be enforced, or only in part: what to do instead. */
  readonly instead?: string;
}

/** A function or procedure that applications and jobs call. */
export interface Routine {
  readonly object: CatalogObject;
  /** A call that changes nothing which may not be taken back: the proof tries it. */
  readonly call: string;
  /** What it is for, a sentence. */
  readonly says: string;
}

/** Those that are not simply a unique rule with a condition. */
export type GuardedRule = Exclude<Invariant, { kind: 'only-one' }>;

/** Where names of the model stand in the tables. */
export interface Site {
  readonly model: LogicalModel;
  readonly schema: string;
  readonly tableOf: (entity: string) => string;
  readonly columnsOf: (entity: string, name: string) => readonly string[];
  readonly keyOf: (entity: string) => readonly string[];
  /** A name that is free and short enough: `chk_orders_total`. */
  readonly nameFor: (kind: NameKind, table: string, words: readonly string[]) => string;
}
export type NameKind = 'pk' | 'fk' | 'uq' | 'chk' | 'ex' | 'idx' | 'trg' | 'seq';

/** How one database spells a model. What it lacks is `false`: the design then takes the next best way, and says so. */
export interface Dialect {
  readonly id: string;
  readonly name: string;
  /** Where tables stand; empty where names are not qualified. */
  readonly schema: string;
  readonly longestName: number;
  readonly has: {
    readonly partialIndexes: boolean;
    readonly secondaryIndexes: boolean;
  };
  /** The form of an attribute; `column` is how its checks name it. */
  readonly form: (attribute: Attribute, column: string) => ColumnForm;
  /** A made-up key. */
  readonly key: (keys: LogicalModel['keys']) => ColumnForm;
  /** What one must know of its UUIDs. */
  readonly uuidNote?: string;
  /** What refers to a made-up key. */
  readonly keyType: (keys: LogicalModel['keys']) => string;
  /** created_at, updated_at, deleted_at. */
  readonly moment: ColumnForm & { readonly now: string };
  readonly quote: (name: string) => string;
  readonly guard: (rule: GuardedRule, site: Site) => Guard;
  /** Keeps updated_at. */
  readonly touch: (table: string, site: Site) => readonly CatalogObject[];
  /** Keys of an index in which words are looked for; none where it has no such index. */
  readonly searchIndex?: (column: string) => Pick<IndexDefinition, 'method' | 'keys'>;
  /** `column` of the table has the words $n in it. */
  readonly searchCondition: (column: string, parameter: string, table: string) => string;
  readonly parameter: (number: number) => string;
  readonly limit: (sql: string, rows: number) => string;
  readonly partition?: (table: Table, entity: Entity, now: Date) => readonly Table[];
  /** A materialized view, where it has them. */
  readonly summary?: (summary: Summary, site: Site) => Table;
  /** What a query that refers to itself begins with, where it is not WITH RECURSIVE. */
  readonly recursive?: string;
  /** Functions and procedures that the model's patterns want, where it has them. */
  readonly routines?: (tables: readonly Table[], site: Site) => readonly Routine[];
  /** Everything as statements, in an order in which they run. */
  readonly statements: (design: {
    readonly tables: readonly Table[];
    readonly objects: readonly CatalogObject[];
    readonly native: readonly string[];
    /** Statements of an imported schema that stand after all others. */
    readonly after?: readonly string[];
  }) => readonly {
    readonly of: string;
    readonly text: string;
    readonly undo?: string;
  }[];
}
