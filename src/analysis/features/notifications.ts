import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';

export const notifications: Feature = {
  id: 'notifications',
  title: 'notifications',
  words: ['notification', 'alert', 'push notification', 'reminder', 'e-mail notification'],
  needsEntity: false,
  part: () => ({
    entities: {
      user,
      notification: {
        references: { user: 'user cascade' },
        attributes: { kind: 'code', title: 'title', body: 'text?', link: 'url?', data: 'json?', read_at: 'moment?' },
        timestamps: 'created',
        volume: { rows: 20_000_000, perYear: 15_000_000, keepDays: 365 },
      },
      notification_preference: {
        key: ['user', 'kind', 'channel'],
        references: { user: 'user cascade' },
        attributes: { kind: 'code', channel: 'choice(app, email, sms, push)', is_enabled: 'boolean = true' },
        volume: { rows: 2_000_000, perYear: 800_000 },
      },
    },
    access: [
      {
        name: 'unread notifications of a user, newest first',
        entity: 'notification',
        by: ['user'],
        where: 'read_at IS NULL',
        order: ['-created_at'],
        limit: 50,
        perSecond: 80,
      },
      { name: 'what a user wants to hear of', entity: 'notification_preference', by: ['user'], perSecond: 20 },
    ],
  }),
};
