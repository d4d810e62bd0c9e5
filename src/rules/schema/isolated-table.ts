import { missingReferences } from '#analysis/schema-review/missing-references.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys, partitionsOf } from '#analysis/schema-review/table-keys.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'isolated-table';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-FK';

/** Below, a schema is too small to say what is usual in it. */
const fewestTables = 6;
const mostIsolated = 0.34;
/** Tables that stand for themselves. */
const alone = new Set(
  `setting settings config configuration configurations parameter parameters feature features flag flags cache caches
  session sessions token tokens lock locks sequence sequences counter counters calendar holiday holidays rate rates currency
  currencies country countries language languages locale locales timezone timezones stat stats statistics metric metrics
  summary summaries report reports cron schedule schedules subscriber subscribers newsletter postal zip`.split(/\s+/),
);

export const isolatedTable = defineRule({
  id,
  summary: 'A table has no foreign key in a database where nearly all others have one.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    const tables = reviewedTables(schema);
    if (tables.length < fewestTables) return;
    const referred = new Set(
      schema.tables.flatMap((table) =>
        foreignKeys(table).map(({ references: { schema: place, table: name } }) => `${place}.${name}`),
      ),
    );
    const suspected = new Set(missingReferences(schema, undefined).flatMap(({ table, parent }) => [table, parent]));
    const isolated = tables.filter(
      (table) =>
        [table, ...partitionsOf(table, schema)].every((one) => foreignKeys(one).length === 0) &&
        !referred.has(`${table.schema}.${table.name}`),
    );
    if (isolated.length / tables.length > mostIsolated) return;
    const odd = isolated.filter(
      (table) => !isRecord(table) && !suspected.has(table) && !nameWords(table.name).some((word) => alone.has(word)),
    );
    if (odd.length === 0) return;
    const names = odd.map(({ name }) => name).sort();
    yield schemaFinding({
      rule: { id, source },
      severity: 'info',
      at: schema.database ?? 'the schema',
      message: `${listed(names)} ${names.length === 1 ? 'has' : 'have'} no foreign key to or from another table.`,
      why: 'A table that nothing is tied to is often a leftover, or has lost its reference.',
      shown: { what: 'tables without a foreign key', value: names.length },
      advice:
        'Drop it if nobody reads it, add the reference if there is one, else silence this finding with what it is for.',
      about: names,
    });
  },
});
