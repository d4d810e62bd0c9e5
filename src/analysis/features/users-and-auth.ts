import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';

export const usersAndAuth: Feature = {
  id: 'users-and-auth',
  title: 'users who sign in',
  words: [
    'authentication',
    'auth',
    'sign in',
    'sign-in',
    'log in',
    'login',
    'sign up',
    'registration',
    'user account',
    'oauth',
    'single sign-on',
  ],
  needsEntity: false,
  part: () => ({
    entities: {
      user: { ...user, volume: { rows: 1_000_000, perYear: 500_000 } },
      user_identity: {
        description: 'How a user signs in elsewhere: an account at a provider.',
        references: { user: 'user cascade' },
        attributes: { provider: 'code', subject: 'token' },
        unique: [{ of: ['provider', 'subject'] }, { of: ['user', 'provider'] }],
        timestamps: 'created',
        volume: { rows: 500_000, perYear: 250_000 },
      },
      user_session: {
        description: 'A device that is signed in. Only the hash of its token is kept.',
        references: { user: 'user cascade' },
        attributes: {
          token_hash: 'hash unique',
          user_agent: 'title?',
          ip: 'ip? personal',
          expires_at: 'moment',
          revoked_at: 'moment?',
        },
        checks: [{ name: 'expires_later', sql: 'expires_at > created_at' }],
        timestamps: 'created',
        volume: { rows: 3_000_000, perYear: 6_000_000, keepDays: 90 },
      },
      password_reset: {
        references: { user: 'user cascade' },
        attributes: { token_hash: 'hash unique', expires_at: 'moment', used_at: 'moment?' },
        timestamps: 'created',
        volume: { rows: 100_000, perYear: 100_000, keepDays: 30 },
      },
    },
    access: [
      { name: 'a session by its token', entity: 'user_session', by: ['token_hash'], perSecond: 300 },
      { name: 'a user by e-mail', entity: 'user', by: ['email'], perSecond: 20 },
      { name: 'sessions of a user', entity: 'user_session', by: ['user'], where: 'revoked_at IS NULL' },
    ],
    decisions: [{ what: 'Tokens are kept as hashes.', why: 'Whoever reads the table cannot sign in with it.' }],
  }),
};
