import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';

export const comments: Feature = {
  id: 'comments',
  title: 'comments',
  words: ['comment', 'reply', 'discussion', 'remark'],
  needsEntity: true,
  part: (on = 'item') => {
    const comment = `${on}_comment`;
    return {
      entities: {
        user,
        [comment]: {
          references: { [on]: `${on} cascade`, author: 'user', parent: `${comment}?` },
          attributes: { body: 'text(10000)', edited_at: 'moment?' },
          timestamps: 'created',
          softDelete: true,
          volume: { rows: 5_000_000, perYear: 2_000_000 },
        },
      },
      invariants: [{ kind: 'acyclic', entity: comment, parent: 'parent', says: 'A comment cannot answer itself.' }],
      access: [
        {
          name: `comments on one ${on}, oldest first`,
          entity: comment,
          by: [on],
          order: ['created_at'],
          limit: 50,
          perSecond: 60,
        },
        {
          name: `comments on a ${on} by one author`,
          entity: comment,
          by: ['author'],
          order: ['-created_at'],
          limit: 50,
        },
      ],
    };
  },
};
