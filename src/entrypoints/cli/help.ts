import type { Command as Program } from 'commander';
import { suggest } from '#agent/nearest.ts';
import { problem } from '#contracts/problem-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { Builtin } from './shell.ts';

/** `dbwright help optimize query` */
export const help: Builtin = {
  register: (program, { finish }) => {
    program
      .command('help')
      .summary('explain a command')
      .description('Explain a command: dbwright help optimize query')
      .argument('[command...]', 'the command in question')
      .action((words: readonly string[]) => {
        words.reduce(descend, program).outputHelp();
        finish(exitCodes.ok);
      });
  },
};

function descend(program: Program, word: string): Program {
  const found = program.commands.find((one) => one.name() === word);
  if (found !== undefined) return found;
  const names = program.commands.map((one) => one.name());
  throw problem('not-found', `There is no command "${word}".`, suggest(word, names, 'commands'));
}
