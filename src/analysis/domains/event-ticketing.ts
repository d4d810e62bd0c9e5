import type { Domain } from './domain.ts';
import { events } from './event-ticketing/events.ts';
import { options } from './event-ticketing/options.ts';
import { sales } from './event-ticketing/sales.ts';
import { fixture, scenarios } from './event-ticketing/scenarios.ts';
import { tickets } from './event-ticketing/tickets.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const eventTicketing: Domain = {
  id: 'event-ticketing',
  title: 'event ticketing',
  words: [
    'event ticketing',
    'ticket sale',
    'ticket shop',
    'ticket booth',
    'box office',
    'concert ticket',
    'theatre ticket',
    'theater ticket',
    'cinema ticket',
    'event management',
    'event platform',
    'concert hall',
    'seat reservation',
  ],
  hints: ['venue', 'seat', 'concert', 'festival', 'seat map', 'general admission', 'gate', 'audience', 'performance'],
  synonyms: {
    user: ['buyer', 'attendee', 'visitor', 'customer'],
    venue: ['hall', 'theatre', 'theater', 'stadium', 'auditorium'],
    section: ['block', 'stand', 'balcony'],
    performance: ['show', 'showing', 'screening', 'event date'],
    ticket_type: ['price category', 'price tier', 'ticket category'],
    seat_claim: ['hold', 'seat hold', 'seat reservation'],
    organizer: ['promoter', 'organiser'],
    ticket_scan: ['check-in', 'admission'],
  },
  part: mergeParts('event-ticketing', [
    { entities: { user: { ...user, volume: { rows: 3_000_000, perYear: 1_500_000 } } } },
    events,
    sales,
    tickets,
    { fixture, scenarios },
  ]),
  options,
};
