import type { Change } from '#vocabulary/change.ts';

/** The statements that carry a change out, as they would be typed. */
export function changeStatements(change: Change): readonly string[] {
  if (change.kind === 'rewrite-query') return [ended(change.to)];
  return (change.statements ?? []).map(({ text }) => ended(text));
}

/** The text of each; what several of them end with (a reload, ANALYZE of one table) stands once, with the last of them. */
export function changeTexts(changes: readonly Change[]): readonly string[] {
  const all = changes.map(changeStatements);
  return all.map((statements, at) =>
    statements.filter((one) => !all.slice(at + 1).some((later) => later.includes(one))).join('\n'),
  );
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
