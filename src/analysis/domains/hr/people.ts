import type { DomainOption } from '#analysis/domains/domain.ts';

/** How people do, and what they know. */
export const people: readonly DomainOption[] = [
  {
    id: 'performance',
    title: 'performance reviews',
    words: ['performance review', 'appraisal', 'employee evaluation', 'performance management', 'feedback round'],
    usual: false,
    part: {
      entities: {
        review_cycle: {
          attributes: { name: 'name unique', starts_on: 'date', ends_on: 'date', status: 'state(open, closed) = open' },
          checks: [{ name: 'ends_after_start', sql: 'ends_on > starts_on' }],
          volume: { rows: 60, perYear: 4 },
        },
        performance_review: {
          references: { review_cycle: 'review_cycle', employee: 'employee', reviewer: 'employee' },
          attributes: {
            rating: 'rating?',
            summary: 'text? personal(sensitive)',
            submitted_at: 'moment?',
          },
          unique: [{ of: ['review_cycle', 'employee', 'reviewer'] }],
          checks: [
            { name: 'reviewed_by_another', sql: 'reviewer_id <> employee_id' },
            { name: 'submitted_has_rating', sql: 'submitted_at IS NULL OR rating IS NOT NULL' },
          ],
          volume: { rows: 400_000, perYear: 120_000 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'performance_review',
          reference: 'review_cycle',
          parent: "status = 'open'",
          says: 'Reviews are written while their cycle is open.',
        },
        {
          kind: 'immutable',
          entity: 'performance_review',
          when: 'submitted_at IS NOT NULL',
          says: 'A review that was submitted stays.',
        },
      ],
      access: [
        {
          name: 'reviews of an employee',
          entity: 'performance_review',
          by: ['employee'],
          order: ['-created_at'],
          perSecond: 2,
        },
        {
          name: 'reviews that someone must write',
          entity: 'performance_review',
          by: ['reviewer'],
          where: 'submitted_at IS NULL',
          perSecond: 2,
        },
      ],
      fixture: [
        "INSERT INTO review_cycles (id, name, starts_on, ends_on) VALUES (1, '2026', '2026-01-01', '2027-01-01')",
      ],
      scenarios: [
        {
          says: 'a review of oneself',
          refuse: 'INSERT INTO performance_reviews (review_cycle_id, employee_id, reviewer_id) VALUES (1, 1, 1)',
        },
        {
          says: 'a review',
          accept: 'INSERT INTO performance_reviews (review_cycle_id, employee_id, reviewer_id) VALUES (1, 2, 1)',
        },
        {
          says: 'a review while the cycle is closed',
          race: [
            "UPDATE review_cycles SET status = 'closed' WHERE id = 1",
            'INSERT INTO performance_reviews (review_cycle_id, employee_id, reviewer_id) VALUES (1, 2, 1)',
          ],
        },
      ],
    },
  },
  {
    id: 'skills',
    title: 'skills and training',
    words: ['skill', 'training', 'certificate', 'certification', 'qualification', 'competence'],
    usual: false,
    part: {
      entities: {
        skill: {
          attributes: { name: 'name unique', is_certified: 'boolean = false' },
          volume: { rows: 2_000, perYear: 200 },
        },
        employee_skill: {
          description: 'What an employee can do, how well, and for how long a certificate holds.',
          key: ['employee', 'skill'],
          references: { employee: 'employee cascade', skill: 'skill' },
          attributes: { level: 'count >= 1 <= 5', certified_on: 'date?', expires_on: 'date?' },
          checks: [{ name: 'expires_after_certified', sql: 'expires_on > certified_on' }],
          volume: { rows: 1_000_000, perYear: 150_000 },
        },
      },
      access: [
        {
          name: 'who can do something',
          entity: 'employee_skill',
          by: ['skill'],
          order: ['-level'],
          limit: 50,
          perSecond: 2,
        },
        { name: 'certificates that run out', entity: 'employee_skill', range: 'expires_on', limit: 500 },
      ],
      fixture: ["INSERT INTO skills (id, name) VALUES (1, 'Welding')"],
      scenarios: [
        {
          says: 'a level of six',
          refuse: 'INSERT INTO employee_skills (employee_id, skill_id, level) VALUES (1, 1, 6)',
        },
        { says: 'a skill', accept: 'INSERT INTO employee_skills (employee_id, skill_id, level) VALUES (1, 1, 4)' },
      ],
    },
  },
];
