import type { Cursor } from './cursor.ts';
import { changeColumn, keyOf, lose, placeOf, type ScriptDraft } from './drafts.ts';
import { unquoted } from './lexis.ts';

/**
 * EXEC sp_addextendedproperty 'MS_Description', '…', 'SCHEMA', 'dbo', 'TABLE', 'orders', 'COLUMN', 'total': a comment.
 * Other procedures are passed over.
 * https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql
 */
export function readExtendedProperty(cursor: Cursor, draft: ScriptDraft): void {
  const procedure = cursor.path('a procedure').at(-1)?.toLowerCase() ?? '';
  if (procedure !== 'sp_addextendedproperty') {
    if (procedure === 'sp_executesql') lose(draft, 'Statements that stand in a text are not read', procedure);
    return;
  }
  const given: Record<string, string> = {};
  const order = ['name', 'value', 'level0type', 'level0name', 'level1type', 'level1name', 'level2type', 'level2name'];
  for (let at = 0; !cursor.isAtEnd(); at++) {
    const first = cursor.next();
    const isNamed = first.text.startsWith('@') && cursor.take('=');
    const token = isNamed ? cursor.next() : first;
    given[isNamed ? first.text.slice(1).toLowerCase() : (order[at] ?? '')] = unquoted(token, cursor.lexis);
    if (!cursor.take(',')) break;
  }
  const {
    name = '',
    value = '',
    level0name = '',
    level1type = '',
    level1name = '',
    level2type = '',
    level2name = '',
  } = given;
  const table = draft.tables.get(keyOf(placeOf([level0name, level1name], draft)));
  if (name.toLowerCase() !== 'ms_description' || level1type.toUpperCase() !== 'TABLE' || table === undefined) {
    lose(
      draft,
      'Extended properties other than the description of tables and columns are not kept',
      `${name} ${level1name}`.trim(),
    );
  } else if (level2name === '') table.comment = value;
  else if (level2type.toUpperCase() !== 'COLUMN' || !changeColumn(table, level2name, { comment: value }))
    lose(
      draft,
      'Extended properties other than the description of tables and columns are not kept',
      `${level1name}.${level2name}`,
    );
}
