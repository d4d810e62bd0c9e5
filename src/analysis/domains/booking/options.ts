import type { DomainOption } from '#analysis/domains/domain.ts';
import { classes } from './classes.ts';
import { passes } from './passes.ts';

const wait = (user: number) =>
  `INSERT INTO waitlist_entries (location_id, service_id, user_id, wanted_from, wanted_to) VALUES (1, 1, ${user}, '2026-03-02 09:00:00', '2026-03-02 18:00:00')`;
const completed = [
  "UPDATE bookings SET status = 'confirmed' WHERE id = 3",
  "UPDATE bookings SET status = 'completed' WHERE id = 3",
];

export const options: readonly DomainOption[] = [
  {
    id: 'waitlist',
    title: 'a waiting list',
    words: ['waitlist', 'wait list', 'waiting list'],
    usual: true,
    part: {
      entities: {
        waitlist_entry: {
          description: 'Someone who takes a time if one becomes free.',
          references: {
            location: 'location',
            service: 'service agree(location)',
            user: 'user cascade',
            booking: 'booking? unique agree(location)',
          },
          attributes: {
            wanted_from: 'moment',
            wanted_to: 'moment',
            status: 'state(waiting, offered, booked, expired) = waiting',
          },
          checks: [
            { name: 'wanted_to_after_from', sql: 'wanted_to > wanted_from' },
            { name: 'booked_has_booking', sql: "(status = 'booked') = (booking_id IS NOT NULL)" },
          ],
          volume: { rows: 200_000, perYear: 150_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'waitlist_entry',
          per: ['user', 'service'],
          where: "status = 'waiting'",
          says: 'Nobody waits twice for the same service.',
        },
      ],
      access: [
        {
          name: 'who waits for a service, longest first',
          entity: 'waitlist_entry',
          by: ['service'],
          where: "status = 'waiting'",
          order: ['created_at'],
          limit: 20,
          perSecond: 5,
        },
      ],
      fixture: [wait(1)],
      scenarios: [
        { says: 'waiting twice', refuse: wait(1) },
        { says: 'another one who waits', accept: wait(2) },
        { says: 'waiting twice at once', race: [wait(2), wait(2)] },
        {
          says: 'a place found that is none',
          refuse: "UPDATE waitlist_entries SET status = 'booked' WHERE user_id = 1",
        },
      ],
    },
  },
  {
    id: 'reviews',
    title: 'reviews',
    words: ['review', 'rating', 'feedback', 'testimonial'],
    usual: true,
    part: {
      entities: {
        review: {
          description: 'What a customer thought of a booking that took place.',
          key: ['booking'],
          references: { booking: 'booking agree(location)', location: 'location', user: 'user' },
          attributes: { rating: 'rating', body: 'text?', is_published: 'boolean = true' },
          volume: { rows: 600_000, perYear: 400_000 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'review',
          reference: 'booking',
          parent: "status = 'completed'",
          says: 'Only a booking that took place is reviewed.',
        },
      ],
      access: [
        {
          name: 'reviews of a location, newest first',
          entity: 'review',
          by: ['location'],
          where: 'is_published',
          order: ['-created_at'],
          limit: 20,
          perSecond: 30,
        },
      ],
      scenarios: [
        {
          says: 'a review of what is still to come',
          refuse: 'INSERT INTO reviews (booking_id, location_id, user_id, rating) VALUES (3, 1, 1, 5)',
        },
        {
          says: 'six stars',
          given: completed,
          refuse: 'INSERT INTO reviews (booking_id, location_id, user_id, rating) VALUES (3, 1, 1, 6)',
        },
        {
          says: 'a review of what took place',
          given: completed,
          accept: 'INSERT INTO reviews (booking_id, location_id, user_id, rating) VALUES (3, 1, 1, 5)',
        },
        {
          says: 'two reviews of one booking',
          given: completed,
          race: [
            'INSERT INTO reviews (booking_id, location_id, user_id, rating) VALUES (3, 1, 1, 5)',
            'INSERT INTO reviews (booking_id, location_id, user_id, rating) VALUES (3, 1, 1, 1)',
          ],
        },
      ],
    },
  },
  {
    id: 'reminders',
    title: 'reminders',
    words: ['reminder', 'sms reminder', 'email reminder'],
    usual: true,
    part: {
      entities: {
        booking_reminder: {
          key: ['booking', 'channel', 'due_at'],
          references: { booking: 'booking cascade' },
          attributes: { channel: 'choice(email, sms, push)', due_at: 'moment', sent_at: 'moment?' },
          timestamps: 'created',
          volume: { rows: 6_000_000, perYear: 5_000_000 },
        },
      },
      access: [
        {
          name: 'reminders that are due, oldest first',
          entity: 'booking_reminder',
          where: 'sent_at IS NULL',
          range: 'due_at',
          order: ['due_at'],
          limit: 100,
          perSecond: 2,
        },
      ],
      scenarios: [
        {
          says: 'the same reminder twice',
          given: [
            "INSERT INTO booking_reminders (booking_id, channel, due_at) VALUES (1, 'sms', '2026-03-01 10:00:00')",
          ],
          refuse:
            "INSERT INTO booking_reminders (booking_id, channel, due_at) VALUES (1, 'sms', '2026-03-01 10:00:00')",
        },
      ],
    },
  },
  classes,
  passes,
];
