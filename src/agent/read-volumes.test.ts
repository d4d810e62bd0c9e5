import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseVolumes, readVolumes } from './read-volumes.ts';

function problemOf(text: string): Problem {
  try {
    parseVolumes(text, 'volumes.yaml');
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseVolumes', () => {
  it.each([
    ['1_000_000', 1_000_000],
    ['1e6', 1_000_000],
    ['1M', 1_000_000],
    ['20k', 20_000],
    ['2.5 m', 2_500_000],
    ['"1,000,000"', 1_000_000],
    ['3G', 3_000_000_000],
    ['1.1M', 1_100_000],
    ['0', 0],
  ])('reads rows written %s', (written, rows) => {
    expect(parseVolumes(`tables: { orders: { rows: ${written} } }`, 'f').tables['orders']?.rows).toBe(rows);
    expect(parseVolumes(`tables: { orders: ${written} }`, 'f').tables['orders']?.rows).toBe(rows);
  });

  it('reads all of a column', () => {
    const { tables } = parseVolumes(
      `tables:
  app.orders:
    rows: 1M
    columns:
      status: { values: { paid: 90%, open: 0.1 } }
      user_id: { distinct: 20k, skew: 1 }
      note: { nulls: 95%, width: 40 }
      created_at: { min: 2024-01-01, max: '2025-01-01 10:00', correlation: 1 }
      count: { min: 1, max: 10 }`,
      'volumes.yaml',
    );
    expect(tables['app.orders']?.columns).toEqual({
      status: { values: { paid: 0.9, open: 0.1 } },
      user_id: { distinct: 20_000, skew: 1 },
      note: { nulls: 0.95, width: 40 },
      created_at: { min: '2024-01-01', max: '2025-01-01 10:00', correlation: 1 },
      count: { min: 1, max: 10 },
    });
  });

  it.each([
    [
      'tables:\n  orders:\n    row: 5',
      'volumes.yaml, line 3: there is no key "row" in tables.orders.',
      'Did you mean rows?',
    ],
    [
      'tables:\n  orders:\n    rows: 5\n    columns:\n      a:\n        distinkt: 3',
      'volumes.yaml, line 6: there is no key "distinkt" in tables.orders.columns.a.',
      'Did you mean distinct?',
    ],
    ['tabels: {}', 'volumes.yaml, line 1: there is no key "tabels".', 'Did you mean tables?'],
    ['tables:\n  orders:\n    rows: many', /^volumes\.yaml, line 3: tables\.orders\.rows is wrong: /, /For example/],
    ['tables:\n  orders:\n    columns: {}', 'volumes.yaml, line 2: tables.orders.rows is missing.', /For example/],
    ['tables:\n  orders: { rows: -5 }', /line 2: tables\.orders\.rows is wrong/, /For example/],
    ['tables:\n  o: { rows: 1.5 }', /line 2: tables\.o\.rows is wrong/, /For example/],
    ['tables: [', /^volumes\.yaml, line 1, column/, /Mend the YAML/],
    ['', /^volumes\.yaml, line 1: the file is wrong/, /For example/],
  ])('refuses %j', (text, message, hint) => {
    const problem = problemOf(text);
    expect(problem.code).toBe('invalid');
    expect(problem.message).toMatch(message);
    expect(problem.hint).toMatch(hint);
  });
});

describe('readVolumes', () => {
  it('reads a file, and says which one is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dbwright-volumes-'));
    try {
      writeFileSync(join(folder, 'volumes.yaml'), 'tables: { orders: 20k }');
      expect(await readVolumes(join(folder, 'volumes.yaml'))).toEqual({
        tables: { orders: { rows: 20_000, columns: {} } },
      });
      await expect(readVolumes(join(folder, 'other.yaml'))).rejects.toThrow('other.yaml cannot be read');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
