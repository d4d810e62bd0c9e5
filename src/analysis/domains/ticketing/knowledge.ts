import type { DomainOption } from '#analysis/domains/domain.ts';

const revise = (number: number) =>
  `INSERT INTO article_revisions (article_id, number, author_id, title, body) VALUES (1, ${number}, 1, 'Reset', 'Press it.')`;

/** Help that people find by themselves. */
export const knowledge: DomainOption = {
  id: 'knowledge-base',
  title: 'a knowledge base',
  words: ['knowledge base', 'help center', 'help centre', 'help article', 'faq', 'self-service', 'documentation'],
  usual: true,
  part: {
    entities: {
      article: {
        description: 'An answer for everyone. What it says is in its revisions.',
        references: { category: 'ticket_category?' },
        attributes: {
          slug: 'slug unique',
          language: "language = 'en'",
          status: 'state(draft, published, retired) = draft',
          published_at: 'moment?',
        },
        checks: [{ name: 'published_has_time', sql: "status <> 'published' OR published_at IS NOT NULL" }],
        softDelete: true,
        volume: { rows: 30_000, perYear: 8_000 },
      },
      article_revision: {
        key: ['article', 'number'],
        references: { article: 'article', author: 'agent' },
        attributes: { number: 'count > 0', title: 'title', body: 'text', is_current: 'boolean = false' },
        timestamps: 'created',
        volume: { rows: 150_000, perYear: 50_000 },
      },
      ticket_article: {
        description: 'An article that was sent to answer a ticket.',
        key: ['ticket', 'article'],
        references: { ticket: 'ticket cascade', article: 'article' },
        timestamps: 'created',
        volume: { rows: 2_000_000, perYear: 1_000_000 },
      },
    },
    invariants: [
      {
        kind: 'transitions',
        entity: 'article',
        attribute: 'status',
        allowed: { draft: ['published', 'retired'], published: ['retired'], retired: ['published'] },
        says: 'An article that was published does not become a draft again.',
      },
      {
        kind: 'only-one',
        entity: 'article_revision',
        per: ['article'],
        where: 'is_current',
        says: 'One revision of an article is shown.',
      },
      {
        kind: 'immutable',
        entity: 'article_revision',
        attributes: ['title', 'body', 'author'],
        says: 'A revision is not rewritten: write another.',
      },
      {
        kind: 'only-while',
        entity: 'ticket_article',
        reference: 'article',
        parent: "status = 'published'",
        says: 'Only published articles are sent.',
      },
    ],
    access: [
      { name: 'an article by its address', entity: 'article', by: ['slug'], perSecond: 100 },
      {
        name: 'the shown revision of an article',
        entity: 'article_revision',
        by: ['article'],
        where: 'is_current',
        perSecond: 100,
      },
      {
        name: 'articles by words',
        entity: 'article_revision',
        search: 'title',
        where: 'is_current',
        limit: 20,
        perSecond: 30,
      },
      { name: 'tickets that an article answered', entity: 'ticket_article', by: ['article'], limit: 50 },
      {
        name: 'published articles of a topic',
        entity: 'article',
        by: ['category'],
        where: "status = 'published'",
        order: ['-published_at'],
        perSecond: 20,
      },
    ],
    fixture: [
      "INSERT INTO articles (id, slug, status, published_at) VALUES (1, 'reset', 'published', '2026-01-01 00:00:00'), (2, 'draft', 'draft', NULL)",
      "INSERT INTO article_revisions (article_id, number, author_id, title, body, is_current) VALUES (1, 1, 1, 'Reset', 'Push it.', FALSE)",
      revise(2),
    ],
    scenarios: [
      { says: 'a revision of one number twice', refuse: revise(1) },
      { says: 'the next revision', accept: revise(3) },
      {
        says: 'two revisions shown at once',
        race: [
          'UPDATE article_revisions SET is_current = TRUE WHERE article_id = 1 AND number = 1',
          'UPDATE article_revisions SET is_current = TRUE WHERE article_id = 1 AND number = 2',
        ],
      },
      { says: 'a revision rewritten', refuse: "UPDATE article_revisions SET body = 'x' WHERE article_id = 1" },
      { says: 'a draft sent', refuse: 'INSERT INTO ticket_articles (ticket_id, article_id) VALUES (1, 2)' },
      { says: 'an article sent', accept: 'INSERT INTO ticket_articles (ticket_id, article_id) VALUES (1, 1)' },
      {
        says: 'an article sent while it is retired',
        race: [
          "UPDATE articles SET status = 'retired' WHERE id = 1",
          'INSERT INTO ticket_articles (ticket_id, article_id) VALUES (1, 1)',
        ],
      },
    ],
  },
};
