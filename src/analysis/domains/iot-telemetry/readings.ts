import type { ModelPart } from '#analysis/domains/domain.ts';

/** What was measured: each value for some weeks, hours for some years, days for ever. */
export const readings: ModelPart = {
  entities: {
    reading: {
      description: 'What a sensor measured at a moment.',
      key: ['sensor', 'measured_at'],
      references: { sensor: 'sensor' },
      attributes: {
        measured_at: 'moment',
        value: 'native(double precision)',
        quality: 'choice(good, suspect, bad) = good',
        received_at: 'moment = now',
      },
      timestamps: 'none',
      partitionBy: 'measured_at',
      appendOnly: true,
      volume: { rows: 5_000_000_000, perYear: 21_000_000_000, keepDays: 90 },
    },
    hourly_reading: {
      description: 'What a sensor measured in an hour (UTC), added up from its readings.',
      key: ['sensor', 'hour_at'],
      references: { sensor: 'sensor' },
      attributes: {
        hour_at: 'moment',
        readings: 'count > 0',
        lowest: 'native(double precision)',
        mean: 'native(double precision)',
        highest: 'native(double precision)',
        refreshed_at: 'moment = now',
      },
      checks: [{ name: 'mean_between_ends', sql: 'lowest <= mean AND mean <= highest' }],
      timestamps: 'none',
      partitionBy: 'hour_at',
      volume: { rows: 3_000_000_000, perYear: 1_700_000_000, keepDays: 1100 },
    },
    daily_reading: {
      description: 'What a sensor measured on a day (UTC).',
      key: ['sensor', 'day'],
      references: { sensor: 'sensor' },
      attributes: {
        day: 'date',
        readings: 'count > 0',
        lowest: 'native(double precision)',
        mean: 'native(double precision)',
        highest: 'native(double precision)',
      },
      checks: [{ name: 'mean_between_ends', sql: 'lowest <= mean AND mean <= highest' }],
      timestamps: 'none',
      partitionBy: 'day',
      volume: { rows: 150_000_000, perYear: 70_000_000 },
    },
    latest_reading: {
      description: 'The last value of a sensor: what a wall of dials shows.',
      key: ['sensor'],
      references: { sensor: 'sensor cascade' },
      attributes: { measured_at: 'moment', value: 'native(double precision)' },
      timestamps: 'none',
      volume: { rows: 200_000, perYear: 70_000 },
    },
    device_event: {
      description: 'A device came, went or started anew.',
      key: ['device', 'happened_at', 'kind'],
      references: { device: 'device' },
      attributes: {
        happened_at: 'moment',
        kind: 'choice(connected, disconnected, restarted, error)',
        detail: "title = ''",
      },
      timestamps: 'none',
      partitionBy: 'happened_at',
      appendOnly: true,
      volume: { rows: 60_000_000, perYear: 120_000_000, keepDays: 365 },
    },
  },
  access: [
    {
      name: 'readings of a sensor in a time',
      entity: 'reading',
      by: ['sensor'],
      range: 'measured_at',
      reads: ['measured_at', 'value'],
      perSecond: 50,
    },
    { name: 'hours of a sensor in a time', entity: 'hourly_reading', by: ['sensor'], range: 'hour_at', perSecond: 50 },
    { name: 'days of a sensor in a time', entity: 'daily_reading', by: ['sensor'], range: 'day', perSecond: 20 },
    { name: 'the last value of a sensor', entity: 'latest_reading', by: ['sensor'], perSecond: 200 },
    {
      name: 'what happened to a device in a time',
      entity: 'device_event',
      by: ['device'],
      range: 'happened_at',
      perSecond: 5,
    },
  ],
  decisions: [
    {
      what: 'A reading has no number of its own: sensor and moment name it.',
      why: 'A device that sends again is refused, rows are half as wide, and months are dropped at once after 90 days.',
    },
    {
      what: 'Hours and days are tables that a job fills from the readings, not materialized views.',
      why: 'They outlive the readings, and refreshing a view of billions of rows would read all of them each time.',
    },
    {
      what: 'Values are double precision.',
      why: 'They come from instruments, with seven digits at best; numeric would be wider and ten times slower to add up.',
    },
    {
      what: 'Whether a sensor is still in use is not checked when a reading comes.',
      why: 'It would lock a row of the sensor some 700 times a second; the gateway checks it when the device signs in.',
    },
  ],
  questions: [
    { question: 'How long are single readings kept?', assumed: '90 days; hours for three years, days for ever.' },
    {
      question: 'How often do sensors speak?',
      assumed: 'Every five minutes; 200,000 of them make 670 readings a second.',
    },
    {
      question: 'Do readings come late?',
      assumed: 'Yes, by days: the job adds up anew each hour in which something was received since.',
    },
  ],
};
