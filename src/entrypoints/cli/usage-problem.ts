import type { CommanderError, Command as Program } from 'commander';
import { nearest, suggest } from '#agent/nearest.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Wiring } from './shell.ts';

/** What commander could not read, as a Problem that names the nearest right word. `argv` is without node and script. */
export function usageProblem(error: CommanderError, program: Program, argv: readonly string[], wiring: Wiring): Error {
  const { place, name } = locate(program, argv);
  const quoted = /'([^']*)'/s.exec(error.message)?.[1] ?? '';
  const help = `See dbwright ${name === '' ? '--help' : `help ${name}`}.`;
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownFlag(quoted, place, name, help);
    case 'commander.unknownCommand':
      return problem(
        'invalid',
        `There is no command "${words(name, quoted)}".`,
        nearestCommand(quoted, place, name, argv, wiring),
      );
    case 'commander.excessArguments':
      return excess(place, name, argv, wiring, help);
    case 'commander.missingArgument':
      return problem('invalid', `${name} needs a ${quoted}.`, exampleOf(name, wiring) ?? help, error);
    case 'commander.optionMissingArgument':
      return problem('invalid', `${quoted.split(' ')[0]} needs a value: ${quoted}.`, help, error);
    case 'commander.help':
      return problem('invalid', `"dbwright ${name}" is not a whole command.`, choices(place, name), error);
    default:
      return problem('invalid', error.message.replace(/^error: /, ''), help, error);
  }
}

function unknownFlag(flag: string, place: Program, name: string, help: string): Error {
  // A statement that begins with a comment looks like a flag.
  if (/\s/.test(flag.split('=')[0] ?? flag)) {
    return problem(
      'invalid',
      'The query begins with - and was taken for a flag.',
      `Put -- before it: dbwright ${name} -- '…', or give it as @file.sql or - (standard input).`,
    );
  }
  const flags = place.options.flatMap((option) =>
    option.long === null || option.long === undefined ? [] : [option.long],
  );
  const best = nearest(flag.split('=')[0] ?? flag, [...flags, '--help']);
  const where = name === '' ? 'dbwright' : name;
  return problem('invalid', `${where} has no flag ${flag}.`, best === undefined ? help : `Did you mean ${best}?`);
}

function nearestCommand(word: string, place: Program, name: string, argv: readonly string[], wiring: Wiring): string {
  const here = place.commands.map((one) => one.name());
  const best = nearest(word, here);
  if (best !== undefined) return `Did you mean dbwright ${words(name, best)}?`;
  // "dbwright query optimize", "dbwright query"
  const nouns = [...wiring.commands.keys()].filter((full) => full.split(' ')[1] === word);
  const meant = nouns.find((full) => argv.includes(full.split(' ')[0] ?? '')) ?? nouns[0];
  return meant === undefined ? suggest(word, here, 'commands') : `Did you mean dbwright ${meant}?`;
}

function excess(place: Program, name: string, argv: readonly string[], wiring: Wiring, help: string): Error {
  if (place.registeredArguments.length === 0) {
    return problem('invalid', `${name} takes no arguments beside its flags.`, help);
  }
  const hint = argv.some((word) => /^(select|with|update|delete|insert)$/i.test(word))
    ? `Put the query in quotes: ${exampleOf(name, wiring)?.replace('For example: ', '') ?? ''}`
    : help;
  return problem('invalid', `${name} takes ${place.registeredArguments.length} argument, and more were given.`, hint);
}

function exampleOf(name: string, wiring: Wiring): string | undefined {
  const example = wiring.commands.get(name)?.examples[0];
  return example === undefined ? undefined : `For example: dbwright ${name} ${example.args}`;
}

function choices(place: Program, name: string): string {
  return `Commands: ${place.commands.map((one) => `dbwright ${words(name, one.name())}`).join(', ')}.`;
}

/** The command that the words lead to. */
function locate(program: Program, argv: readonly string[]): { readonly place: Program; readonly name: string } {
  let place = program;
  const name: string[] = [];
  for (const word of argv) {
    const next = place.commands.find((one) => one.name() === word);
    if (next === undefined) break;
    place = next;
    name.push(word);
  }
  return { place, name: name.join(' ') };
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
