import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a folder of the project whose path matches, sorted; node_modules and fixtures are left out. */
export function filesBelow(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => pattern.test(path) && !/(^|\/)(node_modules|fixtures)\//.test(path))
    .sort();
}
