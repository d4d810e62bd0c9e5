import type { Constraint } from '#vocabulary/database-schema.ts';
import { type Cursor, readList } from './cursor.ts';
import { lose, placeOf, type ScriptDraft } from './drafts.ts';

type References = NonNullable<Constraint['references']>;

/** What follows REFERENCES. Without columns the primary key is meant: it is looked up when all tables are read. */
export function readReference(cursor: Cursor, draft: ScriptDraft): References {
  const { schema, name: table } = placeOf(cursor.path('the table referred to'), draft);
  const columns = cursor.sees('(') ? readNames(cursor, 'the columns referred to') : [];
  // No dialect that is read here does otherwise by it.
  if (cursor.take('MATCH')) cursor.next();
  let onDelete = draft.dialect.deletes;
  let onUpdate = 'NO ACTION';
  while (cursor.sees('ON', 'DELETE') || cursor.sees('ON', 'UPDATE')) {
    const isDelete = cursor.take('ON', 'DELETE');
    if (!isDelete) cursor.expect('ON', 'UPDATE');
    const action = readAction(cursor);
    if (isDelete) onDelete = action === 'NO ACTION' ? draft.dialect.deletes : action;
    else onUpdate = action === 'RESTRICT' ? 'NO ACTION' : action;
  }
  return { schema, table, columns: [...columns], onDelete, onUpdate };
}

function readAction(cursor: Cursor): string {
  if (cursor.take('SET', 'NULL')) return 'SET NULL';
  if (cursor.take('SET', 'DEFAULT')) return 'SET DEFAULT';
  if (cursor.take('NO', 'ACTION')) return 'NO ACTION';
  return (
    cursor.takeOne('RESTRICT', 'CASCADE') ??
    cursor.fail('after ON DELETE and ON UPDATE stand RESTRICT, CASCADE, SET NULL, SET DEFAULT or NO ACTION')
  );
}

/** `(a, b)`; directions are left out. */
export function readNames(cursor: Cursor, what: string): readonly string[] {
  const { inner } = cursor.parentheses(what);
  return readList(inner, what, (one) => {
    const name = one.name('a column');
    one.takeOne('ASC', 'DESC');
    return name;
  });
}

/** Whether the server keeps the rule `of` this name, and when: false where it does not. */
export function readEnforcement(cursor: Cursor, of: string, draft: ScriptDraft): boolean {
  let isKept = true;
  for (;;) {
    if (cursor.take('NOT', 'ENFORCED')) isKept = false;
    else if (cursor.take('NOT', 'FOR', 'REPLICATION')) lose(draft, 'NOT FOR REPLICATION is not kept', of);
    else if (cursor.takeOne('RELY', 'DEFERRABLE', 'DISABLE', 'NOVALIDATE') !== undefined)
      lose(draft, 'RELY, DEFERRABLE, DISABLE and NOVALIDATE of rules are not kept', of);
    else if (cursor.take('NOT', 'DEFERRABLE')) continue;
    else if (cursor.takeOne('ENFORCED', 'ENABLE', 'VALIDATE', 'NORELY') !== undefined) continue;
    else if (cursor.take('INITIALLY')) cursor.next();
    else return isKept;
  }
}
