import type { Change } from '#vocabulary/change.ts';

/** The statements that carry a change out, as they would be typed. */
export function changeText(change: Change): string {
  if (change.kind === 'rewrite-query') return ended(change.to);
  return (change.statements ?? []).map(({ text }) => ended(text)).join('\n');
}

/** What the statements lock and how long they may take; each note once, after the last change that it is true of. */
export function changeNotes(changes: readonly Change[]): readonly (readonly string[])[] {
  const notes = changes.map((change) =>
    change.kind === 'rewrite-query' ? [] : (change.statements ?? []).flatMap(({ note }) => note ?? []),
  );
  return notes.map((of, at) =>
    [...new Set(of)].filter((note) => !notes.slice(at + 1).some((later) => later.includes(note))),
  );
}

function ended(statement: string): string {
  return statement.replace(/;?\s*$/, ';');
}
