import type { DomainOption } from '#analysis/domains/domain.ts';

const report = (by: number, post: string, user: string) =>
  `INSERT INTO reports (reporter_id, post_id, reported_user_id, reason) VALUES (${by}, ${post}, ${user}, 'spam')`;
const vote = (user: number, choice: number, poll = 1) =>
  `INSERT INTO poll_votes (poll_id, user_id, choice_id) VALUES (${poll}, ${user}, ${choice})`;
const join = (user: number, role = 'member') =>
  `INSERT INTO community_members (community_id, user_id, role) VALUES (1, ${user}, '${role}')`;

export const options: readonly DomainOption[] = [
  {
    id: 'moderation',
    title: 'moderation',
    words: ['moderation', 'report', 'content moderation', 'abuse report', 'flagging', 'moderator'],
    usual: true,
    part: {
      entities: {
        report: {
          description: 'Someone complains about a post or about a user.',
          references: { reporter: 'user', post: 'post?', reported_user: 'user?', decided_by: 'user?' },
          attributes: {
            reason: 'choice(spam, abuse, violence, nudity, other)',
            note: 'text?',
            status: 'state(open, upheld, dismissed) = open',
            decided_at: 'moment?',
          },
          checks: [
            {
              name: 'decided_by_someone',
              sql: "(status = 'open') = (decided_at IS NULL) AND (status = 'open' OR decided_by_id IS NOT NULL)",
            },
            { name: 'not_oneself', sql: 'reported_user_id <> reporter_id' },
          ],
          volume: { rows: 4_000_000, perYear: 2_000_000 },
        },
      },
      invariants: [
        {
          kind: 'exactly-one',
          entity: 'report',
          of: ['post', 'reported_user'],
          says: 'A report is about a post or about a user.',
        },
        {
          kind: 'only-one',
          entity: 'report',
          per: ['reporter', 'post'],
          where: "status = 'open' AND post_id IS NOT NULL",
          says: 'Someone complains once about a post.',
        },
        {
          kind: 'transitions',
          entity: 'report',
          attribute: 'status',
          start: ['open'],
          allowed: { open: ['upheld', 'dismissed'], upheld: [], dismissed: [] },
          says: 'A report is decided once.',
        },
      ],
      access: [
        {
          name: 'reports that wait, oldest first',
          entity: 'report',
          where: "status = 'open'",
          order: ['created_at'],
          limit: 100,
          perSecond: 2,
        },
        { name: 'reports about a post', entity: 'report', by: ['post'], perSecond: 2 },
      ],
      fixture: [report(2, '1', 'NULL')],
      scenarios: [
        { says: 'a second report about a post', refuse: report(2, '1', 'NULL') },
        { says: 'a report', accept: report(3, '1', 'NULL') },
        { says: 'a report sent twice at once', race: [report(3, '1', 'NULL'), report(3, '1', 'NULL')] },
        { says: 'a report about nothing', refuse: report(3, 'NULL', 'NULL') },
        { says: 'a report about two things', refuse: report(3, '1', '2') },
        {
          says: 'a report decided by nobody',
          refuse: "UPDATE reports SET status = 'upheld', decided_at = CURRENT_TIMESTAMP WHERE reporter_id = 2",
        },
      ],
    },
  },
  {
    id: 'polls',
    title: 'polls',
    words: ['poll', 'vote', 'survey'],
    usual: false,
    part: {
      entities: {
        poll: {
          references: { post: 'post unique' },
          attributes: { ends_at: 'moment', is_closed: 'boolean = false' },
          volume: { rows: 2_000_000, perYear: 1_000_000 },
        },
        poll_choice: {
          references: { poll: 'poll' },
          attributes: { position: 'count > 0', body: 'title' },
          unique: [{ of: ['poll', 'position'] }],
          timestamps: 'created',
          volume: { rows: 7_000_000, perYear: 3_500_000 },
        },
        poll_vote: {
          key: ['poll', 'user'],
          references: { poll: 'poll', user: 'user', choice: 'poll_choice agree(poll)' },
          timestamps: 'created',
          volume: { rows: 80_000_000, perYear: 40_000_000 },
        },
      },
      invariants: [
        {
          kind: 'count-at-most',
          entity: 'poll_choice',
          per: 'poll',
          limit: 4,
          says: 'A poll has four choices at most.',
        },
        { kind: 'at-least-one', entity: 'poll_choice', per: 'poll', says: 'A poll has choices.' },
        {
          kind: 'only-while',
          entity: 'poll_vote',
          reference: 'poll',
          parent: 'NOT is_closed AND ends_at > CURRENT_TIMESTAMP',
          says: 'Votes count until the poll ends.',
        },
        { kind: 'immutable', entity: 'poll_vote', says: 'A vote is not changed.' },
      ],
      access: [
        { name: 'choices of a poll', entity: 'poll_choice', by: ['poll'], order: ['position'], perSecond: 50 },
        { name: 'votes for a choice', entity: 'poll_vote', by: ['choice'], limit: 100 },
      ],
      fixture: [
        "INSERT INTO polls (id, post_id, ends_at) VALUES (1, 1, '2040-01-01 00:00:00'), (2, 2, '2020-01-01 00:00:00')",
        "INSERT INTO poll_choices (id, poll_id, position, body) VALUES (1, 1, 1, 'yes'), (2, 1, 2, 'no'), (3, 1, 3, 'maybe'), (4, 2, 1, 'old'), (5, 2, 2, 'older')",
        vote(2, 1),
      ],
      scenarios: [
        { says: 'a vote', accept: vote(3, 2) },
        { says: 'a second vote', refuse: vote(2, 2) },
        { says: 'a vote for a choice of another poll', refuse: vote(3, 4) },
        { says: 'a vote after the end', refuse: vote(3, 4, 2) },
        { says: 'a vote rewritten', refuse: 'UPDATE poll_votes SET choice_id = 2 WHERE user_id = 2' },
        {
          says: 'a vote while the poll is closed',
          race: ['UPDATE polls SET is_closed = TRUE WHERE id = 1', vote(3, 2)],
        },
        {
          says: 'a fourth choice added twice at once',
          race: [
            "INSERT INTO poll_choices (poll_id, position, body) VALUES (1, 4, 'd')",
            "INSERT INTO poll_choices (poll_id, position, body) VALUES (1, 5, 'e')",
          ],
        },
        {
          says: 'the last two choices taken away by two',
          race: ['DELETE FROM poll_choices WHERE id = 4', 'DELETE FROM poll_choices WHERE id = 5'],
        },
      ],
    },
  },
  {
    id: 'groups',
    title: 'groups',
    words: ['group', 'community', 'communities', 'page', 'circle'],
    usual: false,
    part: {
      entities: {
        community: {
          attributes: { slug: 'slug unique', name: 'name', description: "text = ''", is_private: 'boolean = false' },
          softDelete: true,
          volume: { rows: 200_000, perYear: 80_000 },
        },
        community_member: {
          key: ['community', 'user'],
          references: { community: 'community', user: 'user' },
          attributes: { role: 'choice(owner, moderator, member) = member' },
          volume: { rows: 30_000_000, perYear: 12_000_000 },
        },
        community_post: {
          description: 'A post that was written in a group, by one of its members.',
          key: ['post'],
          references: {
            post: 'post agree(author)',
            community: 'community',
            author: 'user',
            membership: { to: 'community_member', columns: ['community_id', 'author_id'] },
          },
          timestamps: 'created',
          volume: { rows: 40_000_000, perYear: 20_000_000 },
        },
      },
      invariants: [
        { kind: 'at-least-one', entity: 'community_member', per: 'community', says: 'A group has a member.' },
        {
          kind: 'only-one',
          entity: 'community_member',
          per: ['community'],
          where: "role = 'owner'",
          says: 'A group has one owner.',
        },
      ],
      access: [
        { name: 'a group by its address', entity: 'community', by: ['slug'], perSecond: 30 },
        { name: 'groups of someone', entity: 'community_member', by: ['user'], perSecond: 60 },
        {
          name: 'posts of a group, newest first',
          entity: 'community_post',
          by: ['community'],
          order: ['-created_at'],
          limit: 50,
          perSecond: 60,
        },
      ],
      fixture: ["INSERT INTO communities (id, slug, name) VALUES (1, 'hikers', 'Hikers')", join(1, 'owner'), join(2)],
      scenarios: [
        { says: 'someone who joins', accept: join(3) },
        { says: 'someone who joins twice', refuse: join(2) },
        { says: 'a second owner', refuse: join(3, 'owner') },
        {
          says: 'two new owners at once',
          given: ["UPDATE community_members SET role = 'member' WHERE user_id = 1"],
          race: [join(3, 'owner'), join(4, 'owner')],
        },
        { says: 'a group without members', refuse: "INSERT INTO communities (slug, name) VALUES ('empty', 'Empty')" },
        {
          says: 'the last two members who leave at once',
          race: ['DELETE FROM community_members WHERE user_id = 1', 'DELETE FROM community_members WHERE user_id = 2'],
        },
        {
          says: 'a post of a member',
          accept: 'INSERT INTO community_posts (post_id, community_id, author_id) VALUES (1, 1, 1)',
        },
        {
          says: 'a post of a stranger',
          refuse: 'INSERT INTO community_posts (post_id, community_id, author_id) VALUES (3, 1, 3)',
        },
        {
          says: 'a post of another in the name of a member',
          refuse: 'INSERT INTO community_posts (post_id, community_id, author_id) VALUES (3, 1, 1)',
        },
      ],
    },
  },
];
