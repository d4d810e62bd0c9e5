import { isMadeEarlier, isMadeLater } from '#analysis/migration/made-earlier.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { saysWords } from '#analysis/migration/statement-tokens.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'schema-dropped-or-renamed';
const source = 'https://www.postgresql.org/docs/18/sql-dropschema.html';

export const schemaDroppedOrRenamed = defineRule({
  id,
  summary: 'A schema is dropped or gets another name, and everything in it with it.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'drop-object', 'rename-object')) {
      const { step, action } = place;
      if (action.what !== 'schema' || isMadeEarlier('schema', action.name, place)) continue;
      const { tables, views, objects } = step.before;
      const inside = [...tables, ...views].filter(({ schema }) => schema === action.name).map(({ name }) => name);
      const isKnown = inside.length > 0 || objects.some(({ schema }) => schema === action.name);
      const isNothing = !isKnown && saysWords(step.statement, 'if', 'exists');
      if (isNothing && (tables.length > 0 || isMadeLater('schema', action.name, place))) continue;
      const names = inside.length === 0 ? 'what is in it' : listed(inside, 5);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: action.name,
        severity: breakSeverity(isKnown ? 'there' : 'unknown'),
        ...(action.kind === 'drop-object'
          ? {
              message: `The schema ${action.name} is dropped${action.cascade ? `, and ${names} with it` : ''}.`,
              why: 'With CASCADE all tables, views, functions and types of the schema go, and what refers to them elsewhere. No statement brings the rows back.',
              advice: `First release an application that uses nothing of ${action.name}. When no older release runs, keep a copy (pg_dump -n ${action.name}) and drop object by object in a later migration: a DROP without CASCADE says what still hangs on it.`,
            }
          : {
              message: `The schema ${action.name} is called ${action.to} from then on: statements that name ${names} by it fail.`,
              why: 'Every qualified name, and every search path that is set somewhere (role, database, connection, function), says the old name.',
              advice: `Make ${action.to} beside ${action.name}, with a view for each table; release the application with the new name; move the tables (ALTER TABLE … SET SCHEMA) with views left under the old names, and drop these in a later migration.`,
            }),
      });
    }
  },
});
