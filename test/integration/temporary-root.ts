import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';

/**
 * A temporary root of a test file's own, for this process and those that it starts: other tests' servers are not seen
 * from here, and what is left there is ours.
 */
export function ownTemporaryRoot(): { readonly path: string; readonly left: () => readonly string[] } {
  const path = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  // A server that root starts as another user must be able to enter.
  chmodSync(path, 0o755);
  vi.stubEnv('TMPDIR', path);
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(path, { recursive: true, force: true });
  });
  // tsx keeps its own cache there too.
  return { path, left: () => readdirSync(path).filter((name) => name.startsWith('dbwright-pg-')) };
}
