import type { ModelPart } from '#analysis/domains/domain.ts';

const encounter = (patient: number, kind: string, from: string, to: string, number = 'E-9') =>
  `INSERT INTO encounters (patient_id, facility_id, department_id, practitioner_id, number, kind, starts_at, ends_at) VALUES (${patient}, 1, 1, 1, '${number}', '${kind}', '2026-02-${from} 10:00:00', '2026-02-${to} 10:00:00')`;
const note = (on: number, patient: number, kind = 'progress') =>
  `INSERT INTO clinical_notes (encounter_id, patient_id, author_id, kind, body) VALUES (${on}, ${patient}, 1, '${kind}', 'x')`;
const prescribe = (by: number, what: number, number = 'RX-9') =>
  `INSERT INTO prescriptions (patient_id, prescriber_id, medication_id, number, dosage, quantity, valid_from, valid_to) VALUES (1, ${by}, ${what}, '${number}', 'one a day', 30, '2026-01-01', '2026-03-01')`;
const handOut = (on: number, quantity: number, key: string) =>
  `INSERT INTO dispenses (prescription_id, dispensed_by_id, quantity, request_key) VALUES (${on}, 2, ${quantity}, '${key}')`;
const consent = (patient: number, from: string, to: string) =>
  `INSERT INTO consents (patient_id, recorded_by_id, purpose, starts_at, ends_at) VALUES (${patient}, 1, 'sharing', '2026-${from} 00:00:00', '2026-${to} 00:00:00')`;
const disclose = (patient: number, by: number) =>
  `INSERT INTO disclosures (patient_id, consent_id, disclosed_by_id, recipient, what) VALUES (${patient}, ${by}, 1, 'Clinic', 'letter')`;
const live = (from: string, to: string) =>
  `INSERT INTO patient_addresses (patient_id, line_1, city, country, valid_from, valid_to) VALUES (1, '2 Main St', 'Lyon', 'FR', '2026-${from}', '2026-${to}')`;
const treat = (practitioner: number, from: string, to: string) =>
  `INSERT INTO care_relationships (patient_id, practitioner_id, role, starts_at, ends_at) VALUES (1, ${practitioner}, 'nursing', '2026-${from} 00:00:00', '2026-${to} 00:00:00')`;
const observe = (value: string) =>
  `INSERT INTO observations (patient_id, observation_type_id, taken_at, number, words) VALUES (1, 2, '2026-01-02 10:00:00', ${value})`;

/** Two patients, one visit with a signed note, an active prescription, a consent. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
    "INSERT INTO facilities (id, code, name, country, timezone) VALUES (1, 'H1', 'Hospital', 'FR', 'Europe/Paris'), (2, 'H2', 'Clinic', 'FR', 'Europe/Paris')",
    "INSERT INTO departments (id, facility_id, code, name) VALUES (1, 1, 'INT', 'Internal medicine'), (2, 2, 'INT', 'Internal medicine')",
    "INSERT INTO practitioners (id, license_number, given_name, family_name, profession, is_active) VALUES (1, 'D-1', 'Dora', 'Doc', 'physician', TRUE), (2, 'P-1', 'Paul', 'Pill', 'pharmacist', TRUE), (3, 'D-2', 'Otto', 'Old', 'physician', FALSE)",
    "INSERT INTO patients (id, record_number, given_name, family_name, birth_date) VALUES (1, 'R-1', 'Eve', 'Ill', '1980-01-01'), (2, 'R-2', 'Max', 'Weak', '1990-01-01'), (3, 'R-3', 'Eve', 'Ill', '1980-01-01')",
    "INSERT INTO patient_identifiers (id, patient_id, issuer, number) VALUES (1, 1, 'insurance', '123')",
    "INSERT INTO patient_contacts (id, patient_id, name, relation, phone, is_primary) VALUES (1, 1, 'Tom', 'spouse', '+33123456789', TRUE)",
    "INSERT INTO patient_addresses (id, patient_id, line_1, city, country, valid_from, valid_to) VALUES (1, 1, '1 Main St', 'Lyon', 'FR', '2026-01-01', '2026-06-01')",
    "INSERT INTO encounters (id, patient_id, facility_id, department_id, practitioner_id, number, kind, status, starts_at) VALUES (1, 1, 1, 1, 1, 'E-1', 'outpatient', 'in_progress', '2026-01-02 10:00:00'), (2, 2, 1, 1, 1, 'E-2', 'outpatient', 'in_progress', '2026-01-02 11:00:00'), (3, 2, 1, 1, 1, 'E-3', 'outpatient', 'planned', '2026-01-05 11:00:00')",
    "INSERT INTO diagnoses (id, patient_id, recorded_by_id, code, title) VALUES (1, 1, 1, 'J10', 'Influenza'), (2, 2, 1, 'I10', 'Hypertension'), (3, 1, 1, 'R50', 'Fever')",
    'INSERT INTO encounter_diagnoses (encounter_id, diagnosis_id, patient_id, is_principal) VALUES (1, 1, 1, TRUE)',
    "INSERT INTO clinical_notes (id, encounter_id, patient_id, author_id, kind, body, status, signed_at) VALUES (1, 1, 1, 1, 'progress', 'Better.', 'signed', '2026-01-02 11:00:00'), (2, 1, 1, 1, 'progress', 'Draft.', 'draft', NULL)",
    "INSERT INTO observation_types (id, code, name, unit) VALUES (1, '8867-4', 'Heart rate', '/min'), (2, '8310-5', 'Temperature', 'Cel'), (3, '718-7', 'Haemoglobin', 'g/dL')",
    "INSERT INTO observations (patient_id, observation_type_id, taken_at, number) VALUES (1, 1, '2026-01-02 10:00:00', 70)",
    "INSERT INTO allergies (id, patient_id, recorded_by_id, substance, severity) VALUES (1, 1, 1, 'penicillin', 'severe')",
    "INSERT INTO medications (id, code, name, form) VALUES (1, 'M-1', 'Aspirin', 'tablet'), (2, 'M-2', 'Old pill', 'tablet')",
    'UPDATE medications SET is_active = FALSE WHERE id = 2',
    prescribe(1, 1, 'RX-1'),
    prescribe(1, 1, 'RX-2'),
    "UPDATE prescriptions SET status = 'active', signed_at = '2026-01-02 11:00:00' WHERE number = 'RX-1'",
    handOut(1, 10, 'd-1'),
    "INSERT INTO consents (id, patient_id, recorded_by_id, purpose, starts_at, ends_at) VALUES (1, 1, 1, 'sharing', '2026-01-01 00:00:00', '2026-06-01 00:00:00'), (2, 1, 1, 'contact', '2026-01-01 00:00:00', NULL)",
    "INSERT INTO record_accesses (id, patient_id, user_id, action, resource) VALUES (1, 1, 1, 'read', 'chart')",
    "INSERT INTO care_relationships (id, patient_id, practitioner_id, role, starts_at, ends_at) VALUES (1, 1, 1, 'nursing', '2026-01-01 00:00:00', '2026-02-01 00:00:00')",
  ],
  scenarios: [
    { says: 'a signed note rewritten', refuse: "UPDATE clinical_notes SET body = 'Worse.' WHERE id = 1" },
    { says: 'a signed note deleted', refuse: 'DELETE FROM clinical_notes WHERE id = 1' },
    { says: 'a draft rewritten', accept: "UPDATE clinical_notes SET body = 'Worse.' WHERE id = 2" },
    {
      says: 'a note signed',
      accept: "UPDATE clinical_notes SET status = 'signed', signed_at = CURRENT_TIMESTAMP WHERE id = 2",
    },
    { says: 'a note signed at no time', refuse: "UPDATE clinical_notes SET status = 'signed' WHERE id = 2" },
    {
      says: 'an addendum',
      accept:
        "INSERT INTO clinical_notes (encounter_id, patient_id, author_id, amends_id, kind, body) VALUES (1, 1, 1, 1, 'addendum', 'x')",
    },
    { says: 'an addendum to nothing', refuse: note(1, 1, 'addendum') },
    {
      says: 'an addendum to the note of another patient',
      refuse:
        "INSERT INTO clinical_notes (encounter_id, patient_id, author_id, amends_id, kind, body) VALUES (2, 2, 1, 1, 'addendum', 'x')",
    },
    {
      says: 'two notes that amend each other',
      given: [
        "INSERT INTO clinical_notes (id, encounter_id, patient_id, author_id, amends_id, kind, body) VALUES (11, 1, 1, 1, 1, 'addendum', 'x'), (12, 1, 1, 1, 1, 'addendum', 'x')",
      ],
      race: [
        'UPDATE clinical_notes SET amends_id = 12 WHERE id = 11',
        'UPDATE clinical_notes SET amends_id = 11 WHERE id = 12',
      ],
    },
    { says: 'a note on the visit of another patient', refuse: note(1, 2) },
    { says: 'a note before the visit', refuse: note(3, 2) },
    {
      says: 'a note on a visit that is cancelled meanwhile',
      race: ["UPDATE encounters SET status = 'cancelled' WHERE id = 1", note(1, 1)],
    },
    { says: 'a stay', accept: encounter(1, 'inpatient', '01', '05') },
    {
      says: 'two stays at a time',
      given: [encounter(1, 'inpatient', '01', '05')],
      refuse: encounter(1, 'inpatient', '03', '08', 'E-10'),
    },
    {
      says: 'a visit during a stay',
      given: [encounter(1, 'inpatient', '01', '05')],
      accept: encounter(1, 'outpatient', '03', '04', 'E-10'),
    },
    {
      says: 'a patient taken in twice at once',
      race: [encounter(1, 'inpatient', '01', '05'), encounter(1, 'inpatient', '03', '08', 'E-10')],
    },
    {
      says: 'a visit in a department of another facility',
      refuse:
        "INSERT INTO encounters (patient_id, facility_id, department_id, practitioner_id, number, kind, starts_at) VALUES (1, 1, 2, 1, 'E-9', 'outpatient', '2026-01-02 10:00:00')",
    },
    { says: 'a visit that ends before it begins', refuse: encounter(1, 'outpatient', '05', '01') },
    { says: 'a visit finished without its end', refuse: "UPDATE encounters SET status = 'finished' WHERE id = 1" },
    {
      says: 'a visit finished before it began',
      refuse: "UPDATE encounters SET status = 'finished', ends_at = '2026-01-06 10:00:00' WHERE id = 3",
    },
    { says: 'a visit given to another patient', refuse: 'UPDATE encounters SET patient_id = 2 WHERE id = 3 OR id = 1' },
    {
      says: 'a record merged into another',
      accept: "UPDATE patients SET status = 'merged', merged_into_id = 1 WHERE id = 3",
    },
    { says: 'a record merged into nothing', refuse: "UPDATE patients SET status = 'merged' WHERE id = 3" },
    {
      says: 'a visit of a record that is merged meanwhile',
      race: [
        "UPDATE patients SET status = 'merged', merged_into_id = 1 WHERE id = 3",
        encounter(3, 'outpatient', '01', '02'),
      ],
    },
    {
      says: 'two records merged into each other',
      race: [
        "UPDATE patients SET status = 'merged', merged_into_id = 1 WHERE id = 3",
        "UPDATE patients SET status = 'merged', merged_into_id = 3 WHERE id = 1",
      ],
    },
    { says: 'a death before birth', refuse: "UPDATE patients SET died_on = '1970-01-01' WHERE id = 1" },
    {
      says: 'an insurance number of two patients',
      refuse: "INSERT INTO patient_identifiers (patient_id, issuer, number) VALUES (2, 'insurance', '123')",
    },
    {
      says: 'a second first contact',
      refuse:
        "INSERT INTO patient_contacts (patient_id, name, relation, phone, is_primary) VALUES (1, 'Tim', 'child', '+33123456780', TRUE)",
    },
    {
      says: 'two first contacts at once',
      race: [
        "INSERT INTO patient_contacts (patient_id, name, relation, phone, is_primary) VALUES (2, 'Tim', 'child', '+33123456780', TRUE)",
        "INSERT INTO patient_contacts (patient_id, name, relation, phone, is_primary) VALUES (2, 'Tom', 'child', '+33123456781', TRUE)",
      ],
    },
    { says: 'two addresses at a time', refuse: live('03-01', '09-01') },
    { says: 'the next address', accept: live('06-01', '09-01') },
    { says: 'two next addresses at once', race: [live('06-01', '09-01'), live('07-01', '10-01')] },
    { says: 'a practitioner out of service who treats', refuse: treat(3, '03-01', '04-01') },
    {
      says: 'a practitioner who leaves meanwhile',
      race: ['UPDATE practitioners SET is_active = FALSE WHERE id = 1', treat(1, '03-01', '04-01')],
    },
    { says: 'a role for a patient given twice', refuse: treat(1, '01-15', '03-01') },
    {
      says: 'a role for a patient given twice at once',
      race: [treat(1, '03-01', '05-01'), treat(1, '04-01', '06-01')],
    },
    {
      says: 'a diagnosis of another patient on a visit',
      refuse: 'INSERT INTO encounter_diagnoses (encounter_id, diagnosis_id, patient_id) VALUES (1, 2, 1)',
    },
    {
      says: 'a second principal diagnosis',
      refuse:
        'INSERT INTO encounter_diagnoses (encounter_id, diagnosis_id, patient_id, is_principal) VALUES (1, 3, 1, TRUE)',
    },
    {
      says: 'another diagnosis',
      accept: 'INSERT INTO encounter_diagnoses (encounter_id, diagnosis_id, patient_id) VALUES (1, 3, 1)',
    },
    {
      says: 'two principal diagnoses at once',
      given: [
        "INSERT INTO encounters (id, patient_id, facility_id, department_id, practitioner_id, number, kind, starts_at) VALUES (20, 1, 1, 1, 1, 'E-20', 'outpatient', '2026-01-02 10:00:00')",
      ],
      race: [
        'INSERT INTO encounter_diagnoses (encounter_id, diagnosis_id, patient_id, is_principal) VALUES (20, 1, 1, TRUE)',
        'INSERT INTO encounter_diagnoses (encounter_id, diagnosis_id, patient_id, is_principal) VALUES (20, 3, 1, TRUE)',
      ],
    },
    {
      says: 'an allergy twice',
      refuse:
        "INSERT INTO allergies (patient_id, recorded_by_id, substance, severity) VALUES (1, 1, 'penicillin', 'mild')",
    },
    {
      says: 'an allergy written twice at once',
      race: [
        "INSERT INTO allergies (patient_id, recorded_by_id, substance, severity) VALUES (2, 1, 'latex', 'mild')",
        "INSERT INTO allergies (patient_id, recorded_by_id, substance, severity) VALUES (2, 1, 'latex', 'severe')",
      ],
    },
    { says: 'a temperature', accept: observe('37.2, NULL') },
    { says: 'a value of nothing', refuse: observe('NULL, NULL') },
    { says: 'a value rewritten', refuse: 'UPDATE observations SET number = 80 WHERE patient_id = 1' },
    { says: 'a value marked as wrong', accept: 'UPDATE observations SET is_wrong = TRUE WHERE patient_id = 1' },
    { says: 'a signed prescription rewritten', refuse: 'UPDATE prescriptions SET quantity = 300 WHERE id = 1' },
    {
      says: 'a prescription made longer after the fact',
      refuse: "UPDATE prescriptions SET valid_to = '2027-01-01' WHERE id = 1",
    },
    { says: 'a prescription by someone out of service', refuse: prescribe(3, 1) },
    { says: 'a prescription', accept: prescribe(1, 1) },
    {
      says: 'a prescription by someone who leaves meanwhile',
      race: ['UPDATE practitioners SET is_active = FALSE WHERE id = 1', prescribe(1, 1)],
    },
    {
      says: 'a prescription of what is taken from the market meanwhile',
      race: ['UPDATE medications SET is_active = FALSE WHERE id = 1', prescribe(1, 1)],
    },
    { says: 'a prescription of what was taken from the market', refuse: prescribe(1, 2) },
    { says: 'more handed out than was prescribed', refuse: handOut(1, 21, 'd-2') },
    { says: 'the rest handed out', accept: handOut(1, 20, 'd-2') },
    { says: 'the rest handed out at two pharmacies', race: [handOut(1, 20, 'd-2'), handOut(1, 20, 'd-3')] },
    { says: 'one request handed out twice', refuse: handOut(1, 5, 'd-1') },
    { says: 'medication on a draft', refuse: handOut(2, 5, 'd-2') },
    {
      says: 'medication on a prescription that is stopped meanwhile',
      race: ["UPDATE prescriptions SET status = 'stopped', stop_reason = 'allergy' WHERE id = 1", handOut(1, 5, 'd-2')],
    },
    { says: 'two consents for a purpose', refuse: consent(1, '03-01', '09-01') },
    { says: 'the next consent', accept: consent(1, '06-01', '09-01') },
    { says: 'two consents at once', race: [consent(2, '03-01', '09-01'), consent(2, '04-01', '10-01')] },
    {
      says: 'a consent for another purpose after the fact',
      refuse: "UPDATE consents SET purpose = 'research' WHERE id = 2",
    },
    {
      says: 'a revoked consent that holds again',
      given: ['UPDATE consents SET revoked_at = CURRENT_TIMESTAMP WHERE id = 1'],
      refuse: 'UPDATE consents SET revoked_at = NULL WHERE id = 1',
    },
    { says: 'data given out with consent', accept: disclose(1, 1) },
    { says: 'data given out with the consent to something else', refuse: disclose(1, 2) },
    { says: 'data given out with the consent of another patient', refuse: disclose(2, 1) },
    {
      says: 'data given out while the consent is revoked',
      race: ['UPDATE consents SET revoked_at = CURRENT_TIMESTAMP WHERE id = 1', disclose(1, 1)],
    },
    { says: 'the trace of an access removed', refuse: 'DELETE FROM record_accesses WHERE id = 1' },
    { says: 'the trace of an access rewritten', refuse: 'UPDATE record_accesses SET user_id = 2 WHERE id = 1' },
    {
      says: 'an emergency without a reason',
      refuse:
        "INSERT INTO record_accesses (patient_id, user_id, action, resource, is_emergency) VALUES (1, 2, 'read', 'chart', TRUE)",
    },
    {
      says: 'a look at a record',
      accept: "INSERT INTO record_accesses (patient_id, user_id, action, resource) VALUES (1, 2, 'read', 'chart')",
    },
    { says: 'a patient with a record deleted', refuse: 'DELETE FROM patients WHERE id = 1' },
  ],
};
