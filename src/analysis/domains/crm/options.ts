import type { DomainOption } from '#analysis/domains/domain.ts';

export const options: readonly DomainOption[] = [
  {
    id: 'campaigns',
    title: 'campaigns',
    words: ['campaign', 'marketing campaign', 'mailing', 'newsletter', 'marketing'],
    usual: true,
    part: {
      entities: {
        campaign: {
          description: 'Something that reaches many contacts: a mailing, a fair.',
          references: { owner: 'user' },
          attributes: {
            name: 'name unique',
            channel: 'choice(email, phone, sms, post)',
            status: 'state(planned, running, finished, cancelled) = planned',
            starts_on: 'date',
            ends_on: 'date?',
            budget: 'money? >= 0',
            currency: 'currency?',
          },
          checks: [
            { name: 'ends_after_start', sql: 'ends_on >= starts_on' },
            { name: 'budget_has_currency', sql: 'budget IS NULL OR currency IS NOT NULL' },
          ],
          volume: { rows: 5_000, perYear: 1_500 },
        },
        campaign_contact: {
          description: 'A contact whom a campaign is for, and how it went.',
          key: ['campaign', 'contact'],
          references: { campaign: 'campaign cascade', contact: 'contact cascade' },
          attributes: {
            status: 'state(chosen, sent, opened, answered, bounced, unsubscribed) = chosen',
            sent_at: 'moment?',
          },
          checks: [{ name: 'sent_has_time', sql: "status = 'chosen' OR sent_at IS NOT NULL" }],
          volume: { rows: 8_000_000, perYear: 5_000_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'campaign_contact',
          attribute: 'status',
          allowed: {
            chosen: ['sent'],
            sent: ['opened', 'answered', 'bounced', 'unsubscribed'],
            opened: ['answered', 'unsubscribed'],
            answered: ['unsubscribed'],
            bounced: [],
            unsubscribed: [],
          },
          says: 'What was sent is not unsent, and who unsubscribed stays so.',
        },
        {
          kind: 'only-while',
          entity: 'campaign_contact',
          reference: 'contact',
          parent: 'NOT do_not_contact AND deleted_at IS NULL',
          says: 'Nobody is chosen who does not want to be written to.',
        },
        {
          kind: 'only-while',
          entity: 'campaign_contact',
          reference: 'campaign',
          parent: "status IN ('planned', 'running')",
          says: 'Nobody is added to a campaign that is over.',
        },
      ],
      access: [
        {
          name: 'contacts to be sent a campaign',
          entity: 'campaign_contact',
          by: ['campaign'],
          where: "status = 'chosen'",
          limit: 500,
          perSecond: 5,
        },
        { name: 'campaigns that reached a contact', entity: 'campaign_contact', by: ['contact'], perSecond: 10 },
      ],
      fixture: [
        "INSERT INTO campaigns (id, owner_id, name, channel, starts_on) VALUES (1, 1, 'Spring', 'email', '2026-03-01')",
      ],
      scenarios: [
        {
          says: 'a campaign for someone who does not want it',
          given: ['UPDATE contacts SET do_not_contact = TRUE WHERE id = 1'],
          refuse: 'INSERT INTO campaign_contacts (campaign_id, contact_id) VALUES (1, 1)',
        },
        {
          says: 'a campaign for a contact',
          accept: 'INSERT INTO campaign_contacts (campaign_id, contact_id) VALUES (1, 1)',
        },
        {
          says: 'a contact chosen who declines meanwhile',
          race: [
            'UPDATE contacts SET do_not_contact = TRUE WHERE id = 1',
            'INSERT INTO campaign_contacts (campaign_id, contact_id) VALUES (1, 1)',
          ],
        },
        {
          says: 'a contact chosen while the campaign ends',
          race: [
            "UPDATE campaigns SET status = 'cancelled' WHERE id = 1",
            'INSERT INTO campaign_contacts (campaign_id, contact_id) VALUES (1, 1)',
          ],
        },
        {
          says: 'a budget of no currency',
          refuse: 'UPDATE campaigns SET budget = 100 WHERE id = 1',
        },
      ],
    },
  },
  {
    id: 'territories',
    title: 'sales territories',
    words: ['territory', 'sales territory', 'sales region', 'region'],
    usual: false,
    part: {
      entities: {
        territory: {
          description: 'A region that a sales person looks after; regions stand within regions.',
          references: { parent: 'territory?' },
          attributes: { code: 'code unique', name: 'name' },
          volume: { rows: 500, perYear: 50 },
        },
        territory_assignment: {
          description: 'Who looks after a territory for a time.',
          references: { territory: 'territory', user: 'user' },
          attributes: { starts_on: 'date', ends_on: 'date?' },
          volume: { rows: 3_000, perYear: 800 },
        },
        company: { references: { territory: 'territory?' } },
      },
      invariants: [
        { kind: 'acyclic', entity: 'territory', parent: 'parent', says: 'A territory is not within itself.' },
        {
          kind: 'no-overlap',
          entity: 'territory_assignment',
          per: ['territory'],
          from: 'starts_on',
          to: 'ends_on',
          says: 'One person at a time looks after a territory.',
        },
      ],
      access: [
        {
          name: 'companies of a territory',
          entity: 'company',
          by: ['territory'],
          order: ['name'],
          limit: 100,
          perSecond: 5,
        },
        { name: 'territories of a sales person', entity: 'territory_assignment', by: ['user'], perSecond: 5 },
      ],
      fixture: [
        "INSERT INTO territories (id, code, name) VALUES (1, 'FR', 'France'), (2, 'EU', 'Europe')",
        "INSERT INTO territory_assignments (id, territory_id, user_id, starts_on) VALUES (1, 1, 1, '2026-01-01')",
      ],
      scenarios: [
        {
          says: 'two people for one territory',
          refuse: "INSERT INTO territory_assignments (territory_id, user_id, starts_on) VALUES (1, 2, '2026-02-01')",
        },
        {
          says: 'another territory for a sales person',
          accept: "INSERT INTO territory_assignments (territory_id, user_id, starts_on) VALUES (2, 1, '2026-02-01')",
        },
        {
          says: 'two people for one territory at once',
          race: [
            "INSERT INTO territory_assignments (territory_id, user_id, starts_on) VALUES (2, 1, '2026-02-01')",
            "INSERT INTO territory_assignments (territory_id, user_id, starts_on) VALUES (2, 2, '2026-02-01')",
          ],
        },
        {
          says: 'two territories within each other',
          race: [
            'UPDATE territories SET parent_id = 2 WHERE id = 1',
            'UPDATE territories SET parent_id = 1 WHERE id = 2',
          ],
        },
      ],
    },
  },
];
