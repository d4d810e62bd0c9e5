import { problem } from '#contracts/problem-error.ts';
import { DatabaseExport, exportVersion } from '#vocabulary/database-export.ts';
import { exportFingerprint } from './make-export.ts';
import { readSource } from './read-source.ts';

/** A file made by `look export`. Problem `invalid` where it is none, is of a later version, or was changed by hand. */
export async function readExport(path: string): Promise<DatabaseExport> {
  return parseExport(await readSource(path, 'what `dbwright look export` writes'), path);
}

/** The same of its content. */
export function parseExport(text: string, path: string): DatabaseExport {
  const content = parseJson(text, path);
  const version = property(content, 'version');
  if (property(content, 'format') !== 'dbwright-export') {
    throw problem('invalid', `${path} is no export of dbwright.`, 'Make one: dbwright look export --url … --out FILE');
  }
  if (version !== exportVersion) {
    throw problem(
      'invalid',
      `${path} is an export of version ${String(version)}; this dbwright reads version ${exportVersion}.`,
      'Make it anew with this dbwright, or take a newer one.',
    );
  }
  const parsed = DatabaseExport.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw problem('invalid', `${path} is damaged: ${issue?.path.join('.')}: ${issue?.message}.`, 'Make it anew.');
  }
  if (exportFingerprint(parsed.data) !== parsed.data.fingerprint) {
    throw problem(
      'invalid',
      `${path} is not as it was written: its fingerprint does not fit its content.`,
      'Make it anew; an export is not edited by hand (--redact takes values out).',
    );
  }
  return parsed.data;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem('invalid', `${path} is not JSON.`, 'Make it anew: dbwright look export --url … --out FILE', error);
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
