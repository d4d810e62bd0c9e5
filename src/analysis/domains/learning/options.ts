import type { DomainOption } from '#analysis/domains/domain.ts';
import { quizzes } from './quizzes.ts';

const wait = (user: number) => `INSERT INTO waitlist_entries (course_run_id, user_id) VALUES (1, ${user})`;
const certify = (enrolment: number, number: string) =>
  `INSERT INTO certificates (enrolment_id, number) VALUES (${enrolment}, '${number}')`;
const answer = (thread: number, parent: string) =>
  `INSERT INTO discussion_posts (discussion_id, parent_id, author_id, body) VALUES (${thread}, ${parent}, 1, 'x')`;

export const options: readonly DomainOption[] = [
  quizzes,
  {
    id: 'certificates',
    title: 'certificates',
    words: ['certificate', 'certification', 'diploma', 'badge'],
    usual: true,
    part: {
      entities: {
        certificate: {
          references: { enrolment: 'enrolment unique' },
          attributes: { number: 'code unique', issued_at: 'moment = now', revoked_at: 'moment?' },
          checks: [{ name: 'revoked_after_issued', sql: 'revoked_at >= issued_at' }],
          timestamps: 'created',
          volume: { rows: 3_000_000, perYear: 1_200_000 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'certificate',
          reference: 'enrolment',
          parent: "status = 'completed'",
          says: 'Who has completed a run gets a certificate.',
        },
        {
          kind: 'immutable',
          entity: 'certificate',
          attributes: ['enrolment', 'number', 'issued_at'],
          says: 'A certificate is not rewritten.',
        },
      ],
      access: [{ name: 'a certificate by its number', entity: 'certificate', by: ['number'], perSecond: 5 }],
      fixture: [
        "UPDATE enrolments SET status = 'completed', ended_at = CURRENT_TIMESTAMP WHERE id = 4",
        certify(4, 'Z-1'),
      ],
      scenarios: [
        { says: 'a certificate for who is still learning', refuse: certify(1, 'Z-2') },
        { says: 'a second certificate', refuse: certify(4, 'Z-2') },
        {
          says: 'a certificate',
          given: ["UPDATE enrolments SET status = 'completed', ended_at = CURRENT_TIMESTAMP WHERE id = 1"],
          accept: certify(1, 'Z-2'),
        },
        {
          says: 'a certificate issued twice at once',
          given: ["UPDATE enrolments SET status = 'completed', ended_at = CURRENT_TIMESTAMP WHERE id = 1"],
          race: [certify(1, 'Z-2'), certify(1, 'Z-3')],
        },
        { says: 'a certificate renumbered', refuse: "UPDATE certificates SET number = 'Z-9' WHERE number = 'Z-1'" },
      ],
    },
  },
  {
    id: 'waiting-list',
    title: 'a waiting list',
    words: ['waitlist', 'wait list', 'waiting list'],
    usual: true,
    part: {
      entities: {
        waitlist_entry: {
          description: 'Someone who takes a place in a run if one becomes free.',
          references: { course_run: 'course_run', user: 'user cascade' },
          attributes: { status: 'state(waiting, offered, taken, expired) = waiting', offered_at: 'moment?' },
          checks: [{ name: 'offered_has_time', sql: "status = 'waiting' OR offered_at IS NOT NULL" }],
          volume: { rows: 400_000, perYear: 150_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'waitlist_entry',
          per: ['course_run', 'user'],
          where: "status IN ('waiting', 'offered')",
          says: 'Someone waits once for a run.',
        },
        {
          kind: 'transitions',
          entity: 'waitlist_entry',
          attribute: 'status',
          start: ['waiting'],
          allowed: { waiting: ['offered'], offered: ['taken', 'expired'], taken: [], expired: [] },
          says: 'A place is offered before it is taken.',
        },
      ],
      access: [
        {
          name: 'who waits for a run, longest first',
          entity: 'waitlist_entry',
          by: ['course_run'],
          where: "status = 'waiting'",
          order: ['created_at'],
          limit: 50,
          perSecond: 2,
        },
      ],
      fixture: [wait(3)],
      scenarios: [
        { says: 'someone who waits twice', refuse: wait(3) },
        { says: 'someone who waits', accept: wait(4) },
        { says: 'someone who joins a waiting list twice at once', race: [wait(4), wait(4)] },
        {
          says: 'a place taken that was not offered',
          refuse: "UPDATE waitlist_entries SET status = 'taken' WHERE user_id = 3",
        },
      ],
    },
  },
  {
    id: 'discussions',
    title: 'discussions',
    words: ['discussion', 'discussion forum', 'forum', 'course forum', 'question and answer'],
    usual: false,
    part: {
      entities: {
        discussion: {
          references: { course_run: 'course_run', author: 'user' },
          attributes: { title: 'title', is_locked: 'boolean = false' },
          volume: { rows: 1_500_000, perYear: 600_000 },
        },
        discussion_post: {
          references: {
            discussion: 'discussion',
            parent: 'discussion_post? agree(discussion)',
            author: 'user',
          },
          attributes: { body: 'text' },
          softDelete: true,
          volume: { rows: 12_000_000, perYear: 5_000_000 },
        },
      },
      invariants: [
        { kind: 'acyclic', entity: 'discussion_post', parent: 'parent', says: 'A post cannot answer itself.' },
        {
          kind: 'only-while',
          entity: 'discussion_post',
          reference: 'discussion',
          parent: 'NOT is_locked',
          says: 'A discussion that is locked takes no more posts.',
        },
      ],
      access: [
        {
          name: 'discussions of a run, newest first',
          entity: 'discussion',
          by: ['course_run'],
          order: ['-created_at'],
          limit: 50,
          perSecond: 20,
        },
        {
          name: 'posts of a discussion',
          entity: 'discussion_post',
          by: ['discussion'],
          order: ['created_at'],
          limit: 100,
          perSecond: 40,
        },
      ],
      fixture: [
        "INSERT INTO discussions (id, course_run_id, author_id, title) VALUES (1, 1, 1, 'Help'), (2, 1, 1, 'More')",
        "INSERT INTO discussion_posts (id, discussion_id, author_id, body) VALUES (1, 1, 1, 'x'), (2, 1, 2, 'y')",
      ],
      scenarios: [
        { says: 'an answer', accept: answer(1, '1') },
        { says: 'an answer to a post of another discussion', refuse: answer(2, '1') },
        {
          says: 'two posts that answer each other',
          race: [
            'UPDATE discussion_posts SET parent_id = 2 WHERE id = 1',
            'UPDATE discussion_posts SET parent_id = 1 WHERE id = 2',
          ],
        },
        {
          says: 'a post in a discussion that is locked meanwhile',
          race: ['UPDATE discussions SET is_locked = TRUE WHERE id = 1', answer(1, '1')],
        },
      ],
    },
  },
];
