import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';

export const files: Feature = {
  id: 'files',
  title: 'files',
  words: ['file', 'attachment', 'upload', 'document upload', 'photo', 'picture', 'media'],
  needsEntity: true,
  part: (on = 'item') => ({
    entities: {
      user,
      file: {
        description: 'What stands in the object store; here is what it is.',
        references: { uploaded_by: 'user? set-null' },
        attributes: { storage_key: 'token unique', name: 'title', media_type: 'code', size: 'bytes', sha256: 'hash' },
        timestamps: 'created',
        volume: { rows: 3_000_000, perYear: 1_500_000 },
      },
      [`${on}_file`]: {
        key: [on, 'file'],
        references: { [on]: `${on} cascade`, file: 'file' },
        attributes: { position: 'count = 0' },
        timestamps: 'created',
        volume: { rows: 3_000_000, perYear: 1_500_000 },
      },
    },
    access: [
      { name: `files of one ${on}`, entity: `${on}_file`, by: [on], order: ['position'], perSecond: 30 },
      { name: 'a file of the same content', entity: 'file', by: ['sha256'] },
    ],
    decisions: [
      {
        what: 'Files are not kept in rows.',
        why: 'An object store serves them cheaper, and backups of the database stay small.',
      },
    ],
  }),
};
