import { nameWords } from '#analysis/schema-review/name-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed, sqlName } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Column, Table } from '#vocabulary/database-schema.ts';

const id = 'timestamp-without-zone';
const source = 'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29';

/** So many, and hardly one with a zone: that is how this database is written. */
const habit = 3;

export const timestampWithoutZone = defineRule({
  id,
  summary: 'Moments are kept without a time zone.',
  needs: ['schema'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ schema, statistics }) {
    const tables = reviewedTables(schema);
    const found = tables.flatMap((table) => {
      const columns = moments(table);
      return columns.length === 0 ? [] : [{ table, columns }];
    });
    const zoned = tables.flatMap(({ columns }) =>
      columns.filter(({ type }) => typeFamily(type) === 'timestamptz'),
    ).length;
    const number = found.reduce((sum, { columns }) => sum + columns.length, 0);
    const why =
      'The server keeps the digits and forgets which zone they were meant in. Sessions with another TimeZone, and clocks that are put forward and back, shift them by hours.';
    if (number >= habit && number > zoned * 2) {
      const [first] = found;
      const columns = found.flatMap((one) => one.columns.map(({ name }) => `${one.table.name}.${name}`));
      yield schemaFinding({
        rule: { id, source },
        severity: 'info',
        at: schema.database ?? 'the schema',
        message: `${zoned === 0 ? 'No moment of this database has a time zone' : `${number} of ${number + zoned} columns for moments have no time zone`}: ${listed(columns, 6)}.`,
        why,
        shown: { what: 'columns without a time zone', value: number },
        advice: `Where every writer means UTC it works, as long as all of them do. To say so, table by table: ALTER TABLE ${sqlName(first?.table.name ?? '')} ALTER COLUMN ${sqlName(first?.columns[0]?.name ?? '')} TYPE timestamptz USING ${sqlName(first?.columns[0]?.name ?? '')} AT TIME ZONE 'UTC'; it writes the table anew, unless the session's TimeZone is UTC.`,
      });
      return;
    }
    for (const { table, columns } of found) {
      for (const { name } of columns) {
        yield schemaFinding({
          rule: { id, source },
          severity: 'warning',
          at: table,
          column: name,
          message: `${name} has no time zone${zoned > 0 ? ', while other columns of the database have one' : ''}.`,
          why,
          shown: { what: 'type', value: 'timestamp without time zone' },
          ...retyped({
            schema,
            statistics,
            table,
            column: name,
            type: 'timestamp with time zone',
            using: `${sqlName(name)} AT TIME ZONE 'UTC'`,
          }),
        });
      }
    }
  },
});

/** Times on the wall of a place whose zone stands beside them are meant without one. */
function moments(table: Table): readonly Column[] {
  const hasZone = table.columns.some(({ name }) => /^(?:\w+_)?(?:time_?zone|tz|tzid|utc_offset)$/i.test(name));
  return hasZone
    ? []
    : table.columns.filter(({ name, type }) => {
        const isLocal = nameWords(name).some((word) => ['local', 'wall', 'naive'].includes(word));
        return typeFamily(type) === 'timestamp' && !isLocal;
      });
}
