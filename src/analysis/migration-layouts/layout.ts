import type { MigrationText } from '#vocabulary/migration.ts';

/** A file as it was read; its path is with `/`. */
export interface LayoutFile {
  readonly path: string;
  readonly text: string;
}

/** What a layout makes of a folder. */
export interface LaidOut {
  /** In the order in which its tool runs them. */
  readonly files: readonly MigrationText[];
  /** Files that are passed over. `why` is the rest of a sentence: "it is a baseline". */
  readonly unread?: readonly { readonly path: string; readonly why: string }[];
  /** Files that were understood and run nothing: a journal, a plan. */
  readonly seen?: readonly string[];
}

/** How one tool lays its migrations out. */
export interface Layout {
  /** The tool's name. */
  readonly name: string;
  /** Whether a folder is laid out so; a single file of it is enough. */
  readonly fits: (files: readonly LayoutFile[]) => boolean;
  readonly read: (files: readonly LayoutFile[]) => LaidOut;
}
