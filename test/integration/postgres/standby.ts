import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { prepareNativeBinaries } from '#engines/postgres/twin/prepare-native-binaries.ts';
import { binariesOf } from '../../servers.ts';
import { sql } from './reading.ts';

/**
 * A hot standby from a copy of the primary's files, as a base backup makes it; it replays what it was given and waits, or
 * goes on streaming from the primary (15 and later).
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function startStandby(
  primary: EmbeddedServer,
  { streams = false } = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const binaries = await prepareNativeBinaries(binariesOf(primary.major) ?? '', {});
  const folder = await mkdtemp('/tmp/dbwright-standby-');
  const data = join(folder, 'data');
  const client = new pg.Client(primary.url);
  await client.connect();
  await client.query("SELECT pg_backup_start('standby', true)");
  await cp(primary.dataDirectory, data, { recursive: true });
  const stopped = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
  await client.end();
  await cp(join(primary.dataDirectory, 'pg_wal'), join(data, 'pg_wal'), { recursive: true });
  await writeFile(join(data, 'backup_label'), String(stopped.rows[0].labelfile));
  await writeFile(join(data, 'standby.signal'), '');
  await rm(join(data, 'postmaster.pid'), { force: true });
  const { user } = binaries;
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
  execFileSync('chmod', ['700', folder, data]);
  const child = spawn(
    join(binaries.folder, 'bin', 'postgres'),
    [
      '-D',
      data,
      '-k',
      folder,
      '-c',
      'listen_addresses=',
      '-c',
      'hot_standby=on',
      ...(streams ? streaming(primary) : []),
    ],
    { stdio: 'ignore', cwd: folder, ...user },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `postgres://postgres@${encodeURIComponent(folder)}:5432/postgres`;
  for (let tries = 0; tries < 200; tries++) {
    if (
      await sql(url, 'SELECT 1').then(
        () => true,
        () => false,
      )
    )
      break;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGQUIT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function streaming({ url }: EmbeddedServer): readonly string[] {
  const { host, port, user, password } = new pg.Client(url);
  const parts = { host, port, user, password };
  const words = Object.entries(parts).flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
  return ['-c', `primary_conninfo=${words.join(' ')}`];
}
