import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes generated files (path -> content), or with `--check` says which are stale and exits with 1. JSON and
 * TypeScript are formatted as the rest of the repository.
 */
export function settle(files: Readonly<Record<string, string>>, script: string): void {
  const stale: string[] = [];
  for (const [path, raw] of Object.entries(files)) {
    const content = /\.(json|ts)$/.test(path) ? formatted(path, raw) : raw;
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    stale.push(path);
    if (process.argv.includes('--check')) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  if (!process.argv.includes('--check') || stale.length === 0) return;
  console.error(`Stale: ${stale.join(', ')}. Run npx tsx ${script}.`);
  process.exitCode = 1;
}

function formatted(path: string, content: string): string {
  return execFileSync('npx', ['biome', 'format', '--vcs-enabled=false', `--stdin-file-path=${path}`], {
    input: content,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}
