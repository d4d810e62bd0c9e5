import type { CountedRepeat } from '#analysis/counted-repeats.ts';
import type { RepeatedStatement } from '#vocabulary/repeated-statement.ts';
import type { Execution } from '#vocabulary/traced-statement.ts';
import type { FormNote, LoopMatch } from './n-plus-one-report.ts';

/** A statement that is run once per row, from whichever source, with what was thought of in its place. */
export interface Repetition {
  readonly kind: 'read' | 'write';
  readonly fingerprint: string;
  readonly normalized: string;
  readonly executions: readonly Execution[];
  /** The statement before, and those in turns with it: the rows can be of any. */
  readonly parents: readonly Execution[];
  readonly seen: RepeatedStatement | undefined;
  readonly counted: CountedRepeat | undefined;
  readonly code: readonly LoopMatch[];
  readonly forms: readonly FormNote[];
}
