import type { Feature } from '#analysis/domains/domain.ts';
export const eventSourcing: Feature = {
  id: 'event-sourcing',
  title: 'event sourcing',
  words: ['event sourcing', 'event-sourced', 'event store', 'append-only event', 'cqrs'],
  needsEntity: false,
  part: () => ({
    entities: {
      event_stream: {
        description: 'One thing whose state is what its events add up to.',
        attributes: { kind: 'code', key: 'token' },
        unique: [{ of: ['kind', 'key'] }],
        timestamps: 'created',
        volume: { rows: 2_000_000, perYear: 1_000_000 },
      },
      stream_event: {
        description: 'What happened, in the order in which it happened.',
        key: ['stream', 'version'],
        references: { stream: 'event_stream' },
        attributes: {
          version: 'integer > 0',
          type: 'code',
          payload: 'json',
          metadata: 'json?',
          occurred_at: 'moment = now',
        },
        appendOnly: true,
        timestamps: 'none',
        volume: { rows: 40_000_000, perYear: 10_000_000 },
      },
      stream_snapshot: {
        key: ['stream'],
        references: { stream: 'event_stream cascade' },
        attributes: { version: 'integer > 0', state: 'json' },
        volume: { rows: 2_000_000, perYear: 1_000_000 },
      },
    },
    access: [
      {
        name: 'events of a stream, in order',
        entity: 'stream_event',
        by: ['stream'],
        order: ['version'],
        perSecond: 100,
      },
      {
        name: 'events of a kind, newest first',
        entity: 'stream_event',
        by: ['type'],
        order: ['-occurred_at'],
        limit: 100,
      },
    ],
    decisions: [
      {
        what: 'The version is part of the key of an event.',
        why: 'Of two writers who both saw version 7 only one can write version 8: the other must read again.',
      },
    ],
  }),
};
