import type { DomainOption } from '#analysis/domains/domain.ts';

const use = (units: number) =>
  `INSERT INTO pass_movements (pass_id, units, reason) VALUES (1, ${units}, '${units < 0 ? 'use' : 'purchase'}')`;

/** Visits that are paid beforehand. */
export const passes: DomainOption = {
  id: 'passes',
  title: 'prepaid passes',
  words: ['pass', 'prepaid pass', 'punch card', 'session pack', 'package of sessions', 'prepaid package'],
  usual: false,
  part: {
    entities: {
      pass: {
        description: 'Visits that someone has left; kept by its movements.',
        references: { user: 'user', location: 'location' },
        attributes: { code: 'code unique', units_left: 'integer = 0', expires_on: 'date?' },
        volume: { rows: 100_000, perYear: 80_000 },
      },
      pass_movement: {
        references: { pass: 'pass', booking: 'booking?' },
        attributes: { units: 'integer', reason: 'choice(purchase, use, return, expiry)' },
        checks: [
          { name: 'units_not_zero', sql: 'units <> 0' },
          { name: 'use_takes_away', sql: "reason NOT IN ('use', 'expiry') OR units < 0" },
        ],
        timestamps: 'created',
        volume: { rows: 1_000_000, perYear: 800_000 },
      },
    },
    invariants: [
      {
        kind: 'running-total',
        entity: 'pass_movement',
        sum: 'units',
        into: 'pass',
        attribute: 'units_left',
        match: { id: 'pass' },
        min: 0,
        says: 'A pass is used no more often than it was bought for.',
      },
    ],
    access: [
      { name: 'passes of someone', entity: 'pass', by: ['user'], perSecond: 10 },
      {
        name: 'how a pass was used, newest first',
        entity: 'pass_movement',
        by: ['pass'],
        order: ['-created_at'],
        limit: 50,
      },
    ],
    fixture: ["INSERT INTO passes (id, user_id, location_id, code) VALUES (1, 1, 1, 'P-1')", use(3)],
    scenarios: [
      { says: 'a pass used too often', refuse: use(-4) },
      { says: 'a pass used up', accept: use(-3) },
      { says: 'the last visits used twice', race: [use(-2), use(-2)] },
      { says: 'visits given by hand', refuse: 'UPDATE passes SET units_left = 10 WHERE id = 1' },
      {
        says: 'a use that adds visits',
        refuse: "INSERT INTO pass_movements (pass_id, units, reason) VALUES (1, 2, 'use')",
      },
    ],
  },
};
