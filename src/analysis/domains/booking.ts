import { bookings } from './booking/bookings.ts';
import { money } from './booking/money.ts';
import { options } from './booking/options.ts';
import { places } from './booking/places.ts';
import { fixture, scenarios } from './booking/scenarios.ts';
import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const booking: Domain = {
  id: 'booking',
  title: 'a booking system',
  words: [
    'booking',
    'booking system',
    'booking platform',
    'booking app',
    'appointment',
    'appointment booking',
    'appointment scheduling',
    'scheduling system',
    'reservation system',
    'room booking',
    'meeting room booking',
    'salon booking',
  ],
  hints: [
    'appointment',
    'time slot',
    'opening hour',
    'deposit',
    'cancellation fee',
    'resource',
    'no-show',
    'double booking',
    'salon',
    'availability',
  ],
  synonyms: {
    user: ['customer', 'client', 'guest'],
    location: ['branch', 'salon', 'studio', 'site', 'office'],
    resource: ['room', 'meeting room', 'staff member', 'therapist', 'stylist', 'equipment'],
    service: ['treatment'],
    booking: ['appointment', 'reservation'],
    blocked_time: ['time off', 'maintenance'],
    closure: ['holiday'],
  },
  part: mergeParts('booking', [
    { entities: { user: { ...user, volume: { rows: 800_000, perYear: 400_000 } } } },
    places,
    bookings,
    money,
    { fixture, scenarios },
  ]),
  options,
};
