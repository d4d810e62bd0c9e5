import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApplyRequest } from '#agent/agent.ts';
import { createAgent } from '#agent/create-agent.ts';
import type { Context } from '#contracts/context.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import type { Report } from '#vocabulary/report.ts';
import { sampleOf } from '../../sample-of.ts';
import { startTestServer } from '../../servers.ts';
import { seedSchemas } from '../design/seed-schemas.ts';
import { startStandby } from '../postgres/standby.ts';
import { type Folder, makeFolder, problemOf } from './changing.ts';

let server: EmbeddedServer;
let folder: Folder;
let named = 0;
beforeAll(async () => {
  server = await startTestServer({ settings: { fsync: 'off' } });
});
beforeEach(() => {
  folder = makeFolder();
});
afterEach(async () => {
  folder.remove();
  expect(await query('postgres', ours)).toEqual([]);
});
afterAll(() => server?.stop());

const ours = "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'dbwright%'";

const shop = `
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, full_name text NOT NULL);
  CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, quantity int NOT NULL CHECK (quantity > 0), note text);
  CREATE INDEX ON orders (customer_id)`;

function urlOf(database: string, login = 'postgres'): string {
  return server.url.replace(/^postgres:\/\/[^@]*@/, `postgres://${login}@`).replace(/\/[^/]*$/, `/${database}`);
}

async function query(database: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    const results: unknown = await client.query(text);
    return ((Array.isArray(results) ? results.at(-1) : results) as pg.QueryResult).rows;
  } finally {
    await client.end();
  }
}

/** A database of its own with this schema. */
async function database(ddl: string): Promise<string> {
  named += 1;
  const name = `load_${named}`;
  await query('postgres', `CREATE DATABASE ${name}`);
  await query(name, ddl);
  return name;
}

/** What the tables hold and where the sequences stand. */
async function contents(name: string): Promise<Readonly<Record<string, string>>> {
  const relations = await query(
    name,
    "SELECT relname AS name, relkind AS kind FROM pg_class WHERE relkind IN ('r', 'S') AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  const found: Record<string, string> = {};
  for (const { name: relation, kind } of relations) {
    const text = kind === 'S' ? "last_value || ' ' || is_called" : "md5(string_agg(t::text, '|' ORDER BY t::text))";
    const [row] = await query(name, `SELECT ${text} AS sum FROM "${relation}" t`);
    found[String(relation)] = String(row?.['sum']);
  }
  return found;
}

interface Call {
  readonly into: string;
  /** Whose schema the rows are made for, where it is another database's. */
  readonly from?: string;
  readonly login?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly approve?: ApplyRequest['approve'];
  readonly signal?: AbortSignal;
  readonly progress?: Context['progress'];
}

/** A dry run, and where something is approved, the loading. */
async function load({ into, from, login, input, approve, signal, progress }: Call): Promise<Report> {
  const agent = createAgent({ cwd: folder.path });
  const context: Context = {
    signal: signal ?? new AbortController().signal,
    progress: progress ?? (() => undefined),
    clock: () => new Date(),
    random: () => 0,
  };
  const url = urlOf(into, login);
  const sources = from === undefined ? { url } : { url: urlOf(from), intoUrl: url };
  const asked = { rows: 300, seed: 7, proof: 0, into: 'url', ...input };
  const report = await agent.run('design data', asked, { sources, context });
  if (approve !== undefined) await agent.apply({ report, sources, context, approve });
  return report;
}

const yes = async () => true;

const quiet: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(),
  random: () => 0,
};

/** The script of the same question, run by a client as a person would. */
async function runScript(name: string, input: Readonly<Record<string, unknown>>): Promise<void> {
  const report = await load({ into: name, input: { ...input, into: 'sql' } });
  await query(name, report.artifacts[0]?.content ?? '');
}

describe('loaded', () => {
  test.each(sampleOf(Object.keys(seedSchemas), 1))('%s: the very rows of the script, and no other', async (key) => {
    const { ddl, rows } = seedSchemas[key] ?? { ddl: '', rows: 0 };
    const [written, loaded] = [await database(ddl), await database(ddl)];
    await runScript(written, { rows });
    const report = await load({ into: loaded, input: { rows }, approve: yes });
    expect(await contents(loaded)).toEqual(await contents(written));
    const [unchecked] = await query(loaded, 'SELECT count(*) AS n FROM pg_constraint WHERE NOT convalidated');
    expect(Number(unchecked?.['n'])).toBe(0);
    expect(report.details['rows']).toBeGreaterThan(rows / 2);
    expect(folder.events()).toEqual(['approved', 'started', 'done', 'finished']);
  });

  test('constraints are in force and sequences go on', async () => {
    const name = await database(
      `${shop}; CREATE SEQUENCE loose; CREATE TABLE tickets (id int PRIMARY KEY DEFAULT nextval('loose')); CREATE TABLE passes (id int PRIMARY KEY DEFAULT nextval('loose')); CREATE DOMAIN number AS bigint; CREATE SEQUENCE spelled; CREATE TABLE codes (id number PRIMARY KEY DEFAULT nextval('loose'), code text NOT NULL DEFAULT nextval('spelled')::text)`,
    );
    const report = await load({
      into: name,
      input: { table: { tickets: 40, passes: 15, codes: 20 } },
      approve: async ({ statements, server: where, hash }) => {
        expect(statements).toHaveLength(1);
        expect(statements[0]).toMatch(/^-- Load \d+ rows into 5 tables\n/);
        expect(statements[0]).toContain('COPY public.customers (id, email, full_name) FROM STDIN; -- ');
        expect(where).toMatch(/^PostgreSQL [\d.]+, database load_\d+, as postgres$/);
        expect(hash).toMatch(/^[0-9a-f]{16}$/);
        return true;
      },
    });
    expect(report.changes).toMatchObject([
      { kind: 'load-rows', sequences: ['public.loose', 'public.customers_id_seq', 'public.orders_id_seq'] },
    ]);
    await query(
      name,
      "INSERT INTO customers (email, full_name) VALUES ('a@b.c', 'A'); INSERT INTO tickets DEFAULT VALUES",
    );
    const [row] = await query(
      name,
      'SELECT max(id) AS last, (SELECT max(id) FROM customers) AS customers FROM tickets',
    );
    expect(row).toEqual({
      last: 41,
      customers: String(Number(report.details['tables']?.['public.customers' as never]) + 1),
    });
    await expect(query(name, 'INSERT INTO orders (customer_id, quantity) VALUES (0, 1)')).rejects.toThrow(
      'foreign key',
    );
  });

  test('a sequence that others count by, too, never goes back', async () => {
    const name = await database(`${shop}; CREATE TABLE bills (id numeric PRIMARY KEY DEFAULT nextval('orders_id_seq'));
      SELECT setval('orders_id_seq', 5000)`);
    await load({ into: name, approve: yes });
    expect(await query(name, "SELECT nextval('orders_id_seq') > 5000 AS onward")).toEqual([{ onward: true }]);
  });

  test('triggers of partitions are told and sleep, too; rows do not go on to other servers', async () => {
    const name = await database(`
      CREATE TABLE visits (id int, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE visits_all PARTITION OF visits FOR VALUES FROM ('2000-01-01') TO ('2050-01-01');
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not by me'; END $$;
      CREATE TRIGGER own BEFORE INSERT ON visits_all FOR EACH ROW EXECUTE FUNCTION refuse();
      CREATE TRIGGER inherited AFTER INSERT ON visits FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await load({
      into: name,
      input: { triggers: 'off' },
      approve: async ({ statements }) => {
        expect(statements[0]).toContain(
          'Put to sleep: inherited on public.visits\n-- Put to sleep: own on public.visits_all\n',
        );
        return true;
      },
    });
    const awake = await query(name, "SELECT FROM pg_trigger WHERE tgenabled = 'O' AND NOT tgisinternal");
    expect(awake).toHaveLength(3);
    await query(
      name,
      `TRUNCATE visits; CREATE FOREIGN DATA WRAPPER far; CREATE SERVER away FOREIGN DATA WRAPPER far;
      CREATE FOREIGN TABLE visits_far PARTITION OF visits FOR VALUES FROM ('2050-01-01') TO ('2060-01-01') SERVER away`,
    );
    expect(await problemOf(load({ into: name }))).toMatchObject({
      code: 'denied',
      message: expect.stringContaining('by the foreign table public.visits_far'),
    });
  });

  test('triggers sleep where that is said, and each is then what it was', async () => {
    const name = await database(`${shop};
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not by me'; END $$;
      CREATE TRIGGER awake BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION refuse();
      CREATE TRIGGER asleep BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION refuse();
      ALTER TABLE orders DISABLE TRIGGER asleep`);
    const refused = await problemOf(load({ into: name, approve: yes }));
    expect(refused).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/public\.orders was refused: not by me/),
    });
    expect(refused.hint).toContain('--triggers off');
    await load({ into: name, input: { triggers: 'off' }, approve: yes });
    const states = await query(name, 'SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1');
    expect(states).toEqual([
      { tgname: 'asleep', tgenabled: 'D' },
      { tgname: 'awake', tgenabled: 'O' },
    ]);
  });
});

describe('nothing is changed', () => {
  let source: string;
  let empty: Readonly<Record<string, string>>;
  beforeAll(async () => {
    source = await database(shop);
    empty = await contents(source);
  });

  test('without approval, and the dry report tells what would be', async () => {
    const name = await database(shop);
    const progress: string[] = [];
    const report = await load({
      into: name,
      login: 'postgres:s3kret',
      progress: ({ message }) => progress.push(message),
    });
    expect(report.summary).toMatch(
      /Nothing is written yet: --apply loads them into PostgreSQL [\d.]+ at .*, database load_\d+, as postgres\.$/,
    );
    expect(report.planHash).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify([report, progress])).not.toContain('s3kret');
    const declined = await problemOf(load({ into: name, login: 'postgres:s3kret', approve: async () => false }));
    expect(declined.code).toBe('declined');
    expect(JSON.stringify(declined)).not.toContain('s3kret');
    expect(await contents(name)).toEqual(empty);
  });

  test('where a row is refused in the middle', async () => {
    const name = await database(`${shop}; ALTER TABLE orders ADD CONSTRAINT first_only CHECK (id < 100)`);
    const refused = await problemOf(load({ from: source, into: name, approve: yes }));
    expect(refused).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /^Load 300 rows into 2 tables: failed\. A row of public\.orders was refused: .*first_only.*Nothing was loaded\.$/,
      ),
    });
    expect(await contents(name)).toEqual(empty);
    expect(folder.events()).toEqual(['approved', 'started', 'failed']);
  });

  test('where a constraint that waits for the end refuses', async () => {
    const name = await database(
      `${shop}; ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED`,
    );
    const refused = await problemOf(load({ from: source, into: name, approve: yes }));
    expect(refused).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('What is checked at the end was refused'),
    });
    expect(await contents(name)).toEqual(empty);
  });

  test('where a trigger leaves rows out without a word', async () => {
    const name = await database(`${shop};
      CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id = 7 THEN RETURN NULL; END IF; RETURN NEW; END $$;
      CREATE TRIGGER skip BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION skip()`);
    const refused = await problemOf(load({ from: source, into: name, approve: yes }));
    expect(refused.message).toMatch(/Of \d+ rows the server took \d+ into public\.orders/);
    expect(await contents(name)).toEqual(empty);
  });

  test('where tables hold rows, even those that came after the look', async () => {
    const name = await database(`${shop}; INSERT INTO customers (email, full_name) VALUES ('a@b.c', 'A')`);
    const before = await contents(name);
    const refused = await problemOf(load({ into: name, approve: yes }));
    expect(refused).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^public\.customers holds rows already/),
    });
    await query(name, 'DELETE FROM customers');
    const late = async () => {
      await query(
        name,
        "INSERT INTO customers (id, email, full_name) OVERRIDING SYSTEM VALUE VALUES (1, 'a@b.c', 'A')",
      );
      return true;
    };
    expect((await problemOf(load({ into: name, approve: late }))).message).toContain(
      'public.customers holds rows already',
    );
    expect(await contents(name)).toEqual(before);
  });

  test.each(
    sampleOf(
      [
        ['DROP TABLE orders', 'there is no table public.orders'],
        ['ALTER TABLE orders DROP note', 'there is no column public.orders.note'],
        ['ALTER TABLE orders ALTER quantity TYPE bigint', 'public.orders.quantity is bigint, not integer'],
        ['ALTER TABLE orders ALTER note SET NOT NULL', 'public.orders.note may not be NULL'],
        ['ALTER TABLE orders ADD more int', 'there is a column public.orders.more too'],
        ['DROP TABLE orders; CREATE VIEW orders AS SELECT 1 AS id', 'public.orders is a view, not a table'],
      ],
      2,
    ),
  )('where the schema is another: %s', async (change, words) => {
    const name = await database(`${shop}; ${change}`);
    const refused = await problemOf(load({ from: source, into: name, approve: yes }));
    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining(words) });
  });

  test.each(
    sampleOf(
      [
        ['ALTER TABLE orders ALTER quantity TYPE bigint', 'is bigint, not integer'],
        ['ALTER TABLE orders RENAME TO o; CREATE VIEW orders AS SELECT * FROM o', 'public.orders is a view'],
        [
          'CREATE TRIGGER late BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
          'other triggers or sequences',
        ],
        ["CREATE SEQUENCE s; ALTER TABLE orders ALTER id SET DEFAULT nextval('s')", 'other triggers or sequences'],
      ],
      2,
    ),
  )('where it was changed between the look and the lock: %s', async (change, words) => {
    const name = await database(shop);
    const late = async () => {
      await query(name, change);
      return true;
    };
    expect((await problemOf(load({ into: name, approve: late }))).message).toContain(words);
    expect(await query(name, 'SELECT FROM customers')).toEqual([]);
  });

  test('where rows are committed while the lock is waited for, whatever the isolation is by default', async () => {
    const name = await database(shop);
    await query(name, `ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`);
    const other = new pg.Client({ connectionString: urlOf(name) });
    await other.connect();
    await other.query("BEGIN; INSERT INTO customers VALUES (DEFAULT, 'a@b.c', 'A')");
    let ended: Promise<unknown> | undefined;
    const progress: Context['progress'] = ({ message }) => {
      if (message === 'locking the tables') ended ??= sleep(200).then(() => other.query('COMMIT'));
    };
    const refused = await problemOf(load({ into: name, approve: yes, progress }));
    await ended;
    await other.end();
    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('holds rows already') });
    expect(await query(name, 'SELECT FROM orders')).toEqual([]);
  });

  test('where an UPDATE that closes a circle comes to nothing', async () => {
    const { ddl, rows } = seedSchemas.cycle ?? { ddl: '', rows: 0 };
    const name = await database(ddl);
    const look = await load({ into: name, input: { rows } });
    const [change] = look.changes;
    const [update] = change?.kind === 'load-rows' ? change.updates : [];
    await query(
      name,
      `CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER skip BEFORE UPDATE ON ${update?.schema}.${update?.table} FOR EACH ROW EXECUTE FUNCTION skip()`,
    );
    expect((await problemOf(load({ into: name, input: { rows }, approve: yes }))).message).toMatch(
      /Of \d+ rows the server took 0 into/,
    );
  });

  test('where the login may only read; with what the remedy grants it may', async () => {
    const name = await database(
      `${shop}; CREATE ROLE looker LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker`,
    );
    const refused = await problemOf(load({ into: name, login: 'looker', approve: yes }));
    expect(refused).toMatchObject({
      code: 'denied',
      message: expect.stringMatching(/^looker may not fill public\.customers, public\.orders nor set the sequences /),
    });
    expect(await contents(name)).toEqual(empty);
    const grants = /As the owner: (.*;) Or connect/.exec(refused.hint ?? '')?.[1] ?? '';
    await query(name, grants);
    await load({ into: name, login: 'looker', approve: yes });
    expect(await contents(name)).not.toEqual(empty);
  });

  test.each([
    ['ALTER DATABASE here SET default_transaction_read_only = on', 'denied', 'is read-only for postgres'],
    ['ALTER DATABASE here SET session_replication_role = replica', 'denied', 'No foreign key would be checked'],
    [
      'ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE ROLE guest_here LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO guest_here; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO guest_here',
      'denied',
      'Row-level security hides rows of public.orders from guest_here',
    ],
  ])('where %s', async (change, code, words) => {
    const name = await database(shop);
    await query(name, change.replaceAll('here', name));
    const login = /guest_/.test(change) ? `guest_${name}` : 'postgres';
    const refused = await problemOf(load({ into: name, login, approve: yes }));
    expect(refused).toMatchObject({ code, message: expect.stringContaining(words.replaceAll('here', name)) });
  });

  test('when it is cancelled while rows go in', async () => {
    const name = await database(shop);
    const stop = new AbortController();
    const progress: Context['progress'] = ({ message, share }) => {
      if (message === 'loading public.orders' && (share ?? 0) > 0.3) stop.abort(new Error('enough'));
    };
    const call = load({ into: name, input: { rows: 40_000 }, approve: yes, signal: stop.signal, progress });
    await expect(call).rejects.toThrow('enough');
    expect(await contents(name)).toEqual(empty);
    expect(folder.events()).toEqual(['approved', 'started', 'failed']);
  });

  test('when the connection is cut while rows go in', async () => {
    const name = await database(shop);
    let cut: Promise<unknown> | undefined;
    const progress: Context['progress'] = ({ message }) => {
      if (message === 'loading public.orders')
        cut ??= query(
          'postgres',
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dbwright apply'",
        );
    };
    // A row sleeps, so that the end comes in the middle.
    await query(
      name,
      `CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.002); RETURN NEW; END $$;
      CREATE TRIGGER wait BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION wait()`,
    );
    const lost = await problemOf(load({ into: name, approve: yes, progress, input: { rows: 2_000 } }));
    await cut;
    expect(lost.code).toBe('unreachable');
    await sleep(50);
    expect(await contents(name)).toEqual(empty);
  });

  test('where the rows are not those that were approved', async () => {
    const name = await database(shop);
    const agent = createAgent({ cwd: folder.path });
    const [sources, context] = [{ url: urlOf(name) }, quiet];
    const report = await agent.run('design data', { rows: 300, proof: 0, into: 'url' }, { sources, context });
    for (const change of report.changes) if (change.kind === 'load-rows') Object.assign(change, { digest: 'another' });
    const refused = await problemOf(agent.apply({ report, sources, context, approve: yes }));
    expect(refused).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('not those that were approved'),
    });
    expect(await contents(name)).toEqual(empty);
    const read = JSON.parse(JSON.stringify(report)) as Report;
    expect((await problemOf(agent.apply({ report: read, sources, context, approve: yes }))).message).toContain(
      'another run wrote it',
    );
  });
});

test.each(sampleOf([13, 14, 15, 16, 17, 'pglite'] as const, 0))('on %s, too', async (which) => {
  const other = await startTestServer(which === 'pglite' ? { kind: which } : { major: which });
  try {
    const { ddl, rows } = seedSchemas['cycle without nulls'] ?? { ddl: '', rows: 0 };
    const client = new pg.Client({ connectionString: other.url });
    await client.connect();
    await client.query(`${shop}; ${ddl}`);
    await client.end();
    const agent = createAgent({ cwd: folder.path });
    const [sources, asked] = [{ url: other.url }, { rows, proof: 0, into: 'url' }];
    const report = await agent.run('design data', asked, { sources, context: quiet });
    await agent.apply({ report, sources, context: quiet, approve: yes });
    const again = await problemOf(agent.run('design data', asked, { sources, context: quiet }));
    expect(again.message).toMatch(/hold rows already/);
  } finally {
    await other.stop();
  }
});

describe('the database that is named', () => {
  const ask = (intoUrl: string, into = 'url', targets = {}) =>
    createAgent({ config: { targets, silence: [] } }).run(
      'design data',
      { rows: 20, proof: 0, into },
      { sources: { url: urlOf('postgres'), intoUrl }, context: quiet },
    );

  test('may be a target, and its address is in no answer', async () => {
    await query('postgres', 'CREATE TABLE IF NOT EXISTS things (id int PRIMARY KEY)');
    const refused = await problemOf(
      ask('dev', 'url', { dev: { url: urlOf(await database(shop), 'postgres:s3kret') } }),
    );
    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('no table public.things') });
    expect(JSON.stringify(refused)).not.toContain('s3kret');
  });

  test.each([
    ['sqlite:dev.db', 'url', 'unsupported', 'Rows are not loaded into SQLite databases, only into PostgreSQL'],
    [
      'mariadb://dev:s3kret@localhost/shop',
      'url',
      'unsupported',
      'Rows are not loaded into mariadb:// databases, only',
    ],
    ['postgres://localhost/shop', 'sql', 'invalid', 'nothing is to be loaded into it'],
  ])('%s for %s is refused', async (intoUrl, into, code, words) => {
    const refused = await problemOf(ask(intoUrl, into));
    expect(refused).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(JSON.stringify(refused)).not.toContain('s3kret');
  });
});

/** Seconds each: the lock is tried for three times, and a standby must be copied first. */
test.each(sampleOf(['a lock that others hold', 'a standby'] as const, 0))('refused: %s', async (why) => {
  const name = await database(shop);
  if (why === 'a standby') {
    const standby = await startStandby(server);
    try {
      const url = standby.url.replace(/\/[^/]*$/, `/${name}`);
      const run = createAgent().run('design data', { proof: 0, into: 'url' }, { sources: { url }, context: quiet });
      expect(await problemOf(run)).toMatchObject({ code: 'denied', message: expect.stringContaining('standby') });
    } finally {
      await standby.stop();
    }
    return;
  }
  const other = new pg.Client({ connectionString: urlOf(name) });
  await other.connect();
  await other.query('BEGIN; LOCK TABLE orders IN ROW EXCLUSIVE MODE');
  const refused = await problemOf(load({ into: name, approve: yes }));
  await other.end();
  expect(refused).toMatchObject({ code: 'busy', message: expect.stringContaining('Nothing was loaded.') });
});
