import type { DomainOption } from '#analysis/domains/domain.ts';

const place = (session: number, user: number) =>
  `INSERT INTO class_places (session_id, user_id) VALUES (${session}, ${user})`;

/** Many come at the same time. */
export const classes: DomainOption = {
  id: 'classes',
  title: 'classes for groups',
  words: ['class', 'group class', 'group session', 'course date', 'workshop', 'yoga class', 'fitness class'],
  usual: false,
  part: {
    entities: {
      class_session: {
        description: 'A class at a time, for so many; it takes its room and its teacher by a block.',
        references: {
          location: 'location',
          service: 'service agree(location)',
          blocked_time: 'blocked_time? unique agree(location)',
        },
        attributes: {
          starts_at: 'moment',
          ends_at: 'moment',
          capacity: 'count > 0',
          status: 'state(scheduled, held, cancelled) = scheduled',
        },
        checks: [{ name: 'ends_after_start', sql: 'ends_at > starts_at' }],
        volume: { rows: 300_000, perYear: 250_000 },
      },
      class_place: {
        references: { session: 'class_session', user: 'user' },
        attributes: { status: 'state(booked, attended, missed, cancelled) = booked' },
        volume: { rows: 3_000_000, perYear: 2_500_000 },
      },
    },
    invariants: [
      {
        kind: 'count-at-most',
        entity: 'class_place',
        per: 'session',
        limit: 'capacity',
        where: "status <> 'cancelled'",
        says: 'A class takes no more people than it has room for.',
      },
      {
        kind: 'only-one',
        entity: 'class_place',
        per: ['session', 'user'],
        where: "status <> 'cancelled'",
        says: 'Nobody has two places in a class.',
      },
      {
        kind: 'only-while',
        entity: 'class_place',
        reference: 'session',
        parent: "status = 'scheduled'",
        says: 'Places are taken in classes that are still to come.',
      },
    ],
    access: [
      {
        name: 'classes of a location between two moments',
        entity: 'class_session',
        by: ['location'],
        range: 'starts_at',
        order: ['starts_at'],
        perSecond: 40,
      },
      { name: 'who comes to a class', entity: 'class_place', by: ['session'], perSecond: 20 },
      {
        name: 'classes of someone, newest first',
        entity: 'class_place',
        by: ['user'],
        order: ['-created_at'],
        limit: 20,
      },
    ],
    fixture: [
      "INSERT INTO class_sessions (id, location_id, service_id, starts_at, ends_at, capacity) VALUES (1, 1, 2, '2026-03-03 10:00:00', '2026-03-03 11:00:00', 1), (2, 1, 2, '2026-03-04 10:00:00', '2026-03-04 11:00:00', 5)",
    ],
    scenarios: [
      { says: 'a place in a full class', given: [place(1, 1)], refuse: place(1, 2) },
      { says: 'a place', accept: place(1, 1) },
      {
        says: 'a place that someone gave back',
        given: [place(1, 1), "UPDATE class_places SET status = 'cancelled' WHERE user_id = 1"],
        accept: place(1, 2),
      },
      { says: 'the last place taken by two', race: [place(1, 1), place(1, 2)] },
      { says: 'two places of one person', race: [place(2, 1), place(2, 1)] },
      {
        says: 'a place in a class that is called off',
        race: ["UPDATE class_sessions SET status = 'cancelled' WHERE id = 2", place(2, 1)],
      },
      {
        says: 'a class made smaller than its people',
        given: [place(2, 1), place(2, 2)],
        refuse: 'UPDATE class_sessions SET capacity = 1 WHERE id = 2',
      },
    ],
  },
};
