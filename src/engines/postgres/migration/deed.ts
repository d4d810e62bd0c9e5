import type { CatalogObject, Column, Constraint, Table, View } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';

/** An action with what the catalog gets by it, and what only PostgreSQL asks: which tables below it, which lock. */
export interface Deed {
  readonly action: MigrationAction;
  /** ALTER TABLE ONLY: the tables below it stay as they are. */
  readonly only?: boolean;
  /** NO INHERIT: they are locked, but get nothing of it. */
  readonly noInherit?: boolean;
  /** IF EXISTS. */
  readonly ifExists?: boolean;
  readonly cascade?: boolean;
  /** DROP CONSTRAINT IF EXISTS. */
  readonly missingOk?: boolean;
  readonly table?: Table;
  readonly column?: Column;
  readonly constraints?: readonly Constraint[];
  readonly indexes?: readonly IndexDefinition[];
  readonly view?: View;
  readonly object?: CatalogObject;
  /** Relations that its query reads, from end to end as far as can be told. */
  readonly reads?: readonly RelationName[];
  /** Columns that its conditions compare. */
  readonly chosenBy?: readonly string[];
  /** FOR VALUES …, DEFAULT. */
  readonly bound?: string;
  /**
   * What SET DEFAULT sets, the expression of a generated column, an access method or tablespace; or the words that make the
   * difference: `validate`, `with no data`, `restart identity`.
   */
  readonly expression?: string;
  /** ALTER TYPE … USING: nothing but the column, or its cast to the new type. */
  readonly plainUsing?: boolean;
  /** SAVEPOINT, or ROLLBACK TO, which goes back to it. */
  readonly savepoint?: { readonly name: string; readonly goesBack: boolean };
  /** The lock that it takes on its table, where the action does not tell. */
  readonly lock?: string;
  /** Other relations that it locks. */
  readonly locks?: readonly { readonly relation: RelationName; readonly mode: string }[];
  /** A new place or name that a rename gives: ALTER … SET SCHEMA. */
  readonly to?: RelationName;
  /** Tables that it is, or is to be, a child of. */
  readonly parents?: readonly RelationName[];
  /** What cannot be followed, one sentence. */
  readonly unknown?: string;
}
