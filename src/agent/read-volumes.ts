import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { problem } from '#contracts/problem-error.ts';
import { ColumnVolume, TableVolume, Volumes } from '#vocabulary/volumes.ts';
import { suggest } from './nearest.ts';
import { readYaml } from './yaml-document.ts';

/** A file is a page of numbers; what is longer is another file. */
const longestFile = 10_000_000;

/**
 * Stated sizes, from YAML:
 *
 *     tables:
 *       orders:
 *         rows: 1M            # 1_000_000, 1e6, 250k, 2.5M, 1G
 *         columns:
 *           status: { values: { paid: 90%, open: 0.1 } }
 *           user_id: { distinct: 20k, skew: 1 }
 *       users: 20k            # only the rows
 *
 * Errors: not-found (no such file), invalid (with file, line, key, and the nearest right key).
 */
export async function readVolumes(path: string): Promise<Volumes> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw problem('not-found', `The volumes file ${path} cannot be read.`, 'Give the path of a YAML file.', cause);
  }
  if (text.length > longestFile) throw problem('invalid', `${path} is too long to be a file of volumes.`);
  return parseVolumes(text, path);
}

/** `file` is only named. Errors: invalid. */
export function parseVolumes(text: string, file: string): Volumes {
  const { value, lineOf } = readYaml(text, file);
  const parsed = Volumes.safeParse(withNumbers(value));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? parsed.error.issues[0];
  if (issue === undefined) throw parsed.error;
  const { path, message, hint } = inWords(issue);
  throw problem('invalid', `${file}, line ${lineOf(path)}: ${message}`, hint);
}

type Path = readonly PropertyKey[];

/** Numbers as people write them become numbers, a bare number becomes the rows; all else is left to the schema. */
function withNumbers(given: unknown): unknown {
  return inside(given, {
    tables: (tables) =>
      each(tables, (table) => {
        const rows = amount(table);
        if (typeof rows === 'number') return { rows };
        return inside(table, { rows: amount, columns: (columns) => each(columns, columnNumbers) });
      }),
  });
}

function columnNumbers(column: unknown): unknown {
  return inside(column, {
    distinct: amount,
    nulls: amount,
    skew: amount,
    correlation: amount,
    width: amount,
    values: (values) => each(values, amount),
    min: dateText,
    max: dateText,
  });
}

/** `1_000_000`, `1,000,000`, `1e6`, `1M`, `20k`, `2.5 G`, `40%`; what is none of these stays as it is. */
function amount(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const written = value.trim().replace(/[_,](?=\d{3})/g, '');
  const [, digits, unit = ''] = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([kmgtb%]?)$/i.exec(written) ?? [];
  if (digits === undefined) return value;
  const factor = factors[unit.toLowerCase()] ?? 1;
  return Number((Number(digits) * factor).toPrecision(15));
}

const factors: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, b: 1e9, t: 1e12, '%': 0.01 };

function dateText(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inside(value: unknown, changes: Readonly<Record<string, (inner: unknown) => unknown>>): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, Object.hasOwn(changes, key) ? changes[key]?.(inner) : inner]),
  );
}

function each(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}

function inWords(issue: z.core.$ZodIssue): { readonly path: Path; readonly message: string; readonly hint?: string } {
  const where = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const message = `there is no key "${key}"${where === '' ? '' : ` in ${where}`}.`;
    return { path: [...issue.path, key], message, hint: suggest(key, keysAt(issue.path.length), 'keys') };
  }
  if (issue.code === 'invalid_type' && issue.message.includes('undefined')) {
    return { path: issue.path, message: `${where === '' ? 'everything' : where} is missing.`, hint: example };
  }
  return {
    path: issue.path,
    message: `${where === '' ? 'the file' : where} is wrong: ${issue.message}.`,
    hint: example,
  };
}

const example = 'For example: tables: { orders: { rows: 1M, columns: { status: { values: { paid: 0.9 } } } } }';

/** The keys that can stand at a depth of the file. */
function keysAt(depth: number): readonly string[] {
  if (depth === 0) return Object.keys(Volumes.unwrap().shape);
  return Object.keys(depth < 4 ? TableVolume.unwrap().shape : ColumnVolume.unwrap().shape);
}
