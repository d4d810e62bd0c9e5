import { spawn } from 'node:child_process';
import { chownSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { serverUser } from '#engines/postgres/twin/run-as.ts';
import { sql } from './reading.ts';

export interface Pooler {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** PgBouncer in transaction mode, with one server connection for all its clients: what leaks is seen at once. */
export async function startPgBouncer(server: EmbeddedServer): Promise<Pooler> {
  const folder = await mkdtemp('/tmp/dbwright-pool-');
  const config = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  const user = serverUser();
  await writeFile(users, '"postgres" ""\n');
  await writeFile(
    config,
    `[databases]
postgres = host=${server.directory} port=5432 user=postgres dbname=postgres
[pgbouncer]
pool_mode = transaction
default_pool_size = 1
listen_port = 6432
unix_socket_dir = ${folder}
auth_type = trust
auth_file = ${users}
logfile = ${join(folder, 'log')}
pidfile = ${join(folder, 'pid')}
`,
  );
  if (user) for (const path of [folder, config, users]) chownSync(path, user.uid, user.gid);
  const child = spawn('pgbouncer', [config], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` },
    ...user,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `postgres:///postgres?host=${folder}&port=6432&user=postgres`;
  const reachable = `postgres://postgres@${encodeURIComponent(folder)}:6432/postgres`;
  for (let tries = 0; tries < 100; tries++) {
    if (
      await sql(reachable, 'SELECT 1').then(
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
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
