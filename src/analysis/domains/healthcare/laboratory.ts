import type { DomainOption } from '#analysis/domains/domain.ts';

const result = (test: number, value: number) =>
  `INSERT INTO lab_results (lab_order_test_id, number) VALUES (${test}, ${value})`;
const test = (order: number, type: number) =>
  `INSERT INTO lab_order_tests (lab_order_id, observation_type_id) VALUES (${order}, ${type})`;
const taken =
  "UPDATE lab_orders SET status = 'collected', specimen_number = 'SP-1', collected_at = '2026-01-02 10:00:00' WHERE id = 1";

export const laboratory: DomainOption = {
  id: 'laboratory',
  title: 'laboratory orders',
  words: ['laboratory', 'lab', 'lab order', 'lab result', 'lab test', 'test result', 'specimen', 'blood test'],
  usual: true,
  part: {
    entities: {
      lab_order: {
        references: {
          patient: 'patient',
          encounter: 'encounter agree(patient)',
          ordered_by: 'practitioner',
        },
        attributes: {
          number: 'code unique',
          priority: 'choice(routine, urgent) = routine',
          status: 'state(ordered, collected, completed, cancelled) = ordered',
          specimen_number: 'code? unique',
          collected_at: 'moment?',
        },
        checks: [
          {
            name: 'collected_has_specimen',
            sql: "status IN ('ordered', 'cancelled') OR (specimen_number IS NOT NULL AND collected_at IS NOT NULL)",
          },
        ],
        volume: { rows: 8_000_000, perYear: 1_600_000 },
      },
      lab_order_test: {
        description: 'One thing to be measured.',
        references: { lab_order: 'lab_order', observation_type: 'observation_type' },
        unique: [{ of: ['lab_order', 'observation_type'] }],
        timestamps: 'created',
        volume: { rows: 30_000_000, perYear: 6_000_000 },
      },
      lab_result: {
        description: 'What was measured. A corrected result replaces another one, which stays.',
        references: {
          lab_order_test: 'lab_order_test',
          corrects: 'lab_result? unique agree(lab_order_test)',
          verified_by: 'practitioner?',
        },
        attributes: {
          number: 'decimal? personal(sensitive)',
          words: 'title? personal(sensitive)',
          flag: 'choice(normal, low, high, critical) = normal',
        },
        appendOnly: true,
        timestamps: 'created',
        volume: { rows: 31_000_000, perYear: 6_200_000 },
      },
    },
    invariants: [
      {
        kind: 'transitions',
        entity: 'lab_order',
        attribute: 'status',
        start: ['ordered'],
        allowed: {
          ordered: ['collected', 'cancelled'],
          collected: ['completed', 'cancelled'],
          completed: [],
          cancelled: [],
        },
        says: 'A laboratory order goes from ordered to collected to completed.',
      },
      {
        kind: 'at-least-one',
        entity: 'lab_order_test',
        per: 'lab_order',
        says: 'A laboratory order asks for something.',
      },
      {
        kind: 'only-while',
        entity: 'lab_order_test',
        reference: 'lab_order',
        parent: "status = 'ordered'",
        says: 'Tests are added until the specimen is taken.',
      },
      {
        kind: 'only-one',
        entity: 'lab_result',
        per: ['lab_order_test'],
        where: 'corrects_id IS NULL',
        says: 'A test has one first result; others correct it.',
      },
      { kind: 'exactly-one', entity: 'lab_result', of: ['number', 'words'], says: 'A result has a number or words.' },
    ],
    access: [
      {
        name: 'laboratory orders of a patient, newest first',
        entity: 'lab_order',
        by: ['patient'],
        order: ['-created_at'],
        limit: 20,
        perSecond: 20,
      },
      { name: 'a laboratory order by its specimen', entity: 'lab_order', by: ['specimen_number'], perSecond: 10 },
      {
        name: 'orders whose specimen is to be taken',
        entity: 'lab_order',
        where: "status = 'ordered'",
        order: ['created_at'],
        limit: 100,
        perSecond: 2,
      },
      { name: 'tests of a laboratory order', entity: 'lab_order_test', by: ['lab_order'], perSecond: 30 },
      { name: 'results of a test', entity: 'lab_result', by: ['lab_order_test'], order: ['created_at'], perSecond: 60 },
    ],
    fixture: [
      "INSERT INTO lab_orders (id, patient_id, encounter_id, ordered_by_id, number) VALUES (1, 1, 1, 1, 'LO-1')",
      'INSERT INTO lab_order_tests (id, lab_order_id, observation_type_id) VALUES (1, 1, 1), (2, 1, 2)',
      'INSERT INTO lab_results (id, lab_order_test_id, number) VALUES (1, 1, 5)',
    ],
    scenarios: [
      { says: 'a second first result', refuse: result(1, 6) },
      { says: 'a result', accept: result(2, 6) },
      { says: 'two first results at once', race: [result(2, 6), result(2, 7)] },
      {
        says: 'a result that is corrected',
        accept: 'INSERT INTO lab_results (lab_order_test_id, corrects_id, number) VALUES (1, 1, 6)',
      },
      {
        says: 'a correction of the result of another test',
        refuse: 'INSERT INTO lab_results (lab_order_test_id, corrects_id, number) VALUES (2, 1, 6)',
      },
      { says: 'a result rewritten', refuse: 'UPDATE lab_results SET number = 6 WHERE id = 1' },
      { says: 'a result of nothing', refuse: 'INSERT INTO lab_results (lab_order_test_id) VALUES (2)' },
      {
        says: 'an order that asks for nothing',
        refuse: "INSERT INTO lab_orders (patient_id, encounter_id, ordered_by_id, number) VALUES (1, 1, 1, 'LO-2')",
      },
      {
        says: 'an order of the encounter of another patient',
        refuse: [
          "INSERT INTO lab_orders (id, patient_id, encounter_id, ordered_by_id, number) VALUES (9, 2, 1, 1, 'LO-2')",
        ],
      },
      {
        says: 'the last two tests taken away by two',
        given: [
          "INSERT INTO lab_orders (id, patient_id, encounter_id, ordered_by_id, number) VALUES (2, 1, 1, 1, 'LO-2')",
          'INSERT INTO lab_order_tests (id, lab_order_id, observation_type_id) VALUES (3, 2, 1), (4, 2, 2)',
        ],
        race: ['DELETE FROM lab_order_tests WHERE id = 3', 'DELETE FROM lab_order_tests WHERE id = 4'],
      },
      { says: 'a test after the specimen was taken', given: [taken], refuse: test(1, 3) },
      { says: 'another test', accept: test(1, 3) },
      { says: 'a test added while the specimen is taken', race: [taken, test(1, 3)] },
    ],
  },
};
