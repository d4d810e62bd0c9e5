import type { z } from 'zod';
import { problem } from '#contracts/problem-error.ts';
import { suggest } from './nearest.ts';
import { readYaml } from './yaml-document.ts';

type Path = readonly PropertyKey[];

/**
 * YAML to a checked configuration. Problem `invalid` says file, line, what is wrong and the nearest right key.
 * `file` is only named.
 */
export function parseConfig<C extends z.ZodObject>(
  text: string,
  file: string,
  schema: C,
): { readonly config: z.infer<C>; readonly warnings: readonly string[] } {
  const { value, lineOf } = readYaml(text, file);
  const given = value ?? {};
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = deepest(parsed.error.issues);
    const { path, message, hint } = inWords(issue, schema);
    throw problem('invalid', `${file}, line ${lineOf(path)}: ${message}`, hint);
  }
  const warnings = openPasswords(given).map(
    (path) =>
      `${file}, line ${lineOf(path)}: ${path.join('.')} holds a password in plain text. ` +
      `Write \${NAME} in its place, or url: { env: NAME }, and set that environment variable.`,
  );
  return { config: parsed.data, warnings };
}

/** A misspelt key says more than the key that is missing for it; inside a union, the branch that got furthest does. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const all = issues.flatMap(expand);
  const issue = all.find(({ code }) => code === 'unrecognized_keys') ?? all[0];
  if (issue === undefined) throw new Error('a failed parse has an issue');
  return issue;
}

function expand(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const inner = issue.errors
    .flat()
    .filter((one) => one.code === 'unrecognized_keys' || one.path.length > 0)
    .map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
  return inner.length === 0 ? [issue] : inner;
}

function inWords(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
): { readonly path: Path; readonly message: string; readonly hint?: string } {
  const where = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = keysAt(schema, issue.path);
    const message = `there is no key "${key}"${where === '' ? '' : ` in ${where}`}.`;
    return { path: [...issue.path, key], message, hint: suggest(key, known, 'keys') };
  }
  if (issue.code === 'invalid_key') {
    return { path: issue.path, message: `${where} is no good name: ${issue.issues[0]?.message ?? issue.message}.` };
  }
  if (issue.code === 'invalid_union') {
    return {
      path: issue.path,
      message: `${where} must be a URL, or { env: NAME }.`,
      hint: 'For example: url: { env: DATABASE_URL }',
    };
  }
  if (issue.code === 'invalid_type' && issue.message.includes('undefined')) {
    return { path: issue.path, message: `${where} is missing.` };
  }
  return { path: issue.path, message: `${where === '' ? 'the file' : where} is wrong: ${issue.message}.` };
}

/** The keys that the schema knows at a path; through records, arrays, unions and wrappers. */
function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const def = (schema as z.ZodType).def as {
    readonly type: string;
    readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
    readonly innerType?: z.core.$ZodType;
    readonly valueType?: z.core.$ZodType;
    readonly element?: z.core.$ZodType;
    readonly options?: readonly z.core.$ZodType[];
  };
  if (def.innerType !== undefined) return keysAt(def.innerType, path);
  if (def.options !== undefined) return def.options.flatMap((option) => keysAt(option, path));
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(def.shape ?? {});
  const next = def.shape?.[String(key)] ?? def.valueType ?? def.element;
  return next === undefined ? [] : keysAt(next, rest);
}

/** Paths of texts that are URLs with a password written out. */
function openPasswords(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') {
    const password =
      /^[a-z][a-z0-9+.-]*:\/\/[^/?#@:]*:([^/?#]*)@/i.exec(value)?.[1] ?? /[?&]password=([^&#]+)/i.exec(value)?.[1];
    return password === undefined || password === '' || /^\$\{[^}]+\}$/.test(password) ? [] : [path];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => openPasswords(inner, [...path, key]));
}
