import { isMadeEarlier } from '#analysis/migration/made-earlier.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { saysWords } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'extension-removed';
const source = 'https://www.postgresql.org/docs/18/sql-dropextension.html';

export const extensionRemoved = defineRule({
  id,
  summary: 'An extension is dropped, and its types, functions and operators with it.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'drop-object')) {
      const { step, action } = place;
      if (action.what !== 'extension' || isMadeEarlier('extension', action.name, place)) continue;
      const installed = step.before.objects.filter(({ kind }) => kind === 'extension').map(({ name }) => name);
      const isNothing = saysWords(step.statement, 'if', 'exists') && !installed.includes(action.name);
      if (isNothing && step.before.tables.length > 0) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: action.name,
        severity: action.cascade ? 'critical' : 'warning',
        message: action.cascade
          ? `The extension ${action.name} is dropped with CASCADE: columns of its types, indexes of its operator classes and functions that call it go with it.`
          : `The extension ${action.name} is dropped: statements that use its types, functions or operators fail from then on.`,
        why: "What an extension brings is used by its name alone, in columns, defaults, indexes and in the application's SQL; bodies of functions are not even looked at when it goes.",
        advice: `Look what uses it first (\\dx+ ${action.name} lists what it brought). Move that away, and drop ${action.name} without CASCADE in a later migration.`,
      });
    }
  },
});
