import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import type { Change } from '#vocabulary/change.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import { defaultName } from './default-name.ts';
import type { ActionOf } from './placed-actions.ts';
import { backfill, inOrder } from './safe-statements.ts';
import { sqlRelation } from './sql-relation.ts';
import { tableNamed } from './table-family.ts';

const why = 'A loop in batches has no neutral word.';

/**
 * A column whose values are filled in behind it: it is there at once, new rows get their value by the default, and those
 * that were there in batches. undefined: it cannot be, or the table is one of several parts.
 */
export function filledColumn(action: ActionOf<'add-column'>, step: MigrationStep): readonly Change[] | undefined {
  const { table, column, constraints, generated, identity, serial, notNull, default: preset } = action;
  const known = tableNamed(step.before, table);
  if (generated !== undefined || constraints.length > 0 || known?.kind !== 'table') return undefined;
  const present: Change = { kind: 'set-not-null', schema: table.schema, table: table.name, column };
  if (identity || serial) return numbered(action, step, present);
  if (preset === undefined) return undefined;
  const alter = `ALTER TABLE ${sqlRelation(table)}`;
  const name = sqlIdentifier(column);
  return [
    inOrder(
      why,
      `${alter} ADD COLUMN ${name} ${action.type}`,
      `${alter} ALTER COLUMN ${name} SET DEFAULT ${preset.sql}`,
      backfill(table, column),
    ),
    ...(notNull ? [present] : []),
  ];
}

const integers: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial2: 'smallint',
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
};

/** By a sequence of its own; an identity takes over from that in the end. */
function numbered(
  { table, column, type, identity }: ActionOf<'add-column'>,
  { before, statement }: MigrationStep,
  present: Change,
): readonly Change[] {
  const alter = `ALTER TABLE ${sqlRelation(table)}`;
  const name = sqlIdentifier(column);
  const integer = integers[type.toLowerCase()] ?? type;
  const lasting = defaultName(table, [column], 'seq', before);
  const sequence = sqlRelation({ schema: table.schema, name: identity ? `${lasting}_first` : lasting });
  const next = `nextval('${sequence.replaceAll("'", "''")}')`;
  const always = /\bGENERATED\s+ALWAYS\b/i.test(statement) ? 'ALWAYS' : 'BY DEFAULT';
  return [
    inOrder(
      why,
      `CREATE SEQUENCE ${sequence} AS ${integer}`,
      `${alter} ADD COLUMN ${name} ${integer}`,
      `${alter} ALTER COLUMN ${name} SET DEFAULT ${next}`,
      ...(identity ? [] : [`ALTER SEQUENCE ${sequence} OWNED BY ${sqlRelation(table)}.${name}`]),
      backfill(table, column),
    ),
    present,
    ...(identity
      ? [
          inOrder(
            'The number at which the identity begins is known when nobody writes any more.',
            `DO $$
BEGIN
  LOCK TABLE ${sqlRelation(table)} IN ACCESS EXCLUSIVE MODE;
  ${alter} ALTER COLUMN ${name} DROP DEFAULT;
  EXECUTE format('${alter.replaceAll("'", "''").replaceAll('%', '%%')} ALTER COLUMN ${name.replaceAll("'", "''").replaceAll('%', '%%')} ADD GENERATED ${always} AS IDENTITY (START WITH %s)', ${next});
  DROP SEQUENCE ${sequence};
END $$`,
          ),
        ]
      : []),
  ];
}
