import type { ModelPart } from '#analysis/domains/domain.ts';

const pair = (low: number, high: number) => `INSERT INTO user_pairs (low_id, high_id) VALUES (${low}, ${high})`;
const follow = (from: number, to: number, low = Math.min(from, to), high = Math.max(from, to)) =>
  `INSERT INTO follows (follower_id, followed_id, low_id, high_id) VALUES (${from}, ${to}, ${low}, ${high})`;
const block = (low: number, high: number) =>
  `UPDATE user_pairs SET low_blocks = TRUE, is_blocked = TRUE WHERE low_id = ${low} AND high_id = ${high}`;
const write = (author: number, columns = '', values = '') =>
  `INSERT INTO posts (author_id, body${columns}) VALUES (${author}, 'Hello'${values})`;
const like = (user: number, post: number) => `INSERT INTO post_likes (user_id, post_id) VALUES (${user}, ${post})`;
const share = (user: number, post: number) => `INSERT INTO reposts (user_id, post_id) VALUES (${user}, ${post})`;
const picture = (position: number) =>
  `INSERT INTO post_media (post_id, position, kind, url) VALUES (1, ${position}, 'image', 'https://cdn.example.com/${position}')`;
const remove = (post: number) => `UPDATE posts SET deleted_at = CURRENT_TIMESTAMP WHERE id = ${post}`;

/** Four users; the second follows the first; the first and the third have a pair without follows. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cat@example.com', 'Cat'), (4, 'dan@example.com', 'Dan')",
    "INSERT INTO profiles (user_id, handle) VALUES (1, 'ann'), (2, 'bob')",
    pair(1, 2),
    pair(1, 3),
    pair(2, 3),
    block(2, 3),
    follow(2, 1),
    "INSERT INTO posts (id, author_id, body, is_pinned) VALUES (1, 1, 'First', TRUE), (2, 1, 'Second', FALSE), (3, 3, 'Third', FALSE)",
    "INSERT INTO posts (id, author_id, body, visibility) VALUES (4, 2, 'Secret', 'followers')",
    "INSERT INTO posts (id, author_id, body, reply_to_id) VALUES (5, 2, 'Answer', 1)",
    "INSERT INTO post_versions (post_id, number, body) VALUES (1, 1, 'Frist')",
    "INSERT INTO post_media (post_id, position, kind, url) VALUES (1, 1, 'image', 'https://cdn.example.com/1'), (1, 2, 'image', 'https://cdn.example.com/2'), (1, 3, 'image', 'https://cdn.example.com/3'), (1, 4, 'image', 'https://cdn.example.com/4'), (1, 5, 'image', 'https://cdn.example.com/5'), (1, 6, 'image', 'https://cdn.example.com/6'), (1, 7, 'image', 'https://cdn.example.com/7'), (1, 8, 'image', 'https://cdn.example.com/8'), (1, 9, 'image', 'https://cdn.example.com/9')",
    "INSERT INTO tags (id, name) VALUES (1, 'cats')",
    'INSERT INTO post_tags (post_id, tag_id) VALUES (1, 1)',
    like(2, 1),
  ],
  scenarios: [
    { says: 'a follow', accept: follow(3, 1) },
    { says: 'a follow back', accept: follow(1, 2) },
    { says: 'a follow twice', refuse: follow(2, 1) },
    { says: 'someone who follows themselves', refuse: [pair(1, 4), follow(1, 1, 1, 4)] },
    { says: 'a pair of one', refuse: pair(1, 1) },
    { says: 'a pair the other way round', refuse: pair(2, 1) },
    { says: 'a follow in the name of another pair', refuse: follow(3, 1, 1, 2) },
    { says: 'a follow of someone who blocks', refuse: follow(2, 3) },
    { says: 'a follow of someone who is blocked', refuse: follow(3, 2) },
    {
      says: 'a follow that calls itself blocked',
      refuse: follow(2, 3).replace('high_id)', 'high_id, is_blocked)').replace('3)', '3, TRUE)'),
    },
    { says: 'a block while a follow is there', refuse: block(1, 2) },
    { says: 'a block that ends the follow', given: ['DELETE FROM follows WHERE follower_id = 2'], accept: block(1, 2) },
    { says: 'a block by nobody', refuse: 'UPDATE user_pairs SET is_blocked = TRUE WHERE low_id = 1 AND high_id = 3' },
    { says: 'a follow and a block at once', race: [block(1, 3), follow(3, 1)] },
    { says: 'a block and a follow at once', race: [follow(3, 1), block(1, 3)] },
    {
      says: 'a block that ends',
      accept: 'UPDATE user_pairs SET low_blocks = FALSE, is_blocked = FALSE WHERE low_id = 2 AND high_id = 3',
    },
    {
      says: 'a follow passed on to another',
      refuse: 'UPDATE follows SET followed_id = 3, low_id = 2, high_id = 3 WHERE follower_id = 2',
    },
    {
      says: 'an accepted follow that is asked for again',
      refuse: "UPDATE follows SET status = 'requested' WHERE follower_id = 2",
    },
    {
      says: 'a handle in capitals',
      refuse: "INSERT INTO profiles (user_id, handle) VALUES (3, 'Cat')",
      only: ['postgres', 'sqlite'],
    },
    { says: 'a handle of two', refuse: "INSERT INTO profiles (user_id, handle) VALUES (3, 'ann')" },
    { says: 'a profile', accept: "INSERT INTO profiles (user_id, handle) VALUES (3, 'cat')" },
    { says: 'a post', accept: write(1) },
    { says: 'a post of nobody', refuse: "INSERT INTO posts (body) VALUES ('Hello')" },
    { says: 'a post for a strange circle', refuse: write(1, ', visibility', ", 'friends'") },
    { says: 'a second pinned post', refuse: write(1, ', is_pinned', ', TRUE') },
    {
      says: 'another post pinned',
      given: ['UPDATE posts SET is_pinned = FALSE WHERE id = 1'],
      accept: 'UPDATE posts SET is_pinned = TRUE WHERE id = 2',
    },
    { says: 'two posts pinned at once', race: [write(2, ', is_pinned', ', TRUE'), write(2, ', is_pinned', ', TRUE')] },
    { says: 'a reply', accept: write(3, ', reply_to_id', ', 1') },
    { says: 'a reply to a post that was deleted', given: [remove(2)], refuse: write(3, ', reply_to_id', ', 2') },
    { says: 'a reply to a post that is deleted meanwhile', race: [remove(2), write(3, ', reply_to_id', ', 2')] },
    { says: 'a post that answers its own answer', refuse: 'UPDATE posts SET reply_to_id = 5 WHERE id = 1' },
    { says: 'a post given to another author', refuse: 'UPDATE posts SET author_id = 2 WHERE id = 1' },
    { says: 'what a post said before rewritten', refuse: "UPDATE post_versions SET body = 'x' WHERE post_id = 1" },
    { says: 'a like', accept: like(3, 1) },
    { says: 'a like taken back', accept: 'DELETE FROM post_likes WHERE user_id = 2 AND post_id = 1' },
    { says: 'a post liked twice', refuse: like(2, 1) },
    { says: 'a like of a post that is deleted meanwhile', race: [remove(1), like(3, 1)] },
    { says: 'a post for followers shown to others', refuse: share(1, 4) },
    { says: 'a post shown to others', accept: share(3, 1) },
    {
      says: 'a post shown to others while it is made private',
      race: ["UPDATE posts SET visibility = 'private' WHERE id = 1", share(3, 1)],
    },
    { says: 'a tenth picture', accept: picture(10) },
    { says: 'an eleventh picture', given: [picture(10)], refuse: picture(11) },
    { says: 'a tenth picture added twice at once', race: [picture(10), picture(11)] },
    { says: 'two pictures in one place', refuse: picture(1) },
    { says: 'a tag in capitals', refuse: "INSERT INTO tags (name) VALUES ('Cats')" },
    { says: 'a tag twice on a post', refuse: 'INSERT INTO post_tags (post_id, tag_id) VALUES (1, 1)' },
    {
      says: 'a like in the news without its post',
      refuse: "INSERT INTO notifications (user_id, actor_id, kind) VALUES (1, 2, 'like')",
    },
    { says: 'news', accept: "INSERT INTO notifications (user_id, actor_id, post_id, kind) VALUES (1, 2, 1, 'like')" },
    {
      says: 'a post in a feed',
      accept: "INSERT INTO feed_entries (user_id, posted_at, post_id) VALUES (2, '2026-01-01 10:00:00', 1)",
    },
    { says: 'someone who mutes themselves', refuse: 'INSERT INTO mutes (muter_id, muted_id) VALUES (1, 1)' },
    { says: 'a user with posts deleted', refuse: 'DELETE FROM users WHERE id = 1' },
  ],
};
