import type { DomainOption } from '#analysis/domains/domain.ts';

const translate = (slug: string, language: string) =>
  `INSERT INTO posts (slug, language, translation_of_id) VALUES ('${slug}', '${language}', 1)`;
const place = (post: number, position: number) =>
  `INSERT INTO series_posts (series_id, post_id, position) VALUES (1, ${post}, ${position})`;
const send = (subscriber: number, issue = 1) =>
  `INSERT INTO newsletter_deliveries (issue_id, subscriber_id) VALUES (${issue}, ${subscriber})`;

export const options: readonly DomainOption[] = [
  {
    id: 'editing-locks',
    title: 'one editor at a time',
    words: ['editing lock', 'post lock', 'edit lock', 'concurrent editing', 'checkout'],
    usual: true,
    part: {
      entities: {
        post_lock: {
          description: 'Who is writing on a post now. Taken again after it ran out.',
          key: ['post'],
          references: { post: 'post cascade', editor: 'staff_member' },
          attributes: { expires_at: 'moment' },
          checks: [{ name: 'ends_after_start', sql: 'expires_at > created_at' }],
          timestamps: 'created',
          volume: { rows: 200 },
        },
      },
      access: [{ name: 'who writes on a post', entity: 'post_lock', by: ['post'], perSecond: 5 }],
      fixture: ["INSERT INTO post_locks (post_id, editor_id, expires_at) VALUES (1, 1, '2099-01-01 00:00:00')"],
      scenarios: [
        {
          says: 'two editors of one post',
          refuse: "INSERT INTO post_locks (post_id, editor_id, expires_at) VALUES (1, 1, '2099-01-01 00:00:00')",
        },
        {
          says: 'an editor of another post',
          accept: "INSERT INTO post_locks (post_id, editor_id, expires_at) VALUES (2, 1, '2099-01-01 00:00:00')",
        },
        {
          says: 'two editors who begin at once',
          race: [
            "INSERT INTO post_locks (post_id, editor_id, expires_at) VALUES (2, 1, '2099-01-01 00:00:00')",
            "INSERT INTO post_locks (post_id, editor_id, expires_at) VALUES (2, 3, '2099-01-01 00:00:00')",
          ],
        },
      ],
    },
  },
  {
    id: 'view-counts',
    title: 'view counts',
    words: ['view count', 'page view', 'popular post', 'most read', 'statistics', 'hit counter'],
    usual: true,
    part: {
      entities: {
        post_view_day: {
          description: 'How often a post was read on a day (UTC), added up from the log of the web server.',
          key: ['post', 'day'],
          references: { post: 'post cascade' },
          attributes: { day: 'date', views: 'count = 0', visitors: 'count = 0' },
          checks: [{ name: 'visitors_within_views', sql: 'visitors <= views' }],
          timestamps: 'none',
          volume: { rows: 12_000_000, perYear: 6_000_000 },
        },
      },
      access: [
        { name: 'how a post was read', entity: 'post_view_day', by: ['post'], range: 'day', perSecond: 2 },
        {
          name: 'most read posts of a day',
          entity: 'post_view_day',
          by: ['day'],
          order: ['-views'],
          limit: 10,
          perSecond: 5,
        },
      ],
      decisions: [
        {
          what: 'Views are counted by day, not written one by one.',
          why: 'A row for each view would be a hundred times the rest of the database and is of no use here.',
        },
      ],
      fixture: ["INSERT INTO post_view_days (post_id, day, views, visitors) VALUES (1, '2026-01-05', 10, 7)"],
      scenarios: [
        {
          says: 'more visitors than views',
          refuse: "INSERT INTO post_view_days (post_id, day, views, visitors) VALUES (1, '2026-01-06', 1, 2)",
        },
        {
          says: 'a day counted twice',
          refuse: "INSERT INTO post_view_days (post_id, day, views) VALUES (1, '2026-01-05', 3)",
        },
        {
          says: 'a day counted',
          accept: "INSERT INTO post_view_days (post_id, day, views) VALUES (1, '2026-01-06', 3)",
        },
      ],
    },
  },
  {
    id: 'translations',
    title: 'posts in several languages',
    words: ['translation', 'multilingual', 'several languages', 'multiple languages', 'localized', 'i18n'],
    usual: false,
    part: {
      entities: {
        post: {
          references: { translation_of: 'post?' },
          unique: [{ of: ['translation_of', 'language'], where: 'translation_of_id IS NOT NULL' }],
        },
      },
      invariants: [
        {
          kind: 'acyclic',
          entity: 'post',
          parent: 'translation_of',
          says: 'A post is not a translation of itself.',
        },
      ],
      access: [{ name: 'translations of a post', entity: 'post', by: ['translation_of'], perSecond: 50 }],
      fixture: ["INSERT INTO posts (id, slug, language, translation_of_id) VALUES (20, 'bonjour', 'fr', 1)"],
      scenarios: [
        { says: 'two translations into one language', refuse: translate('salut', 'fr') },
        { says: 'a translation', accept: translate('hallo', 'de') },
        {
          says: 'two translations into one language at once',
          race: [translate('hallo', 'de'), translate('servus', 'de')],
        },
        {
          says: 'two posts that are translations of each other',
          race: [
            'UPDATE posts SET translation_of_id = 4 WHERE id = 2',
            'UPDATE posts SET translation_of_id = 2 WHERE id = 4',
          ],
        },
      ],
    },
  },
  {
    id: 'series',
    title: 'series of posts',
    words: ['series', 'collection', 'multi-part', 'course of posts'],
    usual: false,
    part: {
      entities: {
        series: {
          attributes: { title: 'title', slug: 'slug unique', description: "text = ''" },
          volume: { rows: 2_000, perYear: 300 },
        },
        series_post: {
          key: ['series', 'post'],
          references: { series: 'series cascade', post: 'post cascade' },
          attributes: { position: 'count > 0' },
          unique: [{ of: ['series', 'position'] }],
          timestamps: 'created',
          volume: { rows: 15_000, perYear: 3_000 },
        },
      },
      access: [{ name: 'series of a post', entity: 'series_post', by: ['post'], perSecond: 100 }],
      fixture: ["INSERT INTO series (id, title, slug) VALUES (1, 'Beginning', 'beginning')", place(1, 1)],
      scenarios: [
        { says: 'two parts in one place', refuse: place(2, 1) },
        { says: 'a part that comes twice', refuse: place(1, 2) },
        { says: 'the second part', accept: place(2, 2) },
      ],
    },
  },
  {
    id: 'newsletter',
    title: 'a newsletter',
    words: ['newsletter', 'subscriber', 'mailing list', 'email digest', 'e-mail subscription'],
    usual: false,
    part: {
      entities: {
        subscriber: {
          description: 'Someone who wants the newsletter, and has said so a second time by e-mail.',
          references: { user: 'user? unique' },
          attributes: {
            email: 'email unique personal(contact)',
            language: "language = 'en'",
            status: 'state(pending, confirmed, unsubscribed, bounced) = pending',
            token_hash: 'hash unique',
            confirmed_at: 'moment?',
          },
          checks: [{ name: 'confirmed_has_time', sql: "status <> 'confirmed' OR confirmed_at IS NOT NULL" }],
          volume: { rows: 400_000, perYear: 120_000 },
        },
        newsletter_issue: {
          references: { post: 'post?' },
          attributes: {
            subject: 'title',
            body: 'text',
            status: 'state(draft, sending, sent) = draft',
            sent_at: 'moment?',
          },
          volume: { rows: 500, perYear: 100 },
        },
        newsletter_delivery: {
          description: 'One issue to one address: once.',
          key: ['issue', 'subscriber'],
          references: { issue: 'newsletter_issue', subscriber: 'subscriber' },
          attributes: { opened_at: 'moment?', failure: 'title?' },
          timestamps: 'created',
          volume: { rows: 15_000_000, perYear: 12_000_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'newsletter_issue',
          attribute: 'status',
          allowed: { draft: ['sending'], sending: ['sent'], sent: [] },
          says: 'An issue is sent once.',
        },
        {
          kind: 'only-while',
          entity: 'newsletter_delivery',
          reference: 'subscriber',
          parent: "status = 'confirmed'",
          says: 'Only those get it who confirmed that they want it.',
        },
        {
          kind: 'only-while',
          entity: 'newsletter_delivery',
          reference: 'issue',
          parent: "status = 'sending'",
          says: 'An issue goes out while it is being sent.',
        },
      ],
      access: [
        { name: 'a subscriber by e-mail', entity: 'subscriber', by: ['email'], perSecond: 5 },
        { name: 'a subscriber by the link in an e-mail', entity: 'subscriber', by: ['token_hash'], perSecond: 5 },
        { name: 'what a subscriber was sent', entity: 'newsletter_delivery', by: ['subscriber'], limit: 50 },
      ],
      fixture: [
        "INSERT INTO subscribers (id, email, status, token_hash, confirmed_at) VALUES (1, 'sub@example.com', 'confirmed', 'h-1', '2026-01-01 00:00:00'), (2, 'new@example.com', 'pending', 'h-2', NULL), (3, 'two@example.com', 'confirmed', 'h-3', '2026-01-01 00:00:00')",
        "INSERT INTO newsletter_issues (id, subject, body) VALUES (1, 'March', 'x'), (2, 'April', 'x')",
        "UPDATE newsletter_issues SET status = 'sending' WHERE id = 1",
        send(1),
      ],
      scenarios: [
        { says: 'one issue sent twice to one address', refuse: send(1) },
        { says: 'an issue to someone who did not confirm', refuse: send(2) },
        { says: 'an issue that is a draft', refuse: send(3, 2) },
        { says: 'an issue to another address', accept: send(3) },
        {
          says: 'an issue to someone who leaves meanwhile',
          race: ["UPDATE subscribers SET status = 'unsubscribed' WHERE id = 3", send(3)],
        },
        {
          says: 'an issue that is finished meanwhile',
          race: ["UPDATE newsletter_issues SET status = 'sent', sent_at = '2026-03-02 00:00:00' WHERE id = 1", send(3)],
        },
      ],
    },
  },
];
