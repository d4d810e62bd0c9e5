import { describe, expect, test } from 'vitest';
import { keyedShop } from '#engines/postgres/fixtures/keyed-schema.ts';
import { parseTree } from '#engines/postgres/rewrite/parse.ts';
import { contradict } from './contradictions.ts';
import { readStatement } from './read-statement.ts';

/** Whether no value of the column passes both conditions. */
function exclude(column: string, one: string, other: string): boolean {
  const select = (where: string) => `select ${column} from users where ${where}`;
  const statement = readStatement(parseTree(`${select(one)} union all ${select(other)}`), keyedShop);
  expect(statement.obstacles).toEqual([]);
  const [left, right] = (statement.blocks[0]?.arms ?? []).map((block) => {
    const column = block.outputs?.[0]?.column;
    if (!column) throw new Error('The first output is no column.');
    return { block, column };
  });
  if (!left || !right) throw new Error('There are no two arms.');
  expect(contradict(statement, right, left)).toBe(contradict(statement, left, right));
  return contradict(statement, left, right);
}

describe('no value passes both', () => {
  test.each([
    ['id', 'id = 1', 'id = 2'],
    ['id', 'id in (1, 2)', 'id in (3, 4)'],
    ['id', 'id in (1, 2)', 'id > 2'],
    ['id', 'id < 2', '2 <= id'],
    ['id', 'id <= 2', 'id > 2'],
    ['id', 'id < 2', 'id > 2'],
    ['id', 'id < $1', 'id >= $1'],
    ['id', 'id = 1', 'id <> 1'],
    ['id', 'id = -9223372036854775807', 'id = 9223372036854775807'],
    ['name', "name = 'a'", "name = 'b'"],
    ['name', "name = 'a'", "name <> 'a'"],
    ['name', "name < 'm'", "name >= 'm'"],
    ['name', 'name is null', "name like 'a%'"],
    ['name', "name = 'a'", 'name is null'],
  ])('%s: %s, %s', (column, one, other) => {
    expect(exclude(column, one, other)).toBe(true);
  });
});

describe('some value may pass both', () => {
  test.each([
    ['id', 'id <= 2', 'id >= 2'],
    ['id', 'id in (1, 2)', 'id in (2, 3)'],
    ['id', 'id = $1', 'id = $2'],
    ['id', 'id <> 1', 'id <> 2'],
    ['id', 'id < 3', 'id < 2'],
    ['id', 'id = 1', "name = 'a'"],
    ['id', 'id = 1', 'id = 1.0'],
    ['id', 'id = 1 or id = 2', 'id = 3'],
    ['name', "name < 'a'", "name > 'b'"],
    ['name', "name = 'a'", "name = 'a'"],
    ['name', 'name is null', "coalesce(name, 'a') = 'a'"],
    ['name', "name = 'a'", "lower(name) = 'b'"],
  ])('%s: %s, %s', (column, one, other) => {
    expect(exclude(column, one, other)).toBe(false);
  });
});
