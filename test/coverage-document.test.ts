import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '#agent/commands.ts';

/* docs/coverage.md says what works; here it is held to what is there. */

const states = ['here', 'partly', 'not yet', 'metadata'];
const builtins = ['demo', 'mcp', 'completion', 'help'];

/** One row of a document's table. */
interface Row {
  readonly first: number;
  readonly last: number;
  readonly where: string;
  readonly tests: readonly string[];
  readonly state: string;
  /** As it stands on the page, to be found again. */
  readonly line: string;
}

interface Document {
  readonly title: string;
  /** How many lines the document has. */
  readonly lines: number;
  readonly rows: readonly Row[];
}

const page = readFileSync('docs/coverage.md', 'utf8');
const [head = '', ...chapters] = page.split(/^## /m);
const documents = chapters.map(readDocument);
const rows = documents.flatMap((one) => one.rows);

test('there are five documents', () => {
  expect(documents).toHaveLength(5);
});

describe.each(documents.map((one) => [one.title, one] as const))('%s', (title, { lines, rows: own }) => {
  test('its lines ascend from the first to the last, without gap or overlap', () => {
    const ends = own.map(({ last }) => last);
    expect(own.map(({ first }) => first)).toEqual([1, ...ends.slice(0, -1).map((end) => end + 1)]);
    for (const { first, last, line } of own) expect(last, line).toBeGreaterThanOrEqual(first);
    expect(ends.at(-1)).toBe(lines);
  });

  test('its states are of the four, and counted right', () => {
    for (const { state, line } of own) expect(states, line).toContain(state);
    expect(counted(title)).toEqual(countOf(own));
  });
});

test('the sums are right', () => {
  expect(counted('all')).toEqual(countOf(rows));
});

test('what is here names a command and a test, what is partly here a test', () => {
  for (const { state, where, tests, line } of rows) {
    if (state === 'here') expect(where, line).toMatch(/`dbwright /);
    if (state === 'here' || state === 'partly') expect(tests, line).not.toEqual([]);
    if (state === 'metadata') expect(tests, line).toEqual([]);
  }
});

test('every test exists, where the test runner looks', () => {
  const paths = [...page.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(0);
  for (const path of new Set(paths)) {
    expect(path).toMatch(/^(src\/|test\/[^/]+$|test\/integration\/)/);
    expect(existsSync(path), path).toBe(true);
  }
});

test('every command exists', () => {
  const named = [...page.matchAll(/`dbwright ([^`]*)`/g)].map(([, words = '']) => words);
  expect(named.length).toBeGreaterThan(0);
  for (const words of new Set(named)) {
    const [verb = '', noun = ''] = words.split(' ');
    expect([...builtins, ...commands.keys()]).toContain(builtins.includes(verb) ? verb : `${verb} ${noun}`);
  }
});

function readDocument(chapter: string): Document {
  const [title = ''] = chapter.split('\n', 1);
  const [, table = ''] = chapter.split(/^(?:\| --- )+\|$/m);
  return {
    title,
    lines: Number(/^Document \d+, (\d+) lines\.$/m.exec(chapter)?.[1]),
    rows: table.trim().split('\n').map(readRow),
  };
}

function readRow(line: string): Row {
  const found = cells(line);
  expect(found, line).toHaveLength(5);
  const [lines = '', , where = '', tests = '', state = ''] = found;
  expect(lines, line).toMatch(/^\d+(-\d+)?$/);
  const [first = '', last = first] = lines.split('-');
  return {
    first: Number(first),
    last: Number(last),
    where,
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    state,
    line,
  };
}

/** Of a table's line; `\|` is no border. */
function cells(line: string): readonly string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The figures beside a name in the table of the head. */
function counted(name: string): readonly number[] | undefined {
  const found = head
    .split('\n')
    .map(cells)
    .find(([first = '']) => first === name || first.startsWith(`[${name}]`));
  return found?.slice(1).map(Number);
}

/** How often each state occurs, then how many rows there are. */
function countOf(some: readonly Row[]): readonly number[] {
  return [...states.map((state) => some.filter((row) => row.state === state).length), some.length];
}
