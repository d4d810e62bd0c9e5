import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(tmpdir(), 'dbwright-bench-costs');

/** Answers that were paid for once stay in the temporary folder: one line each, under a hash of all that they hang on. */
export interface CostStore {
  readonly get: (key: string) => unknown;
  readonly set: (key: string, value: unknown) => void;
}

export function openCostStore(basis: string): CostStore {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${hashOf(basis)}.jsonl`);
  const values = new Map<string, unknown>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    // The last line is broken where a run was killed.
    if (!line.endsWith('}')) continue;
    const { k, v }: { k: string; v: unknown } = JSON.parse(line);
    values.set(k, v);
  }
  return {
    get: (key) => values.get(hashOf(key)),
    set: (key, value) => {
      const hash = hashOf(key);
      values.set(hash, value);
      appendFileSync(file, `${JSON.stringify({ k: hash, v: value })}\n`);
    },
  };
}

/** What `make` gives, from the file where it was made before. */
export async function keptValue<Value>(basis: string, make: () => Promise<Value>): Promise<Value> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${hashOf(basis)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const value = await make();
  await writeFile(file, JSON.stringify(value));
  return value;
}

export function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64url').slice(0, 20);
}
