import { computedColumns, copiedColumns, type DerivedColumn } from '#analysis/schema-review/derived-columns.ts';
import { sampleOf } from '#analysis/schema-review/known-values.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { sqlName, sqlTable } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'redundant-column';
const source = 'https://www.postgresql.org/docs/18/ddl-generated-columns.html';

export const redundantColumn = defineRule({
  id,
  summary: 'A column holds what other columns, or the row that it refers to, say already.',
  needs: ['schema', 'samples'],
  source,
  *check({ schema, samples }) {
    for (const table of reviewedTables(schema)) {
      const sample = sampleOf(samples, table);
      if (sample === undefined) continue;
      for (const one of [...computedColumns(table, sample), ...copiedColumns(table, schema, samples)]) {
        const isComputed = one.kind === 'computed';
        yield schemaFinding({
          rule: { id, source },
          severity: isComputed ? 'warning' : 'info',
          at: table,
          column: one.column,
          message: `${one.column} is ${isComputed ? '' : 'a copy of '}${one.of} in all ${one.rows} rows that were read.`,
          why: isComputed
            ? 'Whoever changes one of the three and forgets the others leaves a row that contradicts itself, and nothing finds it.'
            : 'Whoever changes the one has to change the other; a row that is forgotten contradicts it.',
          shown: { what: 'rows in which it holds', value: one.rows, by: 'the rows that were read' },
          advice: adviceFor(one, schema.engine === 'postgres'),
        });
      }
    }
  },
});

function adviceFor({ table, column, of, kind }: DerivedColumn, isPostgres: boolean): string {
  const name = sqlName(column);
  if (kind === 'copied') {
    return `Drop it and join, if the two are to be the same for ever. If it keeps what was true on that day (a price, an address), say so in the column's comment ("snapshot of …"), which silences this.`;
  }
  const generated = `DROP COLUMN ${name}, ADD COLUMN ${name} … GENERATED ALWAYS AS (${of}) STORED`;
  const check = `CHECK (${name} = ${of})`;
  return isPostgres
    ? `Let the server compute it: ALTER TABLE ${sqlTable(table)} ${generated}; it writes the table anew. Or let it refuse what contradicts: ADD CONSTRAINT … ${check} NOT VALID, then VALIDATE.`
    : `Make it a generated column, or add ${check}.`;
}
