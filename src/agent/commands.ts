import type { Command } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import { tasks } from '#tasks/catalogue.ts';

export { tasks };

/** Every command by its full name: "optimize query". */
export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries(tasks).flatMap(([verb, nouns]) =>
    Object.entries(nouns).map(([noun, command]): [string, Command] => [`${verb} ${noun}`, command]),
  ),
);

export function findCommand(name: string): Command {
  const command = commands.get(name);
  if (command === undefined) {
    throw problem('not-found', `There is no command "${name}".`, `Commands: ${[...commands.keys()].join(', ')}.`);
  }
  return command;
}
