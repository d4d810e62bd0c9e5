import type { Rewrite } from '#vocabulary/rewrite.ts';
import type { SchemaName } from './schemas.ts';

/** Two statements, said to be the same. */
export interface RewritePair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Why they are the same, or why they are not. */
  readonly why: string;
  /** `shop` without it. */
  readonly schema?: SchemaName;
  readonly ordered?: boolean;
  readonly compared?: Rewrite['compared'];
  readonly keyset?: Rewrite['keyset'];
  readonly parameters?: Readonly<Record<string, string>>;
}
