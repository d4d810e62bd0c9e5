import { schemaRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Migration } from '#vocabulary/migration.ts';

/**
 * What is wrong with the schema behind the migrations and was not before them, at the statement that brought it: a type
 * that will overflow, a table without a key. Matters of style are left to `design review`.
 */
export function newFaults(migration: Migration, before: DatabaseSchema): readonly Finding[] {
  const after = migration.files.at(-1)?.after;
  if (after === undefined) return [];
  const old = new Set(faultsOf(before).map(({ fingerprint }) => fingerprint));
  return faultsOf(after)
    .filter(({ fingerprint, severity }) => severity !== 'info' && !old.has(fingerprint))
    .map((finding) => {
      const place = placeOf(finding, migration);
      return { ...finding, severity: 'info' as const, ...(place === undefined ? {} : { place }) };
    });
}

function faultsOf(schema: DatabaseSchema): readonly Finding[] {
  return judge(schemaRules, { schema }).findings;
}

/** The last statement that made or changed the table. */
function placeOf({ at }: Finding, { files }: Migration): Finding['place'] {
  const steps = files.flatMap((file) => file.steps);
  const step = steps.findLast(({ actions }) =>
    actions.some((action) => {
      const table = 'table' in action ? action.table : undefined;
      const name = table && `${table.schema}.${table.name}`;
      return name !== undefined && (at === name || at.startsWith(`${name}.`));
    }),
  );
  return step && { file: step.file, line: step.line };
}
