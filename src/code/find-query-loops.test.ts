import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { codeCaseFolder, codeCases, scoreCodeCases } from '../../test/code/score-cases.ts';
import { findQueryLoops, findQueryLoopsIn } from './find-query-loops.ts';

test('the labelled set: precision and recall', async () => {
  const { labels, precision, recall, wrong } = await scoreCodeCases();
  console.log(
    `N+1 in sources: ${codeCases.length} cases, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    wrong,
  );
  expect(codeCases.length).toBeGreaterThanOrEqual(60);
  expect(labels).toBeGreaterThanOrEqual(35);
  expect(precision).toBeGreaterThanOrEqual(0.9);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

describe('what a finding says', () => {
  const find = async (name: string) =>
    (await findQueryLoopsIn(codeCases.find((one) => one.name === name)?.sources ?? [])).loops;

  test('the query in the loop, the loop, the query whose rows it is over', async () => {
    const [loop] = await find('pg-for-of.ts');
    expect(loop).toEqual({
      kind: 'read',
      weight: 'certain',
      file: 'pg-for-of.ts',
      line: 6,
      column: 25,
      loop: { file: 'pg-for-of.ts', line: 5, form: 'for … of' },
      call: "pool.query('SELECT * FROM user_teams WHERE user_id = $1', [user.id])",
      library: 'pg',
      model: 'user_teams',
      sql: 'SELECT * FROM user_teams WHERE user_id = $1',
      outer: { file: 'pg-for-of.ts', line: 4 },
      suggestion: expect.stringContaining('ANY($1)'),
    });
  });

  test('through a function of another file', async () => {
    const [loop] = await find('across-files');
    expect(loop).toMatchObject({
      file: 'across-files/report.ts',
      through: { file: 'across-files/store.ts', line: 4, name: 'findCustomer' },
      outer: { file: 'across-files/store.ts', line: 8 },
      weight: 'certain',
    });
  });

  test.each([
    ['prisma-for-of.ts', 'post', /include.*in: keys/],
    ['typeorm-lazy.ts', 'Album.photos', /relations.*In\(keys\)/],
    ['drizzle-select.ts', undefined, /inArray/],
    ['knex-for-of.ts', 'staff', /whereIn/],
    ['kysely-loop.ts', 'pet', /'in', keys/],
    ['sequelize-find.ts', 'Author', /include/],
    ['mongoose-populate.js', 'Order', /populate/],
    ['mongodb-find-one.ts', 'customers', /\$in/],
    ['mysql2-for-of.ts', 'orders', /IN \(\?\)/],
    ['pg-insert-loop.ts', 'products', /unnest/],
  ])('%s: the model and the library’s own words', async (name, model, words) => {
    const [loop] = await find(name);
    if (model !== undefined) expect(loop?.model).toBe(model);
    expect(loop?.suggestion).toMatch(words);
  });

  test('a loop over a few constants is noted lower', async () => {
    expect((await find('decoy-small-constant.ts')).map((loop) => loop.weight)).toEqual(['small']);
  });
});

describe('which files are read', () => {
  test('not packages, builds, links and large files', async () => {
    const root = await mkdtemp(join(tmpdir(), 'dbwright-code-'));
    try {
      const fault = await readFile(join(codeCaseFolder, 'pg-for-of.ts'), 'utf8');
      for (const place of ['src', 'node_modules/x', 'dist', '.git']) {
        await mkdir(join(root, place), { recursive: true });
        await writeFile(join(root, place, 'a.ts'), fault);
      }
      await writeFile(join(root, 'src/types.d.ts'), 'export {};');
      await writeFile(join(root, 'src/large.js'), `// ${'x'.repeat(1024 * 1024)}`);
      await symlink(join(root, 'src'), join(root, 'link'));
      const read = await findQueryLoops(root);
      expect(read.files).toBe(1);
      expect(read.loops.map((loop) => loop.file)).toEqual(['src/a.ts']);
      expect(read.unread).toEqual(['src/large.js was not read: it is larger than 1 MB.']);
      const one = await findQueryLoops(join(root, 'src/a.ts'));
      expect(one.loops).toHaveLength(1);
    } finally {
      await rm(root, { recursive: true });
    }
  });

  test('a codeCaseFolder that is not there, and one without sources', async () => {
    await expect(findQueryLoops('/nowhere/at/all')).rejects.toMatchObject({ problem: { code: 'not-found' } });
    const root = await mkdtemp(join(tmpdir(), 'dbwright-code-'));
    await expect(findQueryLoops(root)).rejects.toMatchObject({ problem: { code: 'invalid' } });
    await rm(root, { recursive: true });
  });

  test('broken sources do not end the reading', async () => {
    const { loops } = await findQueryLoopsIn([
      { path: 'broken.ts', text: 'export const = {{{ for (const x of' },
      { path: 'binary.js', text: '\0\u0001\uFFFD'.repeat(100) },
      {
        path: 'circle.ts',
        text: "import { b } from './circle.ts'; export const b = c, c = b; for (const x of b) await c.query(x);",
      },
      ...(codeCases.find((one) => one.name === 'pg-for-of.ts')?.sources ?? []),
    ]);
    expect(loops).toHaveLength(1);
  });

  test('our own sources are read, and how fast', async () => {
    const started = performance.now();
    const read = await findQueryLoops(fileURLToPath(new URL('../engines/postgres/parse', import.meta.url)));
    const seconds = (performance.now() - started) / 1000;
    console.log(`query loops: ${read.files} files in ${seconds.toFixed(1)} s`);
    expect(read.files).toBeGreaterThan(30);
    expect(read.loops).toEqual([]);
  });
});
