import type { DomainOption } from '#analysis/domains/domain.ts';

const bot = (user: number, name: string) =>
  `INSERT INTO bots (user_id, owner_id, name, token_hash) VALUES (${user}, 1, '${name}', 'hash-${name}')`;
const hook = (id: number, conversation = 3, direction = 'out') =>
  `INSERT INTO webhooks (id, conversation_id, bot_id, direction, url, secret_hash) VALUES (${id}, ${conversation}, 5, '${direction}', ${direction === 'out' ? "'https://example.com/hook'" : 'NULL'}, 'secret-${id}')`;
const call = (event: string, id = 1) =>
  `INSERT INTO webhook_calls (webhook_id, event_key, payload) VALUES (${id}, '${event}', '{}')`;
const off = 'UPDATE webhooks SET is_active = FALSE WHERE id = 1';
const member = (user: number, role = 'member') =>
  `INSERT INTO workspace_members (workspace_id, user_id, role) VALUES (1, ${user}, '${role}')`;
const removed = (user: number) =>
  `UPDATE workspace_members SET status = 'left' WHERE workspace_id = 1 AND user_id = ${user}`;

export const integrations: readonly DomainOption[] = [
  {
    id: 'bots',
    title: 'bots and webhooks',
    words: ['bot', 'chatbot', 'webhook', 'integration', 'slash command', 'bot account'],
    usual: false,
    part: {
      entities: {
        bot: {
          description: 'A user that is a program, with someone who answers for it.',
          key: ['user'],
          references: { user: 'user', owner: 'user' },
          attributes: { name: 'name', token_hash: 'hash unique', is_active: 'boolean = true' },
          checks: [{ name: 'not_oneself', sql: 'user_id <> owner_id' }],
          volume: { rows: 60_000, perYear: 25_000 },
        },
        webhook: {
          description: 'A way into a conversation, or out of it, for another system.',
          references: {
            conversation: 'conversation',
            bot: { to: 'bot', columns: ['bot_id'] },
            participant: { to: 'participant', columns: ['conversation_id', 'bot_id'] },
          },
          attributes: {
            direction: 'choice(in, out)',
            url: 'url?',
            secret_hash: 'hash unique',
            is_active: 'boolean = true',
          },
          checks: [{ name: 'out_has_url', sql: "(direction = 'out') = (url IS NOT NULL)" }],
          volume: { rows: 200_000, perYear: 80_000 },
        },
        webhook_call: {
          description: 'Something that is to be told to another system, once.',
          key: ['webhook', 'event_key'],
          references: { webhook: 'webhook' },
          attributes: {
            event_key: 'token(80)',
            payload: 'json',
            status: 'state(waiting, done, given_up) = waiting',
            attempts: 'count = 0',
            next_attempt_at: 'moment = now',
          },
          volume: { rows: 15_000_000, perYear: 180_000_000, keepDays: 30 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'webhook_call',
          reference: 'webhook',
          parent: 'is_active',
          says: 'A webhook that was switched off is not called.',
        },
        {
          kind: 'transitions',
          entity: 'webhook_call',
          attribute: 'status',
          start: ['waiting'],
          allowed: { waiting: ['done', 'given_up'], given_up: ['waiting'], done: [] },
          says: 'What was told is not told again.',
        },
        {
          kind: 'count-at-most',
          entity: 'webhook',
          per: 'conversation',
          limit: 20,
          where: 'is_active',
          says: 'A conversation has 20 webhooks at most.',
        },
      ],
      access: [
        {
          name: 'webhooks of a conversation',
          entity: 'webhook',
          by: ['conversation'],
          where: 'is_active',
          perSecond: 400,
        },
        {
          name: 'calls that are due',
          entity: 'webhook_call',
          range: 'next_attempt_at',
          where: "status = 'waiting'",
          limit: 200,
          perSecond: 10,
        },
        { name: 'a bot by its token', entity: 'bot', by: ['token_hash'], perSecond: 100 },
      ],
      fixture: [
        "INSERT INTO participants (conversation_id, user_id, kind) VALUES (3, 5, 'channel')",
        bot(5, 'builds'),
        hook(1),
        call('e1'),
      ],
      scenarios: [
        { says: 'a bot that answers for itself', refuse: bot(1, 'me') },
        { says: 'a webhook', accept: hook(2) },
        { says: 'a webhook of a bot that is not there', refuse: hook(2, 1) },
        { says: 'a webhook that leads nowhere', refuse: hook(2).replace("'https://example.com/hook'", 'NULL') },
        { says: 'a call', accept: call('e2') },
        { says: 'one event told twice', refuse: call('e1') },
        { says: 'one event told twice at once', race: [call('e2'), call('e2')] },
        { says: 'a webhook called while it is switched off', race: [off, call('e2')] },
        {
          says: 'a twenty-first webhook',
          given: Array.from({ length: 19 }, (_, at) => hook(at + 2)),
          refuse: hook(30),
        },
        {
          says: 'the twentieth webhook made twice at once',
          given: Array.from({ length: 18 }, (_, at) => hook(at + 2)),
          race: [hook(30), hook(31)],
        },
      ],
    },
  },
  {
    id: 'workspaces',
    title: 'workspaces of several teams',
    words: ['workspace', 'team workspace', 'server with channels', 'several teams'],
    usual: false,
    part: {
      entities: {
        workspace: {
          description: 'The place of one team or company, in which its channels are.',
          attributes: { name: 'name', slug: 'slug unique', closed_at: 'moment?' },
          volume: { rows: 50_000, perYear: 20_000 },
        },
        workspace_member: {
          key: ['workspace', 'user'],
          references: { workspace: 'workspace', user: 'user' },
          attributes: {
            role: 'choice(owner, admin, member, guest) = member',
            status: 'state(active, left) = active',
          },
          checks: [{ name: 'owners_stay', sql: "role <> 'owner' OR status = 'active'" }],
          volume: { rows: 2_500_000, perYear: 1_000_000 },
        },
        workspace_channel: {
          description: 'A channel that a workspace shows. One that two teams share is shown by both.',
          key: ['workspace', 'channel'],
          references: {
            workspace: 'workspace',
            channel: 'channel',
            added_by: { to: 'workspace_member', columns: ['workspace_id', 'added_by_id'] },
          },
          attributes: { name: 'slug(80)' },
          unique: [{ of: ['workspace', 'name'] }],
          timestamps: 'created',
          volume: { rows: 420_000, perYear: 160_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'workspace_member',
          per: ['workspace'],
          where: "role = 'owner'",
          says: 'A workspace has one owner.',
        },
        {
          kind: 'at-least-one',
          entity: 'workspace_member',
          per: 'workspace',
          when: 'closed_at IS NULL',
          says: 'A workspace has members.',
        },
        {
          kind: 'transitions',
          entity: 'workspace_member',
          attribute: 'status',
          allowed: { active: ['left'], left: ['active'] },
          says: 'Who left may come back.',
        },
        {
          kind: 'only-while',
          entity: 'workspace_channel',
          reference: 'added_by',
          parent: "status = 'active'",
          says: 'Who left a workspace adds no channels to it.',
        },
      ],
      access: [
        { name: 'a workspace by its address', entity: 'workspace', by: ['slug'], perSecond: 50 },
        { name: 'workspaces of someone', entity: 'workspace_member', by: ['user'], perSecond: 50 },
        {
          name: 'channels of a workspace',
          entity: 'workspace_channel',
          by: ['workspace'],
          order: ['name'],
          perSecond: 80,
        },
      ],
      decisions: [
        {
          what: 'A channel stands in a workspace by a row between the two.',
          why: 'Two teams can share one; its name is unique in each workspace.',
        },
      ],
      fixture: [
        "INSERT INTO workspaces (id, name, slug) VALUES (1, 'Acme', 'acme')",
        member(1, 'owner'),
        member(2),
        "INSERT INTO workspace_channels (workspace_id, channel_id, added_by_id, name) VALUES (1, 3, 1, 'general')",
      ],
      scenarios: [
        { says: 'a member of a workspace', accept: member(3) },
        { says: 'a second owner', refuse: member(3, 'owner') },
        {
          says: 'two new owners at once',
          given: ["UPDATE workspace_members SET role = 'admin' WHERE user_id = 1"],
          race: [member(3, 'owner'), member(4, 'owner')],
        },
        { says: 'an owner who leaves', refuse: removed(1) },
        {
          says: 'a workspace without members',
          refuse: "INSERT INTO workspaces (name, slug) VALUES ('Empty', 'empty')",
        },
        {
          says: 'the last two members taken away at once',
          given: ['DELETE FROM workspace_channels WHERE workspace_id = 1'],
          race: ['DELETE FROM workspace_members WHERE user_id = 1', 'DELETE FROM workspace_members WHERE user_id = 2'],
        },
        {
          says: 'a channel added by someone who left',
          given: [removed(2), 'DELETE FROM workspace_channels WHERE workspace_id = 1'],
          refuse:
            "INSERT INTO workspace_channels (workspace_id, channel_id, added_by_id, name) VALUES (1, 3, 2, 'general')",
        },
        {
          says: 'a channel added by someone who leaves meanwhile',
          given: ['DELETE FROM workspace_channels WHERE workspace_id = 1'],
          race: [
            removed(2),
            "INSERT INTO workspace_channels (workspace_id, channel_id, added_by_id, name) VALUES (1, 3, 2, 'general')",
          ],
        },
      ],
    },
  },
];
