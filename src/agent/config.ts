import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { problem } from '#contracts/problem-error.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { ChatSection, type ChatSettings, chatSettings } from './chat/chat-config.ts';
import { fillIn } from './fill-in.ts';
import { parseConfig } from './parse-config.ts';

export const configName = 'dbwright.config.yaml';

/** A URL, in which `${NAME}` stands for an environment variable; or the variable that holds the whole URL. */
const Address = z.union([z.string().min(1), z.strictObject({ env: z.string().min(1) })]);
export type Address = z.infer<typeof Address>;

const SilenceEntry = z.strictObject({
  rule: z.string().min(1),
  /** The thing that the finding names (`public.orders`; `*` stands for anything); all things where it is left out. */
  at: z.string().optional(),
  reason: z.string().trim().min(1, 'a reason is required, for whoever reads it in a year'),
});

/** What `dbwright.config.yaml` may hold. Every key is checked: an unknown one is refused. */
export const ConfigFile = z.strictObject({
  targets: z
    .record(
      z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'names hold letters, digits, _ - and .'),
      z
        .strictObject({
          url: Address.optional(),
          /** Instead of a connection: a file made by `dbwright look export`, as seen from the configuration file. */
          export: z.string().min(1).optional(),
          /** Functions of your own that `look rows` may call although the guard cannot look into them: app.tax_of. */
          functions: z.array(z.string().min(1)).optional(),
          /** A copy with rows, in which indexes may be tried and timed. */
          twinUrl: Address.optional(),
          /** File with the DDL, as seen from the configuration file. */
          schema: z.string().min(1).optional(),
          /** One line for people and models. */
          description: z.string().optional(),
        })
        .refine(
          ({ url, export: file }) => (url === undefined) !== (file === undefined),
          'it needs a url or an export, and not both',
        ),
    )
    .default({}),
  silence: z.array(SilenceEntry).default([]),
  bounds: z.strictObject(Bounds.unwrap().shape).partial().optional(),
  format: z.enum(['text', 'json', 'markdown', 'html', 'sarif', 'github']).optional(),
  /** A language model, for commands that are told to ask one. */
  model: ChatSection.optional(),
});

/** A database that has a name, ready to use. From a file, `url` and `twinUrl` read the environment when they are read. */
export interface Target {
  readonly url?: string | undefined;
  readonly export?: string | undefined;
  readonly functions?: readonly string[] | undefined;
  readonly twinUrl?: string | undefined;
  readonly schema?: string | undefined;
  readonly description?: string | undefined;
}

export interface Config {
  readonly targets: Readonly<Record<string, Target>>;
  readonly silence: readonly Readonly<z.infer<typeof SilenceEntry>>[];
  readonly bounds?: Partial<Bounds> | undefined;
  /** The form of reports where the caller names none. */
  readonly format?: z.infer<typeof ConfigFile>['format'];
  /** Asked only by commands that are told to. */
  readonly model?: ChatSettings | undefined;
}

export const emptyConfig: Config = { targets: {}, silence: [] };

export interface LoadedConfig {
  readonly config: Config;
  /** Absent: no file was found, and the defaults stand. */
  readonly file?: string;
  /** For people, one sentence each. */
  readonly warnings: readonly string[];
}

/** Reads the nearest configuration file; the defaults where there is none. Problem `invalid` with file and line. */
export function loadConfig(cwd: string, env: NodeJS.ProcessEnv): LoadedConfig {
  const file = findConfig(cwd);
  if (file === undefined) return { config: emptyConfig, warnings: [] };
  const { config, warnings } = parseConfig(readText(file), file, ConfigFile);
  const targets = Object.entries(config.targets).map(
    ([name, { url, twinUrl, schema, description, export: exported, functions }]): [string, Target] => [
      name,
      {
        // Read late, so that an unset variable of one target does not stand in the way of the others.
        get url() {
          return url === undefined ? undefined : fillIn(url, name, env);
        },
        get twinUrl() {
          return twinUrl === undefined ? undefined : fillIn(twinUrl, name, env);
        },
        export: exported === undefined ? undefined : resolve(dirname(file), exported),
        schema: schema === undefined ? undefined : resolve(dirname(file), schema),
        functions,
        description,
      },
    ],
  );
  const { model, ...rest } = config;
  return {
    config: {
      ...rest,
      targets: Object.fromEntries(targets),
      ...(model === undefined ? {} : { model: chatSettings(model, env) }),
    },
    file,
    warnings,
  };
}

/** Looks from `cwd` up to the root of its repository; outside of a repository, in `cwd` only. */
function findConfig(cwd: string): string | undefined {
  const folders = [resolve(cwd)];
  for (let folder = resolve(cwd); !existsSync(join(folder, '.git')); ) {
    const parent = dirname(folder);
    if (parent === folder) return [join(resolve(cwd), configName)].find((file) => existsSync(file));
    folders.push(parent);
    folder = parent;
  }
  return folders.map((folder) => join(folder, configName)).find((file) => existsSync(file));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw problem('denied', `${file} cannot be read (${code}).`, 'Check its permissions.', error);
  }
}
