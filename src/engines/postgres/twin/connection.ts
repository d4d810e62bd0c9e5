import pg from 'pg';

/** A connection to a throw-away server of our own, as its superuser. */
export interface TwinConnection {
  /**
   * With values (`[]` will do) by the extended protocol, which takes one statement only; without by the simple one, which
   * EXPLAIN (GENERIC_PLAN) needs.
   */
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly TwinRow[]>;
  /** The warnings since the last call. */
  readonly takeWarnings: () => readonly string[];
  readonly close: () => Promise<void>;
}

export type TwinRow = Readonly<Record<string, unknown>>;

/** `login` replaces what the URL says. */
export async function openTwinConnection(
  url: string,
  login: { readonly database?: string; readonly user?: string; readonly password?: string } = {},
): Promise<TwinConnection> {
  const client = new pg.Client({ connectionString: withLogin(url, login) });
  const warnings: string[] = [];
  client.on('notice', (notice) => {
    if (notice.severity === 'WARNING' && notice.message) warnings.push(notice.message);
  });
  // A server that is stopped under us ends the next query with an error; nobody waits for this one.
  client.on('error', () => undefined);
  await client.connect();
  return {
    query: async (sql, values) => {
      const result = await client.query(values === undefined ? sql : extended(sql, values));
      // Several statements in one text give several results; the last one counts.
      const last: unknown = Array.isArray(result) ? result.at(-1) : result;
      return (last as pg.QueryResult<TwinRow>).rows;
    },
    takeWarnings: () => warnings.splice(0),
    close: () => client.end(),
  };
}

/** The same, for results that are compared: values stay as the server printed them, columns keep their order. */
export interface TextConnection {
  /** Our own words; several statements are allowed. */
  readonly command: (sql: string) => Promise<void>;
  /** Somebody else's statement, by a protocol that takes no second one. Values travel as texts. */
  readonly table: (sql: string, values: readonly (string | null)[]) => Promise<TextTable>;
  readonly close: () => Promise<void>;
}

export interface TextTable {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export async function openTextConnection(
  url: string,
  login: Parameters<typeof openTwinConnection>[1] = {},
): Promise<TextConnection> {
  const client = new pg.Client({
    connectionString: withLogin(url, login),
    types: { getTypeParser: () => (value: unknown) => value },
  });
  client.on('error', () => undefined);
  await client.connect();
  return {
    command: async (sql) => void (await client.query(sql)),
    table: async (sql, values) => {
      const { fields, rows } = await client.query<(string | null)[]>({ ...extended(sql, values), rowMode: 'array' });
      return { columns: fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })), rows };
    },
    close: () => client.end(),
  };
}

/** The driver's types do not know `queryMode`: without it, an empty list of values means the simple protocol. */
function extended(text: string, values: readonly unknown[]): pg.QueryConfig<unknown[]> & { queryMode: 'extended' } {
  return { text, values: [...values], queryMode: 'extended' };
}

/** The server's own words, for a diagnosis. */
export function serverMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The driver lets the parts of a URL win over all else, so they are replaced there. */
function withLogin(url: string, login: Parameters<typeof openTwinConnection>[1] = {}): string {
  const database =
    login.database === undefined ? url : url.replace(/\/[^/]*$/, `/${encodeURIComponent(login.database)}`);
  if (login.user === undefined) return database;
  const user = [login.user, login.password ?? ''].map((part) => encodeURIComponent(part)).join(':');
  return database.replace(/^(\w+:\/\/)[^@]*@/, `$1${user}@`);
}
