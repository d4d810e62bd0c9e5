import { expect, test } from 'vitest';
import type { ModelPart } from '#analysis/domains/domain.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { user } from '#analysis/domains/people.ts';
import { features } from '#analysis/features/catalogue.ts';
import type { Scenario } from '#vocabulary/scenario.ts';
import { sampleOf } from '../../sample-of.ts';
import { faultsOf } from './prove-domain.ts';

/** What each feature is put on: tickets, of which there are two. */
const base: ModelPart = {
  entities: { user, ticket: { attributes: { title: 'title' }, volume: { rows: 1_000_000 } } },
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann')",
    "INSERT INTO tickets (id, title) VALUES (1, 'first'), (2, 'second')",
  ],
};

/** What a feature that is there must refuse, accept and keep. */
const tries: Readonly<
  Record<
    string,
    {
      readonly fixture?: string[];
      /** Without the tickets of before, which lack what it asks for. */
      readonly alone?: true;
      readonly scenarios: Scenario[] | object[];
    }
  >
> = {
  'audit-trail': {
    scenarios: [
      { says: 'a change that is recorded', accept: "UPDATE tickets SET title = 'third' WHERE id = 1" },
      { says: 'the record rewritten', refuse: 'DELETE FROM audit_events' },
    ],
  },
  comments: {
    fixture: ["INSERT INTO ticket_comments (id, ticket_id, author_id, body) VALUES (1, 1, 1, 'a'), (2, 1, 1, 'b')"],
    scenarios: [
      { says: 'an answer to itself', refuse: 'UPDATE ticket_comments SET parent_id = 1 WHERE id = 1' },
      {
        says: 'a circle of answers',
        race: [
          'UPDATE ticket_comments SET parent_id = 2 WHERE id = 1',
          'UPDATE ticket_comments SET parent_id = 1 WHERE id = 2',
        ],
      },
    ],
  },
  'multi-tenancy': {
    alone: true,
    scenarios: [{ says: 'a ticket of nobody', refuse: "INSERT INTO tickets (title) VALUES ('x')" }],
  },
  ratings: {
    scenarios: [
      { says: 'six stars', refuse: 'INSERT INTO ticket_ratings (ticket_id, user_id, rating) VALUES (1, 1, 6)' },
    ],
  },
  history: {
    fixture: [
      "INSERT INTO ticket_versions (id, ticket_id, valid_from, content) VALUES (1, 1, '2026-01-01 00:00:00', '{}')",
    ],
    scenarios: [
      {
        says: 'two versions at a time',
        refuse: "INSERT INTO ticket_versions (ticket_id, valid_from, content) VALUES (1, '2026-02-01 00:00:00', '{}')",
      },
    ],
  },
  workflow: {
    scenarios: [{ says: 'approved without being asked', refuse: "UPDATE tickets SET state = 'approved' WHERE id = 1" }],
  },
  'event-sourcing': {
    fixture: ["INSERT INTO event_streams (id, kind, key) VALUES (1, 'a', 'b')"],
    scenarios: [
      {
        says: 'two writers of one version',
        race: [
          "INSERT INTO stream_events (stream_id, version, type, payload) VALUES (1, 1, 'x', '{}')",
          "INSERT INTO stream_events (stream_id, version, type, payload) VALUES (1, 1, 'y', '{}')",
        ],
      },
    ],
  },
};

test.each(sampleOf(features, 4))(
  '$id holds on a real server',
  async ({ id, part }) => {
    const { alone, ...tried } = tries[id] ?? { scenarios: [] };
    const source = mergeParts(id, [alone ? { ...base, fixture: [] } : base, part('ticket'), tried as ModelPart]);
    expect(await faultsOf(source)).toEqual([]);
  },
  60_000,
);

test('what is tried is there', () => {
  expect(Object.keys(tries).filter((id) => !features.some((one) => one.id === id))).toEqual([]);
});
