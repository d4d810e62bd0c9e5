import { expect, it } from 'vitest';
import { shiftedBy, startNamed, timesAround } from './time-values.ts';

it('around a day lie its ends, a step outside them, and those of month and year', () => {
  const around = timesAround('2024-03-31', 'timestamp');
  for (const point of [
    '2024-03-31 00:00:00',
    '2024-03-30 23:59:59.999999',
    '2024-03-31 12:00:00',
    '2024-03-31 23:59:59.999999',
    '2024-03-31 23:59:59.500000',
    '2024-04-01 00:00:00',
    '2024-12-31 23:59:59.999999',
  ]) {
    expect(around).toContain(point);
  }
});

it('dates have no hours, and a zone is kept', () => {
  expect(timesAround('2024-03-31 10:00', 'date')).toContain('2024-04-01');
  expect(timesAround('2024-03-31 10:00+02', 'timestamp')).toContain('2024-03-31 10:00:00.000001+02');
  expect(timesAround('no time', 'date')).toEqual([]);
});

it('spans move points, and a year or month names its start', () => {
  expect(shiftedBy('2024-03-08', ['7 days', 'x'], 'date')).toEqual(['2024-03-01', '2024-03-15']);
  expect(['2024', '2024-03', '202403', '17', 'a'].map(startNamed)).toEqual([
    '2024-01-01',
    '2024-03-01',
    '2024-03-01',
    undefined,
    undefined,
  ]);
});
