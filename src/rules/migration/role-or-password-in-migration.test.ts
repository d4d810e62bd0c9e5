import { describe, expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Migration } from '#vocabulary/migration.ts';
import { roleOrPasswordInMigration } from './role-or-password-in-migration.ts';

const table = { schema: 'public', name: 'orders', columns: [] };
const schema = (tables: readonly object[]) =>
  DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables });

/** A migration of one statement, which is no more to a rule than its text. */
function findings(statement: string, tables: readonly object[] = [table]) {
  const none = { locks: [], rewrites: [], scans: [], built: [], unknown: [] };
  const step = {
    file: 'a.sql',
    line: 1,
    statement,
    transaction: 0,
    actions: [{ kind: 'other', what: 'create role' }],
    before: schema(tables),
    fresh: [],
    limits: {},
    foreseen: none,
  };
  const file = { path: 'a.sql', name: 'a', up: '', line: 1, transaction: 'file', steps: [step], after: schema(tables) };
  const migration = Migration.parse({ layout: 'plain SQL', files: [file], unread: [] });
  return [...roleOrPasswordInMigration.check({ migration })];
}

describe('role-or-password-in-migration', () => {
  const secret = 's3cr3t-w0rd';
  test.each([
    `create role app login password '${secret}'`,
    `ALTER USER app WITH ENCRYPTED PASSWORD '${secret}'`,
    `alter role app password E'${secret}'`,
    `alter role app password $$${secret}$$`,
    `create user mapping for app server other options (user 'app', password '${secret}')`,
    `create subscription s connection 'host=db user=app password=${secret}' publication p`,
    `create subscription s connection 'postgres://app:${secret}@db/shop' publication p`,
    `do $$ begin perform dblink('host=db password=${secret}', 'select 1'); end $$`,
  ])('%s: a secret, which is not repeated', (statement) => {
    const [finding, ...more] = findings(statement);
    expect(finding?.severity).toBe('critical');
    expect(more).toEqual([]);
    expect(JSON.stringify(finding)).not.toContain(secret);
  });

  test.each([
    `alter role app login password '\${app_password}'`,
    "alter role app password ':pw'",
    'alter role app password null',
    `create subscription s connection 'postgres://app:\${pw}@db/shop' publication p`,
    "comment on role app is 'has a password'",
    "alter role app set lock_timeout = '2s'",
  ])('%s: none', (statement) => {
    expect(findings(statement)).toEqual([]);
  });

  test('a role without a password troubles a database that is in use only', () => {
    expect(findings('create role app nologin').map(({ severity }) => severity)).toEqual(['info']);
    expect(findings('create role app nologin', [])).toEqual([]);
  });
});
