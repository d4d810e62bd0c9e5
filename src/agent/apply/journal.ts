import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '#contracts/problem-error.ts';

export interface JournalEntry {
  readonly step: number;
  readonly event: 'approved' | 'started' | 'done' | 'already-there' | 'repaired' | 'failed' | 'finished';
  readonly statement?: string;
  readonly message?: string;
}

/**
 * What was carried out, one JSON line an event, synced before the next step begins: after a crash it tells how far
 * things came. `.dbwright/journal/<hash>.jsonl` below the folder.
 */
export async function openJournal(
  folder: string,
  hash: string,
): Promise<(entry: JournalEntry, at: Date) => Promise<void>> {
  const path = join(folder, '.dbwright', 'journal');
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw problem(
      'denied',
      `The journal of changes cannot be kept: ${path} cannot be made (${error.code}). Nothing was changed.`,
      'Run it in a folder that you may write to.',
      error,
    );
  });
  const file = join(path, `${hash}.jsonl`);
  return (entry, at) =>
    appendFile(file, `${JSON.stringify({ at: at.toISOString(), hash, ...entry })}\n`, { mode: 0o600, flush: true });
}
