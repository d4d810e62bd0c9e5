import type { Routine } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/postgres/quote.ts';

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
  FOREACH divided IN ARRAY ARRAY[${tables.map(quoteLiteral).join(', ')}] LOOP
    FOR ahead IN 0 .. months_ahead LOOP
      month := date_trunc('month', CURRENT_TIMESTAMP) + make_interval(months => ahead);
      part := divided || to_char(month, '_YYYY_MM');
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

/** Takes away the parts all of whose rows are older than they are kept. A part is taken off before it is dropped. */
export function partsDropper(
  tables: readonly { readonly table: string; readonly days: number }[],
  schema: string,
): Routine {
  const name = 'drop_expired_parts';
  const says = `Drops the parts that hold nothing younger than it is kept: ${tables.map(({ table, days }) => `${table} ${days} days`).join(', ')}.`;
  const rows = tables.map(({ table, days }) => `(${quoteLiteral(table)}, ${days})`).join(', ');
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
  FOR divided, days, part IN
    SELECT kept.name, kept.days, c.relname
    FROM (VALUES ${rows}) AS kept (name, days)
    JOIN pg_inherits AS i ON i.inhparent = to_regclass(quote_ident(kept.name))
    JOIN pg_class AS c ON c.oid = i.inhrelid
    WHERE c.relname ~ ('^' || kept.name || '_[0-9]{4}_[0-9]{2}$')
      AND to_date(right(c.relname, 7), 'YYYY_MM') + INTERVAL '1 month' <= CURRENT_TIMESTAMP - make_interval(days => kept.days)
  LOOP
    EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', divided, part);
    EXECUTE format('DROP TABLE %I', part);
  END LOOP;
END
$$`,
      comment: says,
    },
    call: `CALL ${q(name)}()`,
    says,
  };
}
