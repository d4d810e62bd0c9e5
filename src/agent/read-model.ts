import { readFile } from 'node:fs/promises';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import type { ModelFault } from '#analysis/logical-model/model-fault.ts';
import { problem } from '#contracts/problem-error.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { readYaml } from './yaml-document.ts';

/** A model is written by people; what is longer is a dump. */
const longestFile = 20_000_000;
/** Faults that are told at once. */
const most = 10;

/**
 * A logical model from a YAML or JSON file (docs/schemas/logical-model.json).
 * Errors: not-found (no such file), invalid (each fault with line and column, at most ten).
 */
export async function readModel(path: string): Promise<LogicalModel> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw problem('not-found', `The model file ${path} cannot be read.`, 'Give the path of a YAML file.', cause);
  }
  if (text.length > longestFile) throw problem('invalid', `${path} is too long to be a model.`);
  return parseModel(text, path);
}

/** `file` is only named. Errors: invalid. */
export function parseModel(text: string, file: string): LogicalModel {
  const { value, placeOf } = readYaml(text, file);
  const { model, faults = [] } = expandModel(value);
  const found = model === undefined ? faults : checkModel(model);
  const [first] = found;
  if (first === undefined && model !== undefined) return model;
  const told = found.slice(0, most).map((fault) => `${file}, ${placeOf(fault.path)}: ${inWords(fault)}`);
  const rest = found.length > most ? [`… and ${found.length - most} more.`] : [];
  throw problem('invalid', [...told, ...rest].join('\n'), first?.hint ?? 'docs/model.md says what a model may hold.');
}

function inWords({ path, message, hint }: ModelFault): string {
  return `${path.length === 0 ? '' : `${path.join('.')}: `}${message}${hint === undefined ? '' : ` ${hint}`}`;
}
