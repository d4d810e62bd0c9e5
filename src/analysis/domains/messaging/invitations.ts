import type { ModelPart } from '#analysis/domains/domain.ts';

/** Someone who takes part asks someone else in. */
export const invitations = {
  entities: {
    conversation_invitation: {
      description: 'Someone is asked into a group or channel.',
      references: {
        conversation: 'conversation',
        invited: 'user',
        inviter: {
          to: 'participation',
          columns: ['conversation_id', 'inviter_id', 'inviter_joined_at'],
          description: 'In which time of taking part they asked.',
        },
      },
      attributes: {
        status: 'state(pending, accepted, declined, revoked, expired) = pending',
        expires_at: 'moment',
        answered_at: 'moment?',
      },
      checks: [
        { name: 'not_oneself', sql: 'invited_id <> inviter_id' },
        { name: 'expires_after_creation', sql: 'expires_at > created_at' },
        {
          name: 'answered_has_time',
          sql: "(status IN ('accepted', 'declined') AND answered_at IS NOT NULL) OR (status NOT IN ('accepted', 'declined') AND answered_at IS NULL)",
        },
      ],
      volume: { rows: 9_000_000, perYear: 4_000_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'conversation_invitation',
      attribute: 'status',
      start: ['pending'],
      allowed: {
        pending: ['accepted', 'declined', 'revoked', 'expired'],
        accepted: [],
        declined: [],
        revoked: [],
        expired: [],
      },
      says: 'An invitation is answered once.',
    },
    {
      kind: 'only-one',
      entity: 'conversation_invitation',
      per: ['conversation', 'invited'],
      where: "status = 'pending'",
      says: 'Someone has one open invitation to a conversation.',
    },
    {
      kind: 'only-while',
      entity: 'conversation_invitation',
      reference: 'conversation',
      parent: "kind <> 'direct' AND closed_at IS NULL",
      says: 'Nobody is asked into a conversation of two, or into one that was closed.',
    },
    {
      kind: 'only-while',
      entity: 'conversation_invitation',
      reference: 'inviter',
      parent: 'left_at IS NULL',
      says: 'Who left asks nobody in.',
    },
    {
      kind: 'immutable',
      entity: 'conversation_invitation',
      attributes: ['conversation', 'invited', 'inviter'],
      says: 'An invitation is of the one who was asked.',
    },
  ],
  access: [
    {
      name: 'open invitations of someone, newest first',
      entity: 'conversation_invitation',
      by: ['invited'],
      where: "status = 'pending'",
      order: ['-created_at'],
      limit: 50,
      perSecond: 30,
    },
    {
      name: 'open invitations that expire',
      entity: 'conversation_invitation',
      range: 'expires_at',
      where: "status = 'pending'",
      limit: 500,
    },
  ],
} satisfies ModelPart;
