import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';

/** What some work cost the machine beyond what it had before. */
export interface ResourceUse {
  readonly milliseconds: number;
  /** Most private memory of the server's processes together. Where there is no /proc: 0. */
  readonly serverBytes: number;
  /** Most growth of this process. */
  readonly clientBytes: number;
  /** Most bytes of temporary files at once. */
  readonly temporaryBytes: number;
}

/** Runs `work`, which must not reject, and looks every 15 ms at what it costs. */
export async function measured<T>(
  server: Pick<EmbeddedServer, 'dataDirectory'>,
  work: () => Promise<T>,
): Promise<{ readonly outcome: T; readonly use: ResourceUse }> {
  const before = { server: privateBytes(server), client: process.memoryUsage.rss() };
  let serverBytes = 0;
  let clientBytes = 0;
  let temporaryBytes = 0;
  const look = () => {
    serverBytes = Math.max(serverBytes, privateBytes(server) - before.server);
    clientBytes = Math.max(clientBytes, process.memoryUsage.rss() - before.client);
    temporaryBytes = Math.max(temporaryBytes, temporaryFileBytes(server));
  };
  const watch = setInterval(look, 15);
  const started = performance.now();
  try {
    const outcome = await work();
    look();
    return { outcome, use: { milliseconds: performance.now() - started, serverBytes, clientBytes, temporaryBytes } };
  } finally {
    clearInterval(watch);
  }
}

/** RssAnon of all children of the postmaster. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function privateBytes(server: Pick<EmbeddedServer, 'dataDirectory'>): number {
  const postmaster = readQuietly(join(server.dataDirectory, 'postmaster.pid')).split('\n')[0] ?? '';
  const children = readQuietly(`/proc/${postmaster}/task/${postmaster}/children`).trim().split(' ').filter(Boolean);
  return children.reduce((sum, child) => {
    const kilobytes = /RssAnon:\s+(\d+)/.exec(readQuietly(`/proc/${child}/status`))?.[1];
    return sum + Number(kilobytes ?? 0) * 1024;
  }, 0);
}

function temporaryFileBytes(server: Pick<EmbeddedServer, 'dataDirectory'>): number {
  const folder = join(server.dataDirectory, 'base', 'pgsql_tmp');
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + sizeQuietly(join(entry.parentPath, entry.name)), 0);
  } catch {
    return 0;
  }
}

function sizeQuietly(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
