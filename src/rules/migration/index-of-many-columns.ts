import { placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, standingOf } from '#analysis/migration/standing.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'index-of-many-columns';
const source = 'https://www.postgresql.org/docs/18/indexes-multicolumn.html';

const most = 3;

export const indexOfManyColumns = defineRule({
  id,
  summary: 'An index of more than three columns, of which the last hardly ever help a search.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'create-index')) {
      const { step, action } = place;
      const { table, keys, unique, method } = action;
      if (unique || method !== 'btree' || keys.length <= most) continue;
      const standing = standingOf(table, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const name = fullName(table);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: 'info',
        message: `${action.name ?? 'The index'} on ${name} has ${keys.length} columns: ${listed(keys)}.`,
        why: 'A search uses the columns from the left, as long as it asks for equality; behind the first range the others only filter. Each more makes the index larger, every write dearer, and HOT updates rarer.',
        advice: `Keep the columns that are asked for by =, then one that is asked for by range or order. Where the others only spare the way to the table, put them into INCLUDE; 'dbwright optimize indexes' finds out for your queries.`,
        about: [action.name ?? keys.join(',')],
      });
    }
  },
});
