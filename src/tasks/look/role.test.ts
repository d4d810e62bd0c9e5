import { expect, test } from 'vitest';
import type { Access } from '#vocabulary/access.ts';
import { role } from './role.ts';
import { lookTools } from './tools.fixture.ts';

const reader = { name: 'dbwright_reader', sql: 'CREATE ROLE dbwright_reader LOGIN;', notes: ['Give it a password.'] };

async function look(access: Omit<Access, 'reader' | 'unread'> & Partial<Access>) {
  const report = await role.decide({ access: { reader, unread: [], ...access } }, {}, lookTools());
  return role.output.parse(JSON.parse(JSON.stringify(report)));
}

test('a reader is the right login', async () => {
  const report = await look({ role: 'anna', grade: 'reader', powers: [] });
  expect(report.summary).toBe(
    'anna is a reader: it can read and do nothing else. That is the right login for dbwright.',
  );
  expect(report.sections).toEqual([
    { kind: 'code', title: 'A role that can only read (dbwright_reader)', language: 'sql', code: reader.sql },
    { kind: 'list', title: 'Before you run it', items: reader.notes },
  ]);
  expect(report.details.reader).toEqual(reader);
});

test('what a login could do is listed, the worst first, with where it comes from', async () => {
  const report = await look({
    role: 'app',
    grade: 'owner',
    powers: [
      { what: 'may write 5 tables', grade: 'writer', why: 'granted to app', examples: ['a', 'b', 'c', 'd', 'e'] },
      { what: 'may drop 1 table', grade: 'owner', why: 'it owns it', examples: [] },
    ],
    unread: ['Memberships could not be read.'],
  });
  expect(report.summary).toBe(
    'app is an owner: it could change and drop tables. Reading is all that dbwright does, so a reader is enough.',
  );
  expect(report.sections[0]).toEqual({
    kind: 'list',
    title: 'What it could do',
    items: [
      'as owner: may drop 1 table (it owns it)',
      'as writer: may write 5 tables (granted to app); for example a, b, c, d',
    ],
  });
  expect(report.unseen).toEqual([{ what: 'a part of its rights', why: 'Memberships could not be read.' }]);
});

test('a role whose making has no notes shows none', async () => {
  const report = await look({ role: 'x', grade: 'administrator', powers: [], reader: { ...reader, notes: [] } });
  expect(report.sections.map(({ kind }) => kind)).toEqual(['code']);
});
