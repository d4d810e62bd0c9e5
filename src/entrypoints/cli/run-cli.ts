import { CommanderError } from 'commander';
import { buildProgram } from './build-program.ts';
import { builtins } from './builtins.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Interrupted } from './interrupt.ts';
import { asProblem, printProblem } from './print-problem.ts';
import type { Builtin, Shell, Wiring } from './shell.ts';
import { wantsColor } from './terminal-color.ts';
import { usageProblem } from './usage-problem.ts';

/** The command line from words to exit code. `argv` is without node and script. Never throws. */
export async function runCli(
  argv: readonly string[],
  wiring: Wiring,
  shell: Shell,
  own: readonly Builtin[] = builtins,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const program = buildProgram(wiring, shell, own, (finished) => {
    code = finished;
  });
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (error instanceof Interrupted) {
      shell.stderr.write('Stopped.\n');
      return exitCodes.interrupted;
    }
    const told = error instanceof CommanderError ? usageProblem(error, program, argv, wiring) : error;
    printProblem(told, shell.stderr, {
      json: wantsJson(argv),
      color: wantsColor(shell.stderr, shell.env, !argv.includes('--no-color')),
      verbose: argv.includes('--verbose'),
    });
    return exitCodes[asProblem(told).code];
  }
}

/** Read from the raw words, since a problem may be that they cannot be parsed. */
function wantsJson(argv: readonly string[]): boolean {
  const at = argv.lastIndexOf('--format');
  return argv.includes('--format=json') || (at >= 0 && argv[at + 1] === 'json');
}
