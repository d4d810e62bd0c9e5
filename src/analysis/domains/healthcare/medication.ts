import type { ModelPart } from '#analysis/domains/domain.ts';

/** What was prescribed and what was handed out. */
export const medication: ModelPart = {
  entities: {
    medication: {
      attributes: {
        code: 'code unique',
        name: 'name',
        form: 'choice(tablet, capsule, liquid, injection, inhaler, cream, drops, other)',
        strength: 'name?',
        is_controlled: 'boolean = false',
        is_active: 'boolean = true',
      },
      volume: { rows: 40_000, perYear: 2_000 },
    },
    prescription: {
      references: {
        patient: 'patient',
        encounter: 'encounter? agree(patient)',
        prescriber: 'practitioner',
        medication: 'medication',
      },
      attributes: {
        number: 'code unique',
        dosage: 'text personal(sensitive)',
        quantity: 'quantity > 0',
        status: 'state(draft, active, completed, stopped) = draft',
        valid_from: 'date = now',
        valid_to: 'date',
        signed_at: 'moment?',
        stop_reason: 'title?',
      },
      checks: [
        { name: 'valid_to_after_from', sql: 'valid_to >= valid_from' },
        { name: 'signed_has_time', sql: "status = 'draft' OR signed_at IS NOT NULL" },
        { name: 'stopped_has_reason', sql: "status <> 'stopped' OR stop_reason IS NOT NULL" },
      ],
      volume: { rows: 20_000_000, perYear: 4_000_000 },
    },
    dispense: {
      description: 'What a pharmacy handed out on a prescription.',
      references: { prescription: 'prescription', dispensed_by: 'practitioner' },
      attributes: { quantity: 'quantity > 0', request_key: 'token unique', dispensed_at: 'moment = now' },
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 25_000_000, perYear: 5_000_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'prescription',
      attribute: 'status',
      start: ['draft'],
      allowed: { draft: ['active', 'stopped'], active: ['completed', 'stopped'], completed: [], stopped: [] },
      says: 'A prescription goes from draft to active to completed; it may be stopped.',
    },
    {
      kind: 'immutable',
      entity: 'prescription',
      attributes: ['patient', 'medication', 'prescriber', 'dosage', 'quantity', 'valid_from', 'valid_to', 'signed_at'],
      when: "status <> 'draft'",
      says: 'A signed prescription is not rewritten.',
    },
    {
      kind: 'only-while',
      entity: 'prescription',
      reference: 'prescriber',
      parent: 'is_active',
      says: 'Only practitioners in service prescribe.',
    },
    {
      kind: 'only-while',
      entity: 'prescription',
      reference: 'medication',
      parent: 'is_active',
      says: 'What was taken from the market is not prescribed.',
    },
    {
      kind: 'only-while',
      entity: 'dispense',
      reference: 'prescription',
      parent: "status = 'active'",
      says: 'Medication is handed out on an active prescription.',
    },
    {
      kind: 'sum-at-most',
      entity: 'dispense',
      sum: 'quantity',
      per: 'prescription',
      limit: 'quantity',
      says: 'No more is handed out than was prescribed.',
    },
  ],
  access: [
    { name: 'a prescription by its number', entity: 'prescription', by: ['number'], perSecond: 30 },
    {
      name: 'what a patient takes now',
      entity: 'prescription',
      by: ['patient'],
      where: "status = 'active'",
      order: ['-valid_from'],
      perSecond: 100,
    },
    { name: 'what was handed out on a prescription', entity: 'dispense', by: ['prescription'], perSecond: 30 },
    { name: 'medications by words', entity: 'medication', search: 'name', limit: 30, perSecond: 30 },
  ],
  questions: [
    {
      question: 'Are interactions of medications checked by the database?',
      assumed: 'No: by a service that knows them; what a patient takes and is allergic to is read at once.',
    },
  ],
};
