import type { DomainOption } from '#analysis/domains/domain.ts';

const begin = (number: number) =>
  `INSERT INTO quiz_attempts (quiz_id, enrolment_id, course_id, number) VALUES (1, 1, 1, ${number})`;
const choose = (attempt: number, question: number, choice: number) =>
  `INSERT INTO quiz_answers (quiz_attempt_id, quiz_id, question_id, choice_id) VALUES (${attempt}, 1, ${question}, ${choice})`;
const done = "UPDATE quiz_attempts SET status = 'done', finished_at = CURRENT_TIMESTAMP WHERE id = 1";

export const quizzes: DomainOption = {
  id: 'quizzes',
  title: 'quizzes',
  words: ['quiz', 'test', 'exam', 'question bank', 'multiple choice', 'assessment'],
  usual: true,
  part: {
    entities: {
      quiz: {
        references: { course: 'course', lesson: 'lesson unique agree(course)' },
        attributes: { title: 'title', pass_percent: 'percent = 60', status: 'state(draft, published) = draft' },
        volume: { rows: 300_000, perYear: 80_000 },
      },
      question: {
        references: { quiz: 'quiz' },
        attributes: { position: 'count > 0', body: 'text', points: 'count > 0 = 1' },
        unique: [{ of: ['quiz', 'position'] }],
        volume: { rows: 3_000_000, perYear: 800_000 },
      },
      question_choice: {
        references: { question: 'question' },
        attributes: { position: 'count > 0', body: 'text', is_correct: 'boolean = false' },
        unique: [{ of: ['question', 'position'] }],
        volume: { rows: 12_000_000, perYear: 3_200_000 },
      },
      quiz_attempt: {
        references: { quiz: 'quiz agree(course)', enrolment: 'enrolment agree(course)', course: 'course' },
        attributes: {
          number: 'count > 0',
          status: 'state(open, done) = open',
          score: 'percent?',
          finished_at: 'moment?',
        },
        unique: [{ of: ['quiz', 'enrolment', 'number'] }],
        checks: [{ name: 'done_has_time', sql: "(status = 'done') = (finished_at IS NOT NULL)" }],
        volume: { rows: 15_000_000, perYear: 6_000_000 },
      },
      quiz_answer: {
        description: 'The choice that was taken. Question and attempt are of the same quiz.',
        key: ['quiz_attempt', 'question'],
        references: {
          quiz_attempt: 'quiz_attempt agree(quiz)',
          quiz: 'quiz',
          question: 'question agree(quiz)',
          choice: 'question_choice agree(question)',
        },
        volume: { rows: 90_000_000, perYear: 35_000_000 },
      },
    },
    invariants: [
      {
        kind: 'at-least-one',
        entity: 'question',
        per: 'quiz',
        when: "status = 'published'",
        says: 'A published quiz has questions.',
      },
      {
        kind: 'only-one',
        entity: 'question_choice',
        per: ['question'],
        where: 'is_correct',
        says: 'A question has one right answer.',
      },
      {
        kind: 'only-one',
        entity: 'quiz_attempt',
        per: ['quiz', 'enrolment'],
        where: "status = 'open'",
        says: 'One attempt is open at a time.',
      },
      {
        kind: 'transitions',
        entity: 'quiz_attempt',
        attribute: 'status',
        start: ['open'],
        allowed: { open: ['done'], done: [] },
        says: 'An attempt is finished once.',
      },
      {
        kind: 'only-while',
        entity: 'quiz_attempt',
        reference: 'quiz',
        parent: "status = 'published'",
        says: 'Drafts are not taken.',
      },
      {
        kind: 'only-while',
        entity: 'quiz_answer',
        reference: 'quiz_attempt',
        parent: "status = 'open'",
        says: 'Answers are given until the attempt is finished.',
      },
    ],
    access: [
      { name: 'questions of a quiz', entity: 'question', by: ['quiz'], order: ['position'], perSecond: 60 },
      {
        name: 'choices of a question',
        entity: 'question_choice',
        by: ['question'],
        order: ['position'],
        perSecond: 200,
      },
      { name: 'attempts of someone', entity: 'quiz_attempt', by: ['enrolment'], order: ['-created_at'], perSecond: 40 },
      { name: 'answers of an attempt', entity: 'quiz_answer', by: ['quiz_attempt'], perSecond: 60 },
    ],
    questions: [{ question: 'May a question have several right answers?', assumed: 'No: one.' }],
    fixture: [
      "INSERT INTO lessons (id, course_id, module_id, title, kind, position) VALUES (10, 1, 1, 'Quiz', 'quiz', 10), (11, 1, 1, 'Quiz 2', 'quiz', 11)",
      "INSERT INTO quizzes (id, course_id, lesson_id, title) VALUES (1, 1, 10, 'Quiz'), (2, 1, 11, 'Quiz 2')",
      "INSERT INTO questions (id, quiz_id, position, body) VALUES (1, 1, 1, '1+1?'), (2, 1, 2, '2+2?'), (3, 2, 1, '3+3?')",
      "INSERT INTO question_choices (id, question_id, position, body, is_correct) VALUES (1, 1, 1, '2', TRUE), (2, 1, 2, '3', FALSE), (3, 2, 1, '4', FALSE)",
      "UPDATE quizzes SET status = 'published' WHERE id = 1",
      'INSERT INTO quiz_attempts (id, quiz_id, enrolment_id, course_id, number) VALUES (1, 1, 1, 1, 1)',
    ],
    scenarios: [
      { says: 'an answer', accept: choose(1, 1, 2) },
      { says: 'an answer of another question', refuse: choose(1, 2, 1) },
      { says: 'two answers to a question', given: [choose(1, 1, 2)], refuse: choose(1, 1, 1) },
      { says: 'an answer after the end', given: [done], refuse: choose(1, 1, 1) },
      { says: 'an answer given while the attempt is finished', race: [done, choose(1, 1, 1)] },
      { says: 'a second attempt beside an open one', refuse: begin(2) },
      { says: 'a second attempt', given: [done], accept: begin(2) },
      { says: 'two attempts begun at once', given: [done], race: [begin(2), begin(3)] },
      {
        says: 'an attempt opened again',
        given: [done],
        refuse: "UPDATE quiz_attempts SET status = 'open', finished_at = NULL WHERE id = 1",
      },
      {
        says: 'two right answers',
        refuse: 'UPDATE question_choices SET is_correct = TRUE WHERE id = 2',
      },
      {
        says: 'two right answers at once',
        race: [
          "INSERT INTO question_choices (question_id, position, body, is_correct) VALUES (2, 2, 'a', TRUE)",
          "INSERT INTO question_choices (question_id, position, body, is_correct) VALUES (2, 3, 'b', TRUE)",
        ],
      },
      {
        says: 'a quiz published while its last question goes',
        race: ["UPDATE quizzes SET status = 'published' WHERE id = 2", 'DELETE FROM questions WHERE id = 3'],
      },
      {
        says: 'an attempt at a quiz that becomes a draft meanwhile',
        given: [done],
        race: ["UPDATE quizzes SET status = 'draft' WHERE id = 1", begin(2)],
      },
    ],
  },
};
