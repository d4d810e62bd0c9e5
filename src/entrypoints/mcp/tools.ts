import type { Tool } from '@modelcontextprotocol/server';
import type { Command } from '#contracts/command.ts';
import { inputSchema, outputSchema } from './tool-schema.ts';

/** "optimize query" -> optimize_query */
export function toolName(command: string): string {
  return command.replaceAll(/[ -]/g, '_');
}

/** The commands as tools. All only read: what they propose, a person carries out at a terminal. */
export function listTools(commands: ReadonlyMap<string, Command>, targets: readonly string[]): readonly Tool[] {
  return [...commands].map(([name, command]) => ({
    name: toolName(name),
    description: `${command.summary}\n${firstSentences(command.description)}`,
    inputSchema: inputSchema(command, targets, false) as Tool['inputSchema'],
    outputSchema: outputSchema(command) as Tool['outputSchema'],
    annotations: readsOnly,
  }));
}

export const readsOnly = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

const mostCharacters = 300;

/** A tool list is read at every turn of a conversation: what does not fit in is left to the docs. */
function firstSentences(text: string): string {
  if (text.length <= mostCharacters) return text;
  const end = text.lastIndexOf('. ', mostCharacters);
  return end > 0 ? text.slice(0, end + 1) : `${text.slice(0, mostCharacters)}…`;
}
