import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem } from '#contracts/problem-error.ts';
import { makeCluster } from './cluster-template.ts';
import type { NativeBinaries } from './find-native-binaries.ts';
import { lastLines, runCommand } from './run-command.ts';
import type { EmbeddedServerRequest } from './server-contract.ts';

/** First major whose initdb knows ICU, and first that turns checksums on unless told. */
const ICU_SINCE = 15;
const CHECKSUMS_SINCE = 18;

/** The data directory of a native server: made from the template, or the caller's own of an earlier time. */
export async function provideNativeCluster(
  binaries: NativeBinaries,
  dataDirectory: string,
  request: EmbeddedServerRequest,
): Promise<void> {
  const present = await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (present !== undefined) return demandSameMajor(dataDirectory, present.trim(), binaries);
  const build = nativeBuild(binaries);
  if (await request.fill?.({ build, dataDirectory, owner: binaries.user })) return request.signal?.throwIfAborted();
  await makeCluster({
    name: request.walSegment === undefined ? build : `${build}-wal${request.walSegment}`,
    dataDirectory,
    owner: binaries.user,
    create: () => initialise(binaries, dataDirectory, request),
  });
  request.signal?.throwIfAborted();
}

/** A data directory fits the build that made it only. */
export function nativeBuild({ version, build }: NativeBinaries): string {
  return `native-${version}-${process.arch}-${build}`;
}

/** Sets the password of user `postgres`, by the single-user mode: no session is needed, no command line shows it. */
export async function setPassword(
  binaries: NativeBinaries,
  dataDirectory: string,
  password: string,
  signal?: AbortSignal,
): Promise<void> {
  const result = await runCommand(
    join(binaries.folder, 'bin', 'postgres'),
    ['--single', '-D', dataDirectory, '-c', 'log_statement=none', 'postgres'],
    {
      runAs: binaries.user,
      signal,
      workingDirectory: dirname(dataDirectory),
      input: `ALTER ROLE postgres PASSWORD '${password}'\n`,
    },
  );
  if (result.status !== 0) throw problem('internal', 'The password of the embedded PostgreSQL could not be set.');
}

/**
 * Our own settings, apart from postgresql.conf and before postgresql.auto.conf: ALTER SYSTEM overrules them.
 * Who comes through the socket had to enter our private folder; who comes by loopback must know the password.
 */
export async function configure(dataDirectory: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${checkedName(name)} = '${escaped(value)}'\n`);
  await writeFile(join(dataDirectory, OUR_SETTINGS), lines.join(''), { mode: 0o644 });
  await writeFile(
    join(dataDirectory, 'pg_hba.conf'),
    `local all all trust
local replication all trust
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
`,
  );
}

const OUR_SETTINGS = 'dbwright.conf';

async function initialise(
  binaries: NativeBinaries,
  dataDirectory: string,
  { signal, progress, walSegment }: EmbeddedServerRequest,
): Promise<void> {
  progress?.(`Preparing PostgreSQL ${binaries.version} for the first time …`);
  let output = '';
  for (const locale of localeChoices(binaries.major)) {
    const result = await runCommand(
      join(binaries.folder, 'bin', 'initdb'),
      [
        '--pgdata',
        dataDirectory,
        '--username=postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--no-sync',
        ...(binaries.major >= CHECKSUMS_SINCE ? ['--no-data-checksums'] : []),
        ...(walSegment === undefined ? [] : [`--wal-segsize=${walSegment}`]),
        ...locale,
      ],
      { runAs: binaries.user, signal, workingDirectory: dirname(dataDirectory) },
    );
    if (result.status === 0) {
      await appendFile(join(dataDirectory, 'postgresql.conf'), `\ninclude_if_exists '${OUR_SETTINGS}'\n`);
      return;
    }
    output = result.output;
    await rm(dataDirectory, { recursive: true, force: true });
  }
  throw problem('internal', `initdb of PostgreSQL ${binaries.version} failed.`, lastLines(output));
}

/**
 * A production database rarely sorts by bytes ("C"), and the planner cares: only under "C" does a plain B-tree serve
 * LIKE 'x%'. ICU is the same on every machine; which libc locales there are is found out by trying.
 */
function localeChoices(major: number): string[][] {
  const libc = ['C.UTF-8', 'en_US.UTF-8', 'C'].map((name) => [`--locale=${name}`]);
  const icu = libc.map((locale) => ['--locale-provider=icu', '--icu-locale=und', ...locale]);
  return major >= ICU_SINCE ? [...icu, ...libc] : libc;
}

function demandSameMajor(dataDirectory: string, present: string, binaries: NativeBinaries): void {
  if (present === String(binaries.major)) return;
  throw problem(
    'conflict',
    `${dataDirectory} was made by PostgreSQL ${present}; this server is PostgreSQL ${binaries.version}.`,
    'Name another folder, or remove this one.',
  );
}

function checkedName(name: string): string {
  if (/^[a-z_][\w.]*$/i.test(name)) return name;
  throw problem('invalid', `"${name}" is not the name of a PostgreSQL setting.`);
}

/** https://www.postgresql.org/docs/current/config-setting.html: in quotes, backslash and quote are special. */
function escaped(value: string): string {
  if (/[\r\n\0]/.test(value)) throw problem('invalid', 'A PostgreSQL setting cannot hold a line break.');
  return value.replaceAll('\\', '\\\\').replaceAll("'", "''");
}
