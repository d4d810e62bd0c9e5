import type { Feature } from '#analysis/domains/domain.ts';
export const outbox: Feature = {
  id: 'outbox',
  title: 'messages to other systems',
  words: ['outbox', 'webhook', 'domain event', 'event publishing', 'integration event'],
  needsEntity: false,
  part: () => ({
    entities: {
      outbox_message: {
        description: 'Written in the transaction that it tells of; sent afterwards, at least once.',
        attributes: {
          topic: 'code',
          key: 'token?',
          payload: 'json',
          attempts: 'count = 0',
          next_attempt_at: 'moment = now',
          sent_at: 'moment?',
        },
        timestamps: 'created',
        volume: { rows: 5_000_000, perYear: 10_000_000, keepDays: 30 },
      },
    },
    access: [
      {
        name: 'messages that are due',
        entity: 'outbox_message',
        range: 'next_attempt_at',
        where: 'sent_at IS NULL',
        order: ['next_attempt_at'],
        limit: 100,
        perSecond: 5,
      },
    ],
  }),
};
