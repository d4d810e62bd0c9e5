import { placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, standingOf } from '#analysis/migration/standing.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { gravestWeight, migrationFinding, ofRows } from '#rules/migration-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

const id = 'table-truncated';
const source = 'https://www.postgresql.org/docs/18/sql-truncate.html';

export const tableTruncated = defineRule({
  id,
  summary: 'All rows of a table are thrown away.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const place of placedActions(migration, 'truncate')) {
      const { step, action } = place;
      for (const table of action.tables) {
        const standing = standingOf(table, place);
        if (standing === 'fresh' || standing === 'absent') continue;
        const name = fullName(table);
        const also = action.cascade
          ? referringTables(name, step.before).filter(
              (one) => !step.fresh.includes(one) && !action.tables.some((other) => fullName(other) === one),
            )
          : [];
        yield migrationFinding({
          rule: { id, source },
          step,
          at: name,
          severity: breakSeverity(standing),
          message: `All rows of ${name}${ofRows(gravestWeight(step, [name], statistics))} are thrown away${also.length === 0 ? '' : `, and with CASCADE those of ${listed(also, 6)}`}.`,
          why: 'No statement brings the rows back. ON DELETE triggers do not fire, and nobody can read or write the table meanwhile.',
          advice: `Delete what is really meant, by a condition and in batches of some thousand keys. Where all rows are, make an empty table beside ${table.name}, and keep the old one under another name for some days.`,
        });
      }
    }
  },
});

/** Tables that CASCADE empties too: those that refer to it, and those that refer to these. */
function referringTables(name: string, { tables }: DatabaseSchema): readonly string[] {
  const found = new Set([name]);
  for (const one of found) {
    for (const table of tables) {
      const refers = table.constraints.some(
        ({ references }) => references !== undefined && `${references.schema}.${references.table}` === one,
      );
      if (refers) found.add(fullName(table));
    }
  }
  return [...found].slice(1);
}
