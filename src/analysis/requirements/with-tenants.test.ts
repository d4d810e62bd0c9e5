import { expect, test } from 'vitest';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { withTenants } from './with-tenants.ts';

const clinic: ModelSource = {
  name: 'clinic',
  entities: {
    tenant: { attributes: { name: 'name', slug: 'slug unique' } },
    user: { attributes: { email: 'email unique' } },
    unit: { attributes: { code: 'code unique' } },
    doctor: {
      references: { user: 'user? unique' },
      attributes: { license: 'code unique', api_token: 'token unique' },
    },
    profile: { key: ['user'], references: { user: 'user' }, attributes: { nickname: 'name' } },
    visit: {
      references: { doctor: 'doctor', unit: 'unit', guest: 'profile?' },
      attributes: { starts_at: 'moment', ends_at: 'moment' },
      unique: [{ of: ['doctor', 'starts_at'] }],
    },
    lease: { key: ['visit', 'tenant'], references: { visit: 'visit', tenant: 'doctor' } },
  },
  invariants: [
    { kind: 'no-overlap', entity: 'visit', per: ['doctor'], from: 'starts_at', to: 'ends_at', says: 'One at a time.' },
    { kind: 'only-one', entity: 'doctor', per: [], where: 'id = 1', says: 'One.' },
  ],
  access: [
    { name: 'by license', entity: 'doctor', by: ['license'] },
    { name: 'by secret', entity: 'doctor', by: ['api_token'] },
    { name: 'of a doctor', entity: 'visit', by: ['doctor'] },
  ],
  summaries: [
    {
      name: 'daily',
      sql: 'SELECT doctor_id, count(*) AS n\nFROM visits\nGROUP BY 1',
      key: ['doctor_id'],
      serves: 'x',
      refresh: 'nightly',
    },
  ],
  fixture: [
    "INSERT INTO doctors (id, license, api_token) VALUES (1, 'L-1', 't')",
    "INSERT INTO units (id, code) VALUES (1, 'h')",
    "INSERT INTO visits (id, doctor_id, unit_id, starts_at, ends_at) VALUES (1, 1, 1, '2026-01-01 10:00:00', '2026-01-01 11:00:00')",
    'INSERT INTO leases (visit_id, tenant_id) VALUES (1, 1)',
  ],
};
const { entities, ...rest } = withTenants(clinic, new Set());

test('is sound', () => {
  const { model } = expandModel({ entities, ...rest });
  expect(model && checkModel(model)).toEqual([]);
});

test('what is inside says whose it is, and agrees with what it refers to', () => {
  expect(entities['visit']?.references).toEqual({
    tenant: 'tenant',
    doctor: 'doctor agree(tenant)',
    unit: 'unit',
    guest: {
      to: 'profile',
      optional: true,
      unique: false,
      onDelete: 'restrict',
      agree: [],
      columns: ['tenant_id', 'guest_id'],
    },
  });
  expect(entities['unit']).toEqual(clinic.entities['unit']);
  expect(entities['user']).toEqual(clinic.entities['user']);
});

test('what was unique is so in each tenant, secrets everywhere', () => {
  expect(entities['doctor']?.unique).toEqual([
    { of: ['tenant', 'user'], nullsEqual: false, where: 'user_id IS NOT NULL' },
    { of: ['tenant', 'license'], nullsEqual: false },
  ]);
  expect(entities['doctor']?.attributes).toEqual({ license: 'code', api_token: 'token unique' });
  expect(entities['visit']?.unique).toEqual([{ of: ['doctor', 'starts_at'], nullsEqual: false }]);
  expect(entities['profile']?.key).toEqual(['tenant', 'user']);
});

test('rules, reads and summaries are of one tenant', () => {
  expect(rest.invariants).toMatchObject([{ per: ['doctor'] }, { per: ['tenant'] }]);
  expect(rest.access?.map(({ by }) => by)).toEqual([['tenant', 'license'], ['api_token'], ['doctor']]);
  expect(rest.summaries?.[0]).toMatchObject({
    sql: 'SELECT doctor_id, count(*) AS n, visits.tenant_id\nFROM visits\nGROUP BY 1, visits.tenant_id',
    key: ['tenant_id', 'doctor_id'],
  });
});

test('the tenant of a lease is called what it is', () => {
  expect(entities['lease']?.key).toEqual(['visit', 'doctor']);
  expect(rest.fixture).toContain('INSERT INTO leases (visit_id, doctor_id, tenant_id) VALUES (1, 1, 1)');
});

test('its rows are of the first tenant, and nothing may refer to another', () => {
  expect(rest.fixture?.[0]).toMatch(/^INSERT INTO tenants \(id, name, slug\) VALUES \(1, .*\), \(2, /);
  expect(rest.fixture).toContain("INSERT INTO doctors (id, license, api_token, tenant_id) VALUES (1, 'L-1', 't', 1)");
  expect(rest.scenarios).toContainEqual({
    says: 'visit: moved to another tenant without its doctor',
    given: [],
    refuse: 'UPDATE visits SET tenant_id = 2 WHERE id = 1',
  });
});

test('a model without tenants stays as it is', () => {
  const { tenant: _, ...others } = clinic.entities;
  const without = { ...clinic, entities: others };
  expect(withTenants(without, new Set())).toBe(without);
});
