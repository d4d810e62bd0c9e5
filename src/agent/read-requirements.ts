import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { problem } from '#contracts/problem-error.ts';
import { EngineNeed, EngineRequirements, WorkloadGroup, WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { suggest } from './nearest.ts';
import { readYaml } from './yaml-document.ts';

/** A page of wishes; what is longer is another file. */
const longestFile = 1_000_000;

/**
 * What is asked of a database, from YAML or JSON (docs/schemas/engine-requirements.json):
 *
 *     workloads:
 *       - transactions
 *       - { kind: search, items: 10M }
 *     bytes: 2 TB
 *     reads: 95:5
 *     consistency: strong
 *     hosting: { cloud: aws, managed: true }
 *
 * Errors: not-found (no such file), invalid (with file, line, key, and the nearest right word).
 */
export async function readRequirements(path: string): Promise<EngineRequirements> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw problem('not-found', `The requirements file ${path} cannot be read.`, 'Give the path of a YAML file.', cause);
  }
  if (text.length > longestFile) throw problem('invalid', `${path} is too long to be a file of requirements.`);
  return parseRequirements(text, path);
}

/** `file` is only named. Errors: invalid. */
export function parseRequirements(text: string, file: string): EngineRequirements {
  const { value, placeOf } = readYaml(text, file);
  const parsed = EngineRequirements.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue === undefined) throw parsed.error;
  const { path, message, hint } = inWords(issue, value);
  throw problem('invalid', `${file}, ${placeOf(path)}: ${message}`, hint);
}

type Path = readonly (string | number)[];

function inWords(issue: z.core.$ZodIssue, value: unknown): { path: Path; message: string; hint: string } {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const where = path.join('.');
  const given = path.reduce<unknown>((inner, step) => (isRecord(inner) ? Reflect.get(inner, step) : undefined), value);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const message = `there is no key "${key}"${where === '' ? '' : ` in ${where}`}.`;
    return { path: [...path, key], message, hint: suggest(key, keysAt(path), 'keys') };
  }
  const words = typeof given === 'string' ? wordsAt(path) : undefined;
  if (words !== undefined && typeof given === 'string') {
    return { path, message: `${where}: there is no "${given}".`, hint: suggest(given, words, 'words') };
  }
  if (issue.code === 'invalid_union' && isRecord(given)) return inUnion(issue, path, given);
  return { path, message: `${where === '' ? 'the file' : where} is wrong: ${issue.message}.`, hint: example };
}

/** A kind of work that is neither a word nor a right object: the object's own fault. */
function inUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, given: object) {
  const inner = WorkloadGroup.safeParse(given).error?.issues[0];
  if (inner === undefined) return { path, message: `${path.join('.')} is wrong: ${issue.message}.`, hint: example };
  const below = inner.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (inner.code === 'unrecognized_keys') {
    const key = inner.keys[0] ?? '';
    const message = `there is no key "${key}" in ${path.join('.')}.`;
    return { path: [...path, key], message, hint: suggest(key, Object.keys(WorkloadGroup.unwrap().shape), 'keys') };
  }
  const kind = Reflect.get(given, 'kind');
  if (below[0] === 'kind' && typeof kind === 'string') {
    const message = `there is no kind of work "${kind}".`;
    return { path: [...path, 'kind'], message, hint: suggest(kind, WorkloadKind.options, 'kinds') };
  }
  return {
    path: [...path, ...below],
    message: `${[...path, ...below].join('.')} is wrong: ${inner.message}.`,
    hint: example,
  };
}

const example = 'For example: { workloads: [transactions, { kind: search, items: 10M }], bytes: 2 TB, reads: 95:5 }';

function wordsAt([first, second]: Path): readonly string[] | undefined {
  if (first === 'workloads' && typeof second === 'number') return WorkloadKind.options;
  return first === 'needs' ? EngineNeed.options : undefined;
}

function keysAt([first]: Path): readonly string[] {
  if (first === 'workloads') return Object.keys(WorkloadGroup.unwrap().shape);
  if (first === 'hosting') return ['cloud', 'managed', 'serverless', 'selfHosted', 'embedded', 'manyClouds'];
  return Object.keys(EngineRequirements.unwrap().shape);
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
