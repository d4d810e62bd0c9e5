import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionTarget, isSocket } from './target.ts';

/**
 * The password for a target from PGPASSFILE or ~/.pgpass: the first line that fits. Undefined where there is none.
 * As libpq does, a file that others can read is passed over.
 * https://www.postgresql.org/docs/18/libpq-pgpass.html
 */
export async function passwordFromFile(
  target: ConnectionTarget,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const file = environment['PGPASSFILE'] || usualFile(environment);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() || (process.platform !== 'win32' && (found.mode & 0o077) !== 0)) return undefined;
  const text = await readFile(file, 'utf8').catch(() => '');
  const wanted = [isSocket(target) ? 'localhost' : target.host, String(target.port), target.database, target.user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = fieldsOf(line);
    if (fields.length < 5) continue;
    const fits = wanted.every(
      (value, at) => fields[at] === '*' || fields[at] === value || namesSocket(target, at, fields),
    );
    if (fits) return fields[4];
  }
  return undefined;
}

function usualFile(environment: NodeJS.ProcessEnv): string {
  return process.platform === 'win32'
    ? join(environment['APPDATA'] ?? '', 'postgresql', 'pgpass.conf')
    : join(environment['HOME'] || homedir(), '.pgpass');
}

/** Sockets are "localhost" in the file; people also write the folder. */
function namesSocket(target: ConnectionTarget, at: number, fields: readonly string[]): boolean {
  return at === 0 && isSocket(target) && fields[0] === target.host;
}

/** `host:port:database:user:password`, with `\:` and `\\` inside a field. */
function fieldsOf(line: string): readonly string[] {
  const fields = [''];
  for (const [part] of line.matchAll(/\\.|:|[^\\:]+|\\/g)) {
    if (part === ':' && fields.length < 5) fields.push('');
    else fields[fields.length - 1] += part.startsWith('\\') && part.length > 1 ? part.slice(1) : part;
  }
  return fields;
}
