import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who writes, and who runs the site. */
export const people: ModelPart = {
  entities: {
    staff_member: {
      description: 'A user who works on the site.',
      key: ['user'],
      references: { user: 'user' },
      attributes: {
        role: 'choice(administrator, editor, writer, moderator)',
        is_active: 'boolean = true',
      },
      volume: { rows: 400, perYear: 80 },
    },
    author: {
      description: 'The name under which posts appear. Some are guests who never sign in.',
      references: { user: 'user? unique', portrait: 'file?' },
      attributes: { name: 'name personal', slug: 'slug unique', biography: "text = ''", website: 'url?' },
      softDelete: true,
      volume: { rows: 1_500, perYear: 300 },
    },
  },
  access: [
    { name: 'an author by the address', entity: 'author', by: ['slug'], perSecond: 20 },
    { name: 'the role of who signed in', entity: 'staff_member', by: ['user'], perSecond: 20 },
  ],
  decisions: [
    {
      what: 'Authors are not users.',
      why: 'A guest author has a name under the post and no password; an editor has a password and no name under it.',
    },
  ],
};
