import { isMadeEarlier } from '#analysis/migration/made-earlier.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { transactionEnd } from '#analysis/migration/transaction-end.ts';
import { lostNames } from '#analysis/migration/visible-names.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { CatalogObject, DatabaseSchema } from '#vocabulary/database-schema.ts';

const id = 'function-dropped';
const source = 'https://www.postgresql.org/docs/18/sql-dropfunction.html';

export const functionDropped = defineRule({
  id,
  summary: 'A function that statements may call is there no more.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'drop-object')) {
      const { step, action } = place;
      const { what, name } = action;
      if (what !== 'function' && what !== 'procedure' && what !== 'routine') continue;
      if (isMadeEarlier('function', name, place) || isMadeEarlier('procedure', name, place)) continue;
      const lost = lostNames(only(name, step.before), transactionEnd(place));
      const forms = lost.flatMap((one) => (one.kind === 'function' ? `${one.name}(${one.arguments.join(', ')})` : []));
      if (forms.length === 0) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: 'warning',
        message: `${listed(forms, 4)} ${forms.length === 1 ? 'is' : 'are'} dropped: statements that call ${forms.length === 1 ? 'it' : 'them'} fail from then on.`,
        why: 'The release that runs while the migration does may call it, and so may other functions: what stands in their bodies is only looked up when they run.',
        advice: `Leave ${name} where it is and make the new form beside it, with other arguments or under another name; release an application that calls that; drop the old one in a later migration.`,
        about: forms,
      });
    }
  },
});

/** The functions of that name; one that only triggers call is no application's. */
function only(name: string, schema: DatabaseSchema): DatabaseSchema {
  const isIt = (one: CatalogObject) =>
    (one.kind === 'function' || one.kind === 'procedure') && `${one.schema}.${one.name}` === name;
  const isForTriggers = ({ definition }: CatalogObject) => /\bRETURNS\s+(?:event_)?trigger\b/i.test(definition);
  return {
    ...schema,
    tables: [],
    views: [],
    objects: schema.objects.filter((one) => isIt(one) && !isForTriggers(one)),
  };
}
