import { describe, expect, test } from 'vitest';
import { fileUnits, scriptUnits } from './script-units.ts';

const shapes = (units: ReturnType<typeof fileUnits>) =>
  units.map(({ statements, begins, commits, alone }) => [
    statements.map(({ kind }) => kind).join(' '),
    [begins && 'begins', commits && 'commits', alone && 'alone'].filter(Boolean).join(' '),
  ]);

describe('a file in one transaction', () => {
  test('is one unit', () => {
    expect(shapes(fileUnits(['CREATE TABLE a ()', 'UPDATE a SET b = 1', 'TRUNCATE a'], 'file'))).toEqual([
      ['other rows truncate', 'begins commits'],
    ]);
  });

  test('ends where the file itself says so; what follows stands alone', () => {
    expect(shapes(fileUnits(['BEGIN', 'SELECT 1', 'COMMIT', 'VACUUM a', 'BEGIN', 'SELECT 2', 'END'], 'file'))).toEqual([
      ['begin rows commit', 'begins'],
      ['other', 'begins commits alone'],
      ['begin rows commit', ''],
    ]);
  });

  test('ROLLBACK TO does not end it', () => {
    expect(shapes(fileUnits(['SAVEPOINT s', 'ROLLBACK TO s', 'SELECT 1'], 'file'))).toEqual([
      ['savepoint savepoint rows', 'begins commits'],
    ]);
  });

  test('of nothing has no units', () => {
    expect(fileUnits([], 'file')).toEqual([]);
  });
});

describe('a file statement by statement', () => {
  test('has a unit for each, and one from BEGIN to COMMIT', () => {
    expect(shapes(fileUnits(['SELECT 1', 'BEGIN', 'DO $$BEGIN END$$', 'ABORT', 'COMMIT'], 'statement'))).toEqual([
      ['rows', 'begins commits alone'],
      ['begin code rollback', ''],
      ['commit', ''],
    ]);
  });

  test('keeps each text as it is', () => {
    const texts = ['COPY a FROM stdin;\n1\n\\.\n', '-- nothing', 'SELECT 1; SELECT 2', 'no SQL', 'SET ROLE x'];
    const units = fileUnits(texts, 'statement');
    expect(units.flatMap(({ statements }) => statements.map(({ text }) => text))).toEqual(texts);
    expect(shapes(units).map(([kinds]) => kinds)).toEqual(['copy', 'other', 'other', 'other', 'other']);
  });
});

test('a script is split first', () => {
  expect(shapes(scriptUnits(['SELECT 1; BEGIN; SELECT 2', 'COMMIT; CREATE EXTENSION x']))).toEqual([
    ['rows', 'begins commits alone'],
    ['begin rows commit', ''],
    ['extension', 'begins commits alone'],
  ]);
});
