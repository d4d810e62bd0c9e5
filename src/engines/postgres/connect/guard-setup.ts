import type { Bounds } from '#vocabulary/bounds.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';

/** What the guard knows of the session. */
export interface GuardSetup {
  readonly server: ServerInfo;
  readonly bounds: Bounds;
  /** Functions of the user's that are allowed unseen: `app.tax_of`. */
  readonly functions: readonly string[];
}
