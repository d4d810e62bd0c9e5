import type { Node } from '@pgsql/types';
import type { Predicate } from '#vocabulary/resolved-query.ts';

export interface DialectOperator {
  readonly spelling: string;
  readonly kind: Predicate['kind'];
  /** Whether an index finds what begins like the pattern; its kind is `prefix` then. */
  readonly isPrefix?: (pattern: string) => boolean;
}

/** Where SQL dialects part, as far as the names in a statement go. */
export interface Dialect {
  /** Columns that every table has without naming them: ctid, rowid. */
  readonly systemColumns: ReadonlySet<string>;
  /** Tables of the server itself, which no schema lists. */
  readonly isSystemTable: (name: string, schema: string | undefined) => boolean;
  /** The tree of a view's definition; throws where it does not parse. */
  readonly parseView: (definition: string) => Node | undefined;
  /** Operators that mean something else here, or are known nowhere else. */
  readonly operators: Readonly<Record<string, DialectOperator>>;
  /** The columns of functions in FROM, where they are others than PostgreSQL's. */
  readonly tableFunctions: Readonly<Record<string, readonly string[]>>;
  /** A column is cast where it is compared with a literal of a wider type: no index on it serves then. */
  readonly widens: boolean;
  /** WHERE, GROUP BY and HAVING know the names that the select list gives, where no column has them. */
  readonly seesOutputNames: boolean;
  /** Turns printed SQL into the dialect's own. */
  readonly spell: (sql: string) => string;
}
