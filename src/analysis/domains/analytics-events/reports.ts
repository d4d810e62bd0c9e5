import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is asked again and again: funnels and dashboards. */
export const reports: ModelPart = {
  entities: {
    funnel: {
      description: 'Steps that people should take one after the other within a time.',
      references: { project: 'project', created_by: 'user?' },
      attributes: {
        name: 'name',
        window_hours: 'count > 0 <= 2160 = 168',
        status: 'state(draft, active, retired) = draft',
      },
      unique: [{ of: ['project', 'name'] }],
      volume: { rows: 8_000, perYear: 3_000 },
    },
    funnel_step: {
      key: ['funnel', 'position'],
      references: {
        project: 'project',
        funnel: 'funnel cascade agree(project)',
        definition: 'event_definition agree(project)',
      },
      attributes: { position: 'count > 0', name: 'name' },
      timestamps: 'created',
      volume: { rows: 35_000, perYear: 13_000 },
    },
    funnel_result: {
      description: 'How many people who began on a day came as far as a step.',
      key: ['step', 'day'],
      references: { step: 'funnel_step' },
      attributes: { day: 'date', people: 'count', refreshed_at: 'moment = now' },
      timestamps: 'none',
      volume: { rows: 12_000_000, perYear: 7_000_000 },
    },
    dashboard: {
      references: { project: 'project', owner: 'user?' },
      attributes: { name: 'name', is_default: 'boolean = false' },
      unique: [{ of: ['project', 'name'] }],
      volume: { rows: 5_000, perYear: 2_000 },
    },
    dashboard_tile: {
      description: 'A funnel, or the days of an event, on a dashboard.',
      references: {
        project: 'project',
        dashboard: 'dashboard cascade agree(project)',
        funnel: 'funnel? agree(project)',
        definition: 'event_definition? agree(project)',
      },
      attributes: {
        title: 'title',
        position: 'count > 0',
        chart: 'choice(number, line, bar, table) = line',
        days: 'count > 0 = 30',
      },
      unique: [{ of: ['dashboard', 'position'] }],
      volume: { rows: 40_000, perYear: 16_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'funnel',
      attribute: 'status',
      allowed: { draft: ['active', 'retired'], active: ['retired'], retired: [] },
      start: ['draft'],
      says: 'A funnel that was counted is not changed: make another.',
    },
    {
      kind: 'only-while',
      entity: 'funnel_step',
      reference: 'funnel',
      parent: "status = 'draft'",
      says: 'Steps are added while the funnel is a draft.',
    },
    {
      kind: 'count-at-most',
      entity: 'funnel_step',
      per: 'funnel',
      limit: 10,
      says: 'A funnel has ten steps at most.',
    },
    {
      kind: 'at-least-one',
      entity: 'funnel_step',
      per: 'funnel',
      when: "status = 'active'",
      says: 'An active funnel has a step.',
    },
    {
      kind: 'immutable',
      entity: 'funnel_step',
      attributes: ['funnel', 'position', 'definition'],
      says: 'A step is not changed: its results would mean something else.',
    },
    {
      kind: 'only-one',
      entity: 'dashboard',
      per: ['project'],
      where: 'is_default',
      says: 'A project opens with one dashboard.',
    },
    {
      kind: 'exactly-one',
      entity: 'dashboard_tile',
      of: ['funnel', 'definition'],
      says: 'A tile shows a funnel or an event.',
    },
  ],
  access: [
    { name: 'funnels of a project', entity: 'funnel', by: ['project'], order: ['name'], perSecond: 3 },
    { name: 'steps of a funnel', entity: 'funnel_step', by: ['funnel'], order: ['position'], perSecond: 10 },
    { name: 'days of a step', entity: 'funnel_result', by: ['step'], range: 'day', perSecond: 20 },
    { name: 'dashboards of a project', entity: 'dashboard', by: ['project'], order: ['name'], perSecond: 5 },
    { name: 'tiles of a dashboard', entity: 'dashboard_tile', by: ['dashboard'], order: ['position'], perSecond: 10 },
  ],
};
