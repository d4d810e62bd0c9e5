import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'constraint-validated-beside-others';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC';

export const constraintValidatedBesideOthers = defineRule({
  id,
  summary: 'VALIDATE CONSTRAINT stands in one statement with clauses that lock the table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'validate-constraint')) {
      if (judged.step.actions.length < 2 || workOn(judged, action.table, 'read').length === 0) continue;
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(action.table),
        subject: `Validating ${action.name} beside other clauses`,
        why: 'A statement takes the strongest lock that one of its clauses needs, and holds it for all of them: VALIDATE, which alone keeps nobody out, reads the rows under it.',
        advice: `Take it out of the statement, and run it behind that in a transaction of its own: ALTER TABLE ${sqlRelation(action.table)} VALIDATE CONSTRAINT ${sqlIdentifier(action.name)};`,
        about: [action.name],
      });
    }
  },
});
