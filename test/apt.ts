import { execFileSync } from 'node:child_process';

/**
 * Are these programs there? Where root runs the tests on Debian or Ubuntu, missing packages are installed.
 * With CI=true a missing program is an error: there everything must be installed.
 */
export function ensureApt(packages: Readonly<Record<string, string>>): boolean {
  const missing = () => Object.entries(packages).filter(([, program]) => !isThere(program));
  if (missing().length > 0 && process.getuid?.() === 0 && isThere('apt-get')) {
    const names = missing().map(([name]) => name);
    // A new machine has no package lists yet: they are fetched when the first try fails. What is missing still is told below.
    if (!apt(['install', '-y', '--no-install-recommends', ...names]) && apt(['update'])) {
      apt(['install', '-y', '--no-install-recommends', ...names]);
    }
  }
  const still = missing();
  if (still.length > 0 && process.env['CI'] === 'true') {
    throw new Error(`Not installed: ${still.map(([name]) => name).join(', ')}`);
  }
  return still.length === 0;
}

function apt(args: readonly string[]): boolean {
  try {
    execFileSync('apt-get', [...args], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    return true;
  } catch {
    return false;
  }
}

function isThere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin" command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
