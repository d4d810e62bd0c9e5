import { commandSources } from '#agent/command-sources.ts';
import type { Command } from '#contracts/command.ts';
import { Sources } from '#vocabulary/sources.ts';

/** One call of a command on a live database, as each entry point takes it. */
export interface ExampleCall {
  readonly command: string;
  readonly title: string;
  /** What follows `dbwright look plan`, without the words that name the database. */
  readonly words: readonly string[];
  readonly input: Readonly<Record<string, unknown>>;
  readonly sources: Sources;
  readonly redact: boolean;
}

/** A command that can look at a live database. */
export function isLive(command: Command): boolean {
  return commandSources(command).includes('url');
}

/**
 * The calls that a command's own examples make on a live database. Throws where there is none, or where an example
 * holds a word that this file cannot read: then the proof would leave a command out.
 */
export function exampleCalls(name: string, command: Command): readonly ExampleCall[] {
  const calls = command.examples.flatMap(({ title, args }): readonly ExampleCall[] => {
    const words = splitWords(args);
    const at = words.findIndex((word) => word === '--url' || word === '--target');
    if (at < 0) return [];
    return [{ command: name, title, ...readWords(name, command, words.toSpliced(at, 2)) }];
  });
  if (calls.length > 0) return calls;
  throw new Error(`${name} takes --url, but none of its examples has one: how is this proof to call it?`);
}

const migrationSql = 'create table dbwright_example (id bigint primary key)';

function readWords(name: string, command: Command, words: readonly string[]): Omit<ExampleCall, 'command' | 'title'> {
  const input: Record<string, unknown> = {};
  const sources: Record<string, unknown> = {};
  const positional = [...command.positional];
  let redact = false;
  const left: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const off = /^--no-([a-z-]+)$/.exec(word)?.[1];
    const flag = /^--([a-z-]+)$/.exec(word)?.[1]?.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (flag === undefined) {
      const field = positional.shift();
      if (field === 'migrations') {
        // Its file is not there: its SQL is given.
        input['sql'] = migrationSql;
        left.push(word);
        continue;
      }
      if (field === undefined) throw new Error(`${name}: an example has a word too many: ${word}`);
      input[field] = wordAsValue(command.input.shape[field], field, word, name, undefined);
    } else if (flag === 'redact') {
      redact = true;
    } else if (off !== undefined && off in command.input.shape) {
      input[off] = false;
    } else if (flag in command.input.shape && wordIsFlag(command.input.shape[flag])) {
      input[flag] = true;
    } else if (flag === 'baseline') {
      // An earlier report, which is no statement to a database.
      left.push(word, words[at + 1] ?? '');
      at += 1;
    } else if (['out', 'format'].includes(flag)) {
      at += 1;
    } else if (flag in command.input.shape) {
      at += 1;
      input[flag] = wordAsValue(command.input.shape[flag], flag, words[at] ?? '', name, input[flag]);
    } else if (flag in Sources.shape) {
      at += 1;
      sources[flag] = wordAsValue(
        Sources.shape[flag as keyof typeof Sources.shape],
        flag,
        words[at] ?? '',
        name,
        undefined,
      );
    } else {
      throw new Error(`${name}: this proof does not know --${flag} of its example. Teach it.`);
    }
  }
  const kept = words.filter((word) => !left.includes(word));
  if (input['sql'] === migrationSql) kept.push('--sql', migrationSql);
  // Trials in servers of our own send nothing to the target, and take half a minute each.
  if ('tries' in command.input.shape) {
    input['tries'] = 0;
    kept.push('--tries', '0');
  }
  return { words: kept, input, sources: Sources.parse(sources), redact };
}

/** A field that is true where the flag stands, and takes no word. */
function wordIsFlag(field: unknown): boolean {
  const { safeParse } = field as Field;
  return safeParse(true).success && !safeParse('x').success && !safeParse(1).success;
}

interface Field {
  readonly safeParse: (value: unknown) => { readonly success: boolean };
}

/** The word as the first kind of value that the field's schema takes. */
function wordAsValue(field: unknown, name: string, word: string, command: string, before: unknown): unknown {
  const [key = '', ...rest] = word.split('=');
  const map = { ...(typeof before === 'object' ? before : {}), [key]: rest.join('=') };
  const found = [word, Number(word), map, [word], word === 'true'].find(
    (value) => (field as Field).safeParse(value).success,
  );
  if (found === undefined) throw new Error(`${command}: this proof cannot fill ${name} with ${word}. Teach it.`);
  return found;
}

/** As a shell splits them: single and double quotes, no variables. */
function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replace(/\\(.)/g, '$1') ?? single ?? plain ?? '',
  );
}
