import { isMadeEarlier } from '#analysis/migration/made-earlier.ts';
import { actionsIn, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame } from '#analysis/migration/standing.ts';
import { visibleNames } from '#analysis/migration/visible-names.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'enum-value-renamed';
const source = 'https://www.postgresql.org/docs/18/sql-altertype.html';

export const enumValueRenamed = defineRule({
  id,
  summary: 'A value of an enum gets another name while the application uses the old one.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'rename-enum-value')) {
      const { type, value, to } = place.action;
      const name = fullName(type);
      if (isMadeEarlier('type', name, place)) continue;
      // Another value takes over the name.
      const steps = place.file.steps.filter(({ transaction }) => transaction === place.step.transaction);
      if (actionsIn(steps, 'rename-enum-value').some((one) => one.to === value && isSame(one.type, type))) continue;
      const isKnown = visibleNames(place.step.before).enums.get(name)?.includes(value) === true;
      yield migrationFinding({
        rule: { id, source },
        step: place.step,
        at: name,
        severity: breakSeverity(isKnown ? 'there' : 'unknown'),
        message: `The value '${value}' of ${name} is called '${to}' from then on: statements that write or compare '${value}' fail, and all rows that had it read '${to}'.`,
        why: 'PostgreSQL refuses a value that the enum does not have (22P02), in a condition too. The release that runs while the migration does knows only the old one, and it meets a value that it does not know in every row.',
        advice: `Add '${to}' beside '${value}' (ALTER TYPE … ADD VALUE, in a migration of its own). Release an application that reads both, then one that writes '${to}'; change the rows in batches. '${value}' stays in the type, unused: that does no harm.`,
        about: [value],
      });
    }
  },
});
