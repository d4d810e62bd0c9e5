import { expect, test } from 'vitest';
import { inlineConstraint } from './inline-constraint.ts';

test('a CHECK ends where its parenthesis does, whatever its texts hold', () => {
  const statement = `-- price (net)\nalter table a add column b text default 'x' constraint "B ok" check (b <> ')' and (b) > '') ;`;
  expect(inlineConstraint(statement, 'check')).toEqual({
    statement: `alter table a add column b text default 'x'`,
    name: 'B ok',
    definition: `check (b <> ')' and (b) > '')`,
  });
});

test('REFERENCES takes its actions along, and leaves what stands behind', () => {
  const statement =
    'ALTER TABLE a ADD b bigint DEFAULT 1 REFERENCES app."Users" (id) ON DELETE SET NULL ON UPDATE CASCADE NOT NULL';
  expect(inlineConstraint(statement, 'foreign-key')).toEqual({
    statement: 'ALTER TABLE a ADD b bigint DEFAULT 1 NOT NULL',
    name: undefined,
    definition: 'REFERENCES app."Users" (id) ON DELETE SET NULL ON UPDATE CASCADE',
  });
});

test('UNIQUE goes out of the middle', () => {
  expect(inlineConstraint('alter table a add column b int unique default 1', 'unique')?.statement).toBe(
    'alter table a add column b int default 1',
  );
});

test('what is not there is not made up', () => {
  expect(inlineConstraint('alter table a add column b int', 'check')).toBeUndefined();
  expect(inlineConstraint('alter table a add column b int check (b > 0', 'check')).toBeUndefined();
});
