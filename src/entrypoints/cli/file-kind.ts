import { extname } from 'node:path';
import type { FileKind, MadeFile } from '#contracts/command.ts';

type Flags = Readonly<Record<string, unknown>>;

/** The flags with the kind of file that the ending of `--out` tells, where no flag does: `--out shop.html` is `--as html`. */
export function withKindOfEnding<T extends Flags>(makes: MadeFile | undefined, flags: T): T {
  const { kinds } = makes ?? {};
  if (kinds === undefined || flags[kinds.field] !== undefined || typeof flags['out'] !== 'string') return flags;
  const ending = extname(flags['out']).slice(1).toLowerCase();
  const [kind] = Object.entries(kinds.of).find(([, one]) => one.ending === ending) ?? [];
  return kind === undefined ? flags : { ...flags, [kinds.field]: kind };
}

/** How the file of this kind could be called, and where it may go. */
export function fileKind(
  { file, kinds }: MadeFile,
  kind: string | undefined,
): Pick<FileKind, 'nature'> & { readonly file: string } {
  const [first] = Object.values(kinds?.of ?? {});
  const known = kind === undefined ? first : kinds?.of[kind];
  if (known === undefined) return { file, nature: 'text' };
  return { file: `${file.slice(0, file.length - extname(file).length)}.${known.ending}`, nature: known.nature };
}
