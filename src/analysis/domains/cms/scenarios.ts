import type { ModelPart } from '#analysis/domains/domain.ts';

const revise = (post: number, number: number, { id = 90 + number, editor = 1 } = {}) =>
  `INSERT INTO post_revisions (id, post_id, editor_id, number, title, body) VALUES (${id}, ${post}, ${editor}, ${number}, 'Hello', 'Hello, world.')`;
const say = (post: number, columns: string, values: string) =>
  `INSERT INTO comments (post_id, body, ${columns}) VALUES (${post}, 'Well said.', ${values})`;
const publish = (post: number) =>
  `UPDATE posts SET status = 'published', published_at = '2026-03-01 08:00:00' WHERE id = ${post}`;
const show = (post: number, revision: number) =>
  `INSERT INTO publications (post_id, revision_id) VALUES (${post}, ${revision})`;
const plan = (action: string, revision: string, due = '2026-04-01 08:00:00', post = 2) =>
  `INSERT INTO scheduled_changes (post_id, planned_by_id, action, revision_id, due_at) VALUES (${post}, 1, '${action}', ${revision}, '${due}')`;
const link = (columns: string, values: string) =>
  `INSERT INTO menu_items (menu_id, label, ${columns}) VALUES (1, 'Link', ${values})`;
const picture = (file: number, role: string, post = 1) =>
  `INSERT INTO post_files (post_id, file_id, role) VALUES (${post}, ${file}, '${role}')`;

/** Post 1 is out, post 2 is a draft, post 3 is closed for comments, post 4 is archived; pages 5 and 6. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'eve@example.com', 'Eve'), (2, 'ray@example.com', 'Ray'), (3, 'old@example.com', 'Old')",
    "INSERT INTO staff_members (user_id, role, is_active) VALUES (1, 'editor', TRUE), (3, 'writer', FALSE)",
    "INSERT INTO files (id, storage_key, name, media_type, size, sha256, width, height) VALUES (1, 'f-1', 'sun.jpg', 'image/jpeg', 1000, 'aa', 800, 600), (2, 'f-2', 'moon.jpg', 'image/jpeg', 1000, 'bb', 800, 600), (3, 'f-3', 'talk.pdf', 'application/pdf', 1000, 'cc', NULL, NULL), (4, 'f-4', 'star.jpg', 'image/jpeg', 1000, 'dd', 800, 600)",
    "INSERT INTO authors (id, user_id, name, slug) VALUES (1, 1, 'Eve', 'eve'), (2, NULL, 'Guest', 'guest')",
    "INSERT INTO posts (id, slug, status) VALUES (1, 'hello', 'draft'), (2, 'next', 'draft'), (3, 'quiet', 'draft'), (4, 'past', 'draft')",
    "INSERT INTO posts (id, slug, kind) VALUES (5, 'about', 'page'), (6, 'team', 'page')",
    "INSERT INTO post_revisions (id, post_id, editor_id, number, title, body) VALUES (1, 1, 1, 1, 'Hello', 'x'), (2, 2, 1, 1, 'Next', 'x'), (3, 3, 1, 1, 'Quiet', 'x'), (4, 4, 1, 1, 'Past', 'x'), (5, 1, 1, 2, 'Hello!', 'x')",
    'INSERT INTO publications (post_id, revision_id, published_by_id) VALUES (1, 1, 1), (3, 3, 1), (4, 4, 1)',
    'INSERT INTO post_authors (post_id, author_id) VALUES (1, 1), (1, 2), (2, 1), (3, 1), (4, 1)',
    "UPDATE posts SET status = 'published', published_at = '2026-01-05 08:00:00' WHERE id IN (1, 3, 4)",
    'UPDATE posts SET comments_open = FALSE WHERE id = 3',
    "UPDATE posts SET status = 'archived' WHERE id = 4",
    "INSERT INTO categories (id, name, slug) VALUES (1, 'News', 'news'), (2, 'Local', 'local')",
    'INSERT INTO post_categories (post_id, category_id, is_main) VALUES (1, 1, TRUE)',
    "INSERT INTO tags (id, name, slug) VALUES (1, 'sun', 'sun')",
    'INSERT INTO post_tags (post_id, tag_id) VALUES (1, 1)',
    picture(1, 'cover'),
    picture(4, 'inline', 2),
    "INSERT INTO menus (id, location, name) VALUES (1, 'head', 'Head'), (2, 'foot', 'Foot')",
    "INSERT INTO menu_items (id, menu_id, label, post_id, category_id) VALUES (1, 1, 'About', 5, NULL), (2, 1, 'News', NULL, 1), (3, 2, 'Team', 6, NULL)",
    "INSERT INTO redirects (id, from_path, post_id) VALUES (1, '/old-hello', 1)",
    "INSERT INTO comments (id, post_id, user_id, body, status) VALUES (1, 1, 2, 'Nice.', 'approved'), (2, 1, 2, 'Hm.', 'pending'), (3, 1, 2, 'Buy now.', 'spam'), (4, 1, 2, 'Indeed.', 'approved')",
    "INSERT INTO comment_decisions (id, comment_id, moderator_id, status) VALUES (1, 1, 1, 'approved')",
    "INSERT INTO scheduled_changes (id, post_id, planned_by_id, action, due_at) VALUES (1, 1, 1, 'archive', '2026-12-31 23:00:00')",
  ],
  scenarios: [
    { says: 'two posts of one address', refuse: "INSERT INTO posts (slug) VALUES ('hello')" },
    {
      says: 'the same address in another language',
      accept: "INSERT INTO posts (slug, language) VALUES ('hello', 'fr')",
    },
    {
      says: 'the address of a post that was deleted',
      given: ['UPDATE posts SET deleted_at = CURRENT_TIMESTAMP WHERE id = 2'],
      accept: "INSERT INTO posts (slug) VALUES ('next')",
    },
    { says: 'an address with blanks', refuse: "INSERT INTO posts (slug) VALUES ('Hello World')" },
    {
      says: 'a post published without a text',
      refuse: publish(2),
    },
    { says: 'a post published with its text', accept: [show(2, 2), publish(2)] },
    {
      says: 'a post published without an author',
      refuse: [show(2, 2), 'DELETE FROM post_authors WHERE post_id = 2', publish(2)],
    },
    { says: 'a page published without an author', accept: [revise(5, 1), show(5, 91), publish(5)] },
    {
      says: 'a post published while its text is taken away',
      given: [show(2, 2)],
      race: [publish(2), 'DELETE FROM publications WHERE post_id = 2'],
    },
    {
      says: 'both authors of a post taken away at once',
      race: [
        'DELETE FROM post_authors WHERE post_id = 1 AND author_id = 1',
        'DELETE FROM post_authors WHERE post_id = 1 AND author_id = 2',
      ],
    },
    { says: 'one of two authors taken away', accept: 'DELETE FROM post_authors WHERE post_id = 1 AND author_id = 2' },
    { says: 'a post published at no time', refuse: [show(2, 2), "UPDATE posts SET status = 'published' WHERE id = 2"] },
    { says: 'a published post made a draft', refuse: "UPDATE posts SET status = 'draft' WHERE id = 1" },
    { says: 'a published post archived', accept: "UPDATE posts SET status = 'archived' WHERE id = 1" },
    { says: 'an archived post published again', accept: "UPDATE posts SET status = 'published' WHERE id = 4" },
    {
      says: 'a post made newer than it is',
      refuse: "UPDATE posts SET published_at = '2026-06-01 08:00:00' WHERE id = 1",
    },
    { says: 'the text of another post shown', refuse: 'UPDATE publications SET revision_id = 2 WHERE post_id = 1' },
    { says: 'the next text shown', accept: 'UPDATE publications SET revision_id = 5 WHERE post_id = 1' },
    { says: 'a text rewritten', refuse: "UPDATE post_revisions SET body = 'y' WHERE id = 1" },
    { says: 'a text deleted', refuse: 'DELETE FROM post_revisions WHERE id = 5' },
    { says: 'a revision of one number twice', refuse: revise(1, 2) },
    { says: 'the next revision', accept: revise(1, 3) },
    { says: 'a text by someone who left', refuse: revise(1, 3, { editor: 3 }) },
    {
      says: 'a text by someone who leaves meanwhile',
      race: ['UPDATE staff_members SET is_active = FALSE WHERE user_id = 1', revise(1, 3)],
    },
    { says: 'a post below a page', refuse: 'UPDATE posts SET parent_id = 5 WHERE id = 2' },
    { says: 'a page below a page', accept: 'UPDATE posts SET parent_id = 5 WHERE id = 6' },
    {
      says: 'two pages below each other',
      race: ['UPDATE posts SET parent_id = 5 WHERE id = 6', 'UPDATE posts SET parent_id = 6 WHERE id = 5'],
    },
    {
      says: 'history rewritten',
      given: ["INSERT INTO post_status_changes (id, post_id, status) VALUES (1, 1, 'published')"],
      refuse: "UPDATE post_status_changes SET status = 'draft' WHERE id = 1",
    },
    { says: 'a post that is to appear', accept: plan('publish', '2') },
    { says: 'a post that is to appear without a text', refuse: plan('publish', 'NULL') },
    { says: 'a post that is to appear with the text of another', refuse: plan('publish', '1') },
    { says: 'a second planned end', refuse: plan('archive', 'NULL', '2027-01-01 00:00:00', 1) },
    {
      says: 'two planned moments at once',
      race: [plan('publish', '2'), plan('publish', '2', '2026-05-01 08:00:00')],
    },
    {
      says: 'another plan after the first was given up',
      given: ["UPDATE scheduled_changes SET status = 'cancelled', finished_at = '2026-03-01 00:00:00' WHERE id = 1"],
      accept: plan('archive', 'NULL', '2027-01-01 00:00:00', 1),
    },
    {
      says: 'a plan carried out twice',
      race: [
        "UPDATE scheduled_changes SET status = 'done', finished_at = '2026-12-31 23:00:01' WHERE id = 1",
        "UPDATE scheduled_changes SET status = 'cancelled', finished_at = '2026-12-31 23:00:01' WHERE id = 1",
      ],
    },
    {
      says: 'two main categories',
      refuse: 'INSERT INTO post_categories (post_id, category_id, is_main) VALUES (1, 2, TRUE)',
    },
    { says: 'a second category', accept: 'INSERT INTO post_categories (post_id, category_id) VALUES (1, 2)' },
    {
      says: 'two main categories at once',
      race: [
        'INSERT INTO post_categories (post_id, category_id, is_main) VALUES (2, 1, TRUE)',
        'INSERT INTO post_categories (post_id, category_id, is_main) VALUES (2, 2, TRUE)',
      ],
    },
    { says: 'a category in use deleted', refuse: 'DELETE FROM categories WHERE id = 1' },
    {
      says: 'two categories below each other',
      race: ['UPDATE categories SET parent_id = 2 WHERE id = 1', 'UPDATE categories SET parent_id = 1 WHERE id = 2'],
    },
    { says: 'a tag twice', refuse: 'INSERT INTO post_tags (post_id, tag_id) VALUES (1, 1)' },
    { says: 'a second cover', refuse: picture(2, 'cover') },
    { says: 'a gallery', accept: picture(2, 'gallery') },
    { says: 'two covers at once', race: [picture(1, 'cover', 2), picture(2, 'cover', 2)] },
    { says: 'a document as the cover', refuse: picture(3, 'cover', 2) },
    { says: 'a document to download', accept: picture(3, 'download') },
    { says: 'a file that is shown deleted', refuse: 'DELETE FROM files WHERE id = 1' },
    { says: 'a file that nobody shows deleted', accept: 'DELETE FROM files WHERE id = 2' },
    {
      says: 'a cover that is deleted meanwhile',
      race: ['DELETE FROM files WHERE id = 2', picture(2, 'cover', 2)],
    },
    { says: 'the content of a file changed', refuse: "UPDATE files SET sha256 = 'zz' WHERE id = 1" },
    { says: 'a link to two things', refuse: link('post_id, category_id', '5, 1') },
    { says: 'a link to nothing', refuse: link('position', '3') },
    { says: 'a link to another site', accept: link('url', "'https://example.com'") },
    { says: 'a link below a link of another menu', refuse: link('url, parent_id', "'https://example.com', 3") },
    {
      says: 'two links below each other',
      race: ['UPDATE menu_items SET parent_id = 2 WHERE id = 1', 'UPDATE menu_items SET parent_id = 1 WHERE id = 2'],
    },
    {
      says: 'an old address that leads to two places',
      refuse: "INSERT INTO redirects (from_path, post_id) VALUES ('/old-hello', 2)",
    },
    { says: 'an old address that is none', refuse: "INSERT INTO redirects (from_path, post_id) VALUES ('old', 2)" },
    {
      says: 'another old address of a post',
      accept: "INSERT INTO redirects (from_path, post_id) VALUES ('/older', 1)",
    },
    { says: 'a comment', accept: say(1, 'user_id', '2') },
    { says: 'a comment of a guest', accept: say(1, 'guest_name, guest_email', "'Gus', 'gus@example.com'") },
    { says: 'a comment of a guest without an address', refuse: say(1, 'guest_name', "'Gus'") },
    { says: 'a comment of nobody', refuse: say(1, 'status', "'pending'") },
    { says: 'a comment below a draft', refuse: say(2, 'user_id', '2') },
    { says: 'a comment below a post that is closed for them', refuse: say(3, 'user_id', '2') },
    {
      says: 'a comment while the post is closed for them',
      race: ['UPDATE posts SET comments_open = FALSE WHERE id = 1', say(1, 'user_id', '2')],
    },
    { says: 'an answer', accept: say(1, 'user_id, parent_id', '2, 1') },
    { says: 'an answer to spam', refuse: say(1, 'user_id, parent_id', '2, 3') },
    {
      says: 'an answer to a comment that is removed meanwhile',
      race: ["UPDATE comments SET status = 'removed' WHERE id = 1", say(1, 'user_id, parent_id', '2, 1')],
    },
    {
      says: 'two comments that answer each other',
      race: ['UPDATE comments SET parent_id = 4 WHERE id = 1', 'UPDATE comments SET parent_id = 1 WHERE id = 4'],
    },
    { says: 'a comment moved to another post', refuse: 'UPDATE comments SET post_id = 4 WHERE id = 2' },
    { says: 'a comment approved', accept: "UPDATE comments SET status = 'approved' WHERE id = 2" },
    { says: 'an approved comment made to wait', refuse: "UPDATE comments SET status = 'pending' WHERE id = 1" },
    { says: 'a decision rewritten', refuse: "UPDATE comment_decisions SET status = 'spam' WHERE id = 1" },
    {
      says: 'a comment reported twice by one reader',
      given: ["INSERT INTO comment_reports (comment_id, user_id, reason) VALUES (1, 2, 'abuse')"],
      refuse: "INSERT INTO comment_reports (comment_id, user_id, reason) VALUES (1, 2, 'spam')",
    },
    { says: 'someone who wrote deleted', refuse: 'DELETE FROM staff_members WHERE user_id = 1' },
  ],
};
