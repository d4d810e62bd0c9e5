import type { ModelPart } from '#analysis/domains/domain.ts';

/** What readers say, and who let it stand. */
export const comments: ModelPart = {
  entities: {
    comment: {
      description: 'What a reader said below a post; a guest gives a name and an e-mail address.',
      references: { post: 'post', parent: 'comment? agree(post)', user: 'user?' },
      attributes: {
        guest_name: 'name? personal',
        guest_email: 'email? personal(contact)',
        ip_address: 'ip? personal(contact)',
        body: 'text(10000)',
        status: 'state(pending, approved, spam, removed) = pending',
        edited_at: 'moment?',
      },
      checks: [
        { name: 'guest_has_email', sql: '(guest_name IS NULL) = (guest_email IS NULL)' },
        { name: 'body_not_empty', sql: "body <> ''" },
      ],
      timestamps: 'created',
      volume: { rows: 6_000_000, perYear: 1_500_000 },
    },
    comment_decision: {
      description: 'What a moderator, or the filter, made of a comment.',
      references: { comment: 'comment', moderator: 'staff_member?' },
      attributes: { status: 'choice(approved, spam, removed)', reason: "title = ''" },
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 6_500_000, perYear: 1_600_000 },
    },
    comment_report: {
      description: 'A reader who found a comment wrong.',
      key: ['comment', 'user'],
      references: { comment: 'comment cascade', user: 'user' },
      attributes: { reason: 'choice(spam, abuse, illegal, other)', note: "text(2000) = ''" },
      timestamps: 'created',
      volume: { rows: 60_000, perYear: 20_000 },
    },
    comment_block: {
      description: 'What comments are refused for: an address, a network, a word.',
      references: { created_by: 'staff_member?' },
      attributes: { kind: 'choice(email, ip, word)', pattern: 'code(200)' },
      unique: [{ of: ['kind', 'pattern'] }],
      checks: [{ name: 'pattern_is_lower', sql: 'pattern = lower(pattern)' }],
      timestamps: 'created',
      volume: { rows: 5_000, perYear: 1_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'comment', parent: 'parent', says: 'A comment cannot answer itself.' },
    {
      kind: 'exactly-one',
      entity: 'comment',
      of: ['user', 'guest_name'],
      says: 'A comment is by a user or by a guest.',
    },
    {
      kind: 'only-while',
      entity: 'comment',
      reference: 'post',
      parent: "comments_open AND status = 'published' AND deleted_at IS NULL",
      says: 'Comments are written below published posts that are open for them.',
    },
    {
      kind: 'only-while',
      entity: 'comment',
      reference: 'parent',
      parent: "status = 'approved'",
      says: 'Only approved comments are answered.',
    },
    {
      kind: 'transitions',
      entity: 'comment',
      attribute: 'status',
      allowed: {
        pending: ['approved', 'spam', 'removed'],
        approved: ['spam', 'removed'],
        spam: ['approved', 'removed'],
        removed: ['approved'],
      },
      says: 'A comment that was looked at does not wait again.',
    },
    {
      kind: 'immutable',
      entity: 'comment',
      attributes: ['post', 'user'],
      says: 'A comment stays below its post and with its user.',
    },
  ],
  access: [
    {
      name: 'approved comments of a post, oldest first',
      entity: 'comment',
      by: ['post'],
      where: "status = 'approved'",
      order: ['created_at'],
      limit: 100,
      perSecond: 200,
    },
    {
      name: 'comments that wait, oldest first',
      entity: 'comment',
      where: "status = 'pending'",
      order: ['created_at'],
      limit: 50,
      perSecond: 1,
    },
    {
      name: 'comments of a user, newest first',
      entity: 'comment',
      by: ['user'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 3,
    },
    {
      name: 'comments of a guest',
      entity: 'comment',
      by: ['guest_email'],
      order: ['-created_at'],
      limit: 20,
      perSecond: 2,
    },
    { name: 'answers to a comment', entity: 'comment', by: ['parent'], perSecond: 5 },
    { name: 'what was made of a comment', entity: 'comment_decision', by: ['comment'], order: ['created_at'] },
    { name: 'whether something is blocked', entity: 'comment_block', by: ['kind', 'pattern'], perSecond: 5 },
  ],
  summaries: [
    {
      name: 'comment_counts',
      sql: `SELECT post_id, count(*) AS comments, max(created_at) AS last_comment_at
FROM comments
WHERE status = 'approved'
GROUP BY post_id`,
      key: ['post_id'],
      serves: 'How many comments stand below each post.',
      refresh: 'every 10 minutes',
    },
  ],
  questions: [
    {
      question: 'May people comment without an account?',
      assumed: 'Yes, with a name and an e-mail address; every first comment waits for a moderator.',
    },
    {
      question: 'How long are IP addresses of comments kept?',
      assumed: 'A job empties them after 30 days; the column may be empty.',
    },
  ],
};
