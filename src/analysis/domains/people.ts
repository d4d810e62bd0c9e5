import type { EntitySource } from '#vocabulary/logical-model.ts';

/** Whoever signs in. Every domain that knows users takes this one, so that two domains in one request share it. */
export const user: EntitySource = {
  description: 'Someone who can sign in.',
  attributes: {
    email: 'email unique personal(contact)',
    password_hash: 'password_hash?',
    display_name: 'name personal',
    status: 'state(active, locked, closed) = active',
    last_sign_in_at: 'moment?',
  },
  softDelete: true,
};
