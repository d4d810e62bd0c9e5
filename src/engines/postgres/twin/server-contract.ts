import type { RunAs } from './run-as.ts';

/** A PostgreSQL of our own, running. Nobody else uses it; it may be broken at will. */
export interface EmbeddedServer {
  /** `native` is a real server process; `pglite` is PostgreSQL in WebAssembly with one session for all clients. */
  readonly kind: 'native' | 'pglite';
  /** As the server says it: `18.4`. */
  readonly version: string;
  readonly major: number;
  /** What the `pg` driver connects to as superuser `postgres`: `postgres://postgres@%2Ftmp%2Fdbwright-x:5432/postgres`. */
  readonly url: string;
  /** The private folder: mode 0700, owned by `nobody` where root started a native server. */
  readonly directory: string;
  /** PGDATA. Relation files are below it (`base/…`). */
  readonly dataDirectory: string;
  /** Tells servers apart whose data directories do not fit each other: `native-18.4-x64-1a2b`, `pglite-0.5.14`. */
  readonly build: string;
  /**
   * Ends the process and removes the folder (a folder that the caller named is kept). May be called again.
   * With `keep` it ends in order first, so that the data directory is whole, and hands it over before it goes.
   */
  stop(keep?: () => Promise<void>): Promise<void>;
}

/** A data directory that does not exist yet. */
export interface NewDataDirectory {
  readonly build: string;
  readonly dataDirectory: string;
  /** Who its files must belong to, where that is not us. */
  readonly owner?: RunAs | undefined;
}

export interface EmbeddedServerRequest {
  /** `auto` (default): native where its binaries are installed and run, else PGlite. DBWRIGHT_EMBEDDED overrules `auto`. */
  readonly kind?: 'native' | 'pglite' | 'auto';
  /** The wanted major. Without it, the one that is installed (18). */
  readonly major?: number;
  /** A folder with bin/, lib/ and share/ to take instead of the installed package. */
  readonly binaries?: string;
  /** Server settings, as in postgresql.conf: `{work_mem: '64MB'}`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Size of a file of the WAL, MB, where the server makes its own; 16 without it. Small ones stand for large ones at a scale. */
  readonly walSegment?: number;
  /** `socket` (default) falls back to `loopback`, with a random password, where a socket cannot be had. */
  readonly port?: 'socket' | 'loopback';
  /** A folder to keep and use again. Without it, a temporary one that goes with the server. */
  readonly directory?: string;
  /** Makes the data directory itself where it can (true), else a fresh cluster is made. */
  readonly fill?: (cluster: NewDataDirectory) => Promise<boolean>;
  readonly signal?: AbortSignal;
  readonly progress?: (message: string) => void;
}
