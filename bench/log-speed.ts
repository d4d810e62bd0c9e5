import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readLoad } from '#agent/read-load.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { type LogFormat, logPrefix, madeUpLog } from './log-source.ts';
import { quiet } from './quiet-context.ts';
import { printTable } from './table.ts';

const ownMb = 200;
/** pgBadger's time grows with the size; this is enough to tell it. */
const peerMb = 40;

/**
 * Megabytes of a log for each second of processor time, folded to a load of statements with samples and repetitions, and
 * by pgBadger (one job, JSON report) on a log of the same making. Threads of the garbage collector and the compiler count.
 */
export async function benchLogSpeed(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-bench-log-'));
  const hasPeer = spawnSync('pgbadger', ['--version']).status === 0;
  try {
    const rows: string[][] = [];
    for (const format of ['stderr', 'csv', 'json'] as const) {
      const own = await ownSpeed(await write(folder, format, ownMb));
      const peer = hasPeer ? peerSpeed(await write(folder, format, peerMb), format, folder) : undefined;
      const ratio = peer === undefined ? '-' : `${(own.speed / peer).toFixed(1)} x`;
      rows.push([format, own.statements.toLocaleString('en-US'), own.speed.toFixed(1), peer?.toFixed(1) ?? '-', ratio]);
    }
    printTable(
      `Reading logs, MB for each second of one core (${ownMb} MB; pgBadger ${peerMb} MB)`,
      ['format', 'statements', 'dbwright', 'pgBadger', 'ratio'],
      rows,
    );
    if (!hasPeer) console.log('pgBadger: left out, for it is not installed (apt-get install pgbadger).');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function write(folder: string, format: LogFormat, megabytes: number): Promise<string> {
  const path = join(folder, `${format}-${megabytes}.log`);
  await pipeline(Readable.from(madeUpLog(megabytes * 1e6, format)), createWriteStream(path));
  return path;
}

async function ownSpeed(path: string): Promise<{ readonly speed: number; readonly statements: number }> {
  const before = process.cpuUsage();
  const read = await readLoad(
    {
      engine: postgres,
      session: undefined,
      exported: undefined,
      sources: { log: [path] },
      needs: ['load'],
      likes: [],
      query: undefined,
      redact: false,
      context: quiet,
    },
    {},
  );
  const { user, system } = process.cpuUsage(before);
  if (!('value' in read)) throw new Error(read.absent);
  return { speed: statSync(path).size / (user + system), statements: read.value.total.calls };
}

function peerSpeed(path: string, format: LogFormat, folder: string): number {
  const kind = format === 'json' ? 'jsonlog' : format;
  const prefix = format === 'stderr' ? ` -p '${logPrefix}'` : '';
  const command = `TIMEFORMAT='%U %S'; time pgbadger -q -j 1 -f ${kind}${prefix} -x json -o ${folder}/report.json ${path} > /dev/null 2>&1`;
  const { stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return statSync(path).size / 1e6 / (user + system);
}
