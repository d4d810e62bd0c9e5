import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Shell } from './shell.ts';
import { streamOutput } from './stream-output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-stream-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function shell(written: string[] = [], isTTY = false): Shell {
  const output = { write: (text: string) => written.push(text), isTTY };
  return { stdout: output, stderr: output, env: {}, cwd: folder, onInterrupt: () => () => {} };
}

it('writes one file, which is in its place only at the end', async () => {
  const stream = await streamOutput({ out: 'seed.sql', file: 'seed.sql' }, shell());
  await stream.files.write('seed.sql', ['a', 'b'.repeat(600_000), 'c']);
  expect(readdirSync(folder)).not.toContain('seed.sql');
  expect(await stream.commit()).toEqual(['seed.sql']);
  expect(readFileSync(join(folder, 'seed.sql'), 'utf8')).toHaveLength(600_002);
  expect(readdirSync(folder)).toEqual(['seed.sql']);
  await stream.discard();
  expect(readdirSync(folder)).toEqual(['seed.sql']);
});

it('writes several files into a folder that it makes', async () => {
  const stream = await streamOutput({ out: 'seed/', file: 'seed.sql' }, shell());
  expect(stream.files.takes).toBe('several files');
  await stream.files.write('a.csv', ['1\n']);
  await stream.files.write('../b.csv', ['2\n']);
  await stream.commit();
  expect(readdirSync(join(folder, 'seed'))).toEqual(['a.csv', 'b.csv']);
});

it('writes to a device or a pipe, and leaves it what it is', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const stream = await streamOutput({ out: 'pipe', file: 'seed.sql' }, shell());
  const [read] = await Promise.all([readFile(pipe, 'utf8'), stream.files.write('seed.sql', ['a', 'b'])]);
  expect([read, await stream.commit(), statSync(pipe).isFIFO()]).toEqual(['ab', ['pipe'], true]);
  await expect(stream.files.write('more.sql', ['c'])).rejects.toThrow('several files');
});

it('leaves nothing behind of what fails on the way', async () => {
  const stream = await streamOutput({ out: 'seed.sql', file: 'seed.sql' }, shell());
  function* failing() {
    yield 'some';
    throw new Error('no row was found');
  }
  await expect(stream.files.write('seed.sql', failing())).rejects.toThrow('no row was found');
  await stream.discard();
  expect(readdirSync(folder)).toEqual([]);
});

it('refuses a second file where one was named, a terminal, and a folder that is not there', async () => {
  const stream = await streamOutput({ out: 'seed.sql', file: 'seed.sql' }, shell());
  await stream.files.write('a.csv', ['1']);
  await expect(stream.files.write('b.csv', ['1'])).rejects.toThrow('several files');
  await stream.discard();
  await expect(streamOutput({ out: undefined, file: 'seed.sql' }, shell([], true))).rejects.toThrow('makes a file');
  await expect(streamOutput({ out: 'no/such/seed.sql', file: 'seed.sql' }, shell())).rejects.toThrow('does not exist');
});

it('pours the file into standard output', async () => {
  const written: string[] = [];
  const stream = await streamOutput({ out: undefined, file: 'seed.sql' }, shell(written));
  await stream.files.write('seed.sql', ['a', 'b']);
  expect([written.join(''), await stream.commit()]).toEqual(['ab', []]);
});
