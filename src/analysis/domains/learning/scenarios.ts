import type { ModelPart } from '#analysis/domains/domain.ts';

const enrol = (run: number, user: number, course = 1) =>
  `INSERT INTO enrolments (course_run_id, course_id, user_id) VALUES (${run}, ${course}, ${user})`;
const handIn = (enrolment: number, attempt: number, status = 'submitted', most = 10) =>
  `INSERT INTO submissions (enrolment_id, course_run_id, assignment_id, attempt, max_points, max_attempts, body, status, submitted_at) VALUES (${enrolment}, 1, 1, ${attempt}, ${most}, 3, 'x', '${status}', ${status === 'draft' ? 'NULL' : 'CURRENT_TIMESTAMP'})`;
const grade = (submission: number, points: number, most = 10) =>
  `INSERT INTO grades (submission_id, graded_by_id, points, max_points) VALUES (${submission}, 5, ${points}, ${most})`;
const addFile = (submission: number) =>
  `INSERT INTO submission_files (submission_id, name, url, hash, size) VALUES (${submission}, 'b.pdf', 'https://files.example.com/b', 'abc', 10)`;
const progress = (enrolment: number, lesson: number, percent: number, course = 1) =>
  `INSERT INTO lesson_progresses (enrolment_id, lesson_id, course_id, percent) VALUES (${enrolment}, ${lesson}, ${course}, ${percent})`;
const leave = (enrolment: number) =>
  `UPDATE enrolments SET status = 'withdrawn', ended_at = CURRENT_TIMESTAMP WHERE id = ${enrolment}`;
const lead = (course: number, user: number) =>
  `INSERT INTO course_instructors (course_id, user_id, role) VALUES (${course}, ${user}, 'lead')`;

/** A course with a run of three places, of which two are taken; one piece of work handed in and graded, one begun. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cat@example.com', 'Cat'), (4, 'dan@example.com', 'Dan'), (5, 'eve@example.com', 'Eve')",
    "INSERT INTO categories (id, name, slug) VALUES (1, 'Science', 'science'), (2, 'Physics', 'physics')",
    "INSERT INTO courses (id, category_id, code, title, slug, language) VALUES (1, 1, 'SQL-1', 'SQL', 'sql', 'en'), (2, 1, 'PHY-1', 'Physics', 'physics', 'en'), (3, 1, 'CHE-1', 'Chemistry', 'chemistry', 'en')",
    lead(1, 5),
    lead(3, 5),
    "INSERT INTO modules (id, course_id, title, position) VALUES (1, 1, 'Begin', 1), (2, 2, 'Begin', 1), (3, 3, 'Begin', 1)",
    "INSERT INTO lessons (id, course_id, module_id, title, kind, position) VALUES (1, 1, 1, 'SELECT', 'text', 1), (2, 2, 2, 'Force', 'text', 1), (3, 3, 3, 'Atoms', 'text', 1)",
    "UPDATE courses SET status = 'published' WHERE id = 1",
    "INSERT INTO assignments (id, course_id, title, instructions, max_points, max_attempts) VALUES (1, 1, 'Query', 'Write one.', 10, 3), (2, 2, 'Fall', 'Drop one.', 10, 1)",
    "INSERT INTO course_runs (id, course_id, code, capacity, starts_on, ends_on, timezone) VALUES (1, 1, 'SQL-26', 3, '2026-01-01', '2026-06-01', 'UTC'), (2, 2, 'PHY-26', 10, '2026-01-01', '2026-06-01', 'UTC'), (3, 1, 'SQL-27', NULL, '2027-01-01', '2027-06-01', 'UTC')",
    "UPDATE course_runs SET status = 'open' WHERE id <> 2",
    'INSERT INTO enrolments (id, course_run_id, course_id, user_id) VALUES (1, 1, 1, 1), (2, 1, 1, 2), (4, 3, 1, 4)',
    "INSERT INTO run_assignments (course_run_id, assignment_id, course_id, due_at) VALUES (1, 1, 1, '2035-01-01 00:00:00')",
    "INSERT INTO submissions (id, enrolment_id, course_run_id, assignment_id, max_points, max_attempts, body, status, submitted_at) VALUES (1, 1, 1, 1, 10, 3, 'SELECT 1', 'submitted', '2026-02-01 10:00:00'), (2, 2, 1, 1, 10, 3, 'SELECT', 'draft', NULL)",
    "INSERT INTO submission_files (submission_id, name, url, hash, size) VALUES (2, 'a.pdf', 'https://files.example.com/a', 'abc', 10)",
    'INSERT INTO grades (id, submission_id, graded_by_id, points, max_points) VALUES (1, 1, 5, 8, 10)',
  ],
  scenarios: [
    { says: 'the last place taken', accept: enrol(1, 3) },
    { says: 'more people than places', given: [enrol(1, 3)], refuse: enrol(1, 4) },
    { says: 'the last place taken by two at once', race: [enrol(1, 3), enrol(1, 4)] },
    { says: 'a place that became free', given: [enrol(1, 3), leave(2)], accept: enrol(1, 4) },
    {
      says: 'someone who comes back when the run is full',
      given: [leave(2), enrol(1, 3), enrol(1, 4)],
      refuse: "UPDATE enrolments SET status = 'active', ended_at = NULL WHERE id = 2",
    },
    { says: 'a capacity below those who take part', refuse: 'UPDATE course_runs SET capacity = 1 WHERE id = 1' },
    { says: 'a run without a capacity', accept: enrol(3, 1) },
    { says: 'someone enrolled twice', refuse: enrol(1, 1) },
    { says: 'someone in a run that is not open', refuse: enrol(2, 1, 2) },
    {
      says: 'someone who enrols while the run is cancelled',
      race: ["UPDATE course_runs SET status = 'cancelled' WHERE id = 1", enrol(1, 3)],
    },
    { says: 'an enrolment in another course than the run', refuse: enrol(1, 3, 2) },
    { says: 'someone who leaves', accept: leave(1) },
    { says: 'someone who leaves at no time', refuse: "UPDATE enrolments SET status = 'withdrawn' WHERE id = 1" },
    {
      says: 'someone who leaves after the end',
      given: ["UPDATE enrolments SET status = 'completed', ended_at = CURRENT_TIMESTAMP WHERE id = 1"],
      refuse: leave(1),
    },
    { says: 'a run that ends before it begins', refuse: "UPDATE course_runs SET ends_on = '2025-01-01' WHERE id = 1" },
    { says: 'a run that finishes before it began', refuse: "UPDATE course_runs SET status = 'finished' WHERE id = 1" },
    { says: 'a run of another course', refuse: 'UPDATE course_runs SET course_id = 3 WHERE id = 2' },
    { says: 'a lesson begun', accept: progress(1, 1, 20) },
    { says: 'a lesson of another course', refuse: progress(1, 2, 20) },
    { says: 'a lesson done to 120 percent', refuse: progress(1, 1, 120) },
    { says: 'a lesson begun by who leaves meanwhile', race: [leave(1), progress(1, 1, 20)] },
    {
      says: 'an assignment of another course in a run',
      refuse:
        "INSERT INTO run_assignments (course_run_id, assignment_id, course_id, due_at) VALUES (1, 2, 1, '2035-01-01 00:00:00')",
    },
    { says: 'a second attempt', accept: handIn(1, 2) },
    { says: 'more attempts than allowed', refuse: handIn(1, 4) },
    { says: 'an attempt made twice', refuse: handIn(1, 1) },
    { says: 'work worth more points than its assignment', refuse: handIn(1, 2, 'submitted', 100) },
    { says: 'work for a run of others', refuse: handIn(4, 1) },
    { says: 'work by who leaves meanwhile', race: [leave(1), handIn(1, 2)] },
    {
      says: 'work after the assignment has closed',
      given: [
        "UPDATE run_assignments SET due_at = '2026-01-01 00:00:00', closes_at = '2026-01-02 00:00:00' WHERE course_run_id = 1",
      ],
      refuse: handIn(1, 2),
    },
    {
      says: 'work while the assignment closes',
      race: [
        "UPDATE run_assignments SET due_at = '2026-01-01 00:00:00', closes_at = '2026-01-02 00:00:00' WHERE course_run_id = 1",
        handIn(1, 2),
      ],
    },
    { says: 'two drafts', refuse: handIn(2, 2, 'draft') },
    {
      says: 'two drafts begun at once',
      race: [handIn(1, 2, 'draft'), handIn(1, 3, 'draft')],
    },
    { says: 'a draft rewritten', accept: "UPDATE submissions SET body = 'SELECT 2' WHERE id = 2" },
    { says: 'work rewritten after it was handed in', refuse: "UPDATE submissions SET body = 'SELECT 2' WHERE id = 1" },
    { says: 'work taken back', refuse: "UPDATE submissions SET status = 'draft', submitted_at = NULL WHERE id = 1" },
    { says: 'a file on a draft', accept: addFile(2) },
    { says: 'a file on work that was handed in', refuse: addFile(1) },
    {
      says: 'a file added while work is handed in',
      race: ["UPDATE submissions SET status = 'submitted', submitted_at = CURRENT_TIMESTAMP WHERE id = 2", addFile(2)],
    },
    {
      says: 'eleven points of ten',
      given: ['UPDATE grades SET is_current = FALSE WHERE id = 1'],
      refuse: grade(1, 11),
    },
    {
      says: 'eleven points of a hundred',
      given: ['UPDATE grades SET is_current = FALSE WHERE id = 1'],
      refuse: grade(1, 11, 100),
    },
    { says: 'points below zero', given: ['UPDATE grades SET is_current = FALSE WHERE id = 1'], refuse: grade(1, -1) },
    { says: 'a second grade that counts', refuse: grade(1, 9) },
    { says: 'a better grade', given: ['UPDATE grades SET is_current = FALSE WHERE id = 1'], accept: grade(1, 9) },
    {
      says: 'two grades given at once',
      given: ['UPDATE grades SET is_current = FALSE WHERE id = 1'],
      race: [grade(1, 9), grade(1, 10)],
    },
    { says: 'a grade rewritten', refuse: 'UPDATE grades SET points = 10 WHERE id = 1' },
    { says: 'a draft graded', refuse: grade(2, 5) },
    {
      says: 'work deleted while it is graded',
      given: [handIn(2, 2).replace('submissions (', 'submissions (id, ').replace('VALUES (', 'VALUES (9, ')],
      race: ['DELETE FROM submissions WHERE id = 9', grade(9, 5)],
    },
    { says: 'what work is worth changed afterwards', refuse: 'UPDATE assignments SET max_points = 20 WHERE id = 1' },
    { says: 'a course published', accept: "UPDATE courses SET status = 'published' WHERE id = 3" },
    { says: 'a course published that nobody teaches', refuse: "UPDATE courses SET status = 'published' WHERE id = 2" },
    {
      says: 'a course published while its last lesson goes',
      race: ["UPDATE courses SET status = 'published' WHERE id = 3", 'DELETE FROM lessons WHERE id = 3'],
    },
    {
      says: 'a course published while its last teacher goes',
      race: [
        "UPDATE courses SET status = 'published' WHERE id = 3",
        'DELETE FROM course_instructors WHERE course_id = 3',
      ],
    },
    { says: 'a second lead', refuse: lead(1, 4) },
    { says: 'two leads at once', race: [lead(2, 3), lead(2, 4)] },
    {
      says: 'a course that needs itself',
      refuse: 'INSERT INTO course_prerequisites (course_id, required_id) VALUES (1, 1)',
    },
    {
      says: 'a course that needs another',
      accept: 'INSERT INTO course_prerequisites (course_id, required_id) VALUES (1, 2)',
    },
    {
      says: 'a lesson in a module of another course',
      refuse: "INSERT INTO lessons (course_id, module_id, title, kind, position) VALUES (1, 2, 'x', 'text', 9)",
    },
    {
      says: 'two subjects below each other',
      race: ['UPDATE categories SET parent_id = 2 WHERE id = 1', 'UPDATE categories SET parent_id = 1 WHERE id = 2'],
    },
  ],
};
