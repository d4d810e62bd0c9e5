import { once } from 'node:events';
import { connect as connectSocket, createServer, type Socket } from 'node:net';

/** One message of a connection, in the order in which it passed. */
export type WireEvent =
  /** A simple Query, or the text of a Parse. */
  | { readonly kind: 'simple' | 'extended'; readonly text: string }
  /** Anything else that makes the server do something: a function call, COPY data. */
  | { readonly kind: 'other'; readonly type: string }
  /** CommandComplete: what the server says that it did. */
  | { readonly kind: 'done'; readonly tag: string }
  /** ReadyForQuery: outside (I), inside (T) or in a failed (E) transaction. */
  | { readonly kind: 'ready'; readonly status: string }
  | { readonly kind: 'told'; readonly text: string };

export interface RecordedConnection {
  readonly user: string;
  readonly events: readonly WireEvent[];
}

/** Stands between dbwright and a server, writes down what passes and changes nothing of it. */
export interface RecordingProxy {
  readonly url: (user: string, database?: string) => string;
  /** What was recorded since the last call; connections that are still open are cut off and told as `open`. */
  readonly take: () => Promise<Recording>;
  readonly close: () => Promise<void>;
}

export interface Recording {
  readonly connections: readonly RecordedConnection[];
  /** The most connections that were open at once. */
  readonly peak: number;
  readonly cancels: number;
  /** Connections that dbwright had not closed when it was done. */
  readonly open: number;
}

/** `socketPath` is the server's Unix socket. */
export async function startRecordingProxy(socketPath: string): Promise<RecordingProxy> {
  let connections: { user: string; events: WireEvent[] }[] = [];
  let peak = 0;
  let cancels = 0;
  const live = new Map<Socket, Promise<unknown>>();

  const server = createServer((near) => {
    const far = connectSocket(socketPath);
    near.setNoDelay(true);
    const record = { user: '', events: [] as WireEvent[] };
    const onStart = (start: Startup) => {
      if (start.kind === 'cancel') cancels += 1;
      else {
        record.user = start.user;
        connections.push(record);
        live.set(near, once(near, 'close'));
        peak = Math.max(peak, live.size);
      }
    };
    const fromClient = splitter(clientEvent, record.events, onStart);
    const fromServer = splitter(serverEvent, record.events);
    near.on('data', (bytes) => {
      const { passed, refusals } = fromClient(bytes);
      if (refusals > 0) near.write('N'.repeat(refusals));
      if (passed.length > 0) far.write(passed);
    });
    far.on('data', (bytes) => {
      near.write(fromServer(bytes).passed);
    });
    const end = () => {
      live.delete(near);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end).on('end', end).on('close', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: (user, database = 'postgres') => `postgres://${user}@127.0.0.1:${port}/${database}?sslmode=disable`,
    take: async () => {
      // A goodbye may still be on its way.
      const left = Promise.all(live.values());
      await Promise.race([left, new Promise((wake) => setTimeout(wake, 1_000))]);
      const taken = { connections, peak, cancels, open: live.size };
      for (const socket of live.keys()) socket.destroy();
      connections = [];
      peak = 0;
      cancels = 0;
      return taken;
    },
    close: async () => {
      for (const socket of live.keys()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

type Startup = { readonly kind: 'cancel' } | { readonly kind: 'login'; readonly user: string };

/**
 * Cuts a stream into messages, writes down those that say something and gives the bytes to pass on, and how often TLS
 * was asked for. A client's first messages have no type. https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
function splitter(
  read: (type: string, body: Buffer) => WireEvent | undefined,
  events: WireEvent[],
  onStart?: (startup: Startup) => void,
): (bytes: Buffer) => { readonly passed: Buffer; readonly refusals: number } {
  let rest = Buffer.alloc(0);
  let starting = onStart !== undefined;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const passed: Buffer[] = [];
    let refusals = 0;
    for (;;) {
      const head = starting ? 0 : 1;
      const size = rest.length < head + 4 ? Number.POSITIVE_INFINITY : head + rest.readInt32BE(head);
      if (rest.length < size) return { passed: Buffer.concat(passed), refusals };
      const message = rest.subarray(0, size);
      rest = rest.subarray(size);
      if (!starting) {
        const event = read(String.fromCharCode(message[0] ?? 0), message.subarray(5));
        if (event !== undefined) events.push(event);
        passed.push(message);
        continue;
      }
      const code = message.readInt32BE(4);
      if (code === 80877103 || code === 80877104) {
        refusals += 1;
        continue;
      }
      starting = false;
      const words = message.toString('utf8', 8).split('\0');
      onStart?.(
        code === 80877102 ? { kind: 'cancel' } : { kind: 'login', user: words[words.indexOf('user') + 1] ?? '' },
      );
      passed.push(message);
    }
  };
}

/** Bind, Describe, Execute, Close, Flush, Sync, Terminate and passwords run nothing that Parse did not bring. */
const silent = 'BDECHSXp';

function clientEvent(type: string, body: Buffer): WireEvent | undefined {
  if (type === 'Q') return { kind: 'simple', text: body.toString('utf8', 0, body.length - 1) };
  if (type === 'P') {
    const start = body.indexOf(0) + 1;
    return { kind: 'extended', text: body.toString('utf8', start, body.indexOf(0, start)) };
  }
  return silent.includes(type) ? undefined : { kind: 'other', type };
}

function serverEvent(type: string, body: Buffer): WireEvent | undefined {
  const text = () => body.toString('utf8').replaceAll('\0', ' ').trim();
  if (type === 'C') return { kind: 'done', tag: text() };
  if (type === 'Z') return { kind: 'ready', status: text() };
  // Notices and notifications.
  return type === 'N' || type === 'A' ? { kind: 'told', text: text() } : undefined;
}
