import type { CallToolResult, Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Command } from '#contracts/command.ts';
import { inputSchema } from './tool-schema.ts';
import { readsOnly, toolName } from './tools.ts';

/*
 * A list of tools is read at every turn of a conversation, so the first one is short. The others, and the arguments
 * that are seldom given, are found by words and run by name.
 */

export const findTools: Tool = {
  name: 'find_tools',
  description:
    'More tools, and all arguments of each, by words of what you want to do: "settings memory", "login rights". Run one with run_tool.',
  inputSchema: { type: 'object', properties: { words: { type: 'string' } }, additionalProperties: false },
  annotations: readsOnly,
};

export const runTool: Tool = {
  name: 'run_tool',
  description: 'Runs a tool that find_tools named.',
  inputSchema: {
    type: 'object',
    properties: { name: { type: 'string' }, arguments: { type: 'object' } },
    required: ['name'],
    additionalProperties: false,
  },
  annotations: readsOnly,
};

const Words = z.strictObject({ words: z.string().max(400).default('') });
const RunArguments = z.strictObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) });

/** The tools whose words fit best, all where none were given, with their whole input schemas. */
export function answerFindTools(
  given: unknown,
  commands: ReadonlyMap<string, Command>,
  targets: readonly string[],
): CallToolResult {
  const read = Words.safeParse(given);
  if (!read.success) return { content: [{ type: 'text', text: 'words is a text.' }], isError: true };
  const wanted = wordsOf(read.data.words);
  const ranked = [...commands]
    .map(([name, command]) => ({ name, command, fits: fitness(wanted, name, command) }))
    .filter(({ fits }) => wanted.length === 0 || fits > 0)
    .toSorted((a, b) => b.fits - a.fits || a.name.localeCompare(b.name))
    .slice(0, wanted.length === 0 ? commands.size : 3);
  const found = (ranked.length === 0 ? [...commands].map(([name, command]) => ({ name, command })) : ranked).map(
    ({ name, command }) => ({
      name: toolName(name),
      description: `${command.summary}. ${command.description}`,
      ...(ranked.length === 0 ? {} : { inputSchema: inputSchema(command, targets, true) }),
    }),
  );
  return { content: [{ type: 'text', text: JSON.stringify(found, undefined, 1) }] };
}

/** Which tool with which arguments; undefined where it does not say. */
export function readRunTool(
  given: unknown,
): { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> } | undefined {
  const read = RunArguments.safeParse(given);
  return read.success ? read.data : undefined;
}

function fitness(wanted: readonly string[], name: string, command: Command): number {
  const title = new Set(wordsOf(`${name} ${command.summary}`));
  const fields = Object.values(command.input.shape).map((field) => String(Reflect.get(field, 'description') ?? ''));
  const text = new Set(wordsOf(`${command.description} ${fields.join(' ')}`));
  return wanted.reduce((sum, word) => sum + (title.has(word) ? 3 : text.has(word) ? 1 : 0), 0);
}

/** Lower case, without an s at the end. */
function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).map((word) => word.replace(/s$/, ''));
}
