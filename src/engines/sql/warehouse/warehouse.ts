import type { ColumnForm, Dialect } from '#analysis/physical-design/dialect.ts';
import type { Column, Table } from '#vocabulary/database-schema.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Layout } from './layout.ts';

/** Types of a warehouse by what they hold. */
interface WarehouseTypes {
  /** Texts of so many characters at most; `isAscii`: none takes more than a byte. */
  readonly word: (length: number, isAscii: boolean) => string;
  readonly text: string;
  readonly whole: string;
  readonly exact: (precision: number, scale: number) => string;
  readonly moment: string;
  readonly date: string;
  readonly time: string;
  readonly boolean: string;
  readonly uuid: string;
  readonly json: string;
  readonly binary: string;
  readonly vector: (dimensions: number | undefined) => string;
}

/** What is special about one warehouse. Keys and references are notes to its planner; rows are checked after each load. */
export interface Warehouse {
  readonly id: string;
  readonly name: string;
  readonly longestName: number;
  readonly types: WarehouseTypes;
  /** Words that no plain name may be, small letters. */
  readonly reserved: ReadonlySet<string>;
  readonly quote: (name: string) => string;
  readonly literal: (text: string) => string;
  /** The whole of `column` is like the pattern. */
  readonly matches: (column: string, pattern: string) => string;
  readonly now: { readonly moment: string; readonly date: string; readonly time: string };
  readonly key: (keys: LogicalModel['keys']) => ColumnForm;
  readonly parameter: Dialect['parameter'];
  /** `column` has the words in it. */
  readonly contains: (column: string, parameter: string) => string;
  /** Columns that the server computes. Without them the load writes what the check computes again. */
  readonly hasGenerated: boolean;
  /** UNIQUE can be noted. */
  readonly notesUnique: boolean;
  /** A foreign key names the primary key of another table and nothing else. */
  readonly refersToKeysOnly: boolean;
  /** Behind each noted key: `NOT ENFORCED`. */
  readonly noted: string;
  readonly namesPrimaryKeys: boolean;
  /** `options`: of a table that was read, in place of the layout. */
  readonly column: (column: Column, layout: Layout, options: readonly string[]) => string;
  readonly table: (table: Table, lines: readonly string[], layout: Layout) => string;
  /** Statements after the table: clustering, comments. */
  readonly after: (table: Table, layout: Layout) => readonly string[];
  /** How it stores the rows, and for which reads. */
  readonly storage: (table: Table, layout: Layout) => { readonly what: string; readonly why: string } | undefined;
  readonly decisions: readonly { readonly what: string; readonly why: string }[];
}
