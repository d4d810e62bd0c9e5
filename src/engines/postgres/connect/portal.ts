import type { PortalLimits, TableResult, WireField } from './wire.ts';

/** What we say to the server. https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY */
interface Protocol {
  parse(message: { name: string; text: string }): void;
  bind(message: { values: readonly unknown[]; valueMapper: (value: unknown) => string | null }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string; rows: number }): void;
  flush(): void;
  sync(): void;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly dataTypeModifier: number;
}

/** Text of a column -> the value of the row. */
type Decode = (typeId: number) => (text: string) => unknown;

/** What the driver calls when the server answers. */
interface Portal {
  readonly submit: (connection: object) => void;
  readonly handleRowDescription: (message: { readonly fields: readonly Field[] }) => void;
  readonly handleDataRow: (message: { readonly length: number; readonly fields: readonly (string | null)[] }) => void;
  readonly handlePortalSuspended: () => void;
  readonly handleCommandComplete: () => void;
  readonly handleEmptyQuery: () => void;
  readonly handleCopyInResponse: () => void;
  readonly handleCopyData: () => void;
  readonly handleReadyForQuery: () => void;
  readonly handleError: (error: Error) => void;
  readonly result: Promise<TableResult>;
}

/** Rows asked for at first, before their width is known. */
const firstBatch = 64;
const largestBatch = 5_000;

/**
 * One statement through the unnamed portal, fetched in batches, so that no more rows are sent than are wanted:
 * the first batch is small, the next as large as the bytes that are left allow. One row more than the limit is
 * asked for, to know whether the result was cut off.
 */
export function portal(text: string, values: readonly unknown[], limits: PortalLimits, decode: Decode): Portal {
  let resolve: (result: TableResult) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const result = new Promise<TableResult>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  const rows: (readonly unknown[])[] = [];
  let protocol: Protocol | undefined;
  let fields: readonly WireField[] = [];
  let decoders: readonly ((text: string) => unknown)[] = [];
  let bytes = 0;
  let truncated: TableResult['truncated'];
  let failure: unknown;
  let synced = false;

  const fetch = () => {
    protocol?.execute({ portal: '', rows: batchSize({ rows: rows.length, bytes }, limits) });
    protocol?.flush();
  };
  // Once only: each Sync is answered, and a second answer would be taken for the next statement's.
  const finish = () => {
    if (!synced) protocol?.sync();
    synced = true;
  };

  return {
    result,
    submit: (connection) => {
      protocol = asProtocol(connection);
      protocol.parse({ name: '', text });
      protocol.bind({ values, valueMapper });
      protocol.describe({ type: 'P', name: '' });
      fetch();
    },
    handleRowDescription: (message) => {
      fields = message.fields.map(({ name, dataTypeID, dataTypeModifier }) => ({
        name,
        type: dataTypeID,
        modifier: dataTypeModifier,
      }));
      decoders = fields.map((field) => decode(field.type));
    },
    handleDataRow: (message) => {
      bytes += message.length;
      truncated ??= rows.length >= limits.rows ? 'rows' : bytes > limits.bytes ? 'bytes' : undefined;
      if (truncated !== undefined || failure !== undefined) return;
      try {
        rows.push(decoders.map((decoder, at) => valueFrom(message.fields[at], decoder)));
      } catch (error) {
        failure = error;
      }
    },
    handlePortalSuspended: () => (truncated === undefined ? fetch() : finish()),
    handleCommandComplete: finish,
    handleEmptyQuery: finish,
    handleCopyInResponse: finish,
    handleCopyData: () => undefined,
    handleReadyForQuery: () => {
      if (failure !== undefined) reject(failure);
      else resolve({ fields, rows, ...(truncated === undefined ? {} : { truncated }) });
    },
    // The server skips everything up to the next Sync.
    handleError: (error) => {
      finish();
      reject(error);
    },
  };
}

function batchSize(read: { readonly rows: number; readonly bytes: number }, limits: PortalLimits): number {
  const wanted = limits.rows - read.rows + 1;
  if (read.rows === 0) return Math.min(firstBatch, wanted);
  const width = Math.max(1, read.bytes / read.rows);
  const fitting = Math.floor((limits.bytes - read.bytes) / width) + 1;
  return Math.max(1, Math.min(wanted, fitting, largestBatch));
}

function valueFrom(text: string | null | undefined, decode: (text: string) => unknown): unknown {
  return text === null || text === undefined ? null : decode(text);
}

/** Parameters travel as texts; the server gives them the types that the statement asks for. */
function valueMapper(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function arrayElement(value: unknown): string {
  const text = valueMapper(value);
  if (text === null) return 'NULL';
  return Array.isArray(value) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function asProtocol(connection: object): Protocol {
  if (!isProtocol(connection)) throw new TypeError('The driver has changed its connection.');
  return connection;
}

function isProtocol(connection: object): connection is Protocol {
  return ['parse', 'bind', 'describe', 'execute', 'flush', 'sync'].every((verb) => verb in connection);
}
