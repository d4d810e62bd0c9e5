import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { problem } from '#contracts/problem-error.ts';

const largest = 256 * 1024 * 1024;

/** A file that the user named, as text; `-` is standard input. `what` says what it should hold, for the messages. */
export async function readSource(path: string, what: string): Promise<string> {
  const content = path === '-' ? await text(process.stdin) : await readUtf8(path, what);
  if (content.trim() === '') {
    throw problem('invalid', `${named(path)} is empty.`, `It should hold ${what}.`);
  }
  return content.replace(/^\uFEFF/, '');
}

async function readUtf8(path: string, what: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw problem('not-found', `There is no file ${path}.`, `Name a file with ${what}.`, error);
    if (error.code === 'EISDIR') throw problem('invalid', `${path} is a folder.`, `Name a file with ${what}.`, error);
    throw problem('denied', `${path} cannot be read (${error.code}).`, 'Check its permissions.', error);
  });
  if (bytes.length > largest) {
    throw problem(
      'invalid',
      `${path} is larger than ${largest / 1024 / 1024} MB.`,
      `It should hold ${what}; give the part that matters.`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(utf16(bytes) ?? bytes);
  } catch (error) {
    throw problem(
      'invalid',
      `${path} is not valid UTF-8.`,
      `Save it as UTF-8 (iconv -f LATIN1 -t UTF-8 ${path}); it should hold ${what}.`,
      error,
    );
  }
}

/** Windows shells redirect into UTF-16 with a byte-order mark. */
function utf16(bytes: Buffer): Buffer | undefined {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe;
  return mark ? Buffer.from(new TextDecoder('utf-16le').decode(bytes), 'utf8') : undefined;
}

function named(path: string): string {
  return path === '-' ? 'Standard input' : path;
}
