import type { ModelPart } from '#analysis/domains/domain.ts';

/** When a course is taught and who takes part. */
export const runs: ModelPart = {
  entities: {
    course_run: {
      description: 'A course is taught once, between two days, to so many people.',
      references: { course: 'course' },
      attributes: {
        code: 'code unique',
        capacity: 'count? > 0',
        status: 'state(planned, open, running, finished, cancelled) = planned',
        starts_on: 'date',
        ends_on: 'date?',
        timezone: 'timezone',
      },
      checks: [{ name: 'ends_after_start', sql: 'ends_on > starts_on' }],
      volume: { rows: 120_000, perYear: 40_000 },
    },
    enrolment: {
      description: 'Someone takes part in a run.',
      references: { course_run: 'course_run agree(course)', course: 'course', user: 'user' },
      attributes: {
        status: 'state(active, completed, withdrawn) = active',
        enrolled_at: 'moment = now',
        ended_at: 'moment?',
      },
      unique: [{ of: ['course_run', 'user'] }],
      checks: [{ name: 'ended_has_time', sql: "(status = 'active') = (ended_at IS NULL)" }],
      volume: { rows: 8_000_000, perYear: 3_000_000 },
    },
    lesson_progress: {
      description: 'How far someone is in a lesson. Course of the lesson and of the enrolment are the same.',
      key: ['enrolment', 'lesson'],
      references: { enrolment: 'enrolment agree(course)', lesson: 'lesson agree(course)', course: 'course' },
      attributes: { percent: 'percent = 0', completed_at: 'moment?', position_seconds: 'count = 0' },
      checks: [{ name: 'completed_is_whole', sql: 'completed_at IS NULL OR percent = 100' }],
      volume: { rows: 90_000_000, perYear: 35_000_000 },
    },
    announcement: {
      references: { course_run: 'course_run', author: 'user' },
      attributes: { title: 'title', body: 'text', published_at: 'moment?' },
      volume: { rows: 600_000, perYear: 200_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'course_run',
      attribute: 'status',
      start: ['planned'],
      allowed: {
        planned: ['open', 'cancelled'],
        open: ['running', 'cancelled'],
        running: ['finished', 'cancelled'],
        finished: [],
        cancelled: [],
      },
      says: 'A run goes from planned to open to running to finished.',
    },
    {
      kind: 'immutable',
      entity: 'course_run',
      attributes: ['course'],
      says: 'A run stays a run of its course.',
    },
    {
      kind: 'count-at-most',
      entity: 'enrolment',
      per: 'course_run',
      limit: 'capacity',
      where: "status <> 'withdrawn'",
      says: 'A run takes no more people than it has places.',
    },
    {
      kind: 'only-while',
      entity: 'enrolment',
      reference: 'course_run',
      parent: "status IN ('open', 'running')",
      says: 'People enrol while the run is open.',
    },
    {
      kind: 'transitions',
      entity: 'enrolment',
      attribute: 'status',
      start: ['active'],
      allowed: { active: ['completed', 'withdrawn'], completed: [], withdrawn: ['active'] },
      says: 'Who has completed a run does not leave it.',
    },
    {
      kind: 'only-while',
      entity: 'lesson_progress',
      reference: 'enrolment',
      parent: "status = 'active'",
      says: 'Lessons are begun by those who take part.',
    },
  ],
  access: [
    {
      name: 'runs of a course, newest first',
      entity: 'course_run',
      by: ['course'],
      order: ['-starts_on'],
      limit: 20,
      perSecond: 30,
    },
    {
      name: 'runs that can be joined, soonest first',
      entity: 'course_run',
      where: "status = 'open'",
      order: ['starts_on'],
      limit: 50,
      perSecond: 20,
    },
    {
      name: 'what someone takes part in',
      entity: 'enrolment',
      by: ['user'],
      where: "status = 'active'",
      perSecond: 120,
    },
    { name: 'who takes part in a run', entity: 'enrolment', by: ['course_run'], limit: 500, perSecond: 10 },
    { name: 'an enrolment of someone in a run', entity: 'enrolment', by: ['course_run', 'user'], perSecond: 200 },
    { name: 'progress of an enrolment', entity: 'lesson_progress', by: ['enrolment'], perSecond: 150 },
    {
      name: 'announcements of a run, newest first',
      entity: 'announcement',
      by: ['course_run'],
      order: ['-published_at'],
      limit: 20,
      perSecond: 20,
    },
  ],
  summaries: [
    {
      name: 'course_run_progress',
      sql: `SELECT e.course_run_id, count(*) AS enrolled, count(*) FILTER (WHERE e.status = 'completed') AS completed,
  count(*) FILTER (WHERE e.status = 'withdrawn') AS withdrawn
FROM enrolments AS e
GROUP BY 1`,
      key: ['course_run_id'],
      serves: 'How many finish each run.',
      refresh: 'every hour',
    },
  ],
  questions: [
    { question: 'May someone take a course twice?', assumed: 'Yes, in another run; once in each.' },
    { question: 'Is a run without a capacity possible?', assumed: 'Yes: then anyone may join.' },
  ],
};
