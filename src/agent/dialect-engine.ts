import type { Engine } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import { engines } from '#engines/catalogue.ts';
import { dialectOf } from '#engines/sql/read/dialect-of.ts';

/**
 * Who reads a file of DDL: the engine of the database that was named, else the one whose words the file has. DBML and
 * Prisma come as PostgreSQL's DDL.
 * Errors: unsupported (its first line names a dialect that nobody knows).
 */
export function dialectEngine(given: Engine, { path, text }: { readonly path: string; readonly text: string }): Engine {
  const isDdl = path === '-' || /\.(?:sql|ddl|txt|dump)$/i.test(path);
  if (isDdl && given.traits.id !== 'postgres') return given;
  const id = isDdl ? dialectOf(text) : 'postgres';
  const readers = engines.filter(({ parse, readModel }) => parse?.schema !== undefined && readModel !== undefined);
  const found = readers.find(({ traits }) => traits.id === id);
  if (found !== undefined) return found;
  const known = readers.map(({ traits }) => traits.id).join(', ');
  throw problem('unsupported', `${path} says that its dialect is ${id}, which is not known.`, `Say one of ${known}.`);
}
