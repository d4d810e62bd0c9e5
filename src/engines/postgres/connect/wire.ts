/** One connection to a server, as the chokepoint and the door use it. `connect.ts` makes them. */
export interface Wire {
  /** False once the connection broke or was dropped. */
  readonly alive: () => boolean;
  /** As told at login. A pooler tells a number of its own, which is no process of the server. */
  readonly processId: number;
  /** Runs trusted text by the simple protocol; several statements are allowed. Gives the rows of the last one that has columns. */
  readonly command: (text: string) => Promise<readonly WireRow[]>;
  /** Runs one statement by the extended protocol and reads at most what the limits allow. */
  readonly portal: (text: string, values: readonly unknown[], limits: PortalLimits) => Promise<PortalResult>;
  /** The same, with the columns in their order, of which two may have one name. */
  readonly table: (text: string, values: readonly unknown[], limits: PortalLimits) => Promise<TableResult>;
  /** COPY … FROM STDIN; the pieces are asked for as fast as the server reads. Gives how many rows it took. */
  readonly copyIn: (text: string, pieces: Iterable<string>, signal: AbortSignal) => Promise<number>;
  /** Asks the server to cancel what runs on this connection. Never rejects. */
  readonly cancel: () => Promise<void>;
  /** Says goodbye. */
  readonly end: () => Promise<void>;
  /** Cuts the connection off. */
  readonly drop: () => void;
}

export type WireRow = Readonly<Record<string, unknown>>;

export interface PortalLimits {
  readonly rows: number;
  /** Of the rows as the server sends them. */
  readonly bytes: number;
  /** No number inside a document may be bent; for rows that are shown. */
  readonly exact?: boolean;
}

export interface PortalResult {
  readonly rows: readonly WireRow[];
  readonly truncated: boolean;
}

export interface TableResult {
  readonly fields: readonly WireField[];
  readonly rows: readonly (readonly unknown[])[];
  /** Which limit was reached. */
  readonly truncated?: 'rows' | 'bytes';
}

export interface WireField {
  readonly name: string;
  /** OID and modifier, as format_type takes them. */
  readonly type: number;
  readonly modifier: number;
}
