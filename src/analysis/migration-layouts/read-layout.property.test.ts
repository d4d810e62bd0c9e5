import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LayoutFile } from './layout.ts';
import { readLayout } from './read-layout.ts';

const sql = `CREATE TABLE a (id int);\nDO $$ BEGIN PERFORM 1; END $$;\n\nCREATE INDEX CONCURRENTLY i ON a (id);\n`;
const samples: readonly LayoutFile[] = [
  { path: 'm/1_a.sql', text: sql },
  { path: 'm/V1__a.sql', text: sql },
  { path: 'm/V1__a.sql.conf', text: 'executeInTransaction=false' },
  { path: 'm/000001_a.up.sql', text: sql },
  { path: 'm/000001_a.down.sql', text: 'DROP TABLE a;' },
  { path: 'm/2_b.sql', text: `-- migrate:up transaction:false\n${sql}\n-- migrate:down\nDROP TABLE a;\n` },
  { path: 'm/3_c.sql', text: `-- +goose NO TRANSACTION\n-- +goose Up\n${sql}-- +goose Down\nDROP TABLE a;\n` },
  { path: 'm/4_d.sql', text: `\n-- +migrate Up\n${sql}\n-- +migrate Down\nDROP TABLE a;\n` },
  { path: 'm/5_e.sql', text: `-- Up Migration\n${sql}\n-- Down Migration\nDROP TABLE a;` },
  { path: 'm/20260101_f/migration.sql', text: sql },
  { path: 'm/0000_g.sql', text: `${sql}--> statement-breakpoint\n${sql}` },
  { path: 'm/meta/_journal.json', text: '{"entries":[{"idx":0,"when":1,"tag":"0000_g"}]}' },
  { path: 'm/sqitch.plan', text: '%project=x\na 2026-01-01T00:00:00Z A <a@b.c>\n@t 2026-01-01T00:00:00Z A <a@b.c>\n' },
  { path: 'm/deploy/a.sql', text: `BEGIN;\n${sql}COMMIT;` },
  {
    path: 'm/h.sql',
    text: `--liquibase formatted sql\n--changeset a:1 endDelimiter:/\n${sql}/\n--rollback DROP TABLE a;\n`,
  },
  {
    path: 'm/i.xml',
    text: `<databaseChangeLog>\n<include file="h.sql"/><include file="i.xml"/>\n<changeSet id="1" author="a">\n<sql>\n${sql}</sql>\n<!-- - -->\n<sql><![CDATA[${sql}]]></sql><rollback>DROP TABLE a</rollback></changeSet></databaseChangeLog>`,
  },
  {
    path: 'm/j.yaml',
    text: `databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n    - sql:\n        sql: |\n          CREATE TABLE a (id int);\n\n          CREATE INDEX i ON a (id);\n    - sql: SELECT 1\n- include: {file: h.sql}\n`,
  },
  { path: 'm/k.sql', text: `-- atlas:txtar\n-- migration.sql --\n${sql}-- down.sql --\nDROP TABLE a;\n` },
  { path: 'm/l.sql', text: `BEGIN;\n-- Running upgrade  -> abc\n${sql}COMMIT;\n` },
];

const pieces = [
  '',
  '\n',
  '\r\n',
  "'",
  '$$',
  '--',
  '/*',
  '<',
  '>',
  '"',
  ';',
  '-- +goose Up\n',
  '--changeset x:y\n',
  '@',
];

const mangled = fc
  .record({
    file: fc.constantFrom(...samples),
    cuts: fc.array(fc.record({ at: fc.nat(400), length: fc.nat(30), piece: fc.constantFrom(...pieces) }), {
      maxLength: 4,
    }),
  })
  .map(({ file, cuts }) =>
    cuts.reduce(
      ({ path, text }, { at, length, piece }) => ({ path, text: text.slice(0, at) + piece + text.slice(at + length) }),
      file,
    ),
  );

test('mangled folders are read without a throw, and every line number points at its text', () => {
  fc.assert(
    fc.property(fc.array(mangled, { maxLength: 8 }), (found) => {
      const files = [...new Map(found.map((file) => [file.path, file])).values()];
      for (const { path, up, line, down } of readLayout(files).files) {
        pointsAt(files, path, up, line);
        if (down !== undefined) pointsAt(files, down.path, down.text, down.line);
      }
    }),
  );
});

/** The first words of the text stand on the line that is said. */
function pointsAt(files: readonly LayoutFile[], path: string, text: string, line: number): void {
  const source = files.find((file) => file.path === path)?.text ?? '';
  const blank = /^\s*/.exec(text)?.[0] ?? '';
  const word = /^[^\s;<&]+/.exec(text.slice(blank.length))?.[0] ?? '';
  const lines = source.split('\n').slice(line - 1);
  expect(lines.length, `${path} has line ${line}`).toBeGreaterThan(0);
  expect(lines[blank.split('\n').length - 1] ?? '', `${path}, line ${line}`).toContain(word);
}
