import { bareStatement } from '#analysis/migration/bare-statement.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'domain-constraint-scanning-tables';
const source = 'https://www.postgresql.org/docs/18/sql-alterdomain.html';

export const domainConstraintScanningTables = defineRule({
  id,
  summary: 'A constraint on a domain has all tables read that use it, while nobody can write to them.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-domain-constraint')) {
      if (action.notValid || judged.verdict.kind !== 'blocks') continue;
      const bare = bareStatement(judged.step.statement);
      const isCheck = /\bADD\b[\s\S]*\bCHECK\b/i.test(bare);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(action.domain),
        subject: `The constraint on the domain ${fullName(action.domain)}`,
        why: 'Every table with a column of the domain is locked against writers and read from end to end, and all stay locked until the last is done.',
        advice: `${isCheck ? `With NOT VALID it reads nothing, and new values keep to it: ${bare} NOT VALID;` : 'Say it with ADD CONSTRAINT … CHECK (VALUE IS NOT NULL) NOT VALID, which reads nothing.'} VALIDATE CONSTRAINT of a domain keeps writers out just as this does: leave it for a time when little is written. What has to be proved while all go on is a CHECK on each table (${action.tables.map(fullName).join(', ')}), NOT VALID and then validated.`,
      });
    }
  },
});
