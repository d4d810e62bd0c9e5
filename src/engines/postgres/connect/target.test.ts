import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectionTarget, placeOf } from './target.ts';

const home = { HOME: '/nowhere', USER: 'somebody' };
const read = (url: string, environment: NodeJS.ProcessEnv = {}) => connectionTarget(url, { ...home, ...environment });

describe('connectionTarget', () => {
  test('a full URL', () => {
    expect(read('postgresql://ann:p%40ss%3Aw@db.example.com:6543/shop?sslmode=require&connect_timeout=3')).toEqual({
      host: 'db.example.com',
      port: 6543,
      user: 'ann',
      password: 'p@ss:w',
      database: 'shop',
      sslMode: 'require',
      certificates: {},
      connectMs: 3000,
    });
  });

  test.each([
    ['postgres:///db?host=/tmp/x', { host: '/tmp/x', database: 'db', sslMode: 'disable' }],
    ['postgres://ann@/db?host=/tmp/x', { host: '/tmp/x', user: 'ann' }],
    ['postgres://ann@%2Ftmp%2Fx:5433/db', { host: '/tmp/x', port: 5433 }],
    ['postgres://[::1]:5433/db', { host: '::1', port: 5433 }],
    ['postgres://h', { host: 'h', port: 5432 }],
    ['postgres://h/?user=ann', { user: 'ann', database: 'ann' }],
    ['postgres://h/a%2Fb', { database: 'a/b' }],
    ['postgres://h/db?password=a+b%2B', { password: 'a+b+' }],
    ['postgres://h/db?options=endpoint%3Dx', { options: 'endpoint=x' }],
  ])('%s', (url, expected) => {
    expect(read(url)).toMatchObject(expected);
  });

  test('a service, which would be another server for psql, is refused', () => {
    expect(() => read('postgres:///?service=prod')).toThrow('names a service');
  });

  test('the environment fills the gaps and no more', () => {
    const environment = {
      PGHOST: 'e',
      PGPORT: '1',
      PGUSER: 'eve',
      PGPASSWORD: 'pw',
      PGDATABASE: 'd',
      PGSSLMODE: 'disable',
    };
    expect(read('postgres://', environment)).toMatchObject({
      host: 'e',
      port: 1,
      user: 'eve',
      password: 'pw',
      database: 'd',
      sslMode: 'disable',
    });
    expect(read('postgres://ann:x@h:2/db?sslmode=require', environment)).toMatchObject({
      host: 'h',
      port: 2,
      user: 'ann',
      password: 'x',
      database: 'db',
      sslMode: 'require',
    });
  });

  test('the certificates of the system demand the name too', () => {
    expect(read('postgres://h/db?sslmode=require&sslrootcert=system')).toMatchObject({ sslMode: 'verify-full' });
  });

  test('no message holds the password', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('s3cret', '/', '#', '?', '@', ':', '%', ' ') }), (noise) => {
        try {
          read(`postgres://u:s3cret${noise}@h:x/db`);
        } catch (error) {
          expect(String(error)).not.toContain('s3cret');
          expect(JSON.stringify(error)).not.toContain('s3cret');
        }
      }),
    );
  });

  test('any name and password comes through when it is encoded', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        (user, password, database) => {
          const url = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h/${encodeURIComponent(database)}`;
          expect(read(url)).toMatchObject({ user, password, database });
        },
      ),
    );
  });

  test('where, in words', () => {
    expect(placeOf(read('postgres://ann:x@h:2/db'))).toBe('h:2');
    expect(placeOf(read('postgres:///db?host=/tmp/x'))).toBe('the socket /tmp/x/.s.PGSQL.5432');
  });
});
