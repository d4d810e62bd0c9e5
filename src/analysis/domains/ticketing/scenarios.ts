import type { ModelPart } from '#analysis/domains/domain.ts';

const ticket = (id: number, { team = 1, agent = 'NULL', status = 'new' } = {}) =>
  `INSERT INTO tickets (id, requester_id, team_id, agent_id, number, subject, channel, status) VALUES (${id}, 1, ${team}, ${agent}, 'T-${id}', 'Help', 'email', '${status}')`;
const give = (id: number, agent = 1) => `UPDATE tickets SET agent_id = ${agent}, status = 'open' WHERE id = ${id}`;
const solve = (id: number) =>
  `UPDATE tickets SET status = 'solved', solved_at = '2026-03-01 00:00:00' WHERE id = ${id}`;
const close = (id: number) =>
  `UPDATE tickets SET status = 'closed', solved_at = '2026-03-01 00:00:00', closed_at = '2026-03-02 00:00:00' WHERE id = ${id}`;
const merge = (id: number, into: number) =>
  `UPDATE tickets SET status = 'closed', solved_at = '2026-03-01 00:00:00', closed_at = '2026-03-02 00:00:00', merged_into_id = ${into} WHERE id = ${id}`;
const say = (columns: string, values: string, ticket = 1) =>
  `INSERT INTO ticket_messages (ticket_id, body, ${columns}) VALUES (${ticket}, 'x', ${values})`;
const attach = (from: number, to: number) =>
  `INSERT INTO attachments (message_id, file_name, content_type, size, storage_key, checksum) VALUES ${Array.from(
    { length: to - from + 1 },
    (_, at) => `(1, 'a.png', 'image/png', 10, 'key-${from + at}', 'x')`,
  ).join(', ')}`;
const away = (agent: number, from: string, to: string) =>
  `INSERT INTO agent_absences (agent_id, starts_at, ends_at) VALUES (${agent}, '${from} 00:00:00', '${to} 00:00:00')`;
const rate = (ticket: number, rating = 5) =>
  `INSERT INTO satisfaction_ratings (ticket_id, rating) VALUES (${ticket}, ${rating})`;
const leave = "UPDATE team_members SET left_at = '2026-03-01 00:00:00' WHERE team_id = 1 AND agent_id = 2";
const member = (team: number, agent: number, role: string) =>
  `INSERT INTO team_members (team_id, agent_id, role) VALUES (${team}, ${agent}, '${role}')`;

/** Ann asks; Sam, who can bear two open tickets and has one, and Sue answer in team 1. Ticket 4 is solved. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'sam@example.com', 'Sam'), (2, 'sue@example.com', 'Sue'), (3, 'tom@example.com', 'Tom'), (4, 'una@example.com', 'Una')",
    "INSERT INTO sla_policies (id, name, is_default) VALUES (1, 'Standard', TRUE), (2, 'Gold', FALSE), (3, 'Silver', FALSE)",
    "INSERT INTO sla_targets (sla_policy_id, priority, answer_minutes, solve_minutes) VALUES (1, 'normal', 480, 2880), (2, 'normal', 60, 480), (2, 'urgent', 15, 120), (3, 'normal', 240, 960)",
    "INSERT INTO organizations (id, name, web_domain, sla_policy_id) VALUES (1, 'Acme', 'acme.example', 2)",
    "INSERT INTO requesters (id, organization_id, full_name, email) VALUES (1, 1, 'Ann', 'ann@acme.example')",
    "INSERT INTO teams (id, name, is_active) VALUES (1, 'First line', TRUE), (2, 'Billing', TRUE), (3, 'Old', FALSE)",
    "INSERT INTO agents (id, user_id, status, open_ticket_limit) VALUES (1, 1, 'active', 2), (2, 2, 'active', NULL), (3, 3, 'left', NULL), (4, 4, 'active', NULL)",
    'INSERT INTO team_members (team_id, agent_id) VALUES (1, 1), (1, 2), (2, 4)',
    "INSERT INTO ticket_categories (id, name, slug) VALUES (1, 'Account', 'account'), (2, 'Password', 'password')",
    ticket(1, { agent: '1', status: 'open' }),
    ticket(2),
    ticket(3),
    ticket(4, { agent: '2', status: 'open' }),
    solve(4),
    "INSERT INTO ticket_messages (id, ticket_id, requester_id, body, external_key) VALUES (1, 1, 1, 'It is broken.', 'mail-1')",
    "INSERT INTO ticket_events (id, ticket_id, field, new_value) VALUES (1, 1, 'status', 'open')",
    "INSERT INTO tags (id, name) VALUES (1, 'bug')",
    'INSERT INTO ticket_tags (ticket_id, tag_id) VALUES (1, 1)',
    "INSERT INTO ticket_deadlines (ticket_id, kind, sla_policy_id, due_at) VALUES (1, 'answer', 2, '2026-03-01 10:00:00')",
    away(1, '2026-07-01', '2026-07-15'),
  ],
  scenarios: [
    {
      says: 'two requesters of one address, in capitals',
      refuse: "INSERT INTO requesters (full_name, email) VALUES ('Ann', 'ANN@acme.example')",
    },
    { says: 'a user who is an agent twice', refuse: 'INSERT INTO agents (user_id) VALUES (1)' },
    { says: 'a ticket', accept: ticket(9) },
    {
      says: 'a number given twice',
      refuse: "INSERT INTO tickets (requester_id, team_id, number, subject, channel) VALUES (1, 1, 'T-1', 'x', 'web')",
    },
    {
      says: 'a ticket of nobody',
      refuse: "INSERT INTO tickets (team_id, number, subject, channel) VALUES (1, 'T-9', 'x', 'web')",
    },
    {
      says: 'a ticket by pigeon',
      refuse:
        "INSERT INTO tickets (requester_id, team_id, number, subject, channel) VALUES (1, 1, 'T-9', 'x', 'pigeon')",
    },
    {
      says: 'a ticket that is solved from the start',
      refuse:
        "INSERT INTO tickets (requester_id, team_id, agent_id, number, subject, channel, status, solved_at) VALUES (1, 1, 2, 'T-9', 'x', 'web', 'solved', '2026-03-01 00:00:00')",
    },
    { says: 'a ticket given to an agent', accept: give(2) },
    { says: 'a ticket given to an agent of another team', refuse: give(2, 4) },
    { says: 'a ticket moved to a team without its agent', refuse: 'UPDATE tickets SET team_id = 2 WHERE id = 1' },
    {
      says: 'a ticket moved to another team and agent',
      accept: 'UPDATE tickets SET team_id = 2, agent_id = 4 WHERE id = 1',
    },
    {
      says: 'a member with tickets removed instead of marked',
      refuse: 'DELETE FROM team_members WHERE agent_id = 1',
    },
    {
      says: 'a ticket given to an agent who left the team',
      given: [leave],
      refuse: give(2, 2),
    },
    { says: 'an agent who leaves a team and keeps what was solved', accept: leave },
    { says: 'a ticket given to an agent who leaves the team meanwhile', race: [leave, give(2, 2)] },
    { says: 'a ticket worked on by nobody', refuse: "UPDATE tickets SET status = 'open' WHERE id = 2" },
    { says: 'more tickets than an agent can bear', given: [give(2)], refuse: give(3) },
    { says: 'the last ticket that an agent can bear, twice', race: [give(2), give(3)] },
    {
      says: 'a limit below the open tickets',
      given: [give(2)],
      refuse: 'UPDATE agents SET open_ticket_limit = 1 WHERE id = 1',
    },
    {
      says: 'a ticket given to an agent who leaves meanwhile',
      race: ["UPDATE agents SET status = 'left' WHERE id = 2", give(2, 2)],
    },
    {
      says: 'a ticket given to an agent who left',
      given: ["UPDATE agents SET status = 'left' WHERE id = 2"],
      refuse: give(2, 2),
    },
    { says: 'a ticket for a team that was closed', refuse: ticket(9, { team: 3 }) },
    {
      says: 'a ticket for a team that is closed meanwhile',
      race: ['UPDATE teams SET is_active = FALSE WHERE id = 2', ticket(9, { team: 2 })],
    },
    { says: 'a ticket solved', accept: solve(1) },
    { says: 'a ticket solved at no time', refuse: "UPDATE tickets SET status = 'solved' WHERE id = 1" },
    {
      says: 'a solved ticket opened again',
      accept: "UPDATE tickets SET status = 'open', solved_at = NULL WHERE id = 4",
    },
    {
      says: 'a closed ticket opened again',
      given: [close(4)],
      refuse: "UPDATE tickets SET status = 'open', solved_at = NULL, closed_at = NULL WHERE id = 4",
    },
    { says: 'a ticket merged into itself', refuse: merge(2, 2) },
    { says: 'a ticket merged and still open', refuse: 'UPDATE tickets SET merged_into_id = 1 WHERE id = 2' },
    { says: 'a ticket merged into another', accept: merge(2, 1) },
    { says: 'two tickets merged into each other', race: [merge(2, 3), merge(3, 2)] },
    { says: 'a part of itself', refuse: 'UPDATE tickets SET parent_id = 1 WHERE id = 1' },
    {
      says: 'two tickets that are parts of each other',
      race: ['UPDATE tickets SET parent_id = 2 WHERE id = 3', 'UPDATE tickets SET parent_id = 3 WHERE id = 2'],
    },
    {
      says: 'two topics below each other',
      race: [
        'UPDATE ticket_categories SET parent_id = 2 WHERE id = 1',
        'UPDATE ticket_categories SET parent_id = 1 WHERE id = 2',
      ],
    },
    { says: 'a reply', accept: say('agent_id', '1') },
    { says: 'a message by nobody', refuse: say('is_note', 'FALSE') },
    { says: 'a message by two', refuse: say('agent_id, requester_id', '1, 1') },
    { says: 'a note by the requester', refuse: say('requester_id, is_note', '1, TRUE') },
    { says: 'one mail taken twice', refuse: say('requester_id, external_key', "1, 'mail-1'") },
    {
      says: 'one mail taken twice at once',
      race: [say('requester_id, external_key', "1, 'mail-9'"), say('requester_id, external_key', "1, 'mail-9'")],
    },
    { says: 'a message on a closed ticket', given: [close(4)], refuse: say('requester_id', '1', 4) },
    { says: 'a message on a solved ticket', accept: say('requester_id', '1', 4) },
    { says: 'a message while the ticket is closed', race: [close(4), say('requester_id', '1', 4)] },
    { says: 'a message rewritten', refuse: "UPDATE ticket_messages SET body = 'y' WHERE id = 1" },
    { says: 'twenty attachments', accept: attach(1, 20) },
    { says: 'a twenty-first attachment', given: [attach(1, 20)], refuse: attach(21, 21) },
    { says: 'two last attachments at once', given: [attach(1, 19)], race: [attach(20, 20), attach(21, 21)] },
    {
      says: 'an attachment of 60 MB',
      refuse:
        "INSERT INTO attachments (message_id, file_name, content_type, size, storage_key, checksum) VALUES (1, 'a.iso', 'x/y', 62914560, 'k', 'x')",
    },
    { says: 'a tag twice', refuse: 'INSERT INTO ticket_tags (ticket_id, tag_id) VALUES (1, 1)' },
    { says: 'history rewritten', refuse: "UPDATE ticket_events SET new_value = 'new' WHERE id = 1" },
    { says: 'history removed', refuse: 'DELETE FROM ticket_events WHERE id = 1' },
    { says: 'a member of a team', accept: member(2, 2, 'lead') },
    { says: 'two leads of a team', given: [member(2, 2, 'lead')], refuse: member(2, 1, 'lead') },
    { says: 'two leads of a team at once', race: [member(2, 1, 'lead'), member(2, 2, 'lead')] },
    { says: 'a member who left', refuse: member(2, 3, 'member') },
    {
      says: 'a member who leaves meanwhile',
      race: ["UPDATE agents SET status = 'left' WHERE id = 2", member(2, 2, 'member')],
    },
    { says: 'a second default service level', refuse: 'UPDATE sla_policies SET is_default = TRUE WHERE id = 2' },
    {
      says: 'two default service levels at once',
      given: ['UPDATE sla_policies SET is_default = FALSE WHERE id = 1'],
      race: [
        'UPDATE sla_policies SET is_default = TRUE WHERE id = 2',
        'UPDATE sla_policies SET is_default = TRUE WHERE id = 3',
      ],
    },
    { says: 'a service level that promises nothing', refuse: "INSERT INTO sla_policies (name) VALUES ('Empty')" },
    {
      says: 'the last two promises taken away at once',
      race: [
        "DELETE FROM sla_targets WHERE sla_policy_id = 2 AND priority = 'normal'",
        "DELETE FROM sla_targets WHERE sla_policy_id = 2 AND priority = 'urgent'",
      ],
    },
    {
      says: 'a solution promised before the answer',
      refuse:
        "INSERT INTO sla_targets (sla_policy_id, priority, answer_minutes, solve_minutes) VALUES (1, 'low', 100, 50)",
    },
    {
      says: 'a promise for another priority',
      accept:
        "INSERT INTO sla_targets (sla_policy_id, priority, answer_minutes, solve_minutes) VALUES (1, 'low', 50, 100)",
    },
    {
      says: 'a deadline met and moved after all',
      given: ["UPDATE ticket_deadlines SET met_at = '2026-03-01 09:00:00' WHERE ticket_id = 1"],
      refuse: "UPDATE ticket_deadlines SET due_at = '2026-03-09 09:00:00' WHERE ticket_id = 1",
    },
    { says: 'an agent away twice at a time', refuse: away(1, '2026-07-10', '2026-07-20') },
    { says: 'another absence', accept: away(1, '2026-07-15', '2026-07-20') },
    {
      says: 'an agent away twice at once',
      race: [away(2, '2026-07-10', '2026-07-20'), away(2, '2026-07-15', '2026-07-25')],
    },
    { says: 'help judged before it was given', refuse: rate(1) },
    { says: 'help judged', accept: rate(4) },
    { says: 'help judged twice', given: [rate(4)], refuse: rate(4, 1) },
    { says: 'six stars', refuse: rate(4, 6) },
    {
      says: 'help judged while the ticket is opened again',
      race: ["UPDATE tickets SET status = 'open', solved_at = NULL WHERE id = 4", rate(4)],
    },
    { says: 'a requester with tickets deleted', refuse: 'DELETE FROM requesters WHERE id = 1' },
  ],
};
