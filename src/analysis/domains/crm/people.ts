import type { ModelPart } from '#analysis/domains/domain.ts';

/** Whom the sales people know: companies, the people in them, and those who only asked. */
export const people: ModelPart = {
  entities: {
    company: {
      description: 'A company that buys or may buy. One may belong to another.',
      references: { parent: 'company?', owner: 'user' },
      attributes: {
        name: 'name',
        web_domain: {
          domain: 'code',
          length: 253,
          optional: true,
          unique: true,
          description: 'By which doubles are found.',
        },
        industry: 'name?',
        employee_count: 'count?',
        country: 'country?',
        stage: 'choice(prospect, customer, former) = prospect',
      },
      checks: [{ name: 'web_domain_is_lower', sql: 'web_domain = lower(web_domain)' }],
      softDelete: true,
      volume: { rows: 300_000, perYear: 80_000 },
    },
    contact: {
      description: 'A person. One found twice is merged into the other and kept as a trace.',
      references: { owner: 'user?', merged_into: 'contact?' },
      attributes: {
        full_name: 'name personal',
        email: 'email? unique personal(contact)',
        phone: 'phone? personal(contact)',
        language: 'language?',
        do_not_contact: 'boolean = false',
      },
      checks: [
        { name: 'merged_is_deleted', sql: 'merged_into_id IS NULL OR deleted_at IS NOT NULL' },
        {
          name: 'reachable',
          sql: 'email IS NOT NULL OR phone IS NOT NULL',
          says: 'A contact has an e-mail address or a telephone.',
        },
      ],
      softDelete: true,
      volume: { rows: 1_000_000, perYear: 300_000 },
    },
    employment: {
      description: 'A contact works, or worked, for a company.',
      references: { contact: 'contact cascade', company: 'company' },
      attributes: { job_title: 'title?', starts_on: 'date', ends_on: 'date?', is_main: 'boolean = true' },
      volume: { rows: 1_200_000, perYear: 400_000 },
    },
    contact_consent: {
      description: 'For how long a contact has agreed to be written to in a way.',
      references: { contact: 'contact cascade' },
      attributes: {
        channel: 'choice(email, phone, sms, post)',
        source: 'title',
        granted_at: 'moment = now',
        withdrawn_at: 'moment?',
      },
      volume: { rows: 1_500_000, perYear: 500_000 },
    },
    lead_source: {
      description: 'Where leads come from: fair, web form, partner.',
      attributes: { code: 'code unique', name: 'name' },
      volume: { rows: 60 },
    },
    lead: {
      description:
        'Someone who showed interest and was not looked into yet. A good one becomes a contact and perhaps a deal.',
      references: { source: 'lead_source', owner: 'user?', contact: 'contact?', deal: 'deal? unique' },
      attributes: {
        full_name: 'name personal',
        company_name: 'name?',
        email: 'email? personal(contact)',
        phone: 'phone? personal(contact)',
        status: 'state(new, contacted, qualified, converted, disqualified) = new',
        score: 'count? <= 100 >= 0',
        disqualified_reason: 'text?',
        converted_at: 'moment?',
      },
      checks: [
        { name: 'reachable', sql: 'email IS NOT NULL OR phone IS NOT NULL' },
        {
          name: 'converted_has_contact',
          sql: "(status = 'converted' AND contact_id IS NOT NULL AND converted_at IS NOT NULL) OR (status <> 'converted' AND deal_id IS NULL AND converted_at IS NULL)",
        },
        { name: 'disqualified_has_reason', sql: "status <> 'disqualified' OR disqualified_reason IS NOT NULL" },
      ],
      volume: { rows: 2_000_000, perYear: 900_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'company', parent: 'parent', says: 'A company does not belong to itself.' },
    { kind: 'acyclic', entity: 'contact', parent: 'merged_into', says: 'A contact is not merged into itself.' },
    {
      kind: 'no-overlap',
      entity: 'employment',
      per: ['contact', 'company'],
      from: 'starts_on',
      to: 'ends_on',
      says: 'Someone works for a company once at a time.',
    },
    {
      kind: 'only-one',
      entity: 'employment',
      per: ['contact'],
      where: 'is_main AND ends_on IS NULL',
      says: 'A contact has one main company.',
    },
    {
      kind: 'no-overlap',
      entity: 'contact_consent',
      per: ['contact', 'channel'],
      from: 'granted_at',
      to: 'withdrawn_at',
      says: 'Consent is given once at a time.',
    },
    {
      kind: 'immutable',
      entity: 'contact_consent',
      when: 'withdrawn_at IS NOT NULL',
      says: 'Consent that was withdrawn is not taken back: it must be given anew.',
    },
    {
      kind: 'transitions',
      entity: 'lead',
      attribute: 'status',
      allowed: {
        new: ['contacted', 'qualified', 'disqualified'],
        contacted: ['qualified', 'disqualified'],
        qualified: ['converted', 'disqualified'],
        converted: [],
        disqualified: ['contacted'],
      },
      says: 'A lead is qualified before it is converted, and converted once.',
    },
  ],
  access: [
    { name: 'companies by name', entity: 'company', search: 'name', limit: 20, perSecond: 20 },
    { name: 'companies of an owner', entity: 'company', by: ['owner'], order: ['name'], limit: 100, perSecond: 10 },
    { name: 'a company by its web domain', entity: 'company', by: ['web_domain'], perSecond: 10 },
    { name: 'contacts by name', entity: 'contact', search: 'full_name', limit: 20, perSecond: 30 },
    { name: 'a contact by e-mail', entity: 'contact', by: ['email'], perSecond: 40 },
    { name: 'people of a company', entity: 'employment', by: ['company'], where: 'ends_on IS NULL', perSecond: 40 },
    { name: 'where a contact works', entity: 'employment', by: ['contact'], order: ['-starts_on'], perSecond: 40 },
    {
      name: 'may a contact be written to',
      entity: 'contact_consent',
      by: ['contact', 'channel'],
      where: 'withdrawn_at IS NULL',
      perSecond: 60,
    },
    {
      name: 'new leads that nobody has, oldest first',
      entity: 'lead',
      where: "status = 'new' AND owner_id IS NULL",
      order: ['created_at'],
      limit: 50,
      perSecond: 5,
    },
    {
      name: 'open leads of an owner',
      entity: 'lead',
      by: ['owner'],
      where: "status IN ('new', 'contacted', 'qualified')",
      order: ['-created_at'],
      limit: 50,
      perSecond: 15,
    },
    { name: 'leads of an e-mail address', entity: 'lead', by: ['email'], perSecond: 10 },
  ],
  decisions: [
    {
      what: 'Leads are apart from contacts.',
      why: 'Most of them come to nothing; those that do become contacts, and the lead says when and from where.',
    },
    {
      what: 'A contact is tied to companies by employments.',
      why: 'People change jobs; what was agreed with the old company stays there.',
    },
    {
      what: 'Consent is a time, not a flag.',
      why: 'Who was allowed to write to whom on a day must be shown years later.',
    },
  ],
  questions: [
    {
      question: 'Are private customers without a company served?',
      assumed: 'Yes as contacts; deals are made with companies.',
    },
    { question: 'May two people share an e-mail address?', assumed: 'No: it finds the contact.' },
  ],
};
