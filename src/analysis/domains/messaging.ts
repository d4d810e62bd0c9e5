import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { calls } from './messaging/calls.ts';
import { conversationScenarios } from './messaging/conversation-scenarios.ts';
import { conversations } from './messaging/conversations.ts';
import { encryption } from './messaging/encryption.ts';
import { integrations } from './messaging/integrations.ts';
import { messageScenarios } from './messaging/message-scenarios.ts';
import { messages } from './messaging/messages.ts';
import { onMessages } from './messaging/on-messages.ts';
import { options } from './messaging/options.ts';
import { people } from './messaging/people.ts';
import { reading } from './messaging/reading.ts';
import { user } from './people.ts';

export const messaging: Domain = {
  id: 'messaging',
  title: 'a messenger',
  words: [
    'messaging',
    'messaging app',
    'messaging system',
    'messaging platform',
    'messenger',
    'instant messaging',
    'instant messenger',
    'team messenger',
    'team messaging',
    'chat',
    'chat app',
    'chat system',
    'chat platform',
    'chat server',
    'team chat',
    'group chat',
    'private chat',
    'direct messaging',
    'direct message',
    'private message',
    'private messaging',
    'inbox',
    'message inbox',
    'message each other',
    'messages to each other',
    'each other messages',
    'whatsapp',
    'slack',
    'discord',
    'telegram',
    'mattermost',
  ],
  part: mergeParts('messaging', [
    { entities: { user: { ...user, volume: { rows: 2_000_000, perYear: 800_000 } } } },
    people,
    conversations,
    messages,
    onMessages,
    reading,
    conversationScenarios,
    messageScenarios,
  ]),
  options: [...options, encryption, calls, ...integrations],
  synonyms: {
    user: ['account', 'person'],
    conversation: ['chat room', 'room', 'inbox', 'chat', 'dm'],
    direct_conversation: ['direct message', 'private conversation', 'one-to-one chat'],
    channel: ['public channel', 'private channel'],
    participant: ['chat member', 'chat participant'],
    participation: ['membership', 'group member', 'channel member'],
    conversation_owner: ['group owner', 'channel owner'],
    message: ['reply', 'thread', 'tombstone'],
    message_edit: ['edit', 'edited message', 'message history'],
    reaction: ['emoji', 'emoji reaction'],
    attachment: ['voice message', 'photo', 'media'],
    file: ['upload'],
    read_position: ['read receipt', 'last read position', 'unread count', 'unread message'],
    delivery: ['delivery state', 'delivery receipt', 'delivery status'],
    pinned_message: ['pin'],
    saved_message: ['bookmark', 'starred message'],
    mention: ['mentioned user'],
    conversation_invitation: ['invitation', 'invite'],
    saved_contact: ['address book', 'contact list'],
    thread_follow: ['followed thread'],
    device: ['push token', 'phone'],
  },
  hints: [
    'typing indicator',
    'presence',
    'online status',
    'mute',
    'muted conversation',
    'blocked user',
    'group',
    'emoji',
  ],
};
