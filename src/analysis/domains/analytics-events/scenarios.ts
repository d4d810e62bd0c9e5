import type { ModelPart } from '#analysis/domains/domain.ts';

const uuid = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const event = (key: number, { at = '10:00:00', definition = 1, identity = 1, session = 'NULL' } = {}) =>
  `INSERT INTO events (project_id, event_key, occurred_at, definition_id, identity_id, session_id) VALUES (1, '${uuid(key)}', '2026-03-01 ${at}', ${definition}, ${identity}, ${session})`;
const writeKey = (hash: string, source = 1, project = 1) =>
  `INSERT INTO write_keys (project_id, source_id, token_hash, prefix) VALUES (${project}, ${source}, '${hash}', 'wk_1')`;
const name = (person: number, kind: string, value: string, project = 1) =>
  `INSERT INTO identities (project_id, person_id, kind, value) VALUES (${project}, ${person}, '${kind}', '${value}')`;
const merge = (person: number, into: number) =>
  `UPDATE people SET merged_into_id = ${into}, merged_at = '2026-03-02 00:00:00' WHERE id = ${person}`;
const session = (key: number, end = 'NULL', { project = 1, source = 1, identity = 1 } = {}) =>
  `INSERT INTO sessions (project_id, source_id, identity_id, session_key, started_at, ended_at) VALUES (${project}, ${source}, ${identity}, '${uuid(key)}', '2026-03-01 10:00:00', ${end})`;
const step = (funnel: number, position: number, definition = 1) =>
  `INSERT INTO funnel_steps (project_id, funnel_id, definition_id, position, name) VALUES (1, ${funnel}, ${definition}, ${position}, 'Step')`;
const tile = (position: number, columns: string, values: string) =>
  `INSERT INTO dashboard_tiles (project_id, dashboard_id, title, position, ${columns}) VALUES (1, 1, 'Tile', ${position}, ${values})`;
const forget = (person: number) => `INSERT INTO erasure_requests (project_id, person_id) VALUES (1, ${person})`;
const day = (events: number, people: number, on = '2026-03-02') =>
  `INSERT INTO daily_event_counts (definition_id, day, events, people) VALUES (1, '${on}', ${events}, ${people})`;

/** Project 1 with people 1 (a user), 2, 3 and 4, who is merged into 3; funnel 1 counts, funnel 2 and 3 are drafts. Project 2 is another's. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ana@example.com', 'Ana')",
    "INSERT INTO projects (id, name, slug) VALUES (1, 'Shop', 'shop'), (2, 'Other', 'other'), (3, 'Past', 'past')",
    "UPDATE projects SET status = 'archived' WHERE id = 3",
    "INSERT INTO project_members (project_id, user_id, role) VALUES (1, 1, 'owner')",
    "INSERT INTO retention_settings (project_id, data_kind, keep_days) VALUES (1, 'events', 400)",
    "INSERT INTO sources (id, project_id, name, platform) VALUES (1, 1, 'Web', 'web'), (2, 2, 'Web', 'web'), (3, 1, 'App', 'ios')",
    'UPDATE sources SET is_active = FALSE WHERE id = 3',
    "INSERT INTO write_keys (id, project_id, source_id, token_hash, prefix) VALUES (1, 1, 1, 'h-1', 'wk_1')",
    'INSERT INTO people (id, project_id) VALUES (1, 1), (2, 1), (3, 1), (4, 1), (5, 2)',
    "INSERT INTO identities (id, project_id, person_id, kind, value) VALUES (1, 1, 1, 'user', 'u-1'), (2, 1, 2, 'anonymous', 'a-2'), (3, 1, 3, 'user', 'u-3'), (5, 2, 5, 'user', 'u-1')",
    merge(4, 3),
    `INSERT INTO sessions (id, project_id, source_id, identity_id, session_key, started_at) VALUES (1, 1, 1, 1, '${uuid(1)}', '2026-03-01 10:00:00'), (2, 2, 2, 5, '${uuid(2)}', '2026-03-01 10:00:00')`,
    "INSERT INTO event_definitions (id, project_id, name, status) VALUES (1, 1, 'Page viewed', 'approved'), (2, 2, 'Page viewed', 'seen'), (3, 1, 'Order completed', 'seen')",
    "INSERT INTO property_definitions (id, definition_id, name, data_type) VALUES (1, 1, 'path', 'text')",
    event(1, { session: '1' }),
    day(10, 7, '2026-03-01'),
    "INSERT INTO daily_project_totals (project_id, day, events, sessions, active_people, new_people) VALUES (1, '2026-03-01', 10, 8, 7, 2)",
    "INSERT INTO funnels (id, project_id, name) VALUES (1, 1, 'Buying'), (2, 1, 'Signing up'), (3, 1, 'Long')",
    step(1, 1),
    step(1, 2, 3),
    step(2, 1),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((position) => step(3, position)),
    "UPDATE funnels SET status = 'active' WHERE id = 1",
    "INSERT INTO funnel_results (step_funnel_id, step_position, day, people) VALUES (1, 1, '2026-03-01', 7)",
    "INSERT INTO dashboards (id, project_id, name, is_default) VALUES (1, 1, 'Overview', TRUE), (2, 2, 'Overview', FALSE)",
    "INSERT INTO dashboard_tiles (id, project_id, dashboard_id, funnel_id, title, position) VALUES (1, 1, 1, 1, 'Buying', 1)",
    'INSERT INTO erasure_requests (id, project_id, person_id) VALUES (1, 1, 3)',
  ],
  scenarios: [
    { says: 'an event', accept: event(2) },
    { says: 'one event sent twice', refuse: event(1) },
    { says: 'one event sent twice at once', race: [event(3), event(3)] },
    { says: 'an event of no kind', refuse: event(2, { definition: 99 }) },
    { says: 'an event of a kind of another project', refuse: event(2, { definition: 2 }) },
    { says: 'an event of somebody of another project', refuse: event(2, { identity: 5 }) },
    { says: 'an event in a session of another project', refuse: event(2, { session: '2' }) },
    { says: 'an event in its session', accept: event(2, { session: '1', at: '10:05:00' }) },
    { says: 'an event rewritten', refuse: "UPDATE events SET occurred_at = '2026-03-01 11:00:00'" },
    { says: 'an event forgotten', accept: 'DELETE FROM events WHERE identity_id = 1' },
    { says: 'a name with events deleted', refuse: 'DELETE FROM identities WHERE id = 1' },
    { says: 'an event renamed', refuse: "UPDATE event_definitions SET name = 'Page seen' WHERE id = 1" },
    { says: 'an event blocked', accept: "UPDATE event_definitions SET status = 'blocked' WHERE id = 1" },
    { says: 'an approved event merely seen', refuse: "UPDATE event_definitions SET status = 'seen' WHERE id = 1" },
    {
      says: 'two kinds of event of one name',
      refuse: "INSERT INTO event_definitions (project_id, name) VALUES (1, 'Page viewed')",
    },
    {
      says: 'a property told twice',
      refuse: "INSERT INTO property_definitions (definition_id, name, data_type) VALUES (1, 'path', 'number')",
    },
    { says: 'the next key', accept: writeKey('h-2') },
    { says: 'a third key', given: [writeKey('h-2')], refuse: writeKey('h-3') },
    { says: 'two next keys at once', race: [writeKey('h-2'), writeKey('h-3')] },
    { says: 'one key for two sources', refuse: writeKey('h-1', 2, 2) },
    { says: 'a key for the source of another project', refuse: writeKey('h-2', 2) },
    { says: 'a key for a source that is switched off', refuse: writeKey('h-2', 3) },
    {
      says: 'a key for a source that is switched off meanwhile',
      race: ['UPDATE sources SET is_active = FALSE WHERE id = 1', writeKey('h-2')],
    },
    {
      says: 'a revoked key made active',
      given: ["UPDATE write_keys SET status = 'revoked', revoked_at = '2026-03-01 00:00:00' WHERE id = 1"],
      refuse: "UPDATE write_keys SET status = 'active', revoked_at = NULL WHERE id = 1",
    },
    {
      says: 'a source of an archived project',
      refuse: "INSERT INTO sources (project_id, name, platform) VALUES (3, 'Web', 'web')",
    },
    {
      says: 'a source of a project that is archived meanwhile',
      race: [
        "UPDATE projects SET status = 'archived' WHERE id = 2",
        "INSERT INTO sources (project_id, name, platform) VALUES (2, 'App', 'ios')",
      ],
    },
    {
      says: 'two times to keep events',
      refuse: "INSERT INTO retention_settings (project_id, data_kind, keep_days) VALUES (1, 'events', 30)",
    },
    {
      says: 'sessions kept for no time',
      refuse: "INSERT INTO retention_settings (project_id, data_kind, keep_days) VALUES (1, 'sessions', 0)",
    },
    { says: 'events kept for less', accept: 'UPDATE retention_settings SET keep_days = 90 WHERE project_id = 1' },
    { says: 'a name of two people', refuse: name(2, 'user', 'u-1') },
    { says: 'another browser of somebody', accept: name(1, 'anonymous', 'a-9') },
    { says: 'the same name in another project', accept: name(5, 'anonymous', 'a-2', 2) },
    { says: 'a person who is two users', refuse: name(1, 'user', 'u-9') },
    { says: 'somebody who becomes two users at once', race: [name(2, 'user', 'u-8'), name(2, 'user', 'u-9')] },
    { says: 'a name given to a person of another project', refuse: name(5, 'anonymous', 'a-9') },
    { says: 'a name given to someone who was merged', refuse: name(4, 'anonymous', 'a-9') },
    { says: 'a name given to someone who is merged meanwhile', race: [merge(2, 1), name(2, 'anonymous', 'a-9')] },
    {
      says: 'an anonymous person merged into a user',
      accept: ['UPDATE identities SET person_id = 1 WHERE person_id = 2', merge(2, 1)],
    },
    {
      says: 'two users merged',
      refuse: ['UPDATE identities SET person_id = 1 WHERE person_id = 3'],
    },
    { says: 'somebody merged into a person of another project', refuse: merge(2, 5) },
    { says: 'somebody merged into themselves', refuse: merge(2, 2) },
    { says: 'two people merged into each other', race: [merge(1, 2), merge(2, 1)] },
    { says: 'a merge undone', refuse: 'UPDATE people SET merged_into_id = NULL, merged_at = NULL WHERE id = 4' },
    { says: 'a name rewritten', refuse: "UPDATE identities SET value = 'u-9' WHERE id = 1" },
    { says: 'a session', accept: session(3, "'2026-03-01 10:30:00'") },
    { says: 'one session twice', refuse: session(1) },
    { says: 'a session that ends before it begins', refuse: session(3, "'2026-03-01 09:00:00'") },
    { says: 'a session from the source of another project', refuse: session(3, 'NULL', { source: 2 }) },
    { says: 'a second request of one person', refuse: forget(3) },
    { says: 'a request to be forgotten', accept: forget(2) },
    { says: 'two requests at once', race: [forget(2), forget(2)] },
    {
      says: 'a request declined without a reason',
      refuse: "UPDATE erasure_requests SET status = 'declined', finished_at = '2026-03-02 00:00:00' WHERE id = 1",
    },
    { says: 'a day', accept: day(5, 4) },
    { says: 'more people than events', refuse: day(5, 6) },
    { says: 'a day counted twice', refuse: day(5, 4, '2026-03-01') },
    {
      says: 'more new people than people',
      refuse: 'UPDATE daily_project_totals SET new_people = 8 WHERE project_id = 1',
    },
    { says: 'a step added to a funnel that counts', refuse: step(1, 3) },
    { says: 'a step added to a draft', accept: step(2, 2, 3) },
    { says: 'two steps in one place', refuse: step(2, 1) },
    { says: 'a step of another project', refuse: step(2, 2, 2) },
    { says: 'an eleventh step', given: [step(3, 10)], refuse: step(3, 11) },
    { says: 'the last step, twice', race: [step(3, 10), step(3, 11)] },
    {
      says: 'a step added while the funnel begins to count',
      race: ["UPDATE funnels SET status = 'active' WHERE id = 2", step(2, 2)],
    },
    {
      says: 'a funnel that begins to count while its step is taken away',
      race: ["UPDATE funnels SET status = 'active' WHERE id = 2", 'DELETE FROM funnel_steps WHERE funnel_id = 2'],
    },
    {
      says: 'a funnel without steps that counts',
      given: ['DELETE FROM funnel_steps WHERE funnel_id = 2'],
      refuse: "UPDATE funnels SET status = 'active' WHERE id = 2",
    },
    {
      says: 'a step that means something else',
      refuse: 'UPDATE funnel_steps SET definition_id = 3 WHERE funnel_id = 1',
    },
    { says: 'a funnel that is a draft again', refuse: "UPDATE funnels SET status = 'draft' WHERE id = 1" },
    {
      says: 'a second dashboard to open with',
      refuse: "INSERT INTO dashboards (project_id, name, is_default) VALUES (1, 'Sales', TRUE)",
    },
    { says: 'a second dashboard', accept: "INSERT INTO dashboards (project_id, name) VALUES (1, 'Sales')" },
    {
      says: 'two dashboards to open with at once',
      race: [
        "INSERT INTO dashboards (project_id, name, is_default) VALUES (2, 'Sales', TRUE)",
        'UPDATE dashboards SET is_default = TRUE WHERE id = 2',
      ],
    },
    { says: 'a tile of an event', accept: tile(2, 'definition_id', '1') },
    { says: 'a tile of two things', refuse: tile(2, 'definition_id, funnel_id', '1, 1') },
    { says: 'a tile of nothing', refuse: tile(2, 'days', '7') },
    { says: 'a tile of the event of another project', refuse: tile(2, 'definition_id', '2') },
  ],
};
