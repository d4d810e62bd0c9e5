import { Argument, Option, Command as Program } from 'commander';
import type { Command } from '#contracts/command.ts';
import { exitCodes, exitMeanings } from './exit-codes.ts';
import { flagParser } from './flag-values.ts';
import { flagFields, type InputField, positionalFields, positionalWord, sourceFields } from './input-fields.ts';
import { changeOptions, type OutputFlags, outputOptions } from './output-flags.ts';
import { runCommand } from './run-command.ts';
import type { Builtin, BuiltinParts, Shell, Wiring } from './shell.ts';
import { wantsColor } from './terminal-color.ts';

/** The whole command line, made from the registry: verbs, nouns, flags, help. It decides nothing. */
export function buildProgram(
  wiring: Wiring,
  shell: Shell,
  builtins: readonly Builtin[],
  finish: BuiltinParts['finish'],
): Program {
  const program = new Program('dbwright')
    .description('A database engineer in software: advice that comes with proof.')
    .version(wiring.version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      // Commander's own words: the thrown error is printed as a problem instead.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(shell.stdout.columns || 100, 110),
      getOutHasColors: () => wantsColor(shell.stdout, shell.env, true),
    })
    .configureHelp({ optionDescription: described })
    .addHelpText('after', () => `\n${rootNotes(wiring)}`);

  program.commandsGroup('Commands:');
  for (const [name, command] of wiring.commands) {
    const [verb = '', noun = ''] = name.split(' ');
    const parent = program.commands.find((one) => one.name() === verb) ?? addVerb(program, verb, wiring);
    addCommand(parent, name, noun, command, wiring, shell, finish);
  }
  program.commandsGroup('More:');
  for (const builtin of builtins) builtin.register(program, { wiring, shell, finish });
  return program;
}

function addVerb(program: Program, verb: string, wiring: Wiring): Program {
  const nouns = [...wiring.commands].filter(([name]) => name.startsWith(`${verb} `));
  const [only] = nouns;
  const summary =
    nouns.length === 1 && only !== undefined ? only[1].summary : nouns.map(([name]) => name.split(' ')[1]).join(', ');
  return program
    .command(verb)
    .summary(summary)
    .description(`${verb}: ${nouns.map(([name]) => name).join(', ')}`);
}

function addCommand(
  parent: Program,
  name: string,
  noun: string,
  command: Command,
  wiring: Wiring,
  shell: Shell,
  finish: BuiltinParts['finish'],
): void {
  const made = parent
    .command(noun)
    .summary(command.summary)
    .description(`${command.summary}\n\n${command.description}`);
  for (const field of positionalFields(command)) {
    made.addArgument(new Argument(positionalWord(field), describe(field)));
  }
  made.optionsGroup('Sources:');
  for (const field of sourceFields(command)) made.addOption(fieldOption(field));
  made.optionsGroup('Options:');
  for (const field of flagFields(command)) made.addOption(fieldOption(field));
  made.optionsGroup('Changes:');
  for (const option of changeOptions(command)) made.addOption(option);
  made.optionsGroup('Output:');
  for (const option of outputOptions()) made.addOption(option);
  made.addHelpText('after', () => `\n${examples(name, command)}`);
  made.action(async (...words: readonly unknown[]) => {
    const positionals = words.slice(0, command.positional.length);
    const flags = made.opts<OutputFlags & Record<string, unknown>>();
    finish(await runCommand({ name, command, positionals, flags }, wiring, shell));
  });
}

function fieldOption(field: InputField): Option {
  if (field.kind === 'boolean') return new Option(field.flag, describe(field));
  // "BEFORE AFTER" names several values after one flag, which Commander shows as <BEFORE AFTER...>.
  const value = field.value.includes(' ') ? `${field.value}...` : field.value;
  const option = new Option(`${field.flag} <${value}>`, describe(field)).argParser(flagParser(field));
  if (field.choices.length > 0) option.argChoices = [...field.choices];
  return option;
}

/** Choices stand in the description already. */
function described(option: Option): string {
  return typeof option.defaultValue === 'string'
    ? `${option.description} (default: ${option.defaultValue})`
    : option.description;
}

/** No default is set at the option: the schema fills it in, once. */
function describe(field: InputField): string {
  const isSeveral = field.value.includes(' ');
  const repeat = !isSeveral && (field.kind === 'list' || field.kind === 'record') ? ' (repeatable)' : '';
  const choices = field.choices.length > 0 ? `: ${field.choices.join(', ')}` : '';
  const isShown = field.fallback !== undefined && ['text', 'number', 'choice'].includes(field.kind);
  return `${field.description}${choices}${repeat}${isShown ? ` (default: ${String(field.fallback)})` : ''}`;
}

function examples(name: string, command: Command): string {
  const lines = command.examples.map(({ title, args }) => `  # ${title}\n  dbwright ${name} ${args}`.trimEnd());
  const query = command.positional.includes('query')
    ? ['', 'A query may be given as - (standard input) or @file.sql.']
    : [];
  return ['Examples:', ...lines, ...query].join('\n');
}

function rootNotes(wiring: Wiring): string {
  const example = [...wiring.commands].flatMap(
    ([
      name,
      {
        examples: [first],
      },
    ]) => (first === undefined ? [] : [`  dbwright ${name} ${first.args}`]),
  );
  const codes = Object.entries(exitCodes).map(
    ([name, code]) => `  ${String(code).padStart(3)}  ${exitMeanings[name as keyof typeof exitCodes]}`,
  );
  return [
    'Examples:',
    ...example,
    '',
    'Help of one command: dbwright help optimize query',
    'Targets and silenced findings: dbwright.config.yaml, looked for from here up to the root of the repository.',
    'Problems are printed on standard error; with --format json as one line {"problem": {…}}.',
    '',
    'Exit codes:',
    ...codes,
  ].join('\n');
}
