import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';

export const ratings: Feature = {
  id: 'ratings',
  title: 'ratings',
  words: ['rating', 'star', 'score', 'review', 'vote'],
  needsEntity: true,
  part: (on = 'item') => ({
    entities: {
      user,
      [`${on}_rating`]: {
        description: `What a user thinks of one ${on.replaceAll('_', ' ')}: one rating each.`,
        key: [on, 'user'],
        references: { [on]: `${on} cascade`, user: 'user cascade' },
        attributes: { rating: 'rating', comment: 'text?' },
        volume: { rows: 2_000_000, perYear: 1_000_000 },
      },
    },
    access: [
      { name: `ratings of one ${on}`, entity: `${on}_rating`, by: [on], perSecond: 40 },
      { name: `ratings of a ${on} by one user`, entity: `${on}_rating`, by: ['user'] },
    ],
  }),
};
