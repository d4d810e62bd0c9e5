import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findPrograms } from './find-programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'dbwright-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string) => {
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), 0o755);
};

test('a MySQL server makes its data itself, MariaDB has a program for that', async () => {
  expect(await findPrograms([])).toBeUndefined();
  expect(await findPrograms(['', folder])).toBeUndefined();
  put('mysqld');
  expect(await findPrograms([folder])).toEqual({ server: join(folder, 'mysqld') });
  put('mariadbd');
  expect(await findPrograms([folder])).toEqual({ server: join(folder, 'mysqld') });
  put('mariadb-install-db');
  expect(await findPrograms([folder])).toEqual({
    server: join(folder, 'mariadbd'),
    install: join(folder, 'mariadb-install-db'),
  });
});
