import { chown, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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
 */
export async function sizeFiles(dataDirectory: string, files: readonly RelationFile[]): Promise<void> {
  for (const file of files) await sizeFile(join(dataDirectory, file.path), file.pages);
}

async function sizeFile(path: string, pages: number): Promise<void> {
  await truncate(path, Math.min(pages, segmentPages) * pageBytes);
  const segments = Math.max(1, Math.ceil(pages / segmentPages));
  for (let segment = 1; segment < segments; segment++) {
    await sizeSegment(`${path}.${segment}`, path, Math.min(pages - segment * segmentPages, segmentPages));
  }
  await removeSegments(path, segments);
}

async function sizeSegment(segment: string, first: string, pages: number): Promise<void> {
  await writeFile(segment, '', { flag: 'a', mode: 0o600 });
  await truncate(segment, pages * pageBytes);
  if (process.getuid?.() !== 0) return;
  // The server does not run as root, so it could not open a file of root's.
  const { uid, gid } = await stat(first);
  await chown(segment, uid, gid);
}

async function removeSegments(path: string, from: number): Promise<void> {
  for (let segment = from; await exists(`${path}.${segment}`); segment++) await rm(`${path}.${segment}`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
