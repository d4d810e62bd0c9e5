import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { hostileTexts, type Lures } from './hostile-texts.ts';

/** The logins of the proof, with the password of each. */
export type Passwords = Readonly<Record<'administrator' | 'owner' | 'reader', string>>;

export interface HostileDatabase {
  /** The database's own name is hostile too. */
  readonly name: string;
  /** The server may write here; nothing may appear. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export const identifier = (text: string) => `"${text.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A name can have 63 bytes. */
const short = (text: string) => {
  let name = text;
  while (Buffer.byteLength(name) > 63) name = [...name].slice(0, -1).join('');
  return name;
};

/**
 * Fills a fresh server with a database in which every text is hostile: names, comments, rows, defaults, checks, views,
 * function bodies, settings, and the words of another session. Logins need their passwords from then on.
 */
export async function makeHostileEverywhere(
  server: EmbeddedServer,
  passwords: Passwords,
  lures: Omit<Lures, 'folder'>,
): Promise<HostileDatabase> {
  const folder = join(server.directory, 'lured');
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const texts = hostileTexts({ ...lures, folder });
  // The driver reads no more than plain words out of a URL.
  const name = short((texts[3] ?? '').replace(/[^\w ]/g, ' '));
  const admin = await connect(server.url);
  await admin.query(`CREATE DATABASE ${identifier(name)}`);
  for (const [role, password] of Object.entries(passwords)) {
    await admin.query(
      `CREATE ROLE ${role} LOGIN ${role === 'administrator' ? 'SUPERUSER' : ''} PASSWORD ${literal(password)}`,
    );
  }
  await admin.query(`GRANT ALL ON DATABASE ${identifier(name)} TO owner`);
  for (const at of [0, 1, 4]) await admin.query(`CREATE ROLE ${identifier(short(texts[at] ?? ''))}`);
  await admin.query(
    `GRANT ${identifier(short(texts[0] ?? ''))}, ${identifier(short(texts[4] ?? ''))} TO owner, reader`,
  );
  await admin.query(`COMMENT ON ROLE reader IS ${literal(texts[1] ?? '')}`);
  await admin.query('SELECT pg_reload_conf()');
  await admin.end();
  const url = inDatabase(server.url, name);
  await fill(url, texts, folder);
  demandPasswords(server, Object.keys(passwords));
  const bystander = await connect(server.url);
  await bystander.query('SELECT pg_reload_conf()');
  const busy = await connect(url);
  await busy.query(`SET application_name = ${literal(short(texts[6] ?? '').replace(/[^\x20-\x7e]/g, '?'))}`);
  await busy.query(`SELECT ${literal(texts[8] ?? '')}, ${literal(texts[0] ?? '')}`);
  return {
    name,
    folder,
    close: async () => {
      await Promise.all([busy.end(), bystander.end()]);
    },
  };
}

export function inDatabase(url: string, name: string): string {
  return url.replace(/\/[^/]*$/, `/${encodeURIComponent(name)}`);
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'bystander' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** https://www.postgresql.org/docs/18/auth-pg-hba-conf.html */
function demandPasswords({ dataDirectory }: EmbeddedServer, roles: readonly string[]): void {
  const file = join(dataDirectory, 'pg_hba.conf');
  const rest = readFileSync(file, 'utf8');
  writeFileSync(file, `local all ${roles.join(',')} scram-sha-256\n`);
  appendFileSync(file, rest);
}

async function fill(url: string, texts: readonly string[], folder: string): Promise<void> {
  const client = await connect(url);
  const text = (at: number) => texts[at % texts.length] ?? '';
  const named = (at: number) => identifier(short(text(at)));
  // Tables, views and indexes of a schema share their names.
  const prefixed = (letter: string, at: number) => identifier(short(`${letter} ${text(at)}`));
  await client.query(`
    CREATE EXTENSION dblink;
    GRANT ALL ON SCHEMA public TO owner;
    GRANT CREATE ON DATABASE ${identifier(client.database ?? '')} TO owner;
    SET check_function_bodies = off;
    -- Whatever runs this can be seen: a file, a row that a ROLLBACK cannot take back.
    CREATE FUNCTION leave_traces(what text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
    BEGIN
      BEGIN EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', 'touch ${folder}/' || what); EXCEPTION WHEN OTHERS THEN NULL; END;
      BEGIN PERFORM pg_advisory_lock(77); EXCEPTION WHEN OTHERS THEN NULL; END;
      BEGIN PERFORM lo_create(0); EXCEPTION WHEN OTHERS THEN NULL; END;
      RAISE EXCEPTION '%', ${literal(text(0))};
    END $$;
    CREATE FUNCTION harmless_looking(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN PERFORM leave_traces('called'); RETURN a; /* ${text(31).replaceAll('$$', '')} */ END $$;
    CREATE VIEW harmless_view AS SELECT harmless_looking(1) AS a, ${literal(text(30))} AS b;
    CREATE TABLE notes (id serial PRIMARY KEY, body text, at timestamptz DEFAULT now());
    CREATE FUNCTION shouting() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION '%', ${literal(text(12))}; END $$;`);
  for (const one of texts) await client.query('INSERT INTO notes (body) SELECT $1 FROM generate_series(1, 20)', [one]);
  await client.query(`INSERT INTO notes (body) SELECT repeat($1, 4000) FROM generate_series(1, 2)`, [text(0)]);
  await client.query(`
    SELECT lo_from_bytea(4242, 'large');
    CREATE SCHEMA ${named(5)};
    CREATE TYPE ${prefixed('t', 7)} AS ENUM (${[0, 8, 9, 34].map((at) => literal(short(text(at)))).join(', ')});
    CREATE DOMAIN ${prefixed('t', 13)} AS text CONSTRAINT ${named(14)} CHECK (VALUE <> ${literal(`!${text(15)}`)});
    COMMENT ON DATABASE ${identifier(client.database ?? '')} IS ${literal(text(4))};
    COMMENT ON SCHEMA public IS ${literal(text(3))};
    COMMENT ON TABLE notes IS ${literal(text(0))};
    COMMENT ON COLUMN notes.body IS ${literal(text(36))};
    COMMENT ON FUNCTION harmless_looking IS ${literal(text(18))};
    COMMENT ON VIEW harmless_view IS ${literal(text(19))};
    CREATE TRIGGER ${named(22)} BEFORE TRUNCATE ON notes EXECUTE FUNCTION shouting();
    COMMENT ON TRIGGER ${named(22)} ON notes IS ${literal(text(23))};
    CREATE SEQUENCE ${named(24)};
    CREATE FUNCTION ${named(25)}(${named(26)} int) RETURNS text LANGUAGE sql AS
      ${literal(`SELECT '${text(8).replaceAll("'", "''")}'`)};`);
  // One table for each text, which is the name of all that it has.
  for (const [at] of texts.entries()) {
    const table = `${at % 4 === 0 ? named(5) : 'public'}.${named(at)}`;
    await client.query(`
      CREATE TABLE ${table} (
        ${named(at)} int CONSTRAINT ${named(at + 1)} CHECK (${named(at)} <> 666),
        ${named(at + 1)} text DEFAULT ${literal(text(at))},
        ${named(at + 2)} ${prefixed('t', 7)},
        ${named(at + 3)} ${prefixed('t', 13)},
        CONSTRAINT ${prefixed('u', at + 2)} UNIQUE (${named(at)}));
      INSERT INTO ${table} (${named(at)}) SELECT generate_series(1, 50);
      UPDATE ${table} SET ${named(at + 3)} = ${literal(text(at + 1))};
      CREATE INDEX ${prefixed('i', at + 4)} ON ${table} (${named(at + 1)}) WHERE ${named(at + 1)} <> ${literal(text(at + 2))};
      COMMENT ON TABLE ${table} IS ${literal(text(at + 5))};
      COMMENT ON COLUMN ${table}.${named(at)} IS ${literal(text(at + 6))};
      COMMENT ON INDEX ${at % 4 === 0 ? named(5) : 'public'}.${prefixed('i', at + 4)} IS ${literal(text(at + 7))};
      COMMENT ON CONSTRAINT ${named(at + 1)} ON ${table} IS ${literal(text(at + 8))};
      CREATE STATISTICS ${identifier(`${at}${short(text(at)).slice(0, 30)}`)} ON ${named(at)}, ${named(at + 1)} FROM ${table};
      CREATE VIEW public.${prefixed('v', at)} AS SELECT ${literal(text(at))} AS ${named(at)} FROM ${table};`);
  }
  await client.query(`
    CREATE TABLE trap (a int, b int, CHECK (a < 1000));
    INSERT INTO trap SELECT i, i FROM generate_series(1, 500) i;
    ANALYZE;
    -- Built and filled by whoever makes a twin of it.
    CREATE OR REPLACE FUNCTION leave_later(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN a; END $$;
    CREATE INDEX ${identifier(short('zqx trap'))} ON trap (leave_later(a));
    ALTER TABLE trap ADD CONSTRAINT later CHECK (leave_later(b) >= 0);
    CREATE OR REPLACE FUNCTION leave_later(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN PERFORM leave_traces('twin'); RETURN a; END $$;
    DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind IN ('r') AND n.nspname !~ '^(pg_|information_schema)' LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO owner', one.name);
      END LOOP;
    END $$;
    GRANT USAGE ON SCHEMA ${named(5)} TO owner, reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA public, ${named(5)} TO reader, owner;
    ALTER ROLE reader SET zqx.setting = ${literal(text(0))};
    ALTER DATABASE ${identifier(client.database ?? '')} SET zqx.other = ${literal(text(1))};`);
  await client.end();
}
