import type { DomainOption } from '#analysis/domains/domain.ts';

const lay = (bed: number, encounter: number, from: string, to: string) =>
  `INSERT INTO bed_stays (bed_id, encounter_id, starts_at, ends_at) VALUES (${bed}, ${encounter}, '2026-01-${from} 12:00:00', '2026-01-${to} 12:00:00')`;

export const wards: DomainOption = {
  id: 'wards',
  title: 'wards and beds',
  words: ['ward', 'bed', 'bed management', 'inpatient', 'hospital bed', 'bed occupancy'],
  usual: false,
  part: {
    entities: {
      ward: {
        references: { department: 'department' },
        attributes: { code: 'code', name: 'name' },
        unique: [{ of: ['department', 'code'] }],
        volume: { rows: 1_500, perYear: 50 },
      },
      bed: {
        references: { ward: 'ward' },
        attributes: { code: 'code', is_active: 'boolean = true' },
        unique: [{ of: ['ward', 'code'] }],
        volume: { rows: 30_000, perYear: 1_000 },
      },
      bed_stay: {
        description: 'A patient lies in a bed, for a part of the stay.',
        references: { bed: 'bed', encounter: 'encounter' },
        attributes: { starts_at: 'moment', ends_at: 'moment?' },
        volume: { rows: 3_000_000, perYear: 600_000 },
      },
    },
    invariants: [
      {
        kind: 'no-overlap',
        entity: 'bed_stay',
        per: ['bed'],
        from: 'starts_at',
        to: 'ends_at',
        says: 'A bed has one patient at a time.',
      },
      {
        kind: 'no-overlap',
        entity: 'bed_stay',
        per: ['encounter'],
        from: 'starts_at',
        to: 'ends_at',
        says: 'A patient lies in one bed at a time.',
      },
      {
        kind: 'only-while',
        entity: 'bed_stay',
        reference: 'bed',
        parent: 'is_active',
        says: 'A bed out of use is given to nobody.',
      },
      {
        kind: 'only-while',
        entity: 'bed_stay',
        reference: 'encounter',
        parent: "kind IN ('inpatient', 'emergency') AND status IN ('planned', 'in_progress')",
        says: 'Beds are for stays that are not over.',
      },
    ],
    access: [
      { name: 'beds of a ward', entity: 'bed', by: ['ward'], perSecond: 10 },
      { name: 'who lies in a bed now', entity: 'bed_stay', by: ['bed'], where: 'ends_at IS NULL', perSecond: 20 },
      { name: 'beds of a stay', entity: 'bed_stay', by: ['encounter'], order: ['starts_at'], perSecond: 10 },
    ],
    fixture: [
      "INSERT INTO wards (id, department_id, code, name) VALUES (1, 1, 'W1', 'Ward 1')",
      "INSERT INTO beds (id, ward_id, code) VALUES (1, 1, '1'), (2, 1, '2')",
      "INSERT INTO encounters (id, patient_id, facility_id, department_id, practitioner_id, number, kind, status, starts_at) VALUES (5, 1, 1, 1, 1, 'E-5', 'emergency', 'in_progress', '2026-01-10 10:00:00'), (6, 2, 1, 1, 1, 'E-6', 'emergency', 'in_progress', '2026-01-10 10:00:00')",
      "INSERT INTO bed_stays (id, bed_id, encounter_id, starts_at, ends_at) VALUES (1, 1, 5, '2026-01-10 12:00:00', '2026-01-12 12:00:00')",
    ],
    scenarios: [
      { says: 'two patients in a bed', refuse: lay(1, 6, '11', '13') },
      { says: 'a patient in two beds', refuse: lay(2, 5, '11', '13') },
      { says: 'the next patient in a bed', accept: lay(1, 6, '12', '13') },
      { says: 'a bed given to two at once', race: [lay(2, 5, '14', '16'), lay(2, 6, '15', '17')] },
      { says: 'a patient laid in two beds at once', race: [lay(1, 6, '14', '16'), lay(2, 6, '15', '17')] },
      {
        says: 'a bed that goes out of use meanwhile',
        race: ['UPDATE beds SET is_active = FALSE WHERE id = 2', lay(2, 6, '14', '16')],
      },
      { says: 'a bed for a visit', refuse: lay(2, 1, '14', '16') },
      {
        says: 'a bed for a stay that is cancelled meanwhile',
        race: ["UPDATE encounters SET status = 'cancelled' WHERE id = 6", lay(2, 6, '14', '16')],
      },
    ],
  },
};
