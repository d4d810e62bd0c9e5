import mysql from 'mysql2/promise';

/** A connection to a throw-away server of our own. */
export interface TwinConnection {
  /** One statement, without values. */
  readonly query: (sql: string) => Promise<readonly TwinRow[]>;
  readonly close: () => Promise<void>;
}

type TwinRow = Readonly<Record<string, unknown>>;

/** Sessions as the design wants them: UTC, and the strict mode that servers come with. Without a user as the superuser. */
export async function openTwinConnection(
  socket: string,
  { user = 'root', database }: { readonly user?: string; readonly database?: string } = {},
): Promise<TwinConnection> {
  const connection = await mysql.createConnection({
    socketPath: socket,
    user,
    ...(database === undefined ? {} : { database }),
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
  });
  // A server that is stopped under us ends the next query with an error; nobody waits for this one.
  connection.on('error', () => undefined);
  await connection.query(`SET time_zone = '+00:00'`);
  return {
    query: async (sql) => {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? rows.filter((row): row is TwinRow & typeof row => !Array.isArray(row)) : [];
    },
    close: () => connection.end(),
  };
}

/** The server's own words and numbers, for a diagnosis. */
export function serverFault(error: unknown): {
  readonly message: string;
  readonly number: number;
  readonly state: string;
} {
  const field = (name: string) => (typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined);
  return {
    message: String(field('sqlMessage') ?? field('message') ?? error),
    number: Number(field('errno') ?? 0),
    state: String(field('sqlState') ?? ''),
  };
}
