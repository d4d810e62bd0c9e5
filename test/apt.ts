import { execFileSync } from 'node:child_process';

/**
 * Are these programs there? Where root runs the tests on Debian or Ubuntu, missing packages are installed.
 * With CI=true a missing program is an error: there everything must be installed.
 */
export function ensureApt(packages: Readonly<Record<string, string>>): boolean {
  const missing = () => Object.entries(packages).filter(([, program]) => !isThere(program));
  if (missing().length > 0 && process.getuid?.() === 0 && isThere('apt-get')) {
    const names = missing().map(([name]) => name);
    try {
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
        stdio: 'ignore',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    } catch {
      // What is missing still is told below.
    }
  }
  const still = missing();
  if (still.length > 0 && process.env['CI'] === 'true') {
    throw new Error(`Not installed: ${still.map(([name]) => name).join(', ')}`);
  }
  return still.length === 0;
}

function isThere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin" command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
