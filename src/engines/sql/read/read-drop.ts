import type { Cursor } from './cursor.ts';
import { keyOf, placeOf, type ScriptDraft } from './drafts.ts';

/** What follows DROP: dumps drop what they make, and make views in two steps; later parts of a script take back. */
export function readDrop(cursor: Cursor, draft: ScriptDraft): void {
  const kind = cursor.takeOne('TABLE', 'VIEW', 'INDEX', 'TRIGGER', 'PROCEDURE', 'PROC', 'FUNCTION');
  if (kind === undefined) return;
  cursor.take('IF', 'EXISTS');
  do {
    const path = cursor.path('a name');
    const place = placeOf(path, draft);
    if (kind === 'TABLE') draft.tables.delete(keyOf(place));
    else if (kind === 'VIEW') draft.views.delete(keyOf(place));
    else if (kind === 'INDEX') {
      const of = cursor.take('ON') ? keyOf(placeOf(cursor.path('a table'), draft)) : undefined;
      dropIndex(draft, place.name, of);
    } else {
      const known = kind === 'PROC' ? 'procedure' : kind.toLowerCase();
      const at = draft.objects.findIndex(
        (one) => one.kind === known && one.name.toLowerCase() === place.name.toLowerCase(),
      );
      if (at >= 0) draft.objects.splice(at, 1);
    }
  } while (cursor.take(','));
}

/** Keys are dropped as the indexes that they are. */
function dropIndex({ tables }: ScriptDraft, name: string, of: string | undefined): void {
  const isIt = (one: { readonly name: string }) => one.name.toLowerCase() === name.toLowerCase();
  for (const [key, { indexes, constraints }] of tables) {
    if (of !== undefined && key !== of) continue;
    indexes.splice(0, indexes.length, ...indexes.filter((one) => !isIt(one)));
    constraints.splice(0, constraints.length, ...constraints.filter((one) => one.kind !== 'unique' || !isIt(one)));
  }
}
