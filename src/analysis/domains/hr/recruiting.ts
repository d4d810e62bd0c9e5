import type { DomainOption } from '#analysis/domains/domain.ts';

const meet = (interviewer: number, from: string, to: string) =>
  `INSERT INTO interviews (application_id, interviewer_id, starts_at, ends_at) VALUES (1, ${interviewer}, '2026-03-02 ${from}:00:00', '2026-03-02 ${to}:00:00')`;
const hire = (id: number) => `UPDATE applications SET status = 'hired' WHERE id = ${id}`;
const offer =
  "INSERT INTO job_offers (application_id, amount, currency, per, starts_on, answer_by) VALUES (1, 5000, 'EUR', 'month', '2026-05-01', '2026-04-01')";

/** From an opening to someone hired. */
export const recruiting: readonly DomainOption[] = [
  {
    id: 'recruiting',
    title: 'recruiting',
    words: [
      'recruiting',
      'recruitment',
      'hiring',
      'applicant tracking',
      'job application',
      'candidate',
      'vacancy',
      'interview',
    ],
    usual: true,
    part: {
      entities: {
        job_opening: {
          description: 'Places that a department wants to fill.',
          references: { department: 'department', job: 'job', location: 'location', hiring_manager: 'employee' },
          attributes: {
            number: 'code unique',
            title: 'title',
            places: 'count > 0 = 1',
            status: 'state(draft, published, closed) = draft',
            published_at: 'moment?',
          },
          volume: { rows: 20_000, perYear: 8_000 },
        },
        candidate: {
          description: 'Someone who applied, once or often. Removed when the law says so.',
          attributes: {
            full_name: 'name personal',
            email: 'email unique personal(contact)',
            phone: 'phone? personal(contact)',
            source: 'choice(web, referral, agency, fair, approached) = web',
          },
          softDelete: true,
          volume: { rows: 500_000, perYear: 250_000, keepDays: 730 },
        },
        application: {
          description: 'A candidate wants a job.',
          references: { job_opening: 'job_opening', candidate: 'candidate', employee: 'employee? unique' },
          attributes: {
            status: 'state(received, interviewing, offered, hired, rejected, withdrawn) = received',
            cover_letter: 'text?',
            rejection_reason: 'text?',
          },
          unique: [{ of: ['job_opening', 'candidate'] }],
          volume: { rows: 800_000, perYear: 400_000 },
        },
        interview: {
          references: { application: 'application cascade', interviewer: 'employee' },
          attributes: {
            starts_at: 'moment',
            ends_at: 'moment',
            status: 'state(planned, held, cancelled) = planned',
            rating: 'rating?',
            notes: 'text?',
          },
          volume: { rows: 600_000, perYear: 300_000 },
        },
        job_offer: {
          description: 'What was offered to an applicant.',
          references: { application: 'application' },
          attributes: {
            amount: 'money > 0 personal(financial)',
            currency: 'currency',
            per: 'choice(hour, month, year)',
            starts_on: 'date',
            answer_by: 'date',
            status: 'state(sent, accepted, declined, withdrawn) = sent',
          },
          volume: { rows: 60_000, perYear: 25_000 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'application',
          reference: 'job_opening',
          parent: "status = 'published'",
          says: 'People apply for what was published.',
        },
        {
          kind: 'transitions',
          entity: 'application',
          attribute: 'status',
          allowed: {
            received: ['interviewing', 'rejected', 'withdrawn'],
            interviewing: ['offered', 'rejected', 'withdrawn'],
            offered: ['hired', 'rejected', 'withdrawn'],
            hired: [],
            rejected: [],
            withdrawn: [],
          },
          says: 'Nobody is hired before an offer; what was rejected or withdrawn is over.',
        },
        {
          kind: 'count-at-most',
          entity: 'application',
          per: 'job_opening',
          limit: 'places',
          where: "status = 'hired'",
          says: 'No more are hired than there are places.',
        },
        {
          kind: 'no-overlap',
          entity: 'interview',
          per: ['interviewer'],
          from: 'starts_at',
          to: 'ends_at',
          where: "status <> 'cancelled'",
          says: 'An interviewer has one interview at a time.',
        },
        {
          kind: 'only-one',
          entity: 'job_offer',
          per: ['application'],
          where: "status IN ('sent', 'accepted')",
          says: 'An applicant has one offer at a time.',
        },
        {
          kind: 'immutable',
          entity: 'job_offer',
          attributes: ['application', 'amount', 'currency', 'per', 'starts_on'],
          says: 'An offer that was sent is not rewritten: withdraw it and send another.',
        },
      ],
      access: [
        {
          name: 'applications for an opening, oldest first',
          entity: 'application',
          by: ['job_opening', 'status'],
          order: ['created_at'],
          limit: 50,
          perSecond: 10,
        },
        { name: 'applications of a candidate', entity: 'application', by: ['candidate'], perSecond: 5 },
        {
          name: 'openings that are published',
          entity: 'job_opening',
          where: "status = 'published'",
          order: ['-published_at'],
          limit: 50,
          perSecond: 20,
        },
        {
          name: 'interviews of someone in a week',
          entity: 'interview',
          by: ['interviewer'],
          range: 'starts_at',
          perSecond: 5,
        },
        { name: 'interviews of an application', entity: 'interview', by: ['application'], perSecond: 5 },
      ],
      fixture: [
        "INSERT INTO job_openings (id, department_id, job_id, location_id, hiring_manager_id, number, title, status) VALUES (1, 1, 1, 1, 1, 'J-1', 'Engineer', 'published'), (2, 1, 1, 1, 1, 'J-2', 'Engineer', 'draft')",
        "INSERT INTO candidates (id, full_name, email) VALUES (1, 'Kim', 'kim@example.com'), (2, 'Lou', 'lou@example.com'), (3, 'Mel', 'mel@example.com')",
        "INSERT INTO applications (id, job_opening_id, candidate_id, status) VALUES (1, 1, 1, 'offered'), (2, 1, 2, 'offered')",
        meet(1, '10', '11'),
      ],
      scenarios: [
        { says: 'someone hired', accept: hire(1) },
        { says: 'more hired than there are places', given: [hire(1)], refuse: hire(2) },
        { says: 'two hired for one place at once', race: [hire(1), hire(2)] },
        {
          says: 'a second application for the same job',
          refuse: 'INSERT INTO applications (job_opening_id, candidate_id) VALUES (1, 1)',
        },
        {
          says: 'an application for what was not published',
          refuse: 'INSERT INTO applications (job_opening_id, candidate_id) VALUES (2, 1)',
        },
        {
          says: 'an application while the opening is closed',
          race: [
            "UPDATE job_openings SET status = 'closed' WHERE id = 1",
            'INSERT INTO applications (job_opening_id, candidate_id) VALUES (1, 3)',
          ],
        },
        {
          says: 'someone rejected and hired after all',
          given: ["UPDATE applications SET status = 'rejected' WHERE id = 1"],
          refuse: hire(1),
        },
        { says: 'an interviewer in two places', refuse: meet(1, '10', '12') },
        { says: 'an interview by another', accept: meet(2, '10', '12') },
        { says: 'an interviewer planned twice at once', race: [meet(2, '10', '12'), meet(2, '11', '13')] },
        { says: 'two offers', given: [offer], refuse: offer },
        { says: 'two offers at once', race: [offer, offer] },
        { says: 'an offer', accept: offer },
      ],
    },
  },
];
