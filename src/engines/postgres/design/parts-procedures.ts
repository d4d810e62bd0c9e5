import type { Routine } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/postgres/quote.ts';

/** So many characters of a table's name stand in those of its parts: a name has 63, and eight tell the month. */
export const stemLength = 55;

/** Two that are called at once take turns: the second finds what the first has made. */
const inTurn = `PERFORM pg_advisory_xact_lock(hashtext('monthly parts'));`;

/**
 * Makes the parts of the months to come. It waits a few seconds at most for the lock that a new part takes on its
 * table: readers behind it would wait as long. https://www.postgresql.org/docs/18/ddl-partitioning.html
 */
export function partsMaker(tables: readonly string[], schema: string): Routine {
  const name = 'make_monthly_parts';
  const says = `Makes the parts of ${tables.join(', ')} for this month and those ahead, where they are not there yet.`;
  return {
    object: {
      kind: 'procedure',
      schema,
      name,
      definition: `CREATE PROCEDURE ${q(name)}(months_ahead integer DEFAULT 3)
LANGUAGE plpgsql
SET TimeZone = 'UTC'
SET lock_timeout = '3s'
AS $$
-- ${says}
DECLARE
  divided text;
  month date;
  part text;
BEGIN
  ${inTurn}
  FOREACH divided IN ARRAY ARRAY[${tables.map(quoteLiteral).join(', ')}] LOOP
    FOR ahead IN 0 .. months_ahead LOOP
      month := date_trunc('month', CURRENT_TIMESTAMP) + make_interval(months => ahead);
      part := left(divided, ${stemLength}) || to_char(month, '_YYYY_MM');
      IF to_regclass(quote_ident(part)) IS NULL THEN
        BEGIN
          EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
            part, divided, month, month + INTERVAL '1 month');
        EXCEPTION WHEN check_violation THEN
          RAISE WARNING 'The default part of % has rows of %: it came too late for them.', divided, part
            USING HINT = 'They are found where they are; to have a part of their own they are moved by hand.';
        END;
      END IF;
    END LOOP;
  END LOOP;
END
$$`,
      comment: says,
    },
    call: `CALL ${q(name)}(4)`,
    says,
  };
}

/**
 * Takes away the parts all of whose rows are older than they are kept. A part is taken off before it is dropped; one that
 * something still refers to stays. `tables`: what refers to others comes before them.
 */
export function partsDropper(
  tables: readonly { readonly table: string; readonly days: number }[],
  schema: string,
): Routine {
  const name = 'drop_expired_parts';
  const says = `Drops the parts that hold nothing younger than it is kept: ${tables.map(({ table, days }) => `${table} ${days} days`).join(', ')}.`;
  const rows = tables.map(({ table, days }, at) => `(${at + 1}, ${quoteLiteral(table)}, ${days})`).join(', ');
  return {
    object: {
      kind: 'procedure',
      schema,
      name,
      definition: `CREATE PROCEDURE ${q(name)}()
LANGUAGE plpgsql
SET TimeZone = 'UTC'
SET lock_timeout = '3s'
AS $$
-- ${says}
DECLARE
  divided text;
  days integer;
  part text;
BEGIN
  ${inTurn}
  FOR divided, days, part IN
    SELECT kept.name, kept.days, c.relname
    FROM (VALUES ${rows}) AS kept (turn, name, days)
    JOIN pg_inherits AS i ON i.inhparent = to_regclass(quote_ident(kept.name))
    JOIN pg_class AS c ON c.oid = i.inhrelid
    WHERE left(c.relname, -8) = left(kept.name, ${stemLength}) AND right(c.relname, 8) ~ '^_[0-9]{4}_[0-9]{2}$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') + INTERVAL '1 month' <= CURRENT_TIMESTAMP - make_interval(days => kept.days)
    ORDER BY kept.turn, c.relname
  LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', divided, part);
      EXECUTE format('DROP TABLE %I', part);
    EXCEPTION WHEN foreign_key_violation THEN
      RAISE WARNING '% stays: other rows refer to what is in it.', part
        USING DETAIL = SQLERRM, HINT = 'It goes when they are gone.';
    END;
  END LOOP;
END
$$`,
      comment: says,
    },
    call: `CALL ${q(name)}()`,
    says,
  };
}
