import type { ModelSource } from '#vocabulary/logical-model.ts';

/** What each dialect has to go around: reserved names, long keys, NULLs that are the same, circles, every domain. */
export const cornersModel = (keys: 'identity' | 'uuid'): ModelSource => ({
  name: 'corners',
  keys,
  entities: {
    team: { references: { lead: 'player?' }, attributes: { name: 'name', rank: 'count', system: 'code?' } },
    player: {
      references: { team: 'team?' },
      attributes: { name: 'name unique', home: 'url? unique', about: "text = 'nothing'", tags: "json = '[]'" },
      softDelete: true,
    },
    badge: {
      references: { player: 'player? set-null', team: 'team? set-null' },
      attributes: { label: 'code', groups: 'count = 1' },
      unique: [{ of: ['label', 'team'], nullsEqual: true }],
      checks: [{ name: 'not_both', sql: 'player_id IS NULL OR team_id IS NULL' }],
    },
    setting: { attributes: { is_current: 'boolean = false', price: 'money(10, 4)? >= 0.5' } },
    everything: {
      table: 'everything',
      attributes: {
        phone: 'phone?',
        language: 'language?',
        currency: 'currency?',
        color: 'color?',
        ip: 'ip?',
        weight: 'quantity?',
        rate: 'rate?',
        lat: 'latitude?',
        day: 'date? = now',
        at_hour: 'time?',
        lasts: 'duration?',
        year: 'year?',
        ref: 'uuid?',
        bytes: 'binary?',
        near: 'vector(3)?',
        double: { domain: 'quantity', optional: true, generated: 'weight * 2' },
      },
      timestamps: 'none',
    },
  },
  invariants: [
    { kind: 'only-one', entity: 'setting', per: [], where: 'is_current', says: 'One setting is current.' },
    { kind: 'transitions', entity: 'team', attribute: 'name', allowed: { a: ['b'] }, says: 'A team is renamed once.' },
  ],
  access: [
    { name: 'teams by rank', entity: 'team', by: ['rank'] },
    { name: 'players by name', entity: 'player', search: 'name' },
  ],
  fixture: [
    `INSERT INTO teams (id, name, rank) VALUES (${id(keys, 1)}, 'a', 1)`,
    `INSERT INTO players (id, team_id, name, home) VALUES (${id(keys, 1)}, ${id(keys, 1)}, 'Ann', 'https://example.com/a')`,
    `UPDATE teams SET lead_id = ${id(keys, 1)} WHERE rank = 1`,
    "INSERT INTO badges (label, groups) VALUES ('x', 2)",
    'INSERT INTO settings (is_current, price) VALUES (TRUE, 0.5)',
  ],
  scenarios: [
    { says: 'the same label of no team', refuse: "INSERT INTO badges (label) VALUES ('x')" },
    { says: 'the label of a team', accept: `INSERT INTO badges (label, team_id) VALUES ('x', ${id(keys, 1)})` },
    {
      says: 'a badge of both',
      refuse: `INSERT INTO badges (label, team_id, player_id) VALUES ('y', ${id(keys, 1)}, ${id(keys, 1)})`,
    },
    { says: 'a second current setting', refuse: 'INSERT INTO settings (is_current) VALUES (TRUE)' },
    { says: 'a second setting', accept: 'INSERT INTO settings (price) VALUES (12.3456)' },
    { says: 'a price too low', refuse: 'INSERT INTO settings (price) VALUES (0.4999)' },
    {
      says: 'the same long address',
      refuse: "INSERT INTO players (name, home) VALUES ('Bob', 'https://example.com/a')",
    },
    {
      says: 'an address in other capitals',
      accept: "INSERT INTO players (name, home) VALUES ('Bob', 'https://example.com/A')",
    },
    { says: 'two players of one name', refuse: "INSERT INTO players (name) VALUES ('Ann')" },
    { says: 'a rank below zero', refuse: 'UPDATE teams SET rank = -1' },
    { says: 'a team renamed', accept: "UPDATE teams SET name = 'b' WHERE rank = 1" },
    { says: 'a team renamed otherwise', refuse: "UPDATE teams SET name = 'c' WHERE rank = 1" },
    {
      says: 'one of everything',
      accept:
        "INSERT INTO everything (phone, language, currency, color, ip, weight, rate, lat, at_hour, lasts, year, ref, near) VALUES ('+33123456789', 'de-CH', 'CHF', '#00ff7F', '10.0.0.1', 1.25, 0.5, 47.1, '10:30:00', 60, 2026, '01890a5d-ac96-774b-bcce-b302099a8057', '[1, 2, 3]')",
    },
    { says: 'a phone in words', refuse: "INSERT INTO everything (phone) VALUES ('call me')" },
    { says: 'a colour by name', refuse: "INSERT INTO everything (color) VALUES ('red')" },
    { says: 'a day that there is not', refuse: "INSERT INTO everything (day) VALUES ('2026-02-30')" },
    { says: 'beyond the pole', refuse: 'INSERT INTO everything (lat) VALUES (91)' },
    { says: 'two of three dimensions', refuse: "INSERT INTO everything (near) VALUES ('[1, 2]')" },
    { says: 'an address of no computer', refuse: "INSERT INTO everything (ip) VALUES ('home')" },
  ],
});

function id(keys: 'identity' | 'uuid', number: number): string {
  return keys === 'identity' ? String(number) : `'01890a5d-ac96-774b-bcce-b3020999000${number}'`;
}
