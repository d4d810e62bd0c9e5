import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { problem } from '#contracts/problem-error.ts';
import { openTwinConnection } from './connection.ts';
import { findPrograms, type ServerPrograms, serverFolders } from './find-programs.ts';

/** A server of our own in a temporary folder, without network, gone with `stop`. */
export interface ThrowAwayServer {
  readonly socket: string;
  /** "10.11.19". */
  readonly version: string;
  readonly product: 'MySQL' | 'MariaDB';
  readonly stop: () => Promise<void>;
}

const run = promisify(execFile);
const START_MS = 60_000;

/** Errors: unsupported (no server program here, or it does not start). */
export async function startThrowAwayServer(signal: AbortSignal): Promise<ThrowAwayServer> {
  const programs = await findPrograms([...(process.env['PATH']?.split(delimiter) ?? []), ...serverFolders]);
  if (programs === undefined) {
    throw problem(
      'unsupported',
      'No MySQL or MariaDB server is installed here.',
      'Install one that need not run: apt-get install mariadb-server, or brew install mariadb.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'dbwright-mysql-'));
  const data = join(folder, 'data');
  const socket = join(folder, 's.sock');
  const owner = await ownerOf(folder);
  let server: ChildProcess | undefined;
  // With the process, whatever ends it.
  const endNow = () => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', endNow);
  const stop = async () => {
    process.off('exit', endNow);
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await initialize(programs, data, owner);
    server = spawn(programs.server, serverOptions(data, socket, folder, owner), { stdio: 'ignore', signal });
    server.on('error', () => undefined);
    const { version, product } = await firstAnswer(socket, server, signal);
    return { socket, version, product, stop };
  } catch (error) {
    await stop();
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    throw problem('unsupported', `The MySQL or MariaDB server here does not start: ${message}`, undefined, error);
  }
}

/** Root must not run the server: it runs as the user that the package made. */
async function ownerOf(folder: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return [];
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^mysql:[^:]*:(\d+):(\d+)/m.exec(users) ?? [];
  if (uid === undefined || gid === undefined) return ['--user=root'];
  await chown(folder, Number(uid), Number(gid));
  return ['--user=mysql'];
}

/** https://mariadb.com/kb/en/mariadb-install-db/ https://dev.mysql.com/doc/refman/8.4/en/data-directory-initialization.html */
async function initialize(programs: ServerPrograms, data: string, owner: readonly string[]): Promise<void> {
  if (programs.install === undefined) {
    await run(programs.server, ['--no-defaults', '--initialize-insecure', `--datadir=${data}`, ...owner]);
    return;
  }
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  await run(programs.install, ['--no-defaults', ...options, `--datadir=${data}`, ...owner]);
}

function serverOptions(data: string, socket: string, folder: string, owner: readonly string[]): readonly string[] {
  return [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'pid')}`,
    ...owner,
    '--skip-networking',
    // MyISAM and Aria would put a table's files into any folder that a statement names.
    '--loose-skip-symbolic-links',
    '--skip-log-bin',
    // Nothing need survive a power cut.
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=0',
    '--loose-innodb-flush-method=nosync',
    '--loose-innodb-file-per-table=0',
    '--loose-sync-frm=0',
    '--innodb-buffer-pool-size=64M',
    // A race that hangs is lost after five seconds.
    '--innodb-lock-wait-timeout=5',
    '--performance-schema=0',
  ];
}

async function firstAnswer(socket: string, server: ChildProcess, signal: AbortSignal) {
  const end = Date.now() + START_MS;
  for (;;) {
    signal.throwIfAborted();
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}.`);
    const connection = await openTwinConnection(socket).catch(() => undefined);
    if (connection !== undefined) {
      const [row] = await connection.query('SELECT version() AS version');
      await connection.close();
      const words = String(row?.['version']);
      return {
        version: /^[\d.]+/.exec(words)?.[0] ?? words,
        product: /mariadb/i.test(words) ? ('MariaDB' as const) : ('MySQL' as const),
      };
    }
    if (Date.now() > end) throw new Error('it does not answer.');
    await pause(50);
  }
}

async function ended(server: ChildProcess | undefined): Promise<void> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null || server.pid === undefined)
    return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  // Its files go with it: there is nothing to be put in order.
  server.kill('SIGKILL');
  await gone;
}
