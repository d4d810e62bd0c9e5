import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is handed in and what it is worth. */
export const work: ModelPart = {
  entities: {
    run_assignment: {
      description: 'An assignment in a run, with its dates.',
      key: ['course_run', 'assignment'],
      references: {
        course_run: 'course_run agree(course)',
        assignment: 'assignment agree(course)',
        course: 'course',
      },
      attributes: { due_at: 'moment', closes_at: 'moment?' },
      checks: [{ name: 'closes_after_due', sql: 'closes_at >= due_at' }],
      volume: { rows: 900_000, perYear: 300_000 },
    },
    submission: {
      description: 'Work that someone hands in; each attempt is one.',
      references: {
        enrolment: 'enrolment agree(course_run)',
        course_run: 'course_run',
        assignment: 'assignment agree(max_points, max_attempts)',
        task: { to: 'run_assignment', columns: ['course_run_id', 'assignment_id'] },
      },
      attributes: {
        attempt: 'count > 0 = 1',
        max_points: { domain: 'decimal', precision: 6, scale: 2, description: 'Those of the assignment.' },
        max_attempts: { domain: 'count', description: 'Those of the assignment.' },
        body: 'text?',
        status: 'state(draft, submitted, returned) = draft',
        submitted_at: 'moment?',
      },
      unique: [{ of: ['enrolment', 'assignment', 'attempt'] }],
      checks: [
        {
          name: 'attempt_is_allowed',
          sql: 'attempt <= max_attempts',
          says: 'Work is handed in no more often than allowed.',
        },
        { name: 'submitted_has_time', sql: "(status = 'draft') = (submitted_at IS NULL)" },
      ],
      volume: { rows: 30_000_000, perYear: 12_000_000 },
    },
    submission_file: {
      references: { submission: 'submission' },
      attributes: { name: 'name', url: 'url', hash: 'hash', size: 'bytes' },
      unique: [{ of: ['submission', 'name'] }],
      timestamps: 'created',
      volume: { rows: 40_000_000, perYear: 15_000_000 },
    },
    grade: {
      description: 'Points for a submission. A better judgement is another grade; the old one stays.',
      references: { submission: 'submission agree(max_points)', graded_by: 'user' },
      attributes: {
        points: 'decimal(6, 2) >= 0',
        max_points: { domain: 'decimal', precision: 6, scale: 2, description: 'Those of the assignment.' },
        feedback: 'text?',
        is_current: 'boolean = true',
      },
      checks: [
        {
          name: 'points_within_most',
          sql: 'points <= max_points',
          says: 'A grade is within the points of its assignment.',
        },
      ],
      volume: { rows: 31_000_000, perYear: 12_500_000 },
    },
  },
  invariants: [
    {
      kind: 'only-while',
      entity: 'submission',
      reference: 'enrolment',
      parent: "status = 'active'",
      says: 'Work is handed in by those who take part.',
    },
    {
      kind: 'only-while',
      entity: 'submission',
      reference: 'task',
      parent: 'closes_at IS NULL OR closes_at > CURRENT_TIMESTAMP',
      says: 'Nothing is begun after the assignment has closed.',
    },
    {
      kind: 'transitions',
      entity: 'submission',
      attribute: 'status',
      allowed: { draft: ['submitted'], submitted: ['returned'], returned: [] },
      start: ['draft', 'submitted'],
      says: 'What was handed in is not taken back.',
    },
    {
      kind: 'immutable',
      entity: 'submission',
      attributes: ['enrolment', 'assignment', 'attempt', 'body', 'submitted_at'],
      when: "status <> 'draft'",
      says: 'What was handed in is not rewritten.',
    },
    {
      kind: 'only-one',
      entity: 'submission',
      per: ['enrolment', 'assignment'],
      where: "status = 'draft'",
      says: 'One attempt is worked on at a time.',
    },
    {
      kind: 'only-while',
      entity: 'submission_file',
      reference: 'submission',
      parent: "status = 'draft'",
      says: 'Files are added before work is handed in.',
    },
    {
      kind: 'only-while',
      entity: 'grade',
      reference: 'submission',
      parent: "status IN ('submitted', 'returned')",
      says: 'Drafts are not graded.',
    },
    {
      kind: 'only-one',
      entity: 'grade',
      per: ['submission'],
      where: 'is_current',
      says: 'One grade of a submission counts.',
    },
    {
      kind: 'immutable',
      entity: 'grade',
      attributes: ['submission', 'graded_by', 'points', 'max_points', 'feedback'],
      says: 'A grade is not rewritten: give another one.',
    },
  ],
  access: [
    {
      name: 'assignments of a run, soonest due first',
      entity: 'run_assignment',
      by: ['course_run'],
      order: ['due_at'],
      perSecond: 60,
    },
    { name: 'what someone handed in', entity: 'submission', by: ['enrolment'], order: ['-created_at'], perSecond: 60 },
    {
      name: 'work of a run that waits for a grade, oldest first',
      entity: 'submission',
      by: ['course_run', 'assignment'],
      where: "status = 'submitted'",
      order: ['submitted_at'],
      limit: 100,
      perSecond: 10,
    },
    { name: 'files of a submission', entity: 'submission_file', by: ['submission'], perSecond: 30 },
    { name: 'the grade of a submission', entity: 'grade', by: ['submission'], where: 'is_current', perSecond: 60 },
    {
      name: 'what someone graded, newest first',
      entity: 'grade',
      by: ['graded_by'],
      order: ['-created_at'],
      limit: 50,
    },
  ],
  decisions: [
    {
      what: 'A submission and its grade carry the points of the assignment, tied by the foreign key.',
      why: 'A check can then refuse eleven points of ten, and nobody changes what an assignment is worth once work was handed in.',
    },
    {
      what: 'A grade is never rewritten; one of them counts.',
      why: 'Who complained, and what was changed then, stays to be seen.',
    },
  ],
  questions: [
    { question: 'Is late work accepted?', assumed: 'Until the assignment closes; being late is seen by the due date.' },
  ],
};
