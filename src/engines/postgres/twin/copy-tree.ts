import {
  chownSync,
  constants,
  copyFileSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { RunAs } from './run-as.ts';

export interface CopyOptions {
  readonly owner?: RunAs | undefined;
  /** Mode of the folders of the copy: 0o700 for data, 0o755 for programs. */
  readonly folderMode: number;
}

/**
 * Copies a folder whose files fit into memory. Keeps relative links relative, and gives each file to `owner` on the
 * way, which `fs.cp` cannot. A cluster is a thousand small files: file by file synchronously, with a pause after each
 * folder, takes a quarter of the time of a thousand promises.
 */
export async function copyTree(source: string, target: string, options: CopyOptions): Promise<void> {
  const { owner, folderMode } = options;
  mkdirSync(target, { recursive: true, mode: folderMode });
  if (owner) chownSync(target, owner.uid, owner.gid);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) {
      await copyTree(from, to, options);
      continue;
    }
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else copyOneFile(from, to);
    if (owner) lchownSync(to, owner.uid, owner.gid);
  }
  await breathe();
}

/**
 * Not `copyFile` on Linux: it truncates its target, at which ext4 writes the file out at once, and a copy that lives
 * for seconds then costs 0.9 s to remove instead of 0.02 s. Elsewhere it is the better way: APFS clones.
 */
function copyOneFile(from: string, to: string): void {
  if (process.platform === 'linux') {
    writeFileSync(to, readFileSync(from), { flag: 'wx', mode: statSync(from).mode & 0o777 });
  } else {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}
