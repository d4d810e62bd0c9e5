import { join } from 'node:path';
import { findQueryLoops } from '#code/find-query-loops.ts';
import type { Context } from '#contracts/context.ts';
import type { QueryLoop, QueryLoops } from '#vocabulary/query-loop.ts';

/** Queries in loops of the sources in these folders; files are named from where the user stands. Errors: not-found, invalid. */
export async function readLoops(folders: readonly string[], context: Context): Promise<QueryLoops> {
  const all: QueryLoops[] = [];
  for (const folder of folders) {
    context.signal.throwIfAborted();
    context.progress({ message: `reading the sources in ${folder}` });
    const found = await findQueryLoops(folder);
    all.push({ ...found, loops: found.loops.map((loop) => placed(loop, folder)) });
  }
  return {
    files: all.reduce((sum, { files }) => sum + files, 0),
    queries: all.reduce((sum, { queries }) => sum + queries, 0),
    loops: all.flatMap(({ loops }) => loops),
    unread: all.flatMap(({ unread }) => unread),
  };
}

function placed(found: QueryLoop, folder: string): QueryLoop {
  const from = <T extends { readonly file: string }>(place: T): T => ({
    ...place,
    file: place.file === folder ? folder : join(folder, place.file),
  });
  const { loop, through, outer } = found;
  return {
    ...from(found),
    loop: from(loop),
    ...(through === undefined ? {} : { through: from(through) }),
    ...(outer === undefined ? {} : { outer: from(outer) }),
  };
}
