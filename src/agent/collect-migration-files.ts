import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { problem } from '#contracts/problem-error.ts';

interface FoundFile {
  /** As it was named, or from what was named. */
  readonly path: string;
  readonly text: string;
}

interface Walk {
  readonly paths: string[];
  /** Real paths of folders, so that a link in a circle ends. */
  readonly seen: Set<string>;
  readonly unread: string[];
}

const largest = 32 * 1024 * 1024;
const largestProgram = 1024 * 1024;
const mostFiles = 20_000;
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', '__pycache__']);

/** Files that hold SQL, or say in which order it runs. */
const readable =
  /\.(?:(?:p|pg|pl|plpg)?sql|xml|ya?ml|plan|sum)$|\.sql\.conf$|(?:^|[\\/])(?:_journal|snapshot|[\w.-]*change[-_.]?log[\w.-]*)\.json$|(?:^|[\\/])(?:migration_lock|metadata)\.toml$/i;
/** Programs: whether one is a migration, its text tells. */
const program = /(?<!\.d)\.(?:[cm]?[jt]s|py|rb|php|exs|cs|go)$/;

/** The texts that may be migrations, in the order of their names. Errors: not-found, denied, invalid. */
export async function collectMigrationFiles(
  paths: readonly string[],
): Promise<{ readonly files: readonly FoundFile[]; readonly unread: readonly string[] }> {
  const files: FoundFile[] = [];
  const unread: string[] = [];
  for (const path of new Set(paths)) {
    if (path === '-') {
      files.push({ path, text: decoded(await buffer(process.stdin), 'Standard input') });
      continue;
    }
    const kind = await kindOf(path);
    const walk: Walk = { paths: [], seen: new Set(), unread };
    if (kind === 'folder') await walkFolder(path, walk);
    else walk.paths.push(...(await withCompanions(path)));
    for (const found of walk.paths) {
      const text = await readText(found, unread);
      if (text !== undefined && !files.some((file) => file.path === found)) files.push({ path: found, text });
    }
  }
  return { files, unread };
}

async function kindOf(path: string): Promise<'folder' | 'file'> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      throw problem('not-found', `There is no file or folder ${path}.`, 'Name a migration, or their folder.', error);
    }
    throw problem('denied', `${path} cannot be read (${error.code}).`, 'Check its permissions.', error);
  });
  if (found.isDirectory()) return 'folder';
  if (!readable.test(path) && !program.test(path)) {
    throw problem(
      'invalid',
      `${basename(path)} has no ending of a migration.`,
      `Name a .sql file, or give its SQL on standard input: - < ${path}`,
    );
  }
  return 'file';
}

async function walkFolder(folder: string, walk: Walk): Promise<void> {
  const real = await realpath(folder);
  if (walk.seen.has(real)) return;
  walk.seen.add(real);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw problem('denied', `The folder ${folder} cannot be read (${error.code}).`, 'Check its permissions.', error);
  });
  for (const name of names.toSorted()) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) walk.unread.push(`${path} was passed over: it cannot be opened.`);
    else if (found.isDirectory() && !skippedFolders.has(name)) await walkFolder(path, walk);
    else if (found.isFile() && (readable.test(name) || program.test(name))) walk.paths.push(path);
    if (walk.paths.length > mostFiles) {
      throw problem('invalid', `There are more than ${mostFiles} files in it.`, 'Name the folder of the migrations.');
    }
  }
}

/** What belongs to one file: its way back, and what says how it runs. */
async function withCompanions(path: string): Promise<readonly string[]> {
  const beside = (name: string) => join(dirname(path), name);
  const companions = [
    `${path}.conf`,
    ...(/\.up\.sql$/i.test(path) ? [path.replace(/\.up\.sql$/i, '.down.sql')] : []),
    ...(/(?:^|[\\/])(?:up|migration)\.sql$/.test(path)
      ? ['down.sql', 'metadata.toml', 'snapshot.json'].map(beside)
      : []),
  ];
  const found = await Promise.all(
    companions.map((one) =>
      stat(one).then(
        (is) => is.isFile(),
        () => false,
      ),
    ),
  );
  return [path, ...companions.filter((_, at) => found[at])];
}

/** Undefined where it is passed over. */
async function readText(path: string, unread: string[]): Promise<string | undefined> {
  const isProgram = program.test(path);
  const { size } = await stat(path);
  if (isProgram && size > largestProgram) return undefined;
  if (size > largest) {
    throw problem(
      'invalid',
      `${path} is larger than ${largest / 1024 / 1024} MB.`,
      'Load data in another way; a dump of a schema is given with --schema.',
    );
  }
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw problem('denied', `${path} cannot be read (${error.code}).`, 'Check its permissions.', error);
  });
  if (!isProgram) return decoded(bytes, path);
  try {
    return decoded(bytes, path);
  } catch {
    unread.push(`${path} was passed over: it is no text.`);
    return undefined;
  }
}

/** Windows shells redirect into UTF-16 with a byte-order mark. */
function decoded(bytes: Uint8Array, name: string): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = decode(bytes, isWide ? 'utf-16le' : 'utf-8');
  if (text?.includes('\0') || (text === undefined && bytes.includes(0))) {
    throw problem(
      'invalid',
      `${name} is binary, not text.`,
      'A migration is SQL; of a dump in the custom format pg_restore -f - writes the SQL.',
    );
  }
  if (text === undefined) {
    throw problem('invalid', `${name} is not valid UTF-8.`, `Save it as UTF-8 (iconv -f LATIN1 -t UTF-8 ${name}).`);
  }
  return text;
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
