import { checkInput } from '#agent/check-input.ts';
import { suggest } from '#agent/nearest.ts';
import { readSource } from '#agent/read-source.ts';
import type { Command } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Sources } from '#vocabulary/sources.ts';
import { flagFields, type InputField, kebab, positionalFields, sourceFields } from './input-fields.ts';

type Flags = Readonly<Record<string, unknown>>;

/**
 * A command's input from the words of the command line. A `query` may be `-` (standard input) or `@file.sql`.
 * `positionals` are in the order of the command's own. Problem `invalid` names flags as they are typed.
 */
export async function readInput(
  name: string,
  command: Command,
  positionals: readonly unknown[],
  flags: Flags,
): Promise<Readonly<Record<string, unknown>>> {
  const given: Record<string, unknown> = {};
  for (const [index, field] of positionalFields(command).entries()) {
    if (!isSource(command, field)) given[field.name] = positionals[index];
  }
  for (const field of flagFields(command)) {
    const isAddress = addressIn(field, flags) !== undefined;
    given[field.name] = isAddress ? field.address?.stands : flags[field.name];
  }
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (
    present['query'] === '-' &&
    ['plan', 'diff', 'schema', 'export', 'volumes'].some((name) => [flags[name]].flat().includes('-'))
  ) {
    throw problem('invalid', 'Standard input can be read only once.', 'Give one of them as a file.');
  }
  if (typeof present['query'] === 'string') present['query'] = await readQuery(present['query']);
  const positional = new Set<string>(command.positional);
  checkInput(command, name, present, (field) => (positional.has(field) ? field : `--${kebab(field)}`));
  return present;
}

/** Given by position, and no part of the input. */
function isSource({ input }: Command, { name }: InputField): boolean {
  return !(name in input.shape);
}

async function readQuery(text: string): Promise<string> {
  if (text === '-') return readSource('-', 'the query');
  if (/^@\S/.test(text)) return readSource(text.slice(1), 'the query');
  if (text.trim() === '') throw problem('invalid', 'The query is empty.', 'Give a SELECT, - or @file.sql.');
  return text;
}

/** The database that a flag names in place of one of its choices. */
function addressIn({ name, address, choices }: InputField, flags: Flags): string | undefined {
  const text = flags[name];
  return address === undefined || typeof text !== 'string' || choices.includes(text) ? undefined : text;
}

/** Of the flags that may name a database. Problem `invalid` never repeats what may hold a password. */
function readAddresses(
  command: Command,
  flags: Flags,
  targets: readonly string[],
): readonly (readonly [string, string])[] {
  return flagFields(command).flatMap((field) => {
    const text = addressIn(field, flags);
    if (text === undefined || field.address === undefined) return [];
    if (targets.includes(text) || /^[a-z][a-z0-9+.-]*:/i.test(text)) return [[field.address.source, text] as const];
    const shown = /[@:/?=]/.test(text) ? 'that' : `"${text}"`;
    throw problem(
      'invalid',
      `${field.flag} cannot be ${shown}: it takes ${field.choices.join(', ')}, a database URL (postgres://…) or the name of a target.`,
      shown === 'that'
        ? 'A URL begins with the kind of database: postgres://…'
        : suggest(text, [...field.choices, ...targets], 'values'),
    );
  });
}

/** The sources that a command takes, from its words and flags. Problem `not-found` names the nearest target. */
export function readSources(
  command: Command,
  positionals: readonly unknown[],
  flags: Flags,
  targets: readonly string[],
): Sources {
  const byPlace = positionalFields(command).map((field, at) => [field, positionals[at]] as const);
  const given = [
    ...sourceFields(command).map(({ name }) => [name, flags[name]] as const),
    ...byPlace.flatMap(([field, value]) =>
      isSource(command, field) && !isEmpty(value) ? [[field.name, value] as const] : [],
    ),
  ].filter(([, value]) => value !== undefined);
  const sources: Sources = checkFiles(Object.fromEntries([...given, ...readAddresses(command, flags, targets)]));
  if (sources.url !== undefined && sources.target !== undefined) {
    throw problem('invalid', '--url and --target both name a database.', 'Give one of them.');
  }
  const { plan, diff = [], log = [], queries = [], migrations = [], schema, export: exported, volumes } = sources;
  const files = [plan, ...diff, ...log, ...queries, ...migrations, schema, exported, volumes];
  if (files.filter((file) => file === '-').length > 1) {
    throw problem('invalid', 'Standard input can be read only once.', 'Give one of them as a file.');
  }
  if (sources.target !== undefined && !targets.includes(sources.target)) {
    throw problem(
      'not-found',
      `There is no target "${sources.target}".`,
      targets.length === 0
        ? 'Name it under targets: in dbwright.config.yaml, or give --url.'
        : suggest(sources.target, targets, 'targets'),
    );
  }
  return sources;
}

/** Of words that may be several, none was given. */
function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Two different plans are compared, and no third is given. */
function checkFiles(given: Readonly<Record<string, unknown>>): Sources {
  const { diff } = given;
  if (!Array.isArray(diff)) return given;
  if (diff.length !== 2) {
    throw problem(
      'invalid',
      `--diff takes two files, and ${diff.length === 1 ? 'one was' : `${diff.length} were`} given: ${diff.join(', ')}.`,
      'For example: --diff before.json after.json. A query stands before the flag.',
    );
  }
  if (diff[0] === diff[1] && diff[0] !== '-') {
    throw problem('invalid', `--diff was given ${diff[0]} twice.`, 'Name the plan before and the plan after.');
  }
  if (given['plan'] !== undefined) {
    throw problem('invalid', '--plan shows one plan and --diff compares two.', 'Give one of them.');
  }
  return given;
}
