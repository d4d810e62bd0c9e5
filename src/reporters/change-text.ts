import type { Change } from '#vocabulary/change.ts';

/** The statements that carry a change out, as they would be typed. */
export function changeText(change: Change): string {
  if (change.kind === 'rewrite-query') return change.to;
  return (change.statements ?? []).map((statement) => statement.text.replace(/;?\s*$/, ';')).join('\n');
}

/** What the statements lock and how long they may take. */
export function changeNotes(change: Change): readonly string[] {
  return (change.statements ?? []).flatMap((statement) => (statement.note === undefined ? [] : [statement.note]));
}
