import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is written, and what others do with it. */
export const posts: ModelPart = {
  entities: {
    post: {
      description: 'What someone wrote; a reply is one too.',
      references: { author: 'user', reply_to: 'post?', quoted: 'post?' },
      attributes: {
        body: 'text(2000)',
        language: 'language?',
        visibility: 'choice(public, followers, private) = public',
        is_pinned: 'boolean = false',
        edited_at: 'moment?',
      },
      softDelete: true,
      volume: { rows: 300_000_000, perYear: 150_000_000 },
    },
    post_version: {
      description: 'What a post said before it was edited.',
      key: ['post', 'number'],
      references: { post: 'post' },
      attributes: { number: 'count > 0', body: 'text(2000)' },
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 15_000_000, perYear: 7_000_000 },
    },
    post_media: {
      table: 'post_media',
      key: ['post', 'position'],
      references: { post: 'post' },
      attributes: {
        position: 'count > 0',
        kind: 'choice(image, video, audio)',
        url: 'url',
        alternative_text: 'title?',
        width: 'count? > 0',
        height: 'count? > 0',
      },
      timestamps: 'created',
      volume: { rows: 120_000_000, perYear: 60_000_000 },
    },
    tag: {
      attributes: { name: 'code(100) unique' },
      checks: [{ name: 'name_is_lower', sql: 'name = lower(name)' }],
      timestamps: 'created',
      volume: { rows: 3_000_000, perYear: 1_000_000 },
    },
    post_tag: {
      key: ['post', 'tag'],
      references: { post: 'post', tag: 'tag' },
      timestamps: 'created',
      volume: { rows: 250_000_000, perYear: 120_000_000 },
    },
    mention: {
      description: 'A post names a user.',
      key: ['post', 'user'],
      references: { post: 'post', user: 'user' },
      timestamps: 'created',
      volume: { rows: 90_000_000, perYear: 45_000_000 },
    },
    post_like: {
      key: ['user', 'post'],
      references: { user: 'user', post: 'post' },
      timestamps: 'created',
      volume: { rows: 2_000_000_000, perYear: 900_000_000 },
    },
    repost: {
      description: 'Someone shows a post of another to their followers.',
      key: ['user', 'post'],
      references: { user: 'user', post: 'post' },
      timestamps: 'created',
      volume: { rows: 80_000_000, perYear: 40_000_000 },
    },
    bookmark: {
      key: ['user', 'post'],
      references: { user: 'user cascade', post: 'post' },
      timestamps: 'created',
      volume: { rows: 60_000_000, perYear: 25_000_000 },
    },
  },
  invariants: [
    {
      kind: 'immutable',
      entity: 'post',
      attributes: ['author', 'reply_to', 'quoted'],
      says: 'A post stays with its author and with what it answers.',
    },
    {
      kind: 'only-one',
      entity: 'post',
      per: ['author'],
      where: 'is_pinned',
      says: 'One post of an author is pinned.',
    },
    {
      kind: 'only-while',
      entity: 'post',
      reference: 'reply_to',
      parent: 'deleted_at IS NULL',
      says: 'A post that was deleted is not answered.',
    },
    {
      kind: 'only-while',
      entity: 'post_like',
      reference: 'post',
      parent: 'deleted_at IS NULL',
      says: 'A post that was deleted is not liked.',
    },
    {
      kind: 'only-while',
      entity: 'repost',
      reference: 'post',
      parent: "deleted_at IS NULL AND visibility = 'public'",
      says: 'Only public posts are shown to others.',
    },
    { kind: 'count-at-most', entity: 'post_media', per: 'post', limit: 10, says: 'A post has ten pictures at most.' },
  ],
  access: [
    {
      name: 'posts of an author, newest first',
      entity: 'post',
      by: ['author'],
      order: ['-created_at'],
      limit: 30,
      perSecond: 400,
    },
    {
      name: 'replies to a post, oldest first',
      entity: 'post',
      by: ['reply_to'],
      order: ['created_at'],
      limit: 50,
      perSecond: 300,
    },
    { name: 'the pinned post of an author', entity: 'post', by: ['author'], where: 'is_pinned', perSecond: 200 },
    { name: 'pictures of a post', entity: 'post_media', by: ['post'], order: ['position'], perSecond: 800 },
    {
      name: 'posts with a tag, newest first',
      entity: 'post_tag',
      by: ['tag'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 80,
    },
    {
      name: 'posts that name someone, newest first',
      entity: 'mention',
      by: ['user'],
      order: ['-created_at'],
      limit: 30,
      perSecond: 50,
    },
    {
      name: 'who likes a post, newest first',
      entity: 'post_like',
      by: ['post'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 60,
    },
    { name: 'whether someone likes a post', entity: 'post_like', by: ['user', 'post'], perSecond: 800 },
    {
      name: 'what someone keeps, newest first',
      entity: 'bookmark',
      by: ['user'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 20,
    },
    { name: 'tags by words', entity: 'tag', search: 'name', limit: 20, perSecond: 30 },
  ],
  summaries: [
    {
      name: 'post_like_counts',
      sql: `SELECT post_id, count(*) AS likes
FROM post_likes
GROUP BY 1`,
      key: ['post_id'],
      serves: 'How many like each post, beside each post of a feed.',
      refresh: 'every minute',
    },
    {
      name: 'trending_tags',
      sql: `SELECT tag_id, date_trunc('hour', created_at AT TIME ZONE 'UTC') AS hour, count(*) AS posts
FROM post_tags
WHERE created_at >= CURRENT_TIMESTAMP - INTERVAL '2 days'
GROUP BY 1, 2`,
      key: ['tag_id', 'hour'],
      serves: 'What everybody writes about now.',
      refresh: 'every 5 minutes',
    },
  ],
  decisions: [
    {
      what: 'A reply is a post, and what it answers never changes.',
      why: 'A tree of posts then has no circles without anybody walking it.',
    },
    {
      what: 'Likes are counted by a summary, not in the post.',
      why: 'A counter in the post would be one row that thousands want to write at once.',
    },
    {
      what: 'A deleted post is marked.',
      why: 'Answers to it still stand below something, and complaints can be judged.',
    },
  ],
  questions: [
    { question: 'May posts be edited?', assumed: 'Yes; what they said before is kept.' },
    { question: 'How long may a post be?', assumed: '2,000 characters and ten pictures.' },
  ],
};
