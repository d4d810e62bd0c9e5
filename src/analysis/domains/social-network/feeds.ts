import type { ModelPart } from '#analysis/domains/domain.ts';

/** What waits for someone: posts of those they follow, and news about themselves. */
export const feeds: ModelPart = {
  entities: {
    feed_entry: {
      description: 'A post in the feed of someone, written when the post is.',
      key: ['user', 'posted_at', 'post'],
      references: { user: 'user cascade', post: 'post', reposted_by: 'user?' },
      attributes: { posted_at: 'moment' },
      timestamps: 'none',
      partitionBy: 'posted_at',
      volume: { rows: 3_000_000_000, perYear: 18_000_000_000, keepDays: 60 },
    },
    notification: {
      description: 'Someone did something that concerns a user.',
      references: { user: 'user cascade', actor: 'user?', post: 'post?' },
      attributes: {
        kind: 'choice(follow, follow_request, like, reply, mention, repost, system)',
        read_at: 'moment?',
      },
      checks: [
        { name: 'post_is_named', sql: "kind NOT IN ('like', 'reply', 'mention', 'repost') OR post_id IS NOT NULL" },
        { name: 'actor_is_named', sql: "kind = 'system' OR actor_id IS NOT NULL" },
      ],
      volume: { rows: 800_000_000, perYear: 500_000_000, keepDays: 365 },
    },
  },
  access: [
    {
      name: 'the feed of someone between two moments, newest first',
      entity: 'feed_entry',
      by: ['user'],
      range: 'posted_at',
      order: ['-posted_at'],
      limit: 50,
      perSecond: 1_500,
    },
    {
      name: 'news of someone, newest first',
      entity: 'notification',
      by: ['user'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 200,
    },
    {
      name: 'unread news of someone',
      entity: 'notification',
      by: ['user'],
      where: 'read_at IS NULL',
      limit: 100,
      perSecond: 400,
    },
  ],
  decisions: [
    {
      what: 'A feed is written when a post is, one row for each follower.',
      why: 'A feed is read a hundred times more often than posts are written; months that nobody scrolls to are dropped.',
    },
  ],
  questions: [
    {
      question: 'How are authors with millions of followers treated?',
      assumed: 'Their posts are not copied: they are read from the posts of the author when the feed is shown.',
    },
  ],
};
