import { loadConfig } from '#agent/config.ts';
import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import { completionTree } from './completion-tree.ts';
import { zshCompletion } from './completion-zsh.ts';
import { exitCodes } from './exit-codes.ts';
import { choice } from './flag-values.ts';
import type { Builtin } from './shell.ts';

const writers = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
const shells = ['bash', 'zsh', 'fish'] as const;

/** `source <(dbwright completion bash)`. `completion targets` lists the configured targets for the scripts. */
export const completion: Builtin = {
  register: (program, { shell, finish }) => {
    program
      .command('completion')
      .summary('print a completion script: bash, zsh or fish')
      .description('Print a completion script for bash, zsh or fish.')
      .argument('<shell>', shells.join(', '))
      .addHelpText(
        'after',
        '\nExamples:\n  source <(dbwright completion bash)\n  dbwright completion zsh > ~/.zfunc/_dbwright\n' +
          '  dbwright completion fish > ~/.config/fish/completions/dbwright.fish',
      )
      .action((name: string) => {
        if (name === 'targets') {
          const { targets } = loadConfig(shell.cwd, shell.env).config;
          shell.stdout.write(
            Object.keys(targets)
              .map((target) => `${target}\n`)
              .join(''),
          );
        } else {
          shell.stdout.write(writers[choice('completion', shells, name)](completionTree(program)));
        }
        finish(exitCodes.ok);
      });
  },
};
