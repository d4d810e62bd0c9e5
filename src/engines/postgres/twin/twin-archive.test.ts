import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { packTwin, unpackTwin } from './twin-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'dbwright-test-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = 8192;
/** Content, and how many zeros follow it. */
const anyFile = fc.record({
  content: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.integer({ min: 1, max: 3 }).map((pages) => new Uint8Array(pages * page).fill(7)),
  ),
  zeros: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 40 }).map((pages) => pages * page),
    fc.nat(20_000),
  ),
});
const anyPath = fc.constantFrom(
  'PG_VERSION',
  'base/5/1259',
  'base/5/16384',
  'base/5/16384.1',
  'base/5/2000016399_fsm',
  'pg_wal/1',
);

test('what comes out is what went in, the holes without their weight', async () => {
  let at = 0;
  await fc.assert(
    fc.asyncProperty(fc.dictionary(anyPath, anyFile), fc.json(), async (files, details) => {
      at += 1;
      const [from, to, archive] = ['from', 'to', 'archive'].map((name) => join(folder, `${name}${at}`));
      if (!from || !to || !archive) throw new Error('no names');
      for (const place of ['base/5', 'pg_wal', 'pg_notify']) mkdirSync(join(from, place), { recursive: true });
      for (const [path, { content, zeros }] of Object.entries(files)) {
        writeFileSync(join(from, path), content);
        truncateSync(join(from, path), content.length + zeros);
      }
      await packTwin(from, archive, { details }, 1e9);
      expect(await unpackTwin(archive, to, undefined)).toEqual({ details });
      for (const path of Object.keys(files))
        expect(readFileSync(join(to, path)).equals(readFileSync(join(from, path)))).toBe(true);
      expect(statSync(join(to, 'pg_notify')).isDirectory()).toBe(true);
      for (const path of [from, to, archive]) rmSync(path, { recursive: true });
    }),
  );
});

test('a file of many gigabytes that holds nothing weighs nothing', async () => {
  const from = join(folder, 'large');
  mkdirSync(join(from, 'base/5'), { recursive: true });
  const file = join(from, 'base/5/20000');
  writeFileSync(file, Buffer.alloc(3 * page, 1));
  truncateSync(file, 5e9);
  const archive = join(folder, 'large.twin');
  await packTwin(from, archive, {}, 10_000);
  await unpackTwin(archive, join(folder, 'large again'), undefined);
  const { size, blocks } = statSync(join(folder, 'large again/base/5/20000'));
  expect(size).toBe(5e9);
  expect(blocks * 512).toBeLessThan(1e6);
});

test('any changed or missing byte is noticed, and what is too large is not packed', async () => {
  const from = join(folder, 'small');
  mkdirSync(from);
  for (const name of ['a', 'b']) writeFileSync(join(from, name), name.repeat(100));
  const archive = join(folder, 'small.twin');
  await packTwin(from, archive, { name: 'small' }, 10_000);
  const whole = readFileSync(archive);
  for (let at = 0; at < whole.length; at += 1) {
    const changed = Buffer.from(whole);
    changed.writeUInt8((whole[at] ?? 0) ^ 4, at);
    for (const damaged of [changed, whole.subarray(0, at)]) {
      writeFileSync(archive, damaged);
      const to = join(folder, 'small again');
      await expect(unpackTwin(archive, to, undefined), `byte ${at}`).rejects.toThrow();
      rmSync(to, { recursive: true, force: true });
    }
  }
  await expect(packTwin(from, join(folder, 'too large'), {}, 100)).rejects.toThrow('too large');
});
