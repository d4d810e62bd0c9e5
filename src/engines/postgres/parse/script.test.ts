import { describe, expect, test } from 'vitest';
import { partOf } from './schema-part.ts';
import { splitScript } from './script.ts';

const texts = (script: string) => splitScript(script).map((statement) => statement.text);

describe('splitScript', () => {
  test('keeps quotes, dollar quotes and comments whole', () => {
    expect(
      texts(`CREATE TABLE a (x text DEFAULT ';', y text DEFAULT E'\\';'); -- b;
        COMMENT ON TABLE a IS 'it''s; fine';
        /* ; */ CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN PERFORM 1; RETURN 2; END; $f$;`),
    ).toEqual([
      `CREATE TABLE a (x text DEFAULT ';', y text DEFAULT E'\\';')`,
      `COMMENT ON TABLE a IS 'it''s; fine'`,
      'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN PERFORM 1; RETURN 2; END; $f$',
    ]);
  });

  test('keeps BEGIN ATOMIC and the actions of a rule whole', () => {
    const script = `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
      CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b);
      CREATE TABLE t (id int);`;
    expect(texts(script)).toHaveLength(3);
    expect(splitScript(script).every((statement) => statement.tree)).toBe(true);
  });

  test('leaves out the commands of psql and the data of COPY', () => {
    const script = [
      '\\restrict abc',
      'SET statement_timeout = 0;',
      '\\connect shop',
      'CREATE TABLE a (id int);',
      'COPY public.a (id, note) FROM stdin;',
      '1\tit\'s; "open',
      '2\t$$ /* CREATE TABLE no (id int);',
      '\\.',
      '',
      'CREATE INDEX i ON a (id);',
      '\\unrestrict abc',
    ].join('\n');
    expect(splitScript(script).map(({ text, line }) => [line, text])).toEqual([
      [2, 'SET statement_timeout = 0'],
      [4, 'CREATE TABLE a (id int)'],
      [5, 'COPY public.a (id, note) FROM stdin'],
      [10, 'CREATE INDEX i ON a (id)'],
    ]);
  });

  test('a statement that does not parse is one of its own, with its line', () => {
    const statements = splitScript('CREATE TABLE a (id int);\nCREATE TABEL b (id int);\nCREATE TABLE c (id int)');
    expect(statements.map(({ line, fault }) => [line, fault === undefined])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(statements[1]?.fault).toMatchObject({ line: 2, column: 8 });
    const further = splitScript("select 1;\n-- 🗝\n  select '🗝é'\n  '🗝' form x");
    expect(further[1]?.fault).toMatchObject({ line: 4, column: 13 });
  });
});

describe('partOf', () => {
  test.each([
    ['CREATE TABLE a (id int)', 'replay'],
    ['ALTER TABLE a ADD COLUMN b int', 'replay'],
    ['ALTER TABLE a OWNER TO bob', 'silence'],
    ['GRANT SELECT ON a TO bob', 'silence'],
    ['CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public', 'extension'],
    ["COMMENT ON EXTENSION citext IS 'x'", 'silence'],
    ["COMMENT ON TABLE a IS 'x'", 'replay'],
    ["SELECT pg_catalog.set_config('search_path', '', false)", 'silence'],
    ["SELECT pg_catalog.setval('a_id_seq', 5, true)", 'silence'],
    ['SET search_path = app', 'path'],
    ['SET lock_timeout = 0', 'silence'],
    ['INSERT INTO a VALUES (1)', 'rows'],
    ['SELECT 1', 'rows'],
    ['DO $$ BEGIN END $$', 'replay'],
    ['BEGIN', 'silence'],
    ['CREATE TABEL a', 'unreadable'],
  ])('%s: %s', (text, part) => {
    const [statement] = splitScript(text);
    expect(statement && partOf(statement)).toBe(part);
  });
});
