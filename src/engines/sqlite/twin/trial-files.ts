import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { privateFolder } from '#engines/sqlite/connect/private-folder.ts';

/** Two copies of one database, so that runs with and without indexes can take turns. */
export interface TrialFiles {
  /** As it was copied; never changed but by statements that are rolled back. */
  readonly plain: string;
  /** Makes the other copy, of `plain`, anew each time. */
  readonly another: () => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** `copyTo` writes the database to a path where nothing is yet. */
export async function trialFiles(copyTo: (path: string) => Promise<void>): Promise<TrialFiles> {
  const folder = await privateFolder();
  const plain = join(folder.path, 'plain.db');
  const other = join(folder.path, 'indexed.db');
  try {
    await copyTo(plain);
  } catch (error) {
    await folder.remove();
    throw error;
  }
  return {
    plain,
    another: async () => {
      await copyFile(plain, other, constants.COPYFILE_FICLONE);
      return other;
    },
    remove: () => folder.remove(),
  };
}
