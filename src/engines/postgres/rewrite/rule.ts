import type { Rewrite, RewriteClass } from '#vocabulary/rewrite.ts';
import type { Node } from './parse.ts';
import type { ParsedStatement } from './query/statement.ts';

/** One way to write a statement anew. A file of this folder, with its page beside it. */
export interface RewriteRule {
  /** The name of its file and page: "not-in-to-not-exists". */
  readonly id: string;
  /** What it does, one sentence for the list. */
  readonly summary: string;
  readonly class: RewriteClass;
  /** Only tells the planner how: such ones undo each other, so none is put after another rewrite. */
  readonly hint?: true;
  /** URL of what it rests on. */
  readonly source: string;
  /** One for each place where it applies, and nothing where a precondition is not sure. */
  readonly apply: (statement: ParsedStatement) => Iterable<Application>;
}

/** A rewrite at one place of the statement. */
export interface Application extends Pick<Rewrite, 'what' | 'why' | 'preconditions' | 'contract' | 'keyset'> {
  /** The whole statement anew: `replaced(statement.tree, [[old, new]])`. */
  readonly tree: Node;
  /** Where it is another than the rule's: a `*` that nobody reads is style. */
  readonly class?: RewriteClass;
  readonly compared?: Rewrite['compared'];
}
