import type { DomainOption } from '#analysis/domains/domain.ts';

const line = (claim: number, amount: number) =>
  `INSERT INTO claim_lines (claim_id, position, code, title, amount) VALUES (${claim}, 9, 'C', 'x', ${amount})`;
const pay = (claim: number, amount: number, key: string, currency = 'EUR') =>
  `INSERT INTO claim_payments (claim_id, idempotency_key, amount, currency) VALUES (${claim}, '${key}', ${amount}, '${currency}')`;

export const insurance: DomainOption = {
  id: 'insurance',
  title: 'insurance and claims',
  words: ['insurance', 'insurance claim', 'claim', 'medical billing', 'coverage', 'reimbursement', 'payer'],
  usual: false,
  part: {
    entities: {
      payer: {
        attributes: { code: 'code unique', name: 'name', country: 'country' },
        volume: { rows: 500, perYear: 10 },
      },
      coverage: {
        description: 'A patient is insured with a payer, for a time.',
        references: { patient: 'patient', payer: 'payer' },
        attributes: {
          policy_number: 'code personal(financial)',
          valid_from: 'date',
          valid_to: 'date?',
        },
        volume: { rows: 3_000_000, perYear: 400_000 },
      },
      claim: {
        description: 'What a payer is asked to pay for an encounter.',
        references: { patient: 'patient', encounter: 'encounter agree(patient)', coverage: 'coverage agree(patient)' },
        attributes: {
          number: 'code unique',
          currency: 'currency',
          total: 'money >= 0',
          status: 'state(draft, submitted, accepted, rejected, withdrawn) = draft',
          submitted_at: 'moment?',
        },
        checks: [{ name: 'submitted_has_time', sql: "status = 'draft' OR submitted_at IS NOT NULL" }],
        volume: { rows: 12_000_000, perYear: 2_500_000 },
      },
      claim_line: {
        references: { claim: 'claim' },
        attributes: { position: 'count > 0', code: 'code', title: 'title', amount: 'money >= 0' },
        unique: [{ of: ['claim', 'position'] }],
        volume: { rows: 40_000_000, perYear: 8_000_000 },
      },
      claim_payment: {
        references: { claim: 'claim agree(currency)' },
        attributes: {
          idempotency_key: 'token unique',
          amount: 'money > 0',
          currency: 'currency',
          paid_at: 'moment = now',
        },
        appendOnly: true,
        timestamps: 'created',
        volume: { rows: 11_000_000, perYear: 2_300_000 },
      },
    },
    invariants: [
      {
        kind: 'no-overlap',
        entity: 'coverage',
        per: ['patient', 'payer'],
        from: 'valid_from',
        to: 'valid_to',
        says: 'A patient is insured once with a payer at a time.',
      },
      {
        kind: 'transitions',
        entity: 'claim',
        attribute: 'status',
        start: ['draft'],
        allowed: {
          draft: ['submitted'],
          submitted: ['accepted', 'rejected', 'withdrawn'],
          accepted: ['withdrawn'],
          rejected: [],
          withdrawn: [],
        },
        says: 'A claim is decided once; it may be withdrawn.',
      },
      {
        kind: 'immutable',
        entity: 'claim',
        attributes: ['encounter', 'coverage', 'currency', 'total'],
        when: "status <> 'draft'",
        says: 'A claim that was submitted is not rewritten.',
      },
      {
        kind: 'only-while',
        entity: 'claim_line',
        reference: 'claim',
        parent: "status = 'draft'",
        says: 'Lines are added until the claim is submitted.',
      },
      {
        kind: 'sum-at-most',
        entity: 'claim_line',
        sum: 'amount',
        per: 'claim',
        limit: 'total',
        says: 'The lines of a claim are within its total.',
      },
      {
        kind: 'only-while',
        entity: 'claim_payment',
        reference: 'claim',
        parent: "status = 'accepted'",
        says: 'Only accepted claims are paid.',
      },
      {
        kind: 'sum-at-most',
        entity: 'claim_payment',
        sum: 'amount',
        per: 'claim',
        limit: 'total',
        says: 'No more is paid than was claimed.',
      },
    ],
    access: [
      { name: 'a claim by its number', entity: 'claim', by: ['number'], perSecond: 5 },
      { name: 'claims of an encounter', entity: 'claim', by: ['encounter'], perSecond: 5 },
      { name: 'lines of a claim', entity: 'claim_line', by: ['claim'], order: ['position'], perSecond: 5 },
      { name: 'payments of a claim', entity: 'claim_payment', by: ['claim'], perSecond: 5 },
      { name: 'how a patient is insured', entity: 'coverage', by: ['patient'], order: ['-valid_from'], perSecond: 20 },
      {
        name: 'claims that wait for an answer',
        entity: 'claim',
        where: "status = 'submitted'",
        order: ['submitted_at'],
        limit: 100,
      },
    ],
    fixture: [
      "INSERT INTO payers (id, code, name, country) VALUES (1, 'AOK', 'AOK', 'DE')",
      "INSERT INTO coverages (id, patient_id, payer_id, policy_number, valid_from) VALUES (1, 1, 1, 'X-1', '2026-01-01')",
      "INSERT INTO claims (id, patient_id, encounter_id, coverage_id, number, currency, total) VALUES (1, 1, 1, 1, 'C-1', 'EUR', 100), (2, 1, 1, 1, 'C-2', 'EUR', 50)",
      "INSERT INTO claim_lines (id, claim_id, position, code, title, amount) VALUES (1, 1, 1, 'A', 'Visit', 60)",
      "UPDATE claims SET status = 'submitted', submitted_at = '2026-01-05 10:00:00' WHERE id = 2",
      "UPDATE claims SET status = 'accepted' WHERE id = 2",
    ],
    scenarios: [
      { says: 'lines above the claim', refuse: line(1, 41) },
      { says: 'a line', accept: line(1, 40) },
      { says: 'a line on a claim that was submitted', refuse: line(2, 1) },
      {
        says: 'the rest of a claim put on two lines at once',
        race: [line(1, 40), line(1, 40).replace('9,', '8,')],
      },
      {
        says: 'a line added while the claim is submitted',
        race: ["UPDATE claims SET status = 'submitted', submitted_at = '2026-01-05 10:00:00' WHERE id = 1", line(1, 1)],
      },
      { says: 'a claim paid', accept: pay(2, 50, 'p-1') },
      { says: 'more paid than was claimed', refuse: pay(2, 51, 'p-1') },
      { says: 'a claim paid twice at once', race: [pay(2, 50, 'p-1'), pay(2, 50, 'p-2')] },
      { says: 'a claim paid before it is accepted', refuse: pay(1, 10, 'p-1') },
      { says: 'a claim paid in another currency', refuse: pay(2, 10, 'p-1', 'USD') },
      {
        says: 'a claim paid while it is withdrawn',
        race: ["UPDATE claims SET status = 'withdrawn' WHERE id = 2", pay(2, 10, 'p-1')],
      },
      {
        says: 'insured twice with a payer',
        refuse:
          "INSERT INTO coverages (patient_id, payer_id, policy_number, valid_from) VALUES (1, 1, 'X-2', '2026-05-01')",
      },
      {
        says: 'insured twice with a payer at once',
        race: [
          "INSERT INTO coverages (patient_id, payer_id, policy_number, valid_from) VALUES (2, 1, 'X-2', '2026-05-01')",
          "INSERT INTO coverages (patient_id, payer_id, policy_number, valid_from) VALUES (2, 1, 'X-3', '2026-06-01')",
        ],
      },
    ],
  },
};
