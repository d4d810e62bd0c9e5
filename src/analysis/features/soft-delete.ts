import type { Feature } from '#analysis/domains/domain.ts';
export const softDelete: Feature = {
  id: 'soft-delete',
  title: 'soft delete',
  words: [
    'soft delete',
    'soft-delete',
    'trash',
    'recycle bin',
    'restore deleted',
    'undelete',
    'archive instead of delete',
  ],
  needsEntity: true,
  part: (on) => (on === undefined ? {} : { entities: { [on]: { softDelete: true } } }),
};
