import { expect, test } from 'vitest';
import { problem } from '#contracts/problem-error.ts';
import { serverProblem, sqlState } from './errors.ts';

const thrown = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);
const seen = (error: unknown) => serverProblem(error, 'read from', 'h:1').problem;

test.each([
  ['57P03', 'the database system is starting up', 'busy'],
  // Tried again, a load would fill the disk three times.
  ['53100', 'could not extend file', 'conflict'],
  ['53300', 'sorry, too many clients already', 'busy'],
  ['28000', 'no pg_hba.conf entry', 'denied'],
  ['57014', 'canceling statement due to statement timeout', 'timeout'],
  ['22012', 'division by zero', 'invalid'],
  ['42P07', 'relation "x" already exists', 'conflict'],
  ['08P01', 'no such database: x', 'not-found'],
  ['08P01', 'password authentication failed', 'denied'],
  ['57P01', 'terminating connection due to administrator command', 'unreachable'],
  ['XX000', 'cache lookup failed', 'internal'],
])('%s %s is %s', (code, message, expected) => {
  const { code: found, message: text } = seen(thrown(message, { code }));
  expect(found).toBe(expected);
  // A slip in a statement does not read like a lost connection.
  const opening = /^(22|42)/.test(code) ? 'The server refused the statement' : 'Could not read from h:1';
  expect(text).toBe(`${opening}: ${message} (SQLSTATE ${code}).`);
});

test('faults of the network and of TLS', () => {
  expect(seen(thrown('connect ECONNREFUSED', { code: 'ECONNREFUSED' })).code).toBe('unreachable');
  expect(seen(thrown('write EPIPE', { code: 'EPIPE' })).message).toBe('Could not read from h:1: write EPIPE.');
  const both = Object.assign(new AggregateError([thrown('connect ECONNREFUSED ::1:1')]), { code: 'ECONNREFUSED' });
  expect(seen(both)).toMatchObject({ code: 'unreachable', message: expect.stringContaining('::1:1') as unknown });
  expect(seen(thrown('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })).hint).toContain('sslmode');
});

test('the hint of the server comes first', () => {
  const error = thrown('column "aa" does not exist', { code: '42703', hint: 'Perhaps you meant "t.a".' });
  expect(seen(error).hint).toMatch(/^Perhaps you meant "t\.a"\. /);
});

test('a Problem stays what it is', () => {
  const given = problem('denied', 'No.');
  expect(serverProblem(given, 'read from', 'h')).toBe(given);
  expect(sqlState(serverProblem(thrown('x', { code: '42P01' }), 'read from', 'h'))).toBe('42P01');
});
