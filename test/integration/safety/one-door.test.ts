import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesBelow } from '../../source-files.ts';

const files = filesBelow('src', /\.(ts|mjs)$/).filter((file) => !/\.test\.ts$|\/fixtures\//.test(file));
/** Without comments: a name in one opens nothing. */
const code = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
const filesWith = (pattern: RegExp) => files.filter((file) => pattern.test(code(file)));

/** Where an engine may open a connection: its chokepoint, the door for changes, and servers of our own. */
const doors = /^src\/engines\/[a-z]+\/(connect(\.ts$|\/)|open-for-change\.ts$|twin\/)/;

/** DDL in a file is read by a throw-away server of our own. */
const ownServer = 'src/engines/postgres/parse/schema.ts';

/** Prints code for the user's own application, which opens connections there. */
const printer = 'src/analysis/cache-code.ts';

/** Asks a language model, where the user says so; it knows no database. */
const chat = 'src/agent/chat/chat-model-of.ts';

test.each([
  [
    'a driver',
    /from '(pg|pg-[a-z-]+|postgres|node-sqlite3-wasm|better-sqlite3|node:sqlite|mysql2?|mongodb|redis|ioredis|@electric-sql\/[^']+)'/,
  ],
  ['a socket', /from 'node:(net|tls|dgram|http|https|http2)'|\bfetch\(|new WebSocket\(/],
  ['the making of a connection', /\bopenWire\(|\bopenTwinConnection\(|new pg\.(Client|Pool)/],
])('%s is used nowhere but behind the doors', (_, pattern) => {
  const found = filesWith(pattern);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((file) => !doors.test(file) && ![ownServer, printer, chat].includes(file))).toEqual([]);
});

test('only the agent connects an engine', () => {
  const found = filesWith(/\bengine\.connect\(|\.connect\?\.\(/);
  expect(found).toEqual(['src/agent/create-agent.ts']);
});

test('a command reaches a database only through what it was handed', () => {
  const tasks = files.filter((file) => file.startsWith('src/tasks/'));
  expect(tasks.length).toBeGreaterThan(5);
  expect(
    tasks.filter((file) =>
      /from '(#engines|#agent|node:)|\bprocess\.|import\(|\bSession\b|openForChange/.test(code(file)),
    ),
  ).toEqual([]);
});

test('what an instrument hands on of a session is the guard', () => {
  // read and readTogether take the engine's own statements; nobody outside of the engine may give them one.
  expect(filesWith(/\.readTogether\(|postgresSession\(/).filter((file) => !/^src\/engines\//.test(file))).toEqual([]);
  expect(
    filesWith(/\bsession\.(?!ts\b|ask\b|inSnapshot\b|server\b|bounds\b|close\b)[a-z]\w*/).filter((file) =>
      /^src\/agent\/(?!apply\/)/.test(file),
    ),
  ).toEqual([]);
});
