import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Attribute, Domain, PersonalData, Reference } from '#vocabulary/logical-attribute.ts';
import { readAttribute, readReference } from './read-attribute.ts';
import { writeAttribute, writeReference } from './write-attribute.ts';

test.each([
  ['email unique', { domain: 'email', unique: true }],
  ['state(draft, sent) = draft', { domain: 'state', values: ['draft', 'sent'], default: 'draft' }],
  ['money >= 0', { domain: 'money', min: 0 }],
  ['decimal(12, 4)? > 0 <= 10.5', { domain: 'decimal', precision: 12, scale: 4, optional: true, above: 0, max: 10.5 }],
  ['native(numeric(5,2))', { domain: 'native', type: 'numeric(5,2)' }],
  ['moment = now', { domain: 'moment', default: 'now' }],
  ["choice('on hold', 'a, b') = 'on hold'", { domain: 'choice', values: ['on hold', 'a, b'], default: 'on hold' }],
  ['boolean = false', { domain: 'boolean', default: false }],
  ['integer = sql(nextval(seq))', { domain: 'integer', default: { sql: 'nextval(seq)' } }],
  ['name personal', { domain: 'name', personal: 'identifying' }],
  ['text? personal(sensitive)', { domain: 'text', optional: true, personal: 'sensitive' }],
])('%s', (text, expected) => {
  expect(readAttribute(text).value).toEqual(Attribute.parse(expected));
});

test.each([
  ['emial', /Did you mean email/],
  ['state', /needs its values/],
  ['state(', /does not close/],
  ['money >= much', /was not understood/],
  ['code(many)', /whole numbers/],
  ['text personal(secret)', /is none of/],
  ['', /is not a domain/],
])('%s is refused', (text, words) => {
  const { fault } = readAttribute(text);
  expect(`${fault?.message} ${fault?.hint}`).toMatch(words);
});

test.each([
  ['user', { to: 'user' }],
  ['category? set-null', { to: 'category', optional: true, onDelete: 'set-null' }],
  [
    'order cascade unique agree(tenant, shop)',
    { to: 'order', onDelete: 'cascade', unique: true, agree: ['tenant', 'shop'] },
  ],
])('reference %s', (text, expected) => {
  expect(readReference(text).value).toEqual(Reference.parse(expected));
});

test('a reference with a strange word is refused', () => {
  expect(readReference('user forever').fault?.message).toMatch(/forever/);
});

test('what is written is read again', () => {
  const number = fc.integer({ min: -1000, max: 1000 }).map((one) => one / 4);
  const attribute = fc
    .record(
      {
        domain: fc.constantFrom(...Domain.options.filter((one) => !['state', 'choice', 'native'].includes(one))),
        optional: fc.boolean(),
        unique: fc.boolean(),
        min: number,
        below: number,
        default: fc.oneof(fc.string(), number, fc.boolean(), fc.constant({ sql: "f('(', 1)" })),
        personal: fc.constantFrom(...PersonalData.options),
      },
      { requiredKeys: ['domain', 'optional', 'unique'] },
    )
    .map((one) => Attribute.parse(one));
  const choice = fc
    .record({
      domain: fc.constantFrom('state', 'choice'),
      values: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
    })
    .map((one) => Attribute.parse(one));
  fc.assert(
    fc.property(fc.oneof(attribute, choice), (one) => {
      const short = writeAttribute(one);
      expect(typeof short).toBe('string');
      expect(readAttribute(short as string).value).toEqual(one);
    }),
  );
  const reference = { to: 'user', optional: true, unique: true, onDelete: 'cascade', agree: ['tenant'] } as const;
  expect(readReference(writeReference(Reference.parse(reference)) as string).value).toEqual(Reference.parse(reference));
});
