import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgres } from '#engines/postgres/engine.ts';
import { openLogs } from './open-log.ts';
import { readLoops } from './read-loops.ts';
import { readTrace } from './read-trace.ts';

let folder: string;
const line = (at: number) =>
  `2026-01-01 00:00:0${at}.000 UTC [7] LOG:  duration: 1.0 ms  statement: SELECT * FROM t WHERE id = ${at}\n`;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-open-log-'));
  mkdirSync(join(folder, 'app'));
  for (const name of ['pg-2.log', 'pg-1.log', 'other.txt'])
    writeFileSync(join(folder, name), line(Number(/\d/.exec(name)?.[0] ?? 9)));
  writeFileSync(join(folder, 'empty.log'), '');
  writeFileSync(join(folder, 'app.sql'), 'select 1 from t;\n-- request b\nselect 2 from t;');
  writeFileSync(
    join(folder, 'app', 'a.ts'),
    "import pg from 'pg';\nconst pool = new pg.Pool();\nexport const all = async (ids: number[]) => {\n  for (const id of ids) await pool.query('select * from t where id = $1', [id]);\n};\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const context = {
  signal: new AbortController().signal,
  progress: () => {},
  clock: () => new Date(0),
  random: () => 0.5,
};

test('a pattern stands for the files that are there, in the order of their names', async () => {
  const opened = await openLogs([join(folder, 'pg-*.log'), join(folder, 'other.txt')]);
  expect(opened.map(({ name, bytes }) => [name.slice(folder.length + 1), bytes])).toEqual([
    ['pg-1.log', line(1).length],
    ['pg-2.log', line(2).length],
    ['other.txt', line(9).length],
  ]);
});

test.each([
  ['nothing.log', 'There is no file', 'log_directory'],
  ['none-*.log', 'No file fits', 'Look what is in the folder'],
  ['app', 'is a folder', '*.log'],
  ['empty.log', 'is empty', 'the log of a server'],
])('%s: %s', async (name, message, hint) => {
  await expect(openLogs([join(folder, name)])).rejects.toMatchObject({
    message: expect.stringContaining(message),
    problem: { hint: expect.stringContaining(hint) },
  });
});

test('a trace is the statements of all files with their shapes; those of a file of SQL have sessions of their own', async () => {
  const request = {
    logs: [join(folder, 'pg-*.log')],
    queries: [join(folder, 'app.sql')],
    parse: postgres.parse ?? {},
    context,
  };
  const trace = await readTrace(request);
  const seen: (string | undefined)[][] = [];
  for await (const { logged, shape } of trace ?? []) seen.push([logged.session, shape?.normalized]);
  expect(seen).toEqual([
    ['7', 'SELECT * FROM t WHERE id = $1'],
    ['7', 'SELECT * FROM t WHERE id = $1'],
    [`${join(folder, 'app.sql')}, request 1`, 'select $1 from t'],
    [`${join(folder, 'app.sql')}, request 2`, 'select $1 from t'],
  ]);
  expect(trace?.files()).toMatchObject([
    { statements: 1, summary: { format: 'stderr' } },
    { statements: 1 },
    { statements: 2 },
  ]);
});

test('places in sources are named from where the user stands', async () => {
  const { loops, files } = await readLoops([join(folder, 'app')], context);
  expect(files).toBe(1);
  expect(loops).toMatchObject([
    { file: join(folder, 'app', 'a.ts'), line: 4, loop: { file: join(folder, 'app', 'a.ts') } },
  ]);
});
