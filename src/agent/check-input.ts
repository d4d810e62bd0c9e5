import type { z } from 'zod';
import type { Command } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import { suggest } from './nearest.ts';

/**
 * A command's input, checked by its schema; `name` is "optimize query". Problem `invalid` names each fault by the word
 * that the caller used: `word` turns a field's name into it ("maxIndexes" is --max-indexes at the command line).
 */
export function checkInput<I extends z.ZodObject>(
  command: Pick<Command<I>, 'input'>,
  name: string,
  input: unknown,
  word: (field: string) => string = (field) => field,
): z.infer<I> {
  const fields = Object.keys(command.input.shape);
  for (const given of typeof input === 'object' && input !== null ? Object.keys(input) : []) {
    if (fields.includes(given)) continue;
    throw problem(
      'invalid',
      `${name} has no argument ${word(given)}.`,
      suggest(word(given), fields.map(word), 'arguments'),
    );
  }
  const parsed = command.input.safeParse(input);
  if (parsed.success) return parsed.data;
  throw problem('invalid', `${name}: ${parsed.error.issues.map((issue) => inWords(issue, input, word)).join(' ')}`);
}

function inWords(issue: z.core.$ZodIssue, input: unknown, word: (field: string) => string): string {
  const [field, ...rest] = issue.path.map(String);
  if (field === undefined) return `The input is wrong: ${issue.message}.`;
  const name = [word(field), ...rest].join('.');
  const given = issue.path.reduce<unknown>(step, input);
  if (given === undefined) return `${name} is missing.`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return `${name} cannot be ${JSON.stringify(given)}. ${suggest(String(given), values, 'values')}`;
  }
  return `${name} is wrong: ${issue.message}.`;
}

function step(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
