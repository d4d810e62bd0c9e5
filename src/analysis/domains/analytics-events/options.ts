import type { DomainOption } from '#analysis/domains/domain.ts';

const put = (cohort: number, person: number, project = 1) =>
  `INSERT INTO cohort_members (cohort_id, person_id, project_id) VALUES (${cohort}, ${person}, ${project})`;
const variant = (name: string, share: number) =>
  `INSERT INTO experiment_variants (experiment_id, name, share) VALUES (1, '${name}', ${share})`;
const expose = (identity: number, variant = 1, experiment = 1) =>
  `INSERT INTO experiment_exposures (experiment_id, identity_id, project_id, variant_id) VALUES (${experiment}, ${identity}, 1, ${variant})`;

export const options: readonly DomainOption[] = [
  {
    id: 'cohorts',
    title: 'cohorts',
    words: ['cohort', 'segment', 'audience', 'user segment'],
    usual: true,
    part: {
      entities: {
        cohort: {
          description: 'People who have something in common, found anew each night.',
          references: { project: 'project', created_by: 'user?' },
          attributes: { name: 'name', condition: 'text', counted_at: 'moment?' },
          unique: [{ of: ['project', 'name'] }],
          volume: { rows: 6_000, perYear: 2_500 },
        },
        cohort_member: {
          key: ['cohort', 'person'],
          references: {
            project: 'project',
            cohort: 'cohort cascade agree(project)',
            person: 'person cascade agree(project)',
          },
          timestamps: 'created',
          volume: { rows: 30_000_000, perYear: 10_000_000 },
        },
      },
      access: [
        { name: 'cohorts of a project', entity: 'cohort', by: ['project'], order: ['name'], perSecond: 3 },
        { name: 'cohorts of a person', entity: 'cohort_member', by: ['person'], perSecond: 5 },
      ],
      fixture: [
        "INSERT INTO cohorts (id, project_id, name, condition) VALUES (1, 1, 'New', 'first seen this week')",
        put(1, 1),
      ],
      scenarios: [
        { says: 'someone twice in a cohort', refuse: put(1, 1) },
        { says: 'someone of another project in a cohort', refuse: put(1, 5) },
        { says: 'someone else in a cohort', accept: put(1, 2) },
      ],
    },
  },
  {
    id: 'experiments',
    title: 'experiments',
    words: ['experiment', 'a/b test', 'ab test', 'split test', 'feature flag', 'variant'],
    usual: false,
    part: {
      entities: {
        experiment: {
          description: 'Variants that are shown to shares of the people, to see which one does better.',
          references: { project: 'project', goal: 'event_definition agree(project)' },
          attributes: {
            name: 'name',
            traffic: { domain: 'percent', default: 100, description: 'The share of people who take part.' },
            status: 'state(draft, running, stopped) = draft',
            started_at: 'moment?',
            stopped_at: 'moment?',
          },
          unique: [{ of: ['project', 'name'] }],
          checks: [
            { name: 'running_has_start', sql: "status = 'draft' OR started_at IS NOT NULL" },
            { name: 'stopped_has_end', sql: "(status = 'stopped') = (stopped_at IS NOT NULL)" },
          ],
          volume: { rows: 3_000, perYear: 1_200 },
        },
        experiment_variant: {
          references: { experiment: 'experiment' },
          attributes: { name: 'name', share: 'percent' },
          unique: [{ of: ['experiment', 'name'] }],
          timestamps: 'created',
          volume: { rows: 7_000, perYear: 3_000 },
        },
        experiment_exposure: {
          description: 'Somebody saw a variant for the first time, and sees it ever after.',
          key: ['experiment', 'identity'],
          references: {
            project: 'project',
            experiment: 'experiment agree(project)',
            identity: 'identity agree(project)',
            variant: 'experiment_variant agree(experiment)',
          },
          timestamps: 'created',
          volume: { rows: 20_000_000, perYear: 10_000_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'experiment',
          attribute: 'status',
          allowed: { draft: ['running'], running: ['stopped'], stopped: [] },
          start: ['draft'],
          says: 'An experiment that was stopped does not run again.',
        },
        {
          kind: 'sum-at-most',
          entity: 'experiment_variant',
          sum: 'share',
          per: 'experiment',
          limit: 'traffic',
          says: 'Variants share no more than the people who take part.',
        },
        {
          kind: 'only-while',
          entity: 'experiment_exposure',
          reference: 'experiment',
          parent: "status = 'running'",
          says: 'People take part while the experiment runs.',
        },
        {
          kind: 'immutable',
          entity: 'experiment_exposure',
          attributes: ['variant'],
          says: 'Who saw a variant keeps it.',
        },
      ],
      access: [
        { name: 'experiments of a project', entity: 'experiment', by: ['project'], order: ['name'], perSecond: 3 },
        { name: 'what somebody was shown', entity: 'experiment_exposure', by: ['identity'], perSecond: 50 },
        { name: 'who saw a variant', entity: 'experiment_exposure', by: ['variant'], limit: 100 },
      ],
      fixture: [
        "INSERT INTO experiments (id, project_id, goal_id, name, traffic) VALUES (1, 1, 1, 'Green', 80), (2, 1, 1, 'Blue', 100)",
        variant('old', 40),
        "INSERT INTO experiment_variants (id, experiment_id, name, share) VALUES (90, 2, 'old', 50)",
        "UPDATE experiments SET status = 'running', started_at = '2026-03-01 00:00:00' WHERE id = 1",
        expose(1),
      ],
      scenarios: [
        { says: 'shares above the traffic', refuse: variant('new', 50) },
        { says: 'the other half', accept: variant('new', 40) },
        { says: 'the rest shared twice', race: [variant('new', 40), variant('newer', 40)] },
        { says: 'somebody who sees two variants', refuse: expose(1) },
        { says: 'a variant of another experiment', refuse: expose(2, 90) },
        { says: 'an experiment that does not run', refuse: expose(2, 90, 2) },
        { says: 'somebody else who takes part', accept: expose(2) },
        {
          says: 'somebody who takes part while it is stopped',
          race: [
            "UPDATE experiments SET status = 'stopped', stopped_at = '2026-04-01 00:00:00' WHERE id = 1",
            expose(2),
          ],
        },
      ],
    },
  },
  {
    id: 'exports',
    title: 'exports',
    words: ['export', 'data export', 'csv export', 'warehouse sync', 'data dump'],
    usual: false,
    part: {
      entities: {
        event_export: {
          description: 'Events of some days, written into a file.',
          references: { project: 'project', requested_by: 'user?' },
          attributes: {
            from_day: 'date',
            to_day: 'date',
            format: 'choice(csv, jsonl, parquet)',
            status: 'state(queued, running, done, failed) = queued',
            storage_key: 'token? unique',
            rows_written: 'bytes?',
            failure: 'title?',
          },
          checks: [
            { name: 'ends_after_start', sql: 'to_day >= from_day' },
            { name: 'done_has_file', sql: "(status = 'done') = (storage_key IS NOT NULL)" },
            { name: 'failed_has_reason', sql: "(status = 'failed') = (failure IS NOT NULL)" },
          ],
          volume: { rows: 60_000, perYear: 30_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'event_export',
          attribute: 'status',
          allowed: { queued: ['running', 'failed'], running: ['done', 'failed'], failed: ['queued'], done: [] },
          start: ['queued'],
          says: 'An export that is done is not written again.',
        },
      ],
      access: [
        {
          name: 'exports of a project, newest first',
          entity: 'event_export',
          by: ['project'],
          order: ['-created_at'],
          limit: 20,
        },
        {
          name: 'exports that wait, oldest first',
          entity: 'event_export',
          where: "status = 'queued'",
          order: ['created_at'],
          limit: 10,
          perSecond: 1,
        },
      ],
      fixture: [
        "INSERT INTO event_exports (id, project_id, from_day, to_day, format) VALUES (1, 1, '2026-03-01', '2026-03-31', 'csv')",
      ],
      scenarios: [
        {
          says: 'an export that ends before it begins',
          refuse:
            "INSERT INTO event_exports (project_id, from_day, to_day, format) VALUES (1, '2026-03-31', '2026-03-01', 'csv')",
        },
        {
          says: 'an export done before it ran',
          refuse: "UPDATE event_exports SET status = 'done', storage_key = 'x' WHERE id = 1",
        },
        { says: 'an export that runs', accept: "UPDATE event_exports SET status = 'running' WHERE id = 1" },
      ],
    },
  },
];
