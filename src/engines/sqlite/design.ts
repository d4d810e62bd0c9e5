import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { Engine } from '#contracts/engine.ts';
import { unpreparedReads } from '#engines/sql/design/unprepared-reads.ts';
import { sqliteDialect } from './design/dialect.ts';
import { minorUnits } from './design/minor-units.ts';

/** A logical model as SQLite holds it. */
export const design: Engine['design'] = (given, now) => {
  const { model, decimals } = minorUnits(given);
  const made = designTables(model, sqliteDialect, now);
  const money =
    decimals === 0 && model === given
      ? []
      : [
          {
            what: `Amounts of money are whole numbers of 1/${10 ** decimals}: 80.00 is ${80 * 10 ** decimals}.`,
            why: 'SQLite has no exact decimals; whole numbers add up exactly.',
          },
        ];
  return {
    ...made,
    decisions: [
      ...made.decisions,
      ...money,
      {
        what: 'Moments are texts in UTC, 2026-01-31 23:59:59; what is true is 1.',
        why: 'Such texts sort in the order of time, and all functions of SQLite read them.',
      },
      {
        what: 'Every connection begins with PRAGMA foreign_keys = ON and PRAGMA recursive_triggers = ON.',
        why: 'Without the first no foreign key is kept; without the second REPLACE removes rows that no DELETE may.',
      },
      ...unpreparedReads(model, 'SQLite'),
    ],
  };
};
