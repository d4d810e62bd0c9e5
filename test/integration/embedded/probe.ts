import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** One query by a client of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  return withClient(url, async (client) => (await client.query(sql)).rows[0] ?? {});
}

export async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The process that the record of a server's folder names. */
export function serverPid(directory: string): number {
  const record = JSON.parse(readFileSync(join(directory, 'owner.json'), 'utf8')) as { server: { pid: number } };
  return record.server.pid;
}

/** False for a process of which only the exit status is left. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until it is so, at most `seconds`. */
export async function eventually(isSo: () => boolean, seconds = 20): Promise<boolean> {
  const patience = Date.now() + seconds * 1000;
  while (!isSo() && Date.now() < patience) await new Promise((next) => setTimeout(next, 50));
  return isSo();
}
