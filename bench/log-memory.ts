import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readLoad } from '#agent/read-load.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { parseLog } from '#engines/postgres/parse/log.ts';
import { madeUpLog } from './log-source.ts';
import { quiet } from './quiet-context.ts';
import { printTable } from './table.ts';

const bytes = 2e9;
const marks = [0.1, 0.5, 1];

/**
 * Memory of the process after a tenth, a half and all of a log of 2 GB, which is made while it is read; what is held after a
 * collection is told apart from what the process has of the system.
 */
export async function benchLogMemory(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-bench-log-'));
  const rows: string[][] = [];
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  function* chunks(): Generator<Buffer> {
    let read = 0;
    let most = 0;
    let next = 0;
    for (const block of madeUpLog(bytes, 'stderr')) {
      read += block.length;
      most = Math.max(most, process.memoryUsage.rss());
      yield Buffer.from(block);
      if (read / bytes < (marks[next] ?? 2)) continue;
      collect();
      const { rss, heapUsed } = process.memoryUsage();
      rows.push([
        `${(read / 1e6).toFixed(0)} MB`,
        ...[rss, most, heapUsed].map((one) => `${(one / 1e6).toFixed(0)} MB`),
      ]);
      next += 1;
    }
  }
  try {
    // The file only stands for the stream, which replaces what is in it.
    const path = join(folder, 'server.log');
    writeFileSync(path, 'made while it is read\n');
    const engine = { ...postgres, parse: { ...postgres.parse, log: () => parseLog(chunks()) } };
    const request = {
      engine,
      session: undefined,
      exported: undefined,
      needs: [],
      likes: [],
      query: undefined,
    } as const;
    await readLoad({ ...request, sources: { log: [path] }, redact: false, context: quiet }, {});
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printTable('Memory while a log of 2 GB is folded', ['read', 'RSS', 'RSS at most', 'held'], rows);
}
