import type { Cursor } from './cursor.ts';
import type { ScriptDraft, TableDraft } from './drafts.ts';
import type { Lexis } from './lexis.ts';
import type { ScriptRules } from './split-script.ts';

/** What is special about the DDL of one dialect. */
export interface ReadDialect {
  readonly id: string;
  readonly name: string;
  readonly lexis: Lexis;
  readonly rules: ScriptRules;
  /** Where tables stand that name no schema. */
  readonly schema: string;
  /** Schemas that are as good as none: `public`. */
  readonly homes: readonly string[];
  readonly longestName: number;
  readonly quote: (name: string) => string;
  /** A type as the dialect's own design spells it. `written` has small letters and no blanks but between words. */
  readonly type: (written: string) => string;
  /** A default as the design spells it; undefined where it says nothing (`NULL`). */
  readonly preset: (sql: string, type: string) => string | undefined;
  /** The design spells no collations of columns. */
  readonly dropsCollations?: true;
  /** How a foreign key acts that does not say so. */
  readonly deletes: string;
  /** What stands behind the columns of CREATE TABLE: storage, comments. */
  readonly tail: (cursor: Cursor, table: TableDraft, draft: ScriptDraft) => void;
  /** An ALTER TABLE that is this dialect's own; false where it is none. */
  readonly alter?: (cursor: Cursor, table: TableDraft, draft: ScriptDraft) => boolean;
  /** The table at last: what the dialect writes in a roundabout way is put straight. */
  readonly settle?: (table: TableDraft, draft: ScriptDraft) => void;
}
