import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Engine } from '#contracts/engine.ts';
import { mariadb } from '#engines/mariadb/engine.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { sqlite } from '#engines/sqlite/engine.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { prove } from './dialect-proof.ts';

// Anybody may write into it, the server's own user too: what keeps the model's statements out of it is their rights.
const folder = mkdtempSync(join(tmpdir(), 'dbwright-outside-'));
chmodSync(folder, 0o777);
afterAll(() => rmSync(folder, { recursive: true }));

interface Attacks {
  readonly engine: Engine;
  /** Those of a statement that is simply wrong are others. */
  readonly refusal: RegExp;
  readonly refused: (file: string) => readonly string[];
  /** Carried out without the part that would reach out. */
  readonly tamed?: (folder: string) => readonly string[];
}

const attacks: Readonly<Record<string, Attacks>> = {
  postgres: {
    engine: postgres,
    refusal: /^permission denied|^access to library .* is not allowed|^must be owner/,
    refused: (file) => [
      `COPY (SELECT 1) TO PROGRAM 'touch ${file}'`,
      `COPY (SELECT 1) TO '${file}'`,
      `COPY cups (size) FROM '/etc/passwd'`,
      `COPY cups (size) FROM PROGRAM 'id'`,
      `SELECT lo_export(lo_from_bytea(0, 'x'), '${file}')`,
      `SELECT lo_import('/etc/passwd')`,
      `SELECT pg_read_file('/etc/passwd')`,
      `SELECT pg_ls_dir('/')`,
      `RESET ROLE; COPY (SELECT 1) TO PROGRAM 'touch ${file}'`,
      `SET SESSION AUTHORIZATION postgres; COPY (SELECT 1) TO PROGRAM 'touch ${file}'`,
      `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN COPY (SELECT 1) TO PROGRAM 'touch ${file}'; RETURN 1; END $$; CREATE MATERIALIZED VIEW v AS SELECT f()`,
      `CREATE FUNCTION run(cstring) RETURNS int LANGUAGE c AS 'libc.so.6', 'system'`,
      `LOAD '${file}'`,
      'CREATE EXTENSION dblink',
      'CREATE EXTENSION postgres_fdw',
      'CREATE EXTENSION file_fdw',
      'CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER x ON ddl_command_end EXECUTE FUNCTION e()',
      'ALTER ROLE CURRENT_USER SUPERUSER',
      'GRANT pg_execute_server_program TO CURRENT_USER',
      'ALTER DATABASE postgres SET search_path = public',
    ],
  },
  mariadb: {
    engine: mariadb,
    refusal: /\bdenied\b|^As a result of LOCAL INFILE/,
    refused: (file) => [
      `SELECT 1 INTO OUTFILE '${file}'`,
      `SELECT 1 INTO DUMPFILE '${file}'`,
      `LOAD DATA INFILE '/etc/passwd' INTO TABLE cups (size)`,
      `LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE cups (size)`,
      'GRANT FILE ON *.* TO designer@localhost',
      'SELECT * FROM mysql.global_priv',
      `INSTALL SONAME 'ha_connect'`,
      `CREATE FUNCTION run RETURNS int SONAME 'x.so'`,
      `CREATE DEFINER = root@localhost PROCEDURE p() SELECT load_file('/etc/passwd')`,
      `SET GLOBAL general_log_file = '${file}'`,
    ],
    tamed: (outside) =>
      ['MyISAM', 'Aria', 'InnoDB', 'CSV'].map(
        (engine) => `CREATE TABLE in_${engine} (a int NOT NULL) ENGINE=${engine} DATA DIRECTORY='${outside}'`,
      ),
  },
  sqlite: {
    engine: sqlite,
    refusal: /is no statement of a design|^no such (?:function|module)/,
    refused: (file) => [
      `ATTACH '${file}' AS other`,
      `/* ; */ attach '${file}' AS other; CREATE TABLE other.t (a)`,
      `\uFEFFATTACH '${file}' AS other`,
      `INSERT INTO cups (size) VALUES (1); ATTACH '${file}' AS other; CREATE TABLE other.t (a)`,
      `VACUUM INTO '${file}'`,
      `;;VACUUM\nINTO '${file}'`,
      `CREATE TRIGGER t AFTER INSERT ON cups BEGIN SELECT 1; END; PRAGMA writable_schema = ON`,
      `SELECT writefile('${file}', 'x')`,
      `SELECT load_extension('${file}')`,
      `CREATE VIRTUAL TABLE v USING csv(filename = '/etc/passwd')`,
    ],
  },
};

test.each(Object.entries(attacks))(
  'what a model says is tried on %s without a way out',
  async (name, { engine, refusal, refused, tamed }) => {
    const statements = refused(join(folder, name));
    const harmless = tamed?.(folder) ?? [];
    const source: ModelSource = {
      name: 'cups',
      entities: { cup: { attributes: { size: 'integer' } } },
      scenarios: [...statements, ...harmless].map((statement) => ({ says: statement, accept: statement })),
    };
    const { proof } = await prove(engine, source);
    expect(proof.failed).toBeUndefined();
    expect(proof.scenarios.map(({ says, kept, why }) => ({ says, kept, why }))).toEqual([
      ...statements.map((says) => ({ says, kept: false, why: expect.stringMatching(refusal) })),
      ...harmless.map((says) => ({ says, kept: true, why: 'accepted' })),
    ]);
    // What comes before the tables goes the same way.
    const { proof: made } = await prove(engine, {
      ...source,
      scenarios: [],
      native: { [name]: statements.slice(0, 1) },
    });
    expect(made.failed?.message).toMatch(refusal);
    expect(readdirSync(folder)).toEqual([]);
  },
  120_000,
);
