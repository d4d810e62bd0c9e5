import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readDbml } from '#code/read-dbml.ts';
import { readPrisma } from '#code/read-prisma.ts';
import { problem } from '#contracts/problem-error.ts';
import { readSource } from './read-source.ts';

/** DDL, and what the file says that DDL does not: one sentence each. */
export interface Ddl {
  readonly text: string;
  readonly notes: readonly string[];
  /** Of these, what the database has. */
  readonly missed: readonly string[];
  /** Where it was made from another language: what of the file a line stems from. Lines count from 1. */
  readonly placeOf?: (line: number) => string | undefined;
}

/** Files whose schema is in a language of its own, or a folder of them. */
export async function isSchemaFile(path: string): Promise<boolean> {
  return /\.(?:sql|dbml|prisma)$/i.test(path) || (await isFolder(path));
}

/**
 * The DDL of a file: .dbml and .prisma are made into it, and so is a folder with .prisma files, its own folders included
 * (https://www.prisma.io/docs/orm/prisma-schema/overview/location#multi-file-prisma-schema).
 * Errors: not-found; denied; invalid (each fault with file, line and column); unsupported.
 */
export async function readDdl(path: string, what: string): Promise<Ddl> {
  if (await isFolder(path)) return readPrisma(await prismaFiles(path));
  const text = await readSource(path, what);
  if (/\.prisma$/i.test(path)) return readPrisma([{ path, text }]);
  if (/\.dbml$/i.test(path)) return { text: readDbml(text, path), notes: [], missed: [], placeOf: () => undefined };
  return { text, notes: [], missed: [] };
}

/**
 * Throws invalid where statements are no SQL, with their lines. Where we wrote the statements ourselves, those that a
 * server refused are faults of the file too, and are told by what they were made of.
 */
export function refuseWrong(unread: readonly string[], { placeOf }: Ddl, path: string, dialect?: string): void {
  const wrong = unread.flatMap((why) => {
    const { line = '', column, what = '', statement, refused } = fault.exec(why)?.groups ?? {};
    if (placeOf !== undefined && (what || refused)) {
      const place =
        placeOf(Number(line)) ?? (statement === undefined ? path : `${path}, ${statement.replace(/ \($/, '')}`);
      return [`${place}: ${refused ?? what}`];
    }
    return what === '' ? [] : [`${path}, line ${line}${column === undefined ? '' : `, column ${column}`}: ${what}`];
  });
  // A table that could not be made is missing elsewhere too.
  const first = wrong.filter((one) => !/: relation ".*" does not exist$/.test(one));
  const told = (first.length === 0 ? wrong : first).map((one) => one.replace(/\.?$/, '.'));
  if (told.length === 0) return;
  const rest = told.length > most ? [`… and ${told.length - most} more.`] : [];
  const read =
    dialect === undefined ? '' : ` They were read as ${dialect}: a first line "-- dialect: mysql" names another.`;
  throw problem(
    'invalid',
    [...told.slice(0, most), ...rest].join('\n'),
    `Mend these statements, or leave them out.${read}`,
  );
}

/** Faults that are told at once. */
const most = 10;
const fault =
  /^Line (?<line>\d+)(?:, column (?<column>\d+))?: (?:(?<what>not understood.*)|"(?<statement>.*)" did not run: (?<refused>.*)\. Mend it or leave it out\.$)/s;

async function isFolder(path: string): Promise<boolean> {
  return path !== '-' && ((await stat(path).catch(() => undefined))?.isDirectory() ?? false);
}

async function prismaFiles(folder: string): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.prisma') && !/(?:^|[\\/])node_modules[\\/]/.test(name),
  );
  if (names.length === 0) {
    throw problem(
      'not-found',
      `There is no .prisma file in ${folder}.`,
      'Name a file, or the folder of a Prisma schema.',
    );
  }
  const files = [];
  for (const name of names.toSorted()) {
    const path = join(folder, name);
    files.push({ path, text: await readSource(path, 'a Prisma schema') });
  }
  return files;
}
