import type { Feature } from '#analysis/domains/domain.ts';
export const tags: Feature = {
  id: 'tags',
  title: 'tags',
  words: ['tag', 'label', 'keyword', 'hashtag'],
  needsEntity: true,
  part: (on = 'item') => ({
    entities: {
      tag: {
        attributes: { name: 'name unique', slug: 'slug unique' },
        timestamps: 'created',
        volume: { rows: 50_000, perYear: 20_000 },
      },
      [`${on}_tag`]: {
        key: [on, 'tag'],
        references: { [on]: `${on} cascade`, tag: 'tag cascade' },
        timestamps: 'created',
        volume: { rows: 3_000_000, perYear: 1_000_000 },
      },
    },
    access: [
      { name: `what carries a tag: ${on}`, entity: `${on}_tag`, by: ['tag'], limit: 50, perSecond: 20 },
      { name: `tags of one ${on}`, entity: `${on}_tag`, by: [on], perSecond: 50 },
    ],
  }),
};
