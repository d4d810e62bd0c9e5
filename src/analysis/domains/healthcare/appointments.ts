import type { DomainOption } from '#analysis/domains/domain.ts';

const book = (patient: number, practitioner: number, from: string, to: string) =>
  `INSERT INTO appointments (patient_id, practitioner_id, facility_id, starts_at, ends_at) VALUES (${patient}, ${practitioner}, 1, '2026-03-02 ${from}:00', '2026-03-02 ${to}:00')`;

export const appointments: DomainOption = {
  id: 'appointments',
  title: 'appointments',
  words: ['appointment', 'appointment scheduling', 'scheduling', 'patient scheduling', 'consultation hour'],
  usual: true,
  part: {
    entities: {
      appointment: {
        references: {
          patient: 'patient',
          practitioner: 'practitioner',
          facility: 'facility',
          encounter: 'encounter? unique agree(patient)',
        },
        attributes: {
          starts_at: 'moment',
          ends_at: 'moment',
          status: 'state(booked, arrived, fulfilled, cancelled, no_show) = booked',
          reason: 'title? personal(sensitive)',
        },
        checks: [{ name: 'fulfilled_has_encounter', sql: "status <> 'fulfilled' OR encounter_id IS NOT NULL" }],
        volume: { rows: 12_000_000, perYear: 2_500_000 },
      },
    },
    invariants: [
      {
        kind: 'transitions',
        entity: 'appointment',
        attribute: 'status',
        start: ['booked'],
        allowed: {
          booked: ['arrived', 'cancelled', 'no_show'],
          arrived: ['fulfilled', 'cancelled'],
          fulfilled: [],
          cancelled: [],
          no_show: ['arrived'],
        },
        says: 'An appointment goes from booked to arrived to fulfilled.',
      },
      {
        kind: 'no-overlap',
        entity: 'appointment',
        per: ['practitioner'],
        from: 'starts_at',
        to: 'ends_at',
        where: "status IN ('booked', 'arrived')",
        says: 'A practitioner has one appointment at a time.',
      },
      {
        kind: 'no-overlap',
        entity: 'appointment',
        per: ['patient'],
        from: 'starts_at',
        to: 'ends_at',
        where: "status IN ('booked', 'arrived')",
        says: 'A patient has one appointment at a time.',
      },
    ],
    access: [
      {
        name: 'appointments of a practitioner between two moments',
        entity: 'appointment',
        by: ['practitioner'],
        range: 'starts_at',
        order: ['starts_at'],
        perSecond: 40,
      },
      {
        name: 'appointments of a patient, newest first',
        entity: 'appointment',
        by: ['patient'],
        order: ['-starts_at'],
        limit: 20,
        perSecond: 20,
      },
      {
        name: 'appointments of a facility that are to come',
        entity: 'appointment',
        by: ['facility'],
        where: "status = 'booked'",
        range: 'starts_at',
        order: ['starts_at'],
        perSecond: 5,
      },
    ],
    fixture: [
      "INSERT INTO appointments (id, patient_id, practitioner_id, facility_id, starts_at, ends_at) VALUES (1, 1, 1, 1, '2026-03-02 09:00:00', '2026-03-02 09:30:00')",
    ],
    scenarios: [
      { says: 'a doctor with two patients at a time', refuse: book(2, 1, '09:15', '09:45') },
      { says: 'a patient at two doctors at a time', refuse: book(1, 2, '09:15', '09:45') },
      { says: 'the next appointment', accept: book(2, 1, '09:30', '10:00') },
      { says: 'an appointment that ends before it begins', refuse: book(2, 1, '11:00', '10:00') },
      {
        says: 'a free hour of a doctor booked twice',
        race: [book(1, 1, '11:00', '11:30'), book(2, 1, '11:15', '11:45')],
      },
      {
        says: 'two doctors booked by one patient at once',
        race: [book(2, 1, '11:00', '11:30'), book(2, 2, '11:15', '11:45')],
      },
      {
        says: 'the time of a cancelled appointment',
        given: ["UPDATE appointments SET status = 'cancelled' WHERE id = 1"],
        accept: book(2, 1, '09:00', '09:30'),
      },
      {
        says: 'an appointment fulfilled by the encounter of another patient',
        refuse: 'UPDATE appointments SET encounter_id = 2 WHERE id = 1',
      },
    ],
  },
};
