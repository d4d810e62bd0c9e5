import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';
import { plural } from '#analysis/plural.ts';

export const workflow: Feature = {
  id: 'workflow',
  title: 'workflow states',
  words: ['workflow', 'approval', 'approval process', 'state machine', 'review process', 'status change'],
  needsEntity: true,
  part: (on = 'item') => ({
    entities: {
      user,
      [on]: { attributes: { state: 'state(draft, submitted, approved, rejected) = draft' } },
      [`${on}_state_change`]: {
        references: { [on]: `${on} cascade`, changed_by: 'user? set-null' },
        attributes: { state: 'choice(draft, submitted, approved, rejected)', note: 'text?' },
        timestamps: 'created',
        volume: { rows: 3_000_000, perYear: 1_000_000 },
      },
    },
    invariants: [
      {
        kind: 'transitions',
        entity: on,
        attribute: 'state',
        allowed: { draft: ['submitted'], submitted: ['approved', 'rejected'], rejected: ['draft'], approved: [] },
        says: `States of ${plural(on)} go from draft to submitted to approved, or back by rejected.`,
      },
    ],
    access: [
      {
        name: `${plural(on)} that wait for approval, oldest first`,
        entity: on,
        where: "state = 'submitted'",
        order: ['created_at'],
        limit: 50,
      },
      { name: `states that one ${on} went through`, entity: `${on}_state_change`, by: [on], order: ['created_at'] },
    ],
    questions: [
      {
        question: `Which states does a ${on.replaceAll('_', ' ')} go through?`,
        assumed: 'draft, submitted, then approved or rejected.',
      },
    ],
  }),
};
