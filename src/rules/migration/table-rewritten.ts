import { judgedActions } from '#analysis/migration/judged-actions.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'table-rewritten';
const source = 'https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES';

const words: Readonly<Record<ActionOf<'rewrite-table'>['how'], string>> = {
  cluster: 'CLUSTER',
  'vacuum-full': 'VACUUM FULL',
  logged: 'SET LOGGED',
  unlogged: 'SET UNLOGGED',
  'access-method': 'SET ACCESS METHOD',
  tablespace: 'SET TABLESPACE',
};

const advice: Readonly<Record<ActionOf<'rewrite-table'>['how'], string>> = {
  cluster: 'pg_repack sorts a table by an index while it is read and written.',
  'vacuum-full':
    'VACUUM makes the room free for new rows, which is nearly always enough; pg_repack gives it back to the disk while the table is read and written.',
  logged: 'A new logged table that batches fill, and one short transaction that swaps the names.',
  unlogged: 'A new unlogged table that batches fill, and one short transaction that swaps the names.',
  'access-method':
    'A new table with the other access method that batches fill, and one short transaction that swaps the names.',
  tablespace: 'pg_repack moves a table to another tablespace while it is read and written.',
};

export const tableRewritten = defineRule({
  id,
  summary: 'A table is written anew as a whole while nobody can read or write it.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'rewrite-table')) {
      if (judged.verdict.kind !== 'blocks') continue;
      const at = action.table === undefined ? 'all tables' : fullName(action.table);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at,
        subject: `${words[action.how]} of ${at}`,
        why: 'Every row goes to a new file and every index is built again, under ACCESS EXCLUSIVE. It needs the disk twice.',
        advice: `PostgreSQL has no statement that does it beside readers and writers. ${advice[action.how]} Else take a window without traffic.`,
        about: [action.how],
      });
    }
  },
});
