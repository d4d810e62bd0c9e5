import { expect, test } from 'vitest';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { portableModel } from './portable-model.ts';

const { model } = expandModel({
  name: 'read',
  entities: {
    job: {
      key: ['id'],
      attributes: {
        id: { domain: 'text', type: 'text' },
        state: { domain: 'code', default: { sql: `'open'::public."State"` } },
        at: { domain: 'moment', default: { sql: `(now() + '1 day'::interval)` } },
        size: { domain: 'integer', generated: '(width * height)' },
        total: { domain: 'integer', generated: 'app.total_of(id)' },
      },
      checks: [
        { name: 'known', sql: `state = ANY (ARRAY['open'::text, 'a::b'::character varying(10)])` },
        { name: 'shape', sql: `id ~ '^a'` },
      ],
    },
  },
  imported: { dialect: 'postgres', tables: {}, after: [] },
});
if (model === undefined) throw new Error('The model is unsound.');

test('for its own dialect a model stays as it was read', () => {
  expect(portableModel(model, 'postgres')).toEqual({ model, lost: [] });
});

test('what all dialects have goes along, and the rest is told', () => {
  const { model: made, lost } = portableModel(model, 'mysql');
  const { attributes = {}, checks } = made.entities['job'] ?? {};
  expect(attributes['id']).toMatchObject({ domain: 'code', length: 191 });
  expect(attributes['id']).not.toHaveProperty('type');
  expect(attributes['state']?.default).toBe('open');
  expect(attributes['at']).not.toHaveProperty('default');
  expect(attributes['size']?.generated).toBe('width * height');
  expect(attributes['total']).not.toHaveProperty('generated');
  expect(checks?.map(({ sql }) => sql)).toEqual([`state IN ('open', 'a::b')`]);
  expect(lost.map(({ what }) => what)).toEqual([
    'job.id holds at most 191 characters.',
    `job.at has no default any more: (now() + '1 day'::interval).`,
    'job.total is computed no more, but given: app.total_of(id).',
    `A CHECK of job is left out: id ~ '^a'.`,
  ]);
});
