import type { DomainOption } from '#analysis/domains/domain.ts';

const identity = (number: number, key: string) =>
  `INSERT INTO device_keys (user_id, device_number, kind, key_number, public_key) VALUES (1, ${number}, 'identity', 1, '${key}')`;
const once = (number: number) =>
  `INSERT INTO device_keys (user_id, device_number, kind, key_number, public_key) VALUES (1, 1, 'one_time', ${number}, 'once-${number}')`;

/** Keys by which devices write to each other so that the server cannot read it. */
export const encryption: DomainOption = {
  id: 'end-to-end-encryption',
  title: 'end-to-end encryption',
  words: [
    'end-to-end encryption',
    'end to end encryption',
    'e2e encryption',
    'encrypted message',
    'public key',
    'device key',
    'encryption key',
  ],
  usual: false,
  part: {
    entities: {
      device_key: {
        description: 'A public key of a device, by which others write to it. The private one never leaves the device.',
        key: ['device', 'kind', 'key_number'],
        references: { device: { to: 'device', columns: ['user_id', 'device_number'] } },
        attributes: {
          kind: 'choice(identity, signed, one_time)',
          key_number: 'count > 0',
          public_key: 'token unique',
          signature: 'token?',
          used_at: 'moment?',
        },
        checks: [
          { name: 'signed_has_signature', sql: "kind <> 'signed' OR signature IS NOT NULL" },
          { name: 'only_once_is_used', sql: "kind = 'one_time' OR used_at IS NULL" },
        ],
        timestamps: 'created',
        volume: { rows: 90_000_000, perYear: 60_000_000, keepDays: 365 },
      },
    },
    invariants: [
      {
        kind: 'only-one',
        entity: 'device_key',
        per: ['device'],
        where: "kind = 'identity'",
        says: 'A device has one identity.',
      },
      {
        kind: 'immutable',
        entity: 'device_key',
        attributes: ['device', 'kind', 'key_number', 'public_key', 'signature'],
        says: 'A key is not replaced: another one is made.',
      },
      {
        kind: 'immutable',
        entity: 'device_key',
        attributes: ['used_at'],
        when: 'used_at IS NOT NULL',
        says: 'A key for one time is used once.',
      },
      {
        kind: 'only-while',
        entity: 'device_key',
        reference: 'device',
        parent: 'removed_at IS NULL',
        says: 'A device that was removed gets no keys.',
      },
    ],
    access: [
      {
        name: 'an unused key of a device',
        entity: 'device_key',
        by: ['device'],
        where: "kind = 'one_time' AND used_at IS NULL",
        order: ['key_number'],
        limit: 1,
        perSecond: 60,
      },
    ],
    decisions: [
      {
        what: 'The server holds public keys only; bodies are then what the devices wrote, unread.',
        why: 'Words in messages cannot be searched on the server, and losing the database loses no secrets.',
      },
    ],
    fixture: [identity(1, 'ann-1'), once(1)],
    scenarios: [
      { says: 'the identity of another device', accept: identity(2, 'ann-2') },
      {
        says: 'a second identity of a device',
        refuse: identity(1, 'ann-9').replace("'identity', 1", "'identity', 2"),
      },
      {
        says: 'two identities of a device at once',
        race: [identity(2, 'ann-2'), identity(2, 'ann-3').replace("'identity', 1", "'identity', 2")],
      },
      { says: 'a key of two devices', refuse: identity(2, 'ann-1') },
      { says: 'a key of a device that was removed', refuse: identity(3, 'ann-3') },
      {
        says: 'a key of a device that is removed meanwhile',
        race: [
          "UPDATE devices SET removed_at = '2026-01-02 00:00:00' WHERE user_id = 1 AND number = 2",
          identity(2, 'ann-2'),
        ],
      },
      { says: 'a signed key without its signature', refuse: once(2).replace('one_time', 'signed') },
      { says: 'a key replaced', refuse: "UPDATE device_keys SET public_key = 'x' WHERE kind = 'identity'" },
      {
        says: 'a key for one time used twice',
        given: ["UPDATE device_keys SET used_at = '2026-01-02 00:00:00' WHERE kind = 'one_time'"],
        refuse: "UPDATE device_keys SET used_at = '2026-01-03 00:00:00' WHERE kind = 'one_time'",
      },
    ],
  },
};
