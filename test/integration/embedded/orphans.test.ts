import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { cleanOrphans } from '#engines/postgres/twin/orphans.ts';
import { eventually, runs, serverPid } from './probe.ts';

const kinds = ['native', 'pglite'] as const;
let root: string;

/** A temporary root of our own: other tests' servers are not seen from here. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  // A server that root starts as another user must be able to enter.
  if (process.getuid?.() === 0) rmSync(root, { recursive: true });
  mkdirSync(root, { recursive: true, mode: 0o755 });
  vi.stubEnv('TMPDIR', root);
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const folders = () => readdirSync(root).filter((name) => name.startsWith('dbwright-pg-'));

/** Another process that starts a server and says where; `then` is what it does next. */
async function startElsewhere(kind: string, then: string): Promise<{ owner: ChildProcess; directory: string }> {
  const script = `
    import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
    const server = await startEmbeddedServer({ kind: '${kind}' });
    console.log(server.directory);
    ${then}`;
  const owner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const directory = await new Promise<string>((resolve, reject) => {
    owner.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
    owner.once('exit', () => reject(new Error('It ended before it said where its server is.')));
  });
  return { owner, directory };
}

const endOf = (owner: ChildProcess) =>
  owner.exitCode ?? owner.signalCode ?? new Promise((ended) => owner.once('exit', ended));

describe.each(kinds)('%s', (kind) => {
  test('is cleaned up by the next start after its owner was killed', async () => {
    const { owner, directory } = await startElsewhere(kind, 'setInterval(() => {}, 1000)');
    const pid = serverPid(directory);
    owner.kill('SIGKILL');
    await endOf(owner);
    if (kind === 'pglite') {
      // It notices by itself.
      expect(await eventually(() => !runs(pid) && !existsSync(directory))).toBe(true);
      return;
    }
    expect(runs(pid)).toBe(true);
    const next = await startEmbeddedServer({ kind });
    onTestFinished(() => next.stop());
    expect(runs(pid)).toBe(false);
    expect(existsSync(directory)).toBe(false);
    await next.stop();
    expect(folders()).toEqual([]);
  });

  test('goes with an owner that ends without stopping it, and does not hold him up', async () => {
    for (const then of ['', 'process.exit(0)']) {
      const { owner, directory } = await startElsewhere(kind, then);
      await endOf(owner);
      expect(owner.exitCode).toBe(0);
      expect(existsSync(directory)).toBe(false);
    }
    expect(folders()).toEqual([]);
  });

  test.each([1, 40, 150, 400])('leaves nothing when its start is aborted after %i ms', async (delay) => {
    const stop = new AbortController();
    const start = startEmbeddedServer({ kind, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), delay);
    // A fast machine may be ready before.
    await start.then((server) => server.stop()).catch((error: Error) => expect(error.message).toBe('enough'));
    expect(folders()).toEqual([]);
  });

  test('leaves nothing when its first start, which prepares the cluster, is aborted', async () => {
    const cache = mkdtempSync(join(root, 'cache-'));
    vi.stubEnv('XDG_CACHE_HOME', cache);
    const stop = new AbortController();
    const start = startEmbeddedServer({
      kind,
      signal: stop.signal,
      progress: () => setTimeout(() => stop.abort(new Error('enough')), 60),
    });
    await expect(start).rejects.toThrow('enough');
    vi.stubEnv('XDG_CACHE_HOME', undefined);
    expect(folders()).toEqual([]);
    expect(readdirSync(join(cache, 'dbwright'))).toEqual([]);
  });
});

describe('folders', () => {
  const dead = { pid: 2 ** 22, started: '1', place: 'elsewhere' };

  function folder(name: string, record?: object): string {
    const path = join(root, `dbwright-pg-${name}`);
    mkdirSync(path);
    if (record) writeFileSync(join(path, 'owner.json'), JSON.stringify(record));
    return path;
  }

  test('of living owners, of other containers, and of starts under way are kept', async () => {
    const server = await startEmbeddedServer({ kind: 'native' });
    onTestFinished(() => server.stop());
    const kept = [server.directory, folder('container', { owner: dead }), folder('young')];
    expect(await cleanOrphans()).toBe(0);
    expect(kept.every(existsSync)).toBe(true);
  });

  test('without a record are removed when they are old', async () => {
    const old = folder('old');
    utimesSync(old, 0, 0);
    expect(await cleanOrphans()).toBe(1);
    expect(existsSync(old)).toBe(false);
  });

  test.skipIf(process.platform !== 'linux')('never lead to the death of another process', async () => {
    const { owner, directory } = await startElsewhere('native', 'setInterval(() => {}, 1000)');
    const server = serverPid(directory);
    owner.kill('SIGKILL');
    await endOf(owner);
    // A stranger now has the number that the record names.
    const stranger = spawn('sleep', ['60']);
    onTestFinished(async () => {
      stranger.kill();
      if (runs(server)) process.kill(server, 'SIGQUIT');
      expect(await eventually(() => !runs(server))).toBe(true);
    });
    const file = join(directory, 'owner.json');
    const record = JSON.parse(readFileSync(file, 'utf8'));
    record.server.pid = stranger.pid;
    const start = readFileSync(`/proc/${stranger.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19];
    record.server.started = start;
    writeFileSync(file, JSON.stringify(record));
    await cleanOrphans();
    expect(runs(stranger.pid!)).toBe(true);
  });
});
