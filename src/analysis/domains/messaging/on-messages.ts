import type { ModelPart } from '#analysis/domains/domain.ts';

const ofMessage = { to: 'message', columns: ['conversation_id', 'sent_at'] };
const sentAt = { domain: 'moment', description: 'That of the message.' } as const;

/** What hangs on messages: files, reactions, names, pins. */
export const onMessages: ModelPart = {
  entities: {
    file: {
      description: 'What was uploaded. It stands in an object store and may hang on several messages.',
      references: { uploader: 'user' },
      attributes: {
        name: 'name',
        content_type: 'code(100)',
        size: 'bytes > 0 <= 2147483648',
        storage_key: 'token unique',
        checksum: 'hash',
        status: 'state(uploading, ready, refused) = uploading',
      },
      volume: { rows: 90_000_000, perYear: 60_000_000 },
    },
    attachment: {
      description: 'A file that hangs on a message.',
      key: ['message', 'position'],
      references: { message: ofMessage, file: 'file' },
      attributes: { sent_at: sentAt, position: 'count > 0' },
      unique: [{ of: ['message', 'file'] }],
      timestamps: 'none',
      partitionBy: 'sent_at',
      volume: { rows: 110_000_000, perYear: 75_000_000 },
    },
    reaction: {
      key: ['message', 'user', 'emoji'],
      references: {
        message: ofMessage,
        user: 'user',
        participation: { to: 'participation', columns: ['conversation_id', 'user_id', 'joined_at'] },
      },
      attributes: { sent_at: sentAt, emoji: 'code(40)', reacted_at: 'moment = now' },
      timestamps: 'none',
      partitionBy: 'sent_at',
      volume: { rows: 250_000_000, perYear: 180_000_000 },
    },
    mention: {
      description: 'A message names someone who takes part.',
      key: ['message', 'user'],
      references: {
        message: ofMessage,
        user: 'user',
        participant: { to: 'participant', columns: ['conversation_id', 'user_id'] },
      },
      attributes: { sent_at: sentAt },
      timestamps: 'none',
      partitionBy: 'sent_at',
      volume: { rows: 60_000_000, perYear: 45_000_000 },
    },
    pinned_message: {
      key: ['message'],
      references: {
        conversation: 'conversation',
        message: ofMessage,
        pinned_by: {
          to: 'participation',
          columns: ['conversation_id', 'pinned_by_id', 'pinned_by_joined_at'],
        },
      },
      attributes: { sent_at: sentAt },
      timestamps: 'created',
      volume: { rows: 3_000_000, perYear: 1_500_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'file',
      attribute: 'status',
      start: ['uploading'],
      allowed: { uploading: ['ready', 'refused'], ready: ['refused'], refused: [] },
      says: 'A file that was refused stays refused.',
    },
    {
      kind: 'only-while',
      entity: 'attachment',
      reference: 'file',
      parent: "status = 'ready'",
      says: 'Only a file that is whole and was let through hangs on a message.',
    },
    {
      kind: 'count-at-most',
      entity: 'attachment',
      per: 'message',
      limit: 10,
      says: 'A message has ten attachments at most.',
    },
    {
      kind: 'only-while',
      entity: 'reaction',
      reference: 'message',
      parent: 'deleted_at IS NULL',
      says: 'Nobody reacts to a message that was deleted.',
    },
    {
      kind: 'only-while',
      entity: 'reaction',
      reference: 'participation',
      parent: 'left_at IS NULL',
      says: 'Only who takes part in a conversation reacts there.',
    },
    {
      kind: 'only-while',
      entity: 'pinned_message',
      reference: 'pinned_by',
      parent: 'left_at IS NULL',
      says: 'Only who takes part in a conversation pins there.',
    },
    {
      kind: 'only-while',
      entity: 'pinned_message',
      reference: 'message',
      parent: 'deleted_at IS NULL',
      says: 'A message that was deleted is not pinned.',
    },
    {
      kind: 'count-at-most',
      entity: 'pinned_message',
      per: 'conversation',
      limit: 50,
      says: 'A conversation has 50 pinned messages at most.',
    },
  ],
  access: [
    { name: 'attachments of a message', entity: 'attachment', by: ['message'], order: ['position'], perSecond: 600 },
    { name: 'reactions to a message', entity: 'reaction', by: ['message'], perSecond: 1_200 },
    {
      name: 'messages that name someone, newest first',
      entity: 'mention',
      by: ['user'],
      order: ['-sent_at'],
      limit: 50,
      perSecond: 40,
    },
    {
      name: 'pinned messages of a conversation',
      entity: 'pinned_message',
      by: ['conversation'],
      order: ['-sent_at'],
      perSecond: 100,
    },
    {
      name: 'uploads that never ended',
      entity: 'file',
      range: 'created_at',
      where: "status = 'uploading'",
      limit: 500,
    },
  ],
};
