import { type MissingReference, missingReferences } from '#analysis/schema-review/missing-references.ts';
import { listed, sqlName, sqlTable } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';

const id = 'missing-foreign-key';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-FK';

/** So many, and not one foreign key in the database: that is a decision, not an oversight. */
const decided = 5;

export const missingForeignKey = defineRule({
  id,
  summary: "A column is named and typed like another table's key, and no constraint says that it refers to it.",
  needs: ['schema'],
  likes: ['samples'],
  source,
  *check({ schema, samples }) {
    const found = missingReferences(schema, samples);
    const hasForeignKeys = schema.tables.some(({ constraints }) =>
      constraints.some(({ kind }) => kind === 'foreign-key'),
    );
    if (!hasForeignKeys && found.length >= decided) {
      yield told(found, schema);
      return;
    }
    for (const one of found) yield missing(one, schema);
  },
});

function missing(one: MissingReference, schema: DatabaseSchema): Finding {
  const { table, column, parent, key, certainty, proven } = one;
  const name = `fk_${table.name}_${column}`.slice(0, 63);
  const definition = `FOREIGN KEY (${sqlName(column)}) REFERENCES ${sqlName(parent.schema)}.${sqlName(parent.name)} (${sqlName(key)})`;
  const data = proven === undefined ? '' : ` All ${proven} values that were read are there.`;
  return schemaFinding({
    rule: { id, source },
    severity: certainty === 'named' ? 'warning' : 'info',
    at: table,
    column,
    message: `${column} looks like a reference to ${parent.name}.${key}, and no foreign key says so.${data}`,
    why: `Nothing keeps a row of ${table.name} from referring to a row of ${parent.name} that was never there, or is no longer.`,
    shown: { what: 'foreign keys on the column', value: 0 },
    ...(schema.engine === 'postgres' && table.kind === 'table'
      ? {
          changes: [
            {
              kind: 'add-constraint',
              schema: table.schema,
              table: table.name,
              constraint: { name, kind: 'foreign-key', columns: [column], definition },
            },
          ],
        }
      : { advice: `Add it: ${sqlTable(table)} ${definition}; ${wayOf(schema)}` }),
  });
}

function wayOf({ engine }: DatabaseSchema): string {
  return engine === 'postgres'
    ? 'on a partitioned table the rows are read under a lock that stops writers.'
    : 'make the table anew with it, and copy the rows.';
}

function told(found: readonly MissingReference[], schema: DatabaseSchema): Finding {
  const columns = found.map(({ table, column }) => `${table.name}.${column}`);
  return schemaFinding({
    rule: { id, source },
    severity: 'info',
    at: schema.database ?? 'the schema',
    message: `There is no foreign key at all; ${found.length} columns look like references: ${listed(columns, 8)}.`,
    why: 'Whatever deletes a row has to know of every table that refers to it, and a bulk load can bring in references to nothing.',
    shown: { what: 'foreign keys', value: 0 },
    advice:
      'If that is a decision (a sharded server that has none), silence this finding with the reason. Else begin with the table that most others refer to.',
  });
}
