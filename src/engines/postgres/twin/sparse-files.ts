import { chownSync, existsSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';

const pageBytes = 8192;
/** The server keeps a relation in files of 1 GiB: `16384`, `16384.1`, `16384.2` … */
const segmentPages = (1024 * 1024 * 1024) / pageBytes;

/** A relation's main fork on disk. */
export interface RelationFile {
  /** As pg_relation_filepath gives it, below the data directory. */
  readonly path: string;
  /** 8-kB pages that it shall have. */
  readonly pages: number;
}

/**
 * Gives the files these lengths without using disk: the planner takes a table's size from the length of its file
 * (RelationGetNumberOfBlocks), and pages of zeros are legal. A running server sees the new length at once, except of
 * segments that it holds open: touch the relation's pg_class row afterwards, which makes every session let go of them.
 * Thousands of them take a tenth of the time when nobody is asked to wait for each.
 */
export async function sizeFiles(dataDirectory: string, files: readonly RelationFile[]): Promise<void> {
  for (const [at, file] of files.entries()) {
    sizeFile(join(dataDirectory, file.path), file.pages);
    if (at % filesTogether === filesTogether - 1) await breathe();
  }
}

const filesTogether = 100;

export function sizeFile(path: string, pages: number): void {
  truncateSync(path, Math.min(pages, segmentPages) * pageBytes);
  const segments = Math.max(1, Math.ceil(pages / segmentPages));
  for (let segment = 1; segment < segments; segment++) {
    sizeSegment(`${path}.${segment}`, path, Math.min(pages - segment * segmentPages, segmentPages));
  }
  for (let segment = segments; existsSync(`${path}.${segment}`); segment++) rmSync(`${path}.${segment}`);
}

function sizeSegment(segment: string, first: string, pages: number): void {
  writeFileSync(segment, '', { flag: 'a', mode: 0o600 });
  truncateSync(segment, pages * pageBytes);
  if (process.getuid?.() !== 0) return;
  // The server does not run as root, so it could not open a file of root's.
  const { uid, gid } = statSync(first);
  chownSync(segment, uid, gid);
}
