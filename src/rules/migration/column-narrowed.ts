import { findTable } from '#analysis/find-table.ts';
import { narrowing } from '#analysis/migration/narrowing.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { columnStanding, fullName } from '#analysis/migration/standing.ts';
import { statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'column-narrowed';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE';

export const columnNarrowed = defineRule({
  id,
  summary: 'A column gets a type that does not take all that it may hold.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'alter-column-type')) {
      const { step, action } = place;
      const { table, column, to, using } = action;
      const standing = columnStanding(action, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const known = findTable(step.before, table)?.columns.find(({ name }) => name === column)?.type;
      const from = known ?? action.from;
      if (from === undefined) continue;
      const found = narrowing({ type: from, schema: step.before }, { type: to, schema: step.before });
      if (found === undefined) continue;
      const name = fullName(table);
      const made = using === undefined ? 'assigned' : madeBy(using, column);
      if (made === 'computed') continue;
      const isLost = found.kind === 'lost' || made === 'cut' || (made === 'cast' && /char/.test(to));
      yield migrationFinding({
        rule: { id, source },
        step,
        at: `${name}.${column}`,
        severity: isLost ? 'critical' : 'warning',
        message: isLost
          ? `${column} of ${name} goes from ${from} to ${to}: ${found.values} are lost without a word.`
          : `${column} of ${name} goes from ${from} to ${to}: ${found.values} make it fail, and every write of one fails from then on.`,
        why: isLost
          ? 'PostgreSQL rounds and cuts as an assignment would, and says nothing. No statement brings the rest back.'
          : 'A value that was good for the release that runs is refused by the new type. The check runs over all rows while nobody can read the table.',
        advice: isLost
          ? `Keep ${column} as it is and add a column of ${to} beside it; fill it in batches, compare the two, move the application, and drop the old one in a later migration.`
          : `First release an application that writes nothing of the kind. Forbid it with a CHECK that is NOT VALID first, mend the rows that VALIDATE finds, and keep the type: a CHECK does the same without the change.`,
      });
    }
  },
});

/** How USING makes the new value: an explicit cast to varchar(n) cuts without a word; what else is computed nobody knows. */
function madeBy(using: string, column: string): 'cast' | 'cut' | 'computed' {
  const [first, ...rest] = statementTokens(using.replace(/^\(+/, ''));
  if (first === undefined) return 'computed';
  if (['left', 'substr', 'substring', 'trunc', 'round', 'floor'].includes(first.value)) return 'cut';
  const isColumn = first.value === column && rest[0]?.value === ':' && rest[1]?.value === ':';
  return isColumn || (first.value === 'cast' && rest[1]?.value === column) ? 'cast' : 'computed';
}
