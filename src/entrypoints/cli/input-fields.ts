import { z } from 'zod';
import { commandSources, type SourceName } from '#agent/command-sources.ts';
import type { Command } from '#contracts/command.ts';
import { Sources } from '#vocabulary/sources.ts';

export type FieldKind = 'text' | 'number' | 'boolean' | 'choice' | 'list' | 'record';

/** One field of an input schema, as the command line offers it. */
export interface InputField {
  readonly name: string;
  /** `--max-indexes`; a boolean that is on by default is `--no-…`. */
  readonly flag: string;
  readonly kind: FieldKind;
  /** Of a choice, or of the items of a list; empty where any text will do. */
  readonly choices: readonly string[];
  /** The items of a list and the values of a record are numbers. */
  readonly numeric: boolean;
  readonly required: boolean;
  readonly fallback: unknown;
  readonly description: string;
  /** What stands for the value in help: FILE. */
  readonly value: string;
  /** Beside its choices it may name a database: that is the source `source` then, and the field is `stands`. */
  readonly address?: { readonly source: string; readonly stands: string };
}

interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly value?: unknown;
  readonly address?: InputField['address'];
  readonly items?: Property;
  readonly additionalProperties?: Property | boolean;
}

export function inputFields(schema: z.ZodObject): readonly InputField[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const required = new Set(json.required ?? []);
  return Object.entries(json.properties ?? {}).map(([name, property]) =>
    toField(name, property as Property, required.has(name)),
  );
}

/** The fields that are given as flags, and the sources that the command takes. */
export function flagFields(command: Command): readonly InputField[] {
  const positional = new Set(command.positional);
  return inputFields(command.input).filter((field) => !positional.has(field.name));
}

export function positionalFields(command: Command): readonly InputField[] {
  const fields = [...inputFields(command.input), ...inputFields(Sources)];
  return command.positional.flatMap((name) => fields.filter((field) => field.name === name).slice(0, 1));
}

/** `<query>`, `[table]`, `[migrations...]` */
export function positionalWord({ name, kind, required }: InputField): string {
  const word = kind === 'list' ? `${name}...` : name;
  return required ? `<${word}>` : `[${word}]`;
}

/** Without those that are given by position, or that a flag of the command's own names. */
export function sourceFields(command: Command): readonly (InputField & { readonly name: SourceName })[] {
  const named = new Set<string | undefined>([
    ...command.positional,
    ...inputFields(command.input).map(({ address }) => address?.source),
  ]);
  const taken = commandSources(command).filter((source) => !named.has(source));
  return inputFields(Sources).flatMap((field) => {
    const name = taken.find((one) => one === field.name);
    return name === undefined ? [] : [{ ...field, name }];
  });
}

function toField(name: string, property: Property, required: boolean): InputField {
  const items = property.type === 'array' ? property.items : undefined;
  const values = typeof property.additionalProperties === 'object' ? property.additionalProperties : undefined;
  const kind = kindOf(property);
  const word = kebab(name);
  return {
    name,
    flag: kind === 'boolean' && property.default === true ? `--no-${word}` : `--${word}`,
    kind,
    choices: ((items ?? property).enum ?? []).map(String),
    numeric: isNumber(items ?? values ?? property),
    required,
    fallback: property.default,
    description: property.description ?? '',
    value: typeof property.value === 'string' ? property.value : defaultValue(kind, items ?? values ?? property),
    ...(property.address === undefined ? {} : { address: property.address }),
  };
}

function kindOf(property: Property): FieldKind {
  if (property.enum !== undefined) return 'choice';
  if (property.type === 'boolean') return 'boolean';
  if (property.type === 'array') return 'list';
  if (property.type === 'object') return 'record';
  return isNumber(property) ? 'number' : 'text';
}

function isNumber(property: Property): boolean {
  return property.type === 'number' || property.type === 'integer';
}

function defaultValue(kind: FieldKind, item: Property): string {
  if (kind === 'record') return 'KEY=VALUE';
  return isNumber(item) ? 'N' : 'TEXT';
}

/** maxIndexes -> max-indexes */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
