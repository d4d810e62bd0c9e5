import type { MigrationText } from '#vocabulary/migration.ts';
import type { LaidOut, LayoutFile } from './layout.ts';
import { markedSections } from './marked-sections.ts';
import { byName } from './natural-order.ts';
import { baseOf, isSql, versionedName } from './path-parts.ts';

/** Marks are whole lines, with the flags i and m as the tool has them. */
export interface Marks {
  readonly up: RegExp;
  readonly down: RegExp;
  /** By the line of the mark, and by the whole file. */
  readonly transaction: (mark: string, text: string) => MigrationText['transaction'];
}

/** A file in which comments say what leads up and what leads back; undefined where none says what leads up. */
export function upAndDown({ path, text }: LayoutFile, { up, down, transaction }: Marks): MigrationText | undefined {
  const flags = [...new Set(['g', ...up.flags])].join('');
  const sections = markedSections(text, new RegExp(`(?<up>${up.source})|(?<down>${down.source})`, flags));
  const [first] = sections.filter(({ mark }) => mark.groups?.['up'] !== undefined);
  if (first === undefined) return undefined;
  const back = sections.find(({ mark }) => mark.groups?.['down'] !== undefined);
  const line = text.slice(first.mark.index, lineEnd(text, first.mark.index + first.mark[0].length));
  return {
    path,
    ...versionedName(baseOf(path).replace(/\.sql$/i, '')),
    up: first.text,
    line: first.line,
    ...(back === undefined || back.text.trim() === '' ? {} : { down: { path, text: back.text, line: back.line } }),
    transaction: transaction(line, text),
  };
}

/** A folder of such files; one without the mark for up is told. */
export function markedFiles(
  files: readonly LayoutFile[],
  marks: Marks,
  { mark, order }: { readonly mark: string; readonly order?: Parameters<typeof byName>[1] },
): Required<Pick<LaidOut, 'files' | 'unread'>> {
  const read = byName(
    files.filter(({ path }) => isSql(path)),
    order,
  ).map((file) => ({ path: file.path, migration: upAndDown(file, marks) }));
  return {
    files: read.flatMap(({ migration }) => migration ?? []),
    unread: read.flatMap(({ path, migration }) =>
      migration === undefined ? [{ path, why: `it has no "-- ${mark}"` }] : [],
    ),
  };
}

/** A file that leads up as a whole. */
export function wholeFile(
  { path, text }: LayoutFile,
  transaction: MigrationText['transaction'],
  down?: LayoutFile,
): MigrationText {
  return {
    path,
    ...versionedName(baseOf(path).replace(/(?:\.up)?\.sql$/i, '')),
    up: text,
    line: 1,
    ...(down === undefined || down.text.trim() === '' ? {} : { down: { path: down.path, text: down.text, line: 1 } }),
    transaction,
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
