import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What this process could do to the file, and to its folder, where journals are made. */
export async function mayWrite(file: string): Promise<{ readonly file: boolean; readonly folder: boolean }> {
  return { file: await may(file), folder: await may(dirname(file)) };
}

async function may(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
