import { columnSwap } from '#analysis/migration/column-swap.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'column-change-rewriting-table';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES';

export const columnChangeRewritingTable = defineRule({
  id,
  summary: 'A change of a column’s type writes its table or its indexes anew.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'alter-column-type')) {
      const { table, column, from, to } = action;
      if (workOn(judged, table, 'rewritten', 'read', 'built').length === 0) continue;
      const at = `${fullName(table)}.${column}`;
      const changes = columnSwap(action, judged.step);
      const next = `${column}_new`;
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at,
        subject: `Changing ${at}${from === undefined ? '' : ` from ${from}`} to ${to}`,
        why: 'Where the bytes of the values change, every row is written again and every index is built again; where only their meaning does, the indexes on the column are. The table is locked until that is done.',
        advice: `Bring the values into a column of the new type instead: add ${next} as ${to}; let a trigger fill it from ${column} at every write; fill the rows that are there in batches; build what the old column has (indexes concurrently, constraints NOT VALID and then validated); then, in one short transaction, drop the trigger and ${column} and rename ${next} to ${column}. The column is the last of the table from then on.`,
        changes: changes ?? [],
      });
    }
  },
});
