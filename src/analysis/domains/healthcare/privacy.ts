import type { ModelPart } from '#analysis/domains/domain.ts';

/** What patients agreed to, who got their data, who looked. */
export const privacy: ModelPart = {
  entities: {
    consent: {
      description: 'A patient allows a use of the record, for a time.',
      references: { patient: 'patient', recorded_by: 'user' },
      attributes: {
        purpose: 'choice(treatment, sharing, research, contact)',
        document_url: 'url?',
        starts_at: 'moment = now',
        ends_at: 'moment?',
        revoked_at: 'moment?',
      },
      checks: [{ name: 'revoked_after_given', sql: 'revoked_at >= starts_at' }],
      volume: { rows: 6_000_000, perYear: 900_000 },
    },
    disclosure: {
      description: 'Part of a record that was given to someone outside.',
      references: { patient: 'patient', consent: 'consent agree(patient)', disclosed_by: 'user' },
      attributes: { recipient: 'name', what: 'text', disclosed_at: 'moment = now' },
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 2_000_000, perYear: 500_000 },
    },
    record_access: {
      description: 'Someone looked at a record or changed it.',
      references: { patient: 'patient', user: 'user' },
      attributes: {
        action: 'choice(read, create, update, export, print)',
        resource: 'code',
        is_emergency: 'boolean = false',
        reason: 'text?',
        ip: 'ip?',
      },
      checks: [
        {
          name: 'emergency_has_reason',
          sql: 'NOT is_emergency OR reason IS NOT NULL',
          says: 'Who opens a record without treating the patient says why.',
        },
      ],
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 300_000_000, perYear: 120_000_000 },
    },
  },
  invariants: [
    {
      kind: 'no-overlap',
      entity: 'consent',
      per: ['patient', 'purpose'],
      from: 'starts_at',
      to: 'ends_at',
      where: 'revoked_at IS NULL',
      says: 'A patient has one consent for a purpose at a time.',
    },
    {
      kind: 'immutable',
      entity: 'consent',
      attributes: ['patient', 'purpose', 'starts_at', 'document_url', 'recorded_by'],
      says: 'A consent that was given is not rewritten: revoke it.',
    },
    {
      kind: 'immutable',
      entity: 'consent',
      attributes: ['revoked_at', 'ends_at'],
      when: 'revoked_at IS NOT NULL',
      says: 'A consent that was revoked stays so.',
    },
    {
      kind: 'only-while',
      entity: 'disclosure',
      reference: 'consent',
      parent: "revoked_at IS NULL AND purpose IN ('sharing', 'research')",
      says: 'Data goes out only with a consent that holds.',
    },
  ],
  access: [
    {
      name: 'consents of a patient that hold',
      entity: 'consent',
      by: ['patient'],
      where: 'revoked_at IS NULL',
      perSecond: 60,
    },
    { name: 'who got data of a patient', entity: 'disclosure', by: ['patient'], order: ['-disclosed_at'], limit: 100 },
    {
      name: 'who looked at a record, newest first',
      entity: 'record_access',
      by: ['patient'],
      order: ['-created_at'],
      limit: 100,
      perSecond: 1,
    },
    {
      name: 'what someone looked at between two moments',
      entity: 'record_access',
      by: ['user'],
      range: 'created_at',
      order: ['created_at'],
      perSecond: 1,
    },
    {
      name: 'records that were opened in an emergency',
      entity: 'record_access',
      where: 'is_emergency',
      range: 'created_at',
      order: ['created_at'],
      limit: 200,
    },
  ],
  decisions: [
    {
      what: 'Each look at a record is a row that nobody can change or delete.',
      why: 'Patients may ask who read their record, and the law wants the answer for years; old months are archived whole.',
    },
    {
      what: 'Data leaves only by a disclosure, which refers to a consent of the same patient.',
      why: 'A consent that is revoked at the same moment wins: the database refuses the disclosure.',
    },
  ],
  questions: [
    {
      question: 'How long are records kept?',
      assumed: 'Nothing is deleted: the time differs by country and by kind of record.',
    },
    {
      question: 'Do children have guardians who consent?',
      assumed: 'Yes, as the user who recorded the consent and as a contact.',
    },
  ],
};
