import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { Engine } from '#contracts/engine.ts';
import { unpreparedReads } from '#engines/sql/design/unprepared-reads.ts';
import { mysqlDialect } from './dialect.ts';
import type { Flavour } from './flavour.ts';
import { requoted } from './requoted.ts';

/** A logical model as MySQL or MariaDB holds it. */
export function designFor(flavour: Flavour): NonNullable<Engine['design']> {
  const dialect = mysqlDialect(flavour);
  return (model, now) => {
    const made = designTables(requoted(model), dialect, now);
    return {
      ...made,
      decisions: [
        ...made.decisions,
        {
          what: `Texts are compared byte by byte (${flavour.exactCollation}); e-mail addresses without regard to case, what is searched for words without regard to accents too.`,
          why: 'A code, a token or a state is one or another; nobody tells addresses apart by their capitals.',
        },
        {
          what: "Moments are datetime(6) in UTC: every session begins with SET time_zone = '+00:00', and keeps the strict sql_mode.",
          why: 'timestamp ends in 2038; without the strict mode what is too long is cut off silently.',
        },
        {
          what: 'What is unique under a condition is so by a computed column that is NULL where the condition does not hold.',
          why: `${flavour.name} has no partial indexes, and two NULLs are never the same.`,
        },
        {
          what: 'Rules across rows are kept by triggers that lock the row which the rule is about.',
          why: 'Two sessions take turns at it. A trigger cannot lock a table that its own statement reads: no INSERT … SELECT from the parent; foreign keys that cascade call no triggers.',
        },
        ...unpreparedReads(model, flavour.name),
      ],
    };
  };
}
