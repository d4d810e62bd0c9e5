import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { queueFinding } from '#rules/migration-finding.ts';

const id = 'foreign-key-locking-parent';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT';

const deeds = {
  'create-table': 'Making',
  'drop-table': 'Dropping',
  'add-column': 'Adding a column to',
  'drop-column': 'Dropping a column of',
  'add-constraint': 'Adding a foreign key to',
  'drop-constraint': 'Dropping a constraint of',
} as const;

export const foreignKeyLockingParent = defineRule({
  id,
  summary: 'A statement on one table locks another one too, through a foreign key.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    const kinds = Object.keys(deeds) as (keyof typeof deeds)[];
    for (const { action, judged } of judgedActions(migration, ...kinds)) {
      const name = fullName(action.table);
      const { step, verdict } = judged;
      // Work is another rule's matter; on a table that its own file made there is none.
      if (verdict.kind !== 'queues' && !step.fresh.includes(name)) continue;
      // With a limit, what is not met fails instead of holding up a table that nobody thought of.
      if ((step.limits.lock ?? 0) > 0) continue;
      const locked = new Set(verdict.relations.map((one) => one.name));
      const named = 'references' in action ? [action.references ?? []].flat().map(fullName) : [];
      const known = tableNamed(step.before, action.table)?.constraints ?? [];
      const partners = action.kind === 'drop-table' ? known.flatMap(({ references }) => parentName(references)) : named;
      for (const partner of new Set(partners)) {
        if (partner === name || !locked.has(partner)) continue;
        yield queueFinding({
          rule: { id, source },
          judged,
          statistics,
          at: partner,
          subject: `${deeds[action.kind]} ${name}, which refers to ${partner},`,
          why: `A foreign key has triggers on both tables, and putting them on or taking them off locks ${partner} too. The statement does not name it: a long transaction there holds the migration up, and the migration everybody else.`,
          advice: `SET lock_timeout = '2s' before it, and try again where that is not met (error 55P03). Do it by itself, not behind other statements in one transaction, so that ${partner} is locked for a moment only.`,
          about: [name],
        });
      }
    }
  },
});

function parentName(parent: { readonly schema: string; readonly table: string } | undefined): readonly string[] {
  return parent === undefined ? [] : [`${parent.schema}.${parent.table}`];
}
