import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkInput } from './check-input.ts';

const command = {
  input: z.object({
    query: z.string(),
    maxIndexes: z.number().int().min(1).default(3),
    depth: z.enum(['quick', 'thorough']).optional(),
  }),
};

describe('checkInput', () => {
  it('fills in defaults', () => {
    expect(checkInput(command, 'optimize query', { query: 'select 1' })).toEqual({ query: 'select 1', maxIndexes: 3 });
  });

  it.each([
    [{}, /query is missing/],
    [{ query: 'select 1', maxIndexs: 2 }, /optimize query has no argument maxIndexs/],
    [{ query: 'select 1', maxIndexes: 0 }, /maxIndexes is wrong/],
    [{ query: 'select 1', depth: 'thorogh' }, /depth cannot be "thorogh"\. Did you mean thorough\?/],
    ['text', /The input is wrong/],
  ])('refuses %j', (input, message) => {
    expect(() => checkInput(command, 'optimize query', input)).toThrow(message);
  });

  it('names the nearest argument in the words of the caller', () => {
    const flag = (field: string) => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    expect(() => checkInput(command, 'optimize query', { query: '', maxIndexs: 2 }, flag)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ hint: 'Did you mean --max-indexes?' }) }),
    );
  });
});
