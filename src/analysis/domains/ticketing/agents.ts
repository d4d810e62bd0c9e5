import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who asks and who helps. */
export const agents: ModelPart = {
  entities: {
    organization: {
      description: 'A customer organisation, with the service level that it has bought.',
      references: { sla_policy: 'sla_policy?' },
      attributes: { name: 'name unique', web_domain: 'code(253)? unique' },
      checks: [{ name: 'web_domain_is_lower', sql: 'web_domain = lower(web_domain)' }],
      softDelete: true,
      volume: { rows: 80_000, perYear: 20_000 },
    },
    requester: {
      description: 'Someone who asks for help. Known by e-mail address; a few also sign in.',
      references: { organization: 'organization?', user: 'user? unique' },
      attributes: {
        full_name: 'name personal',
        email: 'email unique personal(contact)',
        phone: 'phone? personal(contact)',
        language: 'language?',
        timezone: "timezone = 'UTC'",
      },
      softDelete: true,
      volume: { rows: 2_500_000, perYear: 800_000 },
    },
    team: {
      description: 'Agents who share a queue.',
      attributes: { name: 'name unique', inbox: 'email? unique', is_active: 'boolean = true' },
      volume: { rows: 200, perYear: 30 },
    },
    agent: {
      description: 'A user who answers tickets.',
      references: { user: 'user unique' },
      attributes: {
        signature: "text = ''",
        status: 'state(active, away, left) = active',
        open_ticket_limit: {
          domain: 'count',
          optional: true,
          above: 0,
          description: 'Open tickets at most at a time; empty: as many as come.',
        },
      },
      volume: { rows: 4_000, perYear: 800 },
    },
    team_member: {
      description: 'An agent in a team. Who leaves it is marked: the tickets that they closed stay theirs.',
      key: ['team', 'agent'],
      references: { team: 'team cascade', agent: 'agent' },
      attributes: { role: 'choice(member, lead) = member', left_at: 'moment?' },
      timestamps: 'created',
      volume: { rows: 7_000, perYear: 1_400 },
    },
  },
  invariants: [
    {
      kind: 'only-one',
      entity: 'team_member',
      per: ['team'],
      where: "role = 'lead' AND left_at IS NULL",
      says: 'A team has one lead.',
    },
    {
      kind: 'only-while',
      entity: 'team_member',
      reference: 'agent',
      parent: "status <> 'left'",
      says: 'Nobody joins a team who left.',
    },
  ],
  access: [
    { name: 'a requester by e-mail', entity: 'requester', by: ['email'], perSecond: 40 },
    { name: 'requesters by name', entity: 'requester', search: 'full_name', limit: 20, perSecond: 5 },
    {
      name: 'requesters of an organisation',
      entity: 'requester',
      by: ['organization'],
      order: ['full_name'],
      limit: 100,
      perSecond: 5,
    },
    { name: 'the organisation of a web domain', entity: 'organization', by: ['web_domain'], perSecond: 20 },
    { name: 'the agent who signed in', entity: 'agent', by: ['user'], perSecond: 60 },
    { name: 'teams of an agent', entity: 'team_member', by: ['agent'], where: 'left_at IS NULL', perSecond: 60 },
  ],
  decisions: [
    {
      what: 'Requesters are not users.',
      why: 'Most people who write to support never sign in; their e-mail address is enough.',
    },
  ],
};
