import type { ModelPart } from '#analysis/domains/domain.ts';

/** Whose events they are, what may send them, and how long they are kept. */
export const projects: ModelPart = {
  entities: {
    project: {
      description: 'A product whose use is counted: the wall around all that belongs to it.',
      attributes: {
        name: 'name',
        slug: 'slug unique',
        timezone: "timezone = 'UTC'",
        status: 'state(active, archived) = active',
        monthly_event_limit: {
          domain: 'bytes',
          optional: true,
          above: 0,
          description: 'Events that may come in a month; empty: as many as come.',
        },
      },
      volume: { rows: 600, perYear: 200 },
    },
    project_member: {
      key: ['project', 'user'],
      references: { project: 'project cascade', user: 'user' },
      attributes: { role: 'choice(owner, analyst, viewer) = viewer' },
      volume: { rows: 5_000, perYear: 1_500 },
    },
    retention_setting: {
      description: 'How many days a project keeps something.',
      key: ['project', 'data_kind'],
      references: { project: 'project cascade' },
      attributes: {
        data_kind: 'choice(events, sessions, people, rejected_events)',
        keep_days: 'count > 0 <= 3650',
      },
      volume: { rows: 2_000, perYear: 700 },
    },
    source: {
      description: 'What sends events: the web site, an app, a server.',
      references: { project: 'project' },
      attributes: {
        name: 'name',
        platform: 'choice(web, ios, android, server, other)',
        is_active: 'boolean = true',
      },
      unique: [{ of: ['project', 'name'] }],
      volume: { rows: 1_800, perYear: 600 },
    },
    write_key: {
      description: 'What a source sends with its events. Only a hash of it is here, and its first characters.',
      references: { project: 'project', source: 'source agree(project)', created_by: 'user?' },
      attributes: {
        token_hash: 'hash unique',
        prefix: 'code(12)',
        status: 'state(active, revoked) = active',
        revoked_at: 'moment?',
      },
      checks: [{ name: 'revoked_has_time', sql: "(status = 'revoked') = (revoked_at IS NOT NULL)" }],
      volume: { rows: 4_000, perYear: 1_500 },
    },
  },
  invariants: [
    {
      kind: 'only-while',
      entity: 'source',
      reference: 'project',
      parent: "status = 'active'",
      says: 'An archived project gets no sources.',
    },
    {
      kind: 'only-while',
      entity: 'write_key',
      reference: 'source',
      parent: 'is_active',
      says: 'Only an active source gets keys.',
    },
    {
      kind: 'count-at-most',
      entity: 'write_key',
      per: 'source',
      limit: 2,
      where: "status = 'active'",
      says: 'A source has two active keys at most: the old one and the next.',
    },
    {
      kind: 'transitions',
      entity: 'write_key',
      attribute: 'status',
      allowed: { active: ['revoked'], revoked: [] },
      says: 'A key that was revoked stays so.',
    },
    {
      kind: 'immutable',
      entity: 'write_key',
      attributes: ['source', 'token_hash', 'prefix'],
      says: 'A key is not changed: another one is given.',
    },
  ],
  access: [
    { name: 'a project by its address', entity: 'project', by: ['slug'], perSecond: 10 },
    { name: 'projects of a user', entity: 'project_member', by: ['user'], perSecond: 10 },
    {
      name: 'the source of a key',
      entity: 'write_key',
      by: ['token_hash'],
      where: "status = 'active'",
      perSecond: 200,
    },
    { name: 'sources of a project', entity: 'source', by: ['project'], order: ['name'], perSecond: 5 },
  ],
  decisions: [
    {
      what: 'Keys are kept as hashes.',
      why: 'Whoever reads a backup cannot send events in the name of a project.',
    },
  ],
};
