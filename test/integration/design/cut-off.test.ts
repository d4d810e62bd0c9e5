import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mariadb } from '#engines/mariadb/engine.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { sqlite } from '#engines/sqlite/engine.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { prove } from './dialect-proof.ts';

// Anybody may write into it, the server's own user too: what keeps the model's statements out of it is their rights.
const folder = mkdtempSync(join(tmpdir(), 'dbwright-outside-'));
chmodSync(folder, 0o777);
afterAll(() => rmSync(folder, { recursive: true }));

const attacks = {
  postgres: (file: string) => [
    `COPY (SELECT 1) TO PROGRAM 'touch ${file}'`,
    `COPY (SELECT 1) TO '${file}'`,
    `SELECT lo_export(lo_from_bytea(0, 'x'), '${file}')`,
    `RESET ROLE; COPY (SELECT 1) TO PROGRAM 'touch ${file}'`,
    `SET SESSION AUTHORIZATION postgres; COPY (SELECT 1) TO PROGRAM 'touch ${file}'`,
    `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN COPY (SELECT 1) TO PROGRAM 'touch ${file}'; RETURN 1; END $$; CREATE MATERIALIZED VIEW v AS SELECT f()`,
    `CREATE EXTENSION dblink; SELECT dblink_connect('user=postgres')`,
    'ALTER ROLE CURRENT_USER SUPERUSER',
  ],
  mariadb: (file: string) => [
    `SELECT 1 INTO OUTFILE '${file}'`,
    `SELECT 1 INTO DUMPFILE '${file}'`,
    `LOAD DATA INFILE '/etc/passwd' INTO TABLE cups (size)`,
    'GRANT FILE ON *.* TO designer@localhost',
    `SET GLOBAL general_log_file = '${file}'`,
  ],
  sqlite: (file: string) => [
    `ATTACH '${file}' AS other`,
    `/* ; */ attach '${file}' AS other; CREATE TABLE other.t (a)`,
    `INSERT INTO cups (size) VALUES (1); ATTACH '${file}' AS other; CREATE TABLE other.t (a)`,
    `VACUUM INTO '${file}'`,
    `;;VACUUM\nINTO '${file}'`,
  ],
};

test.each([
  ['postgres', postgres],
  ['mariadb', mariadb],
  ['sqlite', sqlite],
] as const)(
  'what a model says is tried on %s without a way out',
  async (name, engine) => {
    const file = join(folder, `${name}.txt`);
    const statements = attacks[name](file);
    const source: ModelSource = {
      name: 'cups',
      entities: { cup: { attributes: { size: 'integer' } } },
      scenarios: statements.map((statement) => ({ says: statement, accept: statement })),
    };
    const { proof } = await prove(engine, source);
    expect(proof.failed).toBeUndefined();
    expect(proof.scenarios.map(({ says, kept }) => ({ says, kept }))).toEqual(
      statements.map((says) => ({ says, kept: false })),
    );
    expect(existsSync(file)).toBe(false);
    for (const attack of statements) {
      const { proof: made } = await prove(engine, { ...source, scenarios: [], native: { [name]: [attack] } });
      expect([attack, made.failed?.message]).toEqual([attack, expect.any(String)]);
      if (name !== 'sqlite') break;
    }
    expect(existsSync(file)).toBe(false);
  },
  120_000,
);
