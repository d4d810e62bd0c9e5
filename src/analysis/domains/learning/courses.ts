import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is taught: courses, their modules and lessons, and who teaches them. */
export const courses: ModelPart = {
  entities: {
    category: {
      description: 'A subject; subjects stand below subjects.',
      references: { parent: 'category?' },
      attributes: { name: 'name', slug: 'slug unique', position: 'count = 0' },
      volume: { rows: 500, perYear: 20 },
    },
    course: {
      references: { category: 'category?' },
      attributes: {
        code: 'code unique',
        title: 'title',
        slug: 'slug unique',
        description: "text = ''",
        language: 'language',
        status: 'state(draft, published, retired) = draft',
      },
      volume: { rows: 30_000, perYear: 8_000 },
    },
    course_prerequisite: {
      description: 'A course that should be done before.',
      key: ['course', 'required'],
      references: { course: 'course cascade', required: 'course' },
      checks: [{ name: 'another_course', sql: 'course_id <> required_id' }],
      timestamps: 'created',
      volume: { rows: 20_000, perYear: 5_000 },
    },
    course_instructor: {
      description: 'Someone teaches a course.',
      key: ['course', 'user'],
      references: { course: 'course', user: 'user' },
      attributes: { role: 'choice(lead, teacher, assistant) = teacher' },
      volume: { rows: 60_000, perYear: 15_000 },
    },
    module: {
      references: { course: 'course' },
      attributes: { title: 'title', position: 'count > 0' },
      unique: [{ of: ['course', 'position'] }],
      volume: { rows: 240_000, perYear: 60_000 },
    },
    lesson: {
      references: { course: 'course', module: 'module agree(course)' },
      attributes: {
        title: 'title',
        kind: 'choice(video, text, live, quiz)',
        position: 'count > 0',
        content_url: 'url?',
        body: 'text?',
        duration_seconds: 'count?',
        is_required: 'boolean = true',
      },
      unique: [{ of: ['module', 'position'] }],
      checks: [{ name: 'video_has_url', sql: "kind <> 'video' OR content_url IS NOT NULL" }],
      volume: { rows: 1_500_000, perYear: 400_000 },
    },
    assignment: {
      description: 'Work to be handed in, the same in all runs of a course.',
      references: { course: 'course', lesson: 'lesson? agree(course)' },
      attributes: {
        title: 'title',
        instructions: 'text',
        max_points: 'decimal(6, 2) > 0',
        max_attempts: 'count > 0 = 1',
        weight: 'percent = 0',
      },
      volume: { rows: 250_000, perYear: 60_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'category', parent: 'parent', says: 'A subject cannot stand below itself.' },
    {
      kind: 'transitions',
      entity: 'course',
      attribute: 'status',
      start: ['draft'],
      allowed: { draft: ['published'], published: ['retired'], retired: ['published'] },
      says: 'A course that was published does not become a draft again.',
    },
    {
      kind: 'at-least-one',
      entity: 'lesson',
      per: 'course',
      when: "status = 'published'",
      says: 'A published course has lessons.',
    },
    {
      kind: 'at-least-one',
      entity: 'course_instructor',
      per: 'course',
      when: "status = 'published'",
      says: 'A published course is taught by someone.',
    },
    {
      kind: 'only-one',
      entity: 'course_instructor',
      per: ['course'],
      where: "role = 'lead'",
      says: 'A course has one lead.',
    },
  ],
  access: [
    { name: 'a course by its address', entity: 'course', by: ['slug'], perSecond: 80 },
    {
      name: 'published courses of a subject',
      entity: 'course',
      by: ['category'],
      where: "status = 'published'",
      order: ['title'],
      limit: 50,
      perSecond: 40,
    },
    { name: 'courses by words', entity: 'course', search: 'title', limit: 50, perSecond: 10 },
    { name: 'modules of a course', entity: 'module', by: ['course'], order: ['position'], perSecond: 80 },
    { name: 'lessons of a module', entity: 'lesson', by: ['module'], order: ['position'], perSecond: 120 },
    { name: 'courses of a teacher', entity: 'course_instructor', by: ['user'], perSecond: 10 },
    { name: 'assignments of a course', entity: 'assignment', by: ['course'], perSecond: 40 },
  ],
  decisions: [
    {
      what: 'A course is what is taught, a run is when it is taught and to whom.',
      why: 'Dates, places and deadlines differ each time; lessons and assignments are written once.',
    },
  ],
};
